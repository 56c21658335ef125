"""How many residents of each area are within some minutes, and what a change does to that.

People are whole: they are added up as integers, and the parts of London sum to London.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Minutes: TypeAlias = NDArray[np.float64]
People: TypeAlias = NDArray[np.int64]
#: For each place in which people live, the row of the area that it belongs to.
Areas: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Changed:
    """Whom a change brings within some minutes, and whom it leaves beyond them, by area.

    Attributes:
        gained: residents who were beyond and are within.
        lost: residents who were within and are beyond.
    """

    gained: People
    lost: People


def people_in(areas: Areas, people: People, count: int) -> People:
    """Residents of each area.

    Args:
        areas: of each place in which people live.
        people: who live there.
        count: how many areas there are.
    """
    total = np.zeros(count, dtype=np.int64)
    np.add.at(total, areas, people)
    return total


def within(minutes: Minutes, limit: float, areas: Areas, people: People, count: int) -> People:
    """Residents of each area whose walk is no longer than a limit."""
    return people_in(areas, np.where(minutes <= limit, people, 0), count)


def mean_minutes(minutes: Minutes, areas: Areas, people: People, count: int) -> Minutes:
    """The mean walk of each area's residents.

    Infinite where there is nowhere to walk to, and not a number where nobody lives.
    """
    walked = np.bincount(areas, weights=minutes * people, minlength=count)
    with np.errstate(invalid="ignore", divide="ignore"):
        return walked / people_in(areas, people, count)


def changed(
    before: Minutes, after: Minutes, limit: float, areas: Areas, people: People, count: int
) -> Changed:
    """Who gains and who loses by a change, by area: gained less lost is the difference."""
    was, is_ = before <= limit, after <= limit
    return Changed(
        gained=people_in(areas, np.where(is_ & ~was, people, 0), count),
        lost=people_in(areas, np.where(was & ~is_, people, 0), count),
    )
