"""A list compared with the list under another index: two lists, never blended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_LIST
from dashboard.services.gate import service
from dashboard.services.listing.choices import choices_of
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from harm.offences import indices
from harm.offences.indices import Index
from harm.scoring.ranking import Ranking
from harm.stability.choices import INDICES
from harm.stability.two_indices import overlap_of, trade_offs
from harm.suspects.list_line import profile

#: Who is on one of two lists alone: on which (`first`: the list itself, `second`: the other), their
#: position there, and the offence that weighs most there.
ALONE: Final = pl.Schema(
    {
        "suspect_id": pl.String(),
        "suspect_name": pl.String(),
        "side": pl.String(),
        "position": pl.UInt32(),
        "most_serious_offence": pl.String(),
    }
)


@dataclass(frozen=True)
class TwoIndices:
    """A list compared with the list under another index.

    Attributes:
        ranking: the list itself.
        first: its index.
        second: the other index.
        both: how many are on both lists, of everybody.
        only_first: how many are on the list itself alone, of everybody.
        only_second: how many are on the other alone, of everybody.
        people: who is on one alone and may be seen by the viewer, as `ALONE`; those of the list
            itself first, each side in order.
        trade: what well-known offences weigh in both, as `trade_offs`.
    """

    ranking: Ranking
    first: Index
    second: Index
    both: int
    only_first: int
    only_second: int
    people: pl.DataFrame
    trade: pl.DataFrame


def other_indices(question: Question) -> tuple[str, ...]:
    """The indices with scores of their own that a list can be compared with."""
    return tuple(name for name in INDICES if name != question.index.name)


@service(SEE_LIST, lambda question, other: f"{question.ranking.name}, beside {other}")
def two_indices(question: Question, other: str) -> TwoIndices:
    """A list compared with the list under another index, with all other choices the same.

    Args:
        question: on the list.
        other: the name of the other index, of `other_indices`.

    Raises:
        NobodyNamedError: the record names nobody.
    """
    about = ("two indices", question.dated, other)
    found = question.remember(about, lambda: _two_indices(question, other))
    return replace(found, people=question.visible(found.people))


def _two_indices(question: Question, other: str) -> TwoIndices:
    ranking, second = question.ranking, indices.get(other)
    theirs = choices_of(question).choices.lists.filter(pl.col("choice") == other).sort("position")
    overlap = overlap_of(ranking.listed["suspect"], theirs["suspect"])
    people = pl.concat(
        [
            _alone(question, overlap.first, ranking.listed, question.index, "first"),
            _alone(question, overlap.second, theirs, second, "second"),
        ]
    )
    return TwoIndices(
        ranking=ranking,
        first=question.index,
        second=second,
        both=overlap.both.len(),
        only_first=overlap.first.len(),
        only_second=overlap.second.len(),
        people=people,
        trade=trade_offs(question.index, second),
    )


def _alone(
    question: Question, suspects: pl.Series, listed: pl.DataFrame, index: Index, side: str
) -> pl.DataFrame:
    """Who is on one list alone, as `ALONE`, in its order."""
    numbers, ranking = suspects.to_list(), question.ranking
    rows = in_window(question.store, ranking.rules, ranking.as_of)
    lines = profile(rows, numbers, rules=ranking.rules, index=index, as_of=ranking.as_of)
    names = question.store.suspects.particulars(numbers)
    found = suspects.to_frame("suspect")
    for more in (
        listed.select("suspect", "position"),
        lines.select("suspect", "most_serious_offence"),
        names.select("suspect", "suspect_name"),
        question.store.suspects.everyone().select("suspect", "suspect_id"),
    ):
        found = found.join(more, on="suspect", how="left", maintain_order="left")
    return found.select(
        pl.lit(side).alias(name) if name == "side" else pl.col(name).cast(kind)
        for name, kind in ALONE.items()
    )
