"""Who is not on the list, and why: everybody with a score is accounted for.

Whoever has allegations that count, or that would count but for the suspect's death or age, is in
exactly one lane; under a minimum of allegations, whoever has fewer is in none. A lane says who else
decides, not how serious a case is: a child is for youth justice, a death for nobody, and few days
with a high concern for a person who reads the file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.definitions.concern import CONCERN, concern_of
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import PERSONAL, explain_rows
from harm.scoring.ranking import Ranking, rank

#: The lanes. Everyone is in the first that fits but for `below_cut`, which is the rest: whoever is
#: listed stays listed whatever else is true of them.
LANES: Final = (
    "listed",
    "deceased",
    "under_18",
    "police_generated",
    "high_concern",
    "below_cut",
)
LANE: Final = pl.Enum(LANES)

#: Lanes of those whom the ranking left out, and who therefore have no position.
APART: Final = PERSONAL

#: What makes a low score a high concern.
CONCERNS: Final = ("coercive_control", "stalking", "strangulation", "repeat_victim")
#: This many crimes against one victim make a repeat victim.
REPEATED: Final = 2

TABLE: Final = pl.Schema(
    {
        "suspect": pl.UInt32(),
        "suspect_id": pl.String(),
        "lane": LANE,
        "position": pl.UInt32(),
        "tenths": TENTHS(),
        "allegations": pl.UInt32(),
        "victims": pl.UInt32(),
        "most_serious": TENTHS(),
        "last_recorded_on": pl.Date(),
        "concern": pl.List(pl.Enum(CONCERNS)),
    }
)


def lanes(allegations: Allegations, ranking: Ranking, *, index: Index) -> pl.DataFrame:
    """Everyone with a score, each in one lane.

    The sum is exact: `Ranking.assessed` is those listed, in `police_generated`, in `high_concern`
    and in `below_cut`; `deceased` and `under_18` are in addition. Suspects whose every allegation
    is unmapped (`Ranking.unmapped`) have no score and are not included.

    A lane misleads where the record does: most strangulation and stalking is recorded as
    something else or not at all, an unknown reporter is taken not to be the police, and an unknown
    date of birth not to be a child's. The days of the dead and the under-18s are those that they
    would have had if nobody were left out: where people named together share the days, these days
    are not deducted from anybody on the list.

    Args:
        allegations: the rows that the ranking was made from, in any order.
        ranking: everyone assessed.
        index: the scores, as the ranking has them.

    Returns:
        A row for each suspect, as `TABLE`, in the order of `LANES` and, within each, of the list;
        in `high_concern` most concerns first. `tenths` and `most_serious` are tenths of a day; a
        suspect left out of the ranking has no position; `concern` has those of `CONCERNS` that
        apply, in every lane.
    """
    apart = _apart(allegations, ranking, index)
    placed = ranking.table.with_columns(place=pl.col("position"))
    everyone = pl.concat([placed, apart], how="diagonal")
    listed = pl.col("position") <= ranking.length
    many = pl.when(pl.col("lane") == "high_concern").then(pl.col("concern").list.len()).otherwise(0)
    return (
        everyone.join(_signs(allegations, ranking, index), on="suspect", how="left")
        .with_columns(
            pl.coalesce(
                "lane",
                pl.when(listed).then(_lane("listed")),
                pl.when("by_police").then(_lane("police_generated")),
                pl.when(pl.col("concern").list.len() > 0).then(_lane("high_concern")),
                _lane("below_cut"),
            ).alias("lane")
        )
        .sort("lane", many, "place", descending=[False, True, False])
        .select(pl.col(name).cast(dtype) for name, dtype in TABLE.items())
    )


def nobody_apart(allegations: Allegations) -> Allegations:
    """The same rows without any record of death or age, to see what would count without them."""
    known = allegations.rows if allegations.record is None else allegations.record
    columns = known.select("suspect", "suspect_situation", "suspect_born")
    return replace(allegations, record=columns.clear())


def sizes(everyone: pl.DataFrame) -> dict[str, int]:
    """How many are in each lane; the numbers add up to everyone.

    Args:
        everyone: as `lanes` gives it.
    """
    counts = dict(everyone["lane"].cast(pl.String).value_counts().iter_rows())
    return {lane: counts.get(lane, 0) for lane in LANES}


def _lane(name: str) -> pl.Expr:
    return pl.lit(name, dtype=LANE)


def _apart(allegations: Allegations, ranking: Ranking, index: Index) -> pl.DataFrame:
    """The dead and the under-18s, with the score and the place that they would have had."""
    judged = explain_rows(allegations, rules=ranking.rules, index=index, as_of=ranking.as_of)
    why = (
        judged.filter(pl.col("reason").is_in(PERSONAL))
        .select(pl.col("suspect").cast(pl.UInt32), pl.col("reason").cast(pl.String).cast(LANE))
        .unique()  # a death has precedence over age, in all of a suspect's rows
        .collect(engine="streaming")
    )
    would_be = rank(
        nobody_apart(allegations), rules=ranking.rules, index=index, as_of=ranking.as_of
    )
    return (
        would_be.table.join(why, on="suspect")
        .rename({"position": "place", "reason": "lane"})
        .drop("rank", "unmapped")
    )


def _signs(allegations: Allegations, ranking: Ranking, index: Index) -> pl.DataFrame:
    """The signs for a lane: whether all is `by_police`, and each suspect's `concern`."""
    judged = explain_rows(
        nobody_apart(allegations), rules=ranking.rules, index=index, as_of=ranking.as_of
    )
    counting = (
        judged.filter(pl.col("reason").is_null())
        .join(concern_of(allegations.offences).lazy(), on="offence", how="left")
        .select(pl.col("suspect").cast(pl.UInt32), "crime", "victim", "source", "concern")
        .collect(engine="streaming")
    )
    flags = [
        (pl.col("concern") == name).fill_null(value=False).any().alias(name)
        for name in CONCERN.categories
    ]
    by_police = (pl.col("source") == "police").fill_null(value=False).all().alias("by_police")
    names = [pl.when(name).then(pl.lit(name)) for name in CONCERNS]
    return (
        counting.group_by("suspect")
        .agg(by_police, *flags)
        .join(_repeated(counting), on="suspect", how="left")
        .select("suspect", "by_police", concern=pl.concat_list(names).list.drop_nulls())
    )


def _repeated(counting: pl.DataFrame) -> pl.DataFrame:
    """Suspects with a known victim in several of their crimes."""
    return (
        counting.filter(pl.col("victim").is_not_null())
        .select("suspect", "victim", "crime")
        .unique()
        .group_by("suspect", "victim")
        .len()
        .filter(pl.col("len") >= REPEATED)
        .select("suspect", repeat_victim=True)
        .unique()
    )
