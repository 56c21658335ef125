"""Workload: demand for each officer, before and after; and the allocation that evens it out.

How it misleads: strength includes response teams and investigators, and demand is what was
recorded, not what happened. A workload compares areas by these two figures and nothing else; no
officer is said to prevent anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heapreplace
from math import ceil
from typing import Final

from harm.allocation.areas import HUNDREDTHS, Area

#: So many halvings bring the first guess near enough; what is left is placed one by one.
_HALVINGS: Final = 30
#: Rounding in the guess is less than this.
_ABOVE: Final = 1 + 1e-9


def workload(area: Area, posts: int | None = 0) -> Fraction | None:
    """Demand for each full-time officer once an area has so many more posts.

    Returns:
        None where strength, demand or posts are not known, and where there would be nobody.
    """
    if area.base is None or area.demand is None or posts is None:
        return None
    strength = area.base + HUNDREDTHS * posts
    return Fraction(area.demand * HUNDREDTHS, strength) if strength else None


@dataclass(frozen=True, slots=True)
class Spread:
    """How far workloads lie apart.

    Attributes:
        worst: the highest workload; None: that of some area has no figure, so nobody knows.
        ratio: the highest divided by the lowest; None: not known, or the lowest is 0.
        unknown: codes of the areas whose workload has no figure.
    """

    worst: Fraction | None
    ratio: Fraction | None
    unknown: tuple[str, ...]


def spread(areas: Sequence[Area], posts: Sequence[int | None]) -> Spread:
    """How far workloads lie apart once posts are placed; over the areas with a figure.

    Where an area's strength is not known its workload is left out and named; where it would have
    demand and nobody at all, there is no worst.
    """
    loads = [workload(area, placed) for area, placed in zip(areas, posts, strict=True)]
    unknown = tuple(area.code for area, load in zip(areas, loads, strict=True) if load is None)
    known = [load for load in loads if load is not None]
    nobody = any(
        load is None and area.base is not None and bool(area.demand)
        for area, load in zip(areas, loads, strict=True)
    )
    if not known or nobody:
        return Spread(None, None, unknown)
    worst, best = max(known), min(known)
    return Spread(worst, worst / best if best else None, unknown)


def even_workload(demands: Sequence[int], bases: Sequence[int], posts: int) -> list[int]:
    """Place each post where the workload is then the highest: the exact minimax.

    No other allocation has a lower highest workload. Posts that cannot lower it any more still go
    where the workload is highest, so that the next one is the lowest possible too. Of equals the
    first gets it, so pass areas by code; an area with demand and nobody comes before all others,
    and one without demand gets none.

    Args:
        demands: 0 or more each.
        bases: strength in hundredths, 0 or more each.
        posts: how many, 0 or more.

    Returns:
        as many whole numbers, which sum to `posts`; all 0 where there is no demand.
    """
    if not any(demands):
        return [0] * len(demands)
    given = _surely_placed(demands, bases, posts)
    heap = [
        (*_load(demand, base + HUNDREDTHS * placed), place)
        for place, (demand, base, placed) in enumerate(zip(demands, bases, given, strict=True))
        if demand
    ]
    heapify(heap)
    for _ in range(posts - sum(given)):
        place = heap[0][-1]
        given[place] += 1
        strength = bases[place] + HUNDREDTHS * given[place]
        heapreplace(heap, (*_load(demands[place], strength), place))
    return given


def _load(demand: int, strength: int) -> tuple[int, Fraction]:
    """A workload as the heap orders it: nobody there first, then the highest."""
    return (1, Fraction(-demand, strength)) if strength else (0, Fraction(-demand))


def _surely_placed(demands: Sequence[int], bases: Sequence[int], posts: int) -> list[int]:
    """Posts that the minimax places in any case: those that bring everybody down to a workload.

    The workload is found by halving, in floating point; whether the pool is enough for it is then
    worked out exactly, so that a guess a little off costs time and changes nothing.
    """
    pairs = list(zip(demands, bases, strict=True))
    high = float(sum(demands))  # a post each is enough for that
    low = high * HUNDREDTHS / (sum(bases) + HUNDREDTHS * posts + 1) / 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        needed = [
            ceil((demand * HUNDREDTHS / middle - base) / HUNDREDTHS) for demand, base in pairs
        ]
        if sum(max(0, post) for post in needed) <= posts:
            high = middle
        else:
            low = middle
    above, below = Fraction(high * _ABOVE).as_integer_ratio()
    found = [
        max(0, -((base * above - demand * HUNDREDTHS * below) // (HUNDREDTHS * above)))
        for demand, base in pairs
    ]
    return found if sum(found) <= posts else [0] * len(found)
