"""What the places of a list rest on: how far the allegations have gone, and who reported them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.contributions import units
from harm.scoring.ranking import Ranking

#: The further columns of the record that this needs.
ALSO: Final = ("allegation_status", "source")


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the listed stand on little.

    Attributes:
        listed: how many suspects are on the list.
        single: who have one allegation that counts and no other.
        no_further_action: who would be below the cut without their allegations that ended in no
            further action, everybody else being as they are.
        police: who would be below the cut without what the police themselves reported.
    """

    listed: int
    single: int
    no_further_action: int
    police: int


def standing(allegations: Allegations, ranking: Ranking, *, index: Index) -> Standing:
    """What the places of a list rest on.

    It misleads where everybody lost the same kind of allegation: then the cut would be lower, and
    fewer would leave than are counted here one at a time.

    Args:
        allegations: the rows of the window, with `ALSO`.
        ranking: the list.
        index: the scores.
    """
    listed = ranking.listed
    if listed.is_empty():
        return Standing(0, 0, 0, 0)
    pairs = units(
        allegations,
        rules=ranking.rules,
        index=index,
        as_of=ranking.as_of,
        also=[pl.col(name).first() for name in ALSO],
    )
    theirs = pairs.filter(pl.col("suspect").is_in(listed["suspect"].implode()))
    sums = (
        theirs.group_by("suspect")
        .agg(
            pl.col("tenths").sum(),
            pl.col("allegations").sum(),
            nfa=_of(pl.col("allegation_status") == "no_further_action"),
            police=_of(pl.col("source") == "police"),
        )
        .collect()
    )
    is_full = listed.height < ranking.assessed
    cut = int(listed["tenths"][-1]) if is_full else 0
    return Standing(
        listed=listed.height,
        single=sums.filter(pl.col("allegations") == 1).height,
        no_further_action=sums.filter(pl.col("tenths") - pl.col("nfa") < cut).height,
        police=sums.filter(pl.col("tenths") - pl.col("police") < cut).height,
    )


def _of(which: pl.Expr) -> pl.Expr:
    """The days of a kind of allegation."""
    return pl.col("tenths").filter(which.fill_null(value=False)).sum().cast(TENTHS)
