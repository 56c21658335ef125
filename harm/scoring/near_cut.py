"""Who is close to where a list ends."""

from __future__ import annotations

from dataclasses import dataclass

from harm.offences.indices import Index
from harm.scoring.ranking import Ranking


@dataclass(frozen=True, slots=True)
class Near:
    """Who is close to the cut.

    Attributes:
        tenths: how close, in tenths of a day: the lowest score that an index gives.
        listed: how many on the list are no further from the score at the cut.
        off: how many off the list.
    """

    tenths: int
    listed: int
    off: int


def near_cut(ranking: Ranking, index: Index) -> Near | None:
    """How many are so close to the cut that one of the lowest allegations more or less may decide.

    This includes those who have exactly the score at the cut. If many are near, the last places
    mean little; it says nothing about any one of them.

    Args:
        ranking: everyone assessed.
        index: the scores that it is based on.

    Returns:
        None where nobody was left off for lack of a place, or the index scores nothing.
    """
    scores = index.entries["tenths"]
    lowest, cut = scores.filter(scores > 0).min(), ranking.cut.tenths
    if cut is None or not isinstance(lowest, int):
        return None
    close = (ranking.table["tenths"] - cut).abs() <= lowest
    listed = int(close.head(ranking.length).sum())
    return Near(lowest, listed, int(close.sum()) - listed)
