"""What is handed out at a meeting: the list, what changed, what is doubtful, and some profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.errors import TooManyError
from dashboard.services.listing.ranked_list import RankedList, ranked_list
from dashboard.services.overview import Overview, answer_overview
from dashboard.services.question import Question
from dashboard.services.suspects.answer import SuspectAnswer, answer_suspect
from dashboard.services.tiers import Tiers, list_tiers

#: So many profiles a hand-out has at most.
MOST_PROFILES: Final = 20


@dataclass(frozen=True)
class HandoutAnswer:
    """Everything that a hand-out says.

    Attributes:
        listing: the list, whole.
        overview: what changed since the last month's end, and what is doubtful.
        new: how many of those listed whom the viewer may see are new since then.
        chosen: whether somebody chose who has a profile; otherwise they are the new ones.
        suspects: those with a profile, in the order of the list or as they were chosen.
        tiers: how sure the places are; None where that was not worked out yet.
        counts_alone: whether it is of counts alone, so that nobody has a profile.
    """

    listing: RankedList
    overview: Overview
    new: int
    chosen: bool
    suspects: tuple[SuspectAnswer, ...]
    tiers: Tiers | None = None
    counts_alone: bool = False


def answer_handout(
    question: Question, chosen: Sequence[str] = (), *, counts_alone: bool = False
) -> HandoutAnswer:
    """The list, what changed since the last month's end, and profiles.

    Each look is in the log: the list, the comparison, the data's quality and each suspect.

    Args:
        question: rules, index and date.
        chosen: references of those with a profile; none: those who are new on the list, the first
            `MOST_PROFILES` of them.
        counts_alone: whether it is to be of counts alone, so that nobody is opened for a profile.

    Raises:
        TooManyError: more are chosen than a hand-out holds.
        UnknownSuspectError: nobody in the data has a reference that is chosen.
        NobodyNamedError: the record names nobody.
    """
    wanted = list(dict.fromkeys(chosen))
    if len(wanted) > MOST_PROFILES:
        raise TooManyError(
            f"A hand-out has at most {MOST_PROFILES} profiles, and {len(wanted):,} were chosen; "
            f"choose fewer."
        )
    listing = ranked_list(question)
    overview = answer_overview(question)
    new = new_on(listing, overview)
    suspects = [] if counts_alone else wanted or new[:MOST_PROFILES]
    return HandoutAnswer(
        listing=listing,
        overview=overview,
        new=len(new),
        chosen=bool(wanted),
        suspects=tuple(answer_suspect(question, suspect) for suspect in suspects),
        tiers=list_tiers(question, listing),
        counts_alone=counts_alone,
    )


def new_on(listing: RankedList, overview: Overview) -> list[str]:
    """The references of those listed who are new since the last month's end, in order."""
    if overview.movement is None:
        return []
    people = overview.movement.people
    entered = people.filter(pl.col("movement").cast(pl.String) == "entered")["suspect_id"]
    seen = listing.people.filter(pl.col("suspect_id").is_in(entered.implode()))
    return seen["suspect_id"].to_list()
