"""What the places of a list rest on, worked out once for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from harm.assurance.grounds import DOUBTFUL, carried, divided, resting_on
from harm.assurance.standing import weak
from harm.stability.without import places_without


@dataclass(frozen=True)
class Grounds:
    """What the places of the listed rest on.

    Attributes:
        divided: the days of each by each way of dividing them, as `grounds.DIVIDED`.
        without: for each of `grounds.DOUBTFUL` where whoever rests on it would stand without it,
            as `without.PLACES`.
        weak: who stands on little, as `standing.weak`.
    """

    divided: pl.DataFrame
    without: Mapping[str, pl.DataFrame]
    weak: pl.DataFrame


def listed_grounds(question: Question) -> Grounds:
    """What the places of the listed rest on."""
    return question.remember(("grounds", question.dated), lambda: _grounds(question))


def _grounds(question: Question) -> Grounds:
    ranking, index = question.ranking, question.index
    allegations = in_window(question.store, ranking.rules, ranking.as_of)
    listed = ranking.listed
    found = carried(
        allegations, listed["suspect"], rules=ranking.rules, index=index, as_of=ranking.as_of
    )
    without = {
        ground: places_without(allegations, ranking, resting_on(found, ground), index=index)
        for ground in DOUBTFUL
    }
    return Grounds(divided(found), without, weak(listed, without))
