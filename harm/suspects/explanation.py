"""Why a suspect has their place: each allegation, and what it adds to the score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from harm.offences.indices import Index
from harm.record.allegations import SCHEMA, Allegations
from harm.record.victim_codes import codes
from harm.scoring.row_scores import score_rows
from harm.scoring.rules import Rules

#: The columns that an explanation adds to those of the allegation frame.
ADDED: Final = (
    "counts",
    "tenths",
    "index_tenths",
    "reason",
    "derived",
    "ambiguous",
    "index_title",
    "starting_point",
    "guideline",
    "victim_code",
    "delay_days",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A suspect's place in a ranking.

    Attributes:
        position: 1 is first; None for someone who was not assessed.
        assessed: how many suspects were assessed.
    """

    position: int | None
    assessed: int


@dataclass(frozen=True)
class Explanation:
    """A suspect's score, taken apart.

    Attributes:
        suspect_id: the reference.
        standing: their place by this score.
        rows: all their rows: the columns of the frame, and `ADDED`. `tenths` is what the row adds
            to the score, 0 where it does not count; `index_tenths` the index's own score;
            `victim_code` V1, V2 … by first date; `delay_days` from the first date of the offence
            to the date recorded, empty where that is not known. Rows that count come first, those
            with most days at the top.
        rules: the choices by which they were scored.
    """

    suspect_id: str
    standing: Standing
    rows: pl.DataFrame
    rules: Rules

    @property
    def counting(self) -> pl.DataFrame:
        """The rows that make up the score; their `tenths` add up to it."""
        return self.rows.filter("counts")

    @property
    def tenths(self) -> int:
        """The score, in tenths of a day."""
        return int(self.counting["tenths"].sum())


def explain(
    crimes: pl.DataFrame,
    suspect_id: str,
    *,
    standing: Standing,
    rules: Rules,
    index: Index,
    as_of: date,
    record: pl.DataFrame | None = None,
) -> Explanation:
    """Take a suspect's score apart.

    Args:
        crimes: the allegation frame of every crime in which the suspect is named, with the rows
            of others named in them.
        suspect_id: whose score.
        standing: from the ranking of the same rules, index and date.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
        record: as for `Allegations.of`, of everyone named in the crimes.
    """
    rows = score_rows(Allegations.of(crimes, record), rules=rules, index=index, as_of=as_of)
    theirs = rows.filter(pl.col("suspect_id") == suspect_id)
    coded = theirs.join(codes(theirs), on="victim_id", how="left")
    explained = _ordered(coded, index)
    return Explanation(suspect_id, standing, explained, rules)


def _ordered(rows: pl.DataFrame, index: Index) -> pl.DataFrame:
    """Rows that count first, most days at the top, each with the index's own wording."""
    entries = index.entries.select(
        "starting_point",
        "guideline",
        index_title=pl.coalesce(pl.col("title", "urn", "classification").replace("", None)),
    ).with_row_index("entry")
    order = {"counts": True, "tenths": True, "recorded_on": True, "crime_ref": False}
    return (
        rows.join(entries, on="entry", how="left")
        .with_columns(
            (pl.col("recorded_on") - pl.col("committed_on")).dt.total_days().alias("delay_days"),
        )
        .sort(*order, "victim_code", descending=[*order.values(), False])
        .select(*SCHEMA.names(), *ADDED)
    )
