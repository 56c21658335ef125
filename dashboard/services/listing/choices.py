"""A list under choices that no public source settles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl

from dashboard.access.actions import SEE_LIST
from dashboard.services.gate import service
from dashboard.services.question import Question
from harm.scoring.ranking import Ranking
from harm.stability.choices import Choices, alternatives, under_choices


@dataclass(frozen=True)
class UnderChoices:
    """A list under other choices.

    Attributes:
        ranking: the list itself.
        choices: who is on which of the others, with those people alone whom the viewer may see;
            `core` is of everybody.
        stays: for each alternative, in order, how many of the listed are on it (`stays`) and how
            many it lists (`length`), of everybody.
    """

    ranking: Ranking
    choices: Choices
    stays: pl.DataFrame


@service(SEE_LIST, lambda question: f"{question.ranking.name}, under other choices")
def other_choices(question: Question) -> UnderChoices:
    """Who would be on the list, were one choice made otherwise; each alternative by itself.

    Raises:
        NobodyNamedError: the record names nobody.
    """
    found = choices_of(question)
    lists = question.visible(found.choices.lists)
    return replace(found, choices=replace(found.choices, lists=lists))


def choices_of(question: Question) -> UnderChoices:
    """The same of everybody, for a service that has its own gate."""
    return question.remember(("choices", question.dated), lambda: _choices(question))


def _choices(question: Question) -> UnderChoices:
    ranking = question.ranking
    others = alternatives(ranking.rules, question.index)
    longest = max([ranking.rules.window_days, *(other.rules.window_days for other in others)])
    after = ranking.as_of - timedelta(days=longest)
    held = question.store.allegations(after=after, until=ranking.as_of).held()
    listed = ranking.listed["suspect"]
    choices = under_choices(held, listed, others, as_of=ranking.as_of)
    mine = pl.col("suspect").is_in(listed.implode()).sum()
    counted = choices.lists.group_by("choice").agg(stays=mine, length=pl.len())
    stays = (
        pl.DataFrame({"choice": choices.codes}, schema={"choice": pl.String})
        .join(counted, on="choice", how="left", maintain_order="left")
        .with_columns(pl.col("stays", "length").fill_null(0).cast(pl.Int64))
    )
    return UnderChoices(ranking, choices, stays)
