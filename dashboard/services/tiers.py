"""How sure a place on a list is, next to the place: as far as that was worked out already.

How a list settles takes seconds to work out. The list, a suspect's page and a hand-out show it
where it is known, and never wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dashboard.services.listing.ranked_list import RankedList
from dashboard.services.listing.settling import Settling, known_settling, tier_of
from dashboard.services.overview import Overview
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import SuspectFile

#: Of somebody: in how many of the draws they are listed (`stays`), in which tier that puts them,
#: and between which positions they are in the middle 90 % of the draws.
TIERED: Final = pl.Schema(
    {
        "suspect_id": pl.String(),
        "tier": pl.String(),
        "listed": pl.Boolean(),
        "stays": pl.Int64(),
        "low": pl.Int64(),
        "high": pl.Int64(),
    }
)


@dataclass(frozen=True)
class Tiers:
    """How sure the places of some people are.

    Attributes:
        settling: how sure the whole list is: its counts are of everybody, its people are these.
        draws: how many settled lists were drawn.
        people: those of them who are listed, or are in some draw, as `TIERED`.
    """

    settling: Settling
    draws: int
    people: pl.DataFrame


def list_tiers(question: Question, listing: RankedList) -> Tiers | None:
    """How sure the places of a list are that was opened; None where that is not known yet.

    Args:
        question: on the list.
        listing: whom the viewer was shown; nobody else is in the answer.
    """
    return _tiers(question, listing.people["suspect_id"])


def suspect_tier(question: Question, file: SuspectFile) -> Tiers | None:
    """How sure the place of a suspect is whose file was opened; None where it is not known yet.

    Args:
        question: on the list.
        file: the suspect's; nobody else is in the answer, and nobody at all where they are on no
            drawn list.
    """
    return _tiers(question, pl.Series([file.explanation.suspect_id], dtype=pl.String))


def overview_tiers(question: Question, overview: Overview) -> Tiers | None:
    """How many places of a list are how sure; None where that is not known yet.

    Args:
        question: on the list.
        overview: of the list, opened; nobody is in the answer, the counts are of everybody.
    """
    del overview
    return _tiers(question, pl.Series([], dtype=pl.String))


def _tiers(question: Question, suspect_ids: pl.Series) -> Tiers | None:
    found = known_settling(question)
    if found is None or found.settled is None:
        return None
    draws = found.settled.draws
    mine = found.settled.people.filter(pl.col("suspect_id").is_in(suspect_ids.implode()))
    tiers = [tier_of(stays, draws) for stays in mine["stays"].to_list()]
    people = mine.with_columns(pl.Series("tier", tiers, pl.String))
    theirs = replace(found, settled=replace(found.settled, people=mine))
    return Tiers(theirs, draws, people.select(TIERED.names()).match_to_schema(TIERED))
