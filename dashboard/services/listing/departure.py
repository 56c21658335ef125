"""How a list differs from that of the announced rule."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_LIST, SEE_REFERENCES
from dashboard.services.gate import about, service
from dashboard.services.question import Question
from dashboard.services.ranking_spec import RankingSpec
from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules

#: The announced rule, and the usual choice wherever the announcement is silent.
ANNOUNCED: Final = RankingSpec()
#: Who is on one of two lists alone: the positions on this list and under the announced rule, each
#: null where the suspect is not assessed there.
DIFFERING: Final = pl.Schema(
    {
        "suspect": pl.UInt32,
        "suspect_id": pl.String,
        "here": pl.UInt32,
        "announced": pl.UInt32,
        "listed_here": pl.Boolean,
    }
)


@dataclass(frozen=True, slots=True)
class Departure:
    """How a list differs from the one that the announced rule gives on the same day and record.

    Attributes:
        rules: of the list.
        changed: the fields of `Rules` that differ, in their order.
        index: the name of the list's index where it is not the announced one; else None.
        listed: how many are on the list; 0 where it does not differ, since nobody counted then.
        announced: how many are on that of the announced rule; 0 where it does not differ.
        entered: how many are on the list alone.
        left: how many are on that of the announced rule alone.
        reaches_back_to: the first day of the window where the record begins later, so that it is
            not whole; else None.
        begins: the first day recorded.
        level: how many are equal in score at the cut, where a lot decided who of them is in; else
            0.
        drawn_in: how many of them the lot put on the list.
    """

    rules: Rules
    changed: tuple[str, ...]
    index: str | None
    listed: int
    announced: int
    entered: int
    left: int
    reaches_back_to: date | None
    begins: date
    level: int = 0
    drawn_in: int = 0

    @property
    def differs(self) -> bool:
        """Whether the list rests on anything but the announced rule."""
        return bool(self.changed) or self.index is not None


@service(SEE_REFERENCES, about("the announced rule"))
def departure(question: Question) -> Departure:
    """How the list differs from that of the announced rule: counts alone.

    Raises:
        NobodyNamedError: it differs, and the record names nobody.
    """
    rules = question.spec.rules
    usual = ANNOUNCED.rules
    changed = tuple(
        field.name
        for field in fields(Rules)
        if getattr(rules, field.name) != getattr(usual, field.name)
    )
    other_index = question.spec.index != ANNOUNCED.index
    differs = bool(changed) or other_index
    differing = _differing(question) if differs else pl.DataFrame(schema=DIFFERING)
    entered = int(differing["listed_here"].sum())
    first = question.as_of - timedelta(days=rules.window_days - 1)
    begins = question.facts.oldest
    cut = question.ranking.cut if rules.ties == "lot" else None
    drawn = cut if cut is not None and cut.separated_by == "lot" else None
    return Departure(
        rules=rules,
        changed=changed,
        index=question.spec.index if other_index else None,
        listed=question.ranking.length if differs else 0,
        announced=_announced(question).length if differs else 0,
        entered=entered,
        left=differing.height - entered,
        reaches_back_to=first if first < begins else None,
        begins=begins,
        level=drawn.tied if drawn else 0,
        drawn_in=drawn.tied_in if drawn else 0,
    )


@service(SEE_LIST, lambda question: f"{question.ranking.name} against the announced rule")
def differing_people(question: Question) -> pl.DataFrame:
    """Who is on one of the two lists alone.

    Returns:
        `DIFFERING` and the columns of `Suspects.particulars`: those on this list first, each part
        by position on the list that it is of.
    """
    found = _differing(question)
    people = question.visible(question.store.suspects.particulars(found["suspect"].to_list()))
    return found.join(people, on="suspect", how="inner", maintain_order="left")


def _announced(question: Question) -> Ranking:
    """The list of the announced rule on the same day and record."""
    return question.on(
        replace(question.dated, rules=ANNOUNCED.rules, index=ANNOUNCED.index)
    ).ranking


def _differing(question: Question) -> pl.DataFrame:
    here, there = question.ranking, _announced(question)
    key = ["suspect", "suspect_id"]
    mine = here.listed.select(*key, listed_here=pl.lit(value=True))
    theirs = there.listed.select(*key, listed_here=pl.lit(value=False))
    apart = pl.concat(
        [
            mine.join(theirs, on="suspect", how="anti", maintain_order="left"),
            theirs.join(mine, on="suspect", how="anti", maintain_order="left"),
        ]
    )
    return (
        apart.join(_places(here, "here"), on="suspect", how="left", maintain_order="left")
        .join(_places(there, "announced"), on="suspect", how="left", maintain_order="left")
        .select(pl.col(name).cast(dtype) for name, dtype in DIFFERING.items())
    )


def _places(ranking: Ranking, name: str) -> pl.DataFrame:
    return ranking.table.select("suspect", pl.col("position").alias(name))
