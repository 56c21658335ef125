"""Who else is involved: whoever is named with a suspect, and whoever else their victims accuse.

A link is two names in the same records. It is not an allegation, not a sign of a common purpose,
and not a reason to think worse of anybody: brothers, flatmates and people who were wrongly named
have links. A crime that was cancelled or transferred links nobody. Nor is somebody linked by a
crime of which they were acquitted, or from whose inquiry they were eliminated. Everything else in
the record links people, however old it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from harm.record.allegations import complete
from harm.record.victim_codes import codes

#: More people than this would be too many to read; the number of the others is stated.
MOST: Final = 30

ENDED: Final = ("acquitted", "eliminated")

PEOPLE: Final = pl.Schema(
    {
        "suspect_id": pl.String(),
        "step": pl.UInt8(),
        "together": pl.List(pl.String()),
        "victims": pl.List(pl.String()),
        "through": pl.List(pl.String()),
    }
)
COUNTER: Final = pl.Schema(
    {
        "victim_code": pl.String(),
        "crime_ref": pl.String(),
        "offence": pl.String(),
        "recorded_on": pl.Date(),
        "allegation_status": pl.String(),
        "own_crimes": pl.List(pl.String()),
    }
)


@dataclass(frozen=True)
class Links:
    """Who else is involved in what a suspect is accused of.

    Attributes:
        people: others named as suspects, as `PEOPLE`, nearest first and at most `MOST`: `step` 1
            for those named in a crime with the suspect, 2 for others; `together`, those crimes;
            `victims`, codes of the suspect's victims who accuse them in another crime; `through`,
            the people of step 1 with whom they are named in another crime, where nothing nearer
            links them.
        more: how many further people there are.
        counter: crimes in which a victim of the suspect is accused and the suspect is the victim,
            as `COUNTER`; `own_crimes` are those in which the suspect is accused by that victim.
            People who defend themselves are recorded as suspects too: this does not show who is
            right.
    """

    people: pl.DataFrame
    more: int
    counter: pl.DataFrame


def links(rows: pl.DataFrame, suspect_id: str) -> Links:
    """Find who else is involved.

    Args:
        rows: the allegation frame of every crime in which the suspect is named or is the victim,
            in which one of their victims is a victim, or in which anybody is named who is named
            with them; other crimes change nothing.
        suspect_id: whose links.
    """
    theirs = pl.col("suspect_id") == suspect_id
    whole = complete(rows)
    coded = codes(whole.filter(theirs))
    standing = whole.filter(
        pl.col("suspect_id").is_not_null(),
        pl.col("crime_status") == "recorded",
        ~pl.col("allegation_status").cast(pl.String).is_in(ENDED),
    )
    own = standing.filter(theirs).join(coded, on="victim_id", how="left")
    others = standing.filter(~theirs)
    people = _people(own, others)
    counter = _counter(own, others.filter(pl.col("victim_id") == suspect_id))
    return Links(people.head(MOST), max(people.height - MOST, 0), counter)


def _people(own: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Everyone linked, nearest first."""
    inside = others.join(own, on="crime_ref", how="semi")
    outside = others.join(own, on="crime_ref", how="anti")
    together = _each(inside, pl.col("crime_ref").alias("together"))
    accused = outside.join(own.select("victim_id", "victim_code").unique(), on="victim_id")
    victims = _each(accused, pl.col("victim_code").alias("victims"))
    near = outside.join(together, on="suspect_id", how="semi")
    met = outside.join(near.select("crime_ref", through="suspect_id").unique(), on="crime_ref")
    through = _each(met.join(together, on="suspect_id", how="anti"), pl.col("through"))
    ties = pl.col("together", "victims", "through")
    return (
        together.join(victims, on="suspect_id", how="full", coalesce=True)
        .join(through, on="suspect_id", how="full", coalesce=True)
        .with_columns(ties.fill_null([]))
        .with_columns(step=pl.when(pl.col("together").list.len() > 0).then(1).otherwise(2))
        .sort(
            "step",
            *(pl.col(name).list.len() for name in ("together", "victims", "through")),
            "suspect_id",
            descending=[False, True, True, True, False],
        )
        .select(pl.col(name).cast(dtype) for name, dtype in PEOPLE.items())
    )


def _each(rows: pl.DataFrame, what: pl.Expr) -> pl.DataFrame:
    """What links each person, without repeats: shorter texts first, so that V2 is before V10."""
    name = what.meta.output_name()
    pairs = rows.select("suspect_id", what).unique()
    ordered = pairs.sort(pl.col(name).str.len_chars(), name)
    return ordered.group_by("suspect_id", maintain_order=True).agg(name)


def _counter(own: pl.DataFrame, against: pl.DataFrame) -> pl.DataFrame:
    """Crimes against the suspect of which one of their victims is accused."""
    accused = own.select("victim_id", "victim_code", "crime_ref").drop_nulls().unique()
    whose = accused.group_by("victim_id", "victim_code").agg(
        pl.col("crime_ref").sort().alias("own_crimes")
    )
    return (
        against.join(whose, left_on="suspect_id", right_on="victim_id")
        .with_columns(offence=pl.coalesce("offence_title", "offence_code"))
        .select(pl.col(name).cast(dtype) for name, dtype in COUNTER.items())
        .sort("recorded_on", "crime_ref", "victim_code", "offence", "allegation_status")
        .unique(["crime_ref", "victim_code"], keep="first", maintain_order=True)
    )
