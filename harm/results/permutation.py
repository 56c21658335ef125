"""What a difference between two sides is by chance alone, and the interval that follows.

The people are dealt out to the two sides again, as often as can be, and each time the difference is
taken. It is a fair comparison as far as chance alone put people on their side. The interval is the
difference found, less what chance gives in 95 of 100 deals; zero is in it where chance alone gives
as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: How sure the interval is, and how many deals are drawn where they cannot all be counted.
SURE: Final = 0.95
DEALS: Final = 3999

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def share_interval(events: tuple[int, int], people: tuple[int, int]) -> tuple[float, float]:
    """The interval of the difference of two shares, first less second, from -1 to 1.

    All deals are counted, none is drawn. A deal that gives just what was found counts half as
    extreme (mid-P: Lancaster 1961, Journal of the American Statistical Association 56), since the
    interval of few people would be too wide otherwise.

    How it misleads: it is worked out as if chance worked alike on both sides, so that where there
    is a large effect it is somewhat wide. Of few people it is coarse.

    Args:
        events: how many on each side had the outcome.
        people: how many there are on each side, at least one.
    """
    total = sum(events)
    low, high = usual(total, *people)

    def difference(first: int) -> float:
        return first / people[0] - (total - first) / people[1]

    found = difference(events[0])
    return max(found - difference(high), -1.0), min(found - difference(low), 1.0)


@lru_cache(maxsize=4096)
def usual(events: int, first: int, second: int) -> tuple[int, int]:
    """The fewest and the most that the first side has of some events, in 95 of 100 deals.

    Args:
        events: on both sides together.
        first: people on the first side.
        second: people on the other.
    """
    return usual_of_all([(first, second, events)])


def usual_of_all(lots: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """The same of several pairs of sides, each dealt anew by itself: of all first sides together.

    Args:
        lots: of each pair the people on the first side, those on the other, and the events on both.
    """
    fewest = sum(max(0, events - second) for _, second, events in lots)
    chances = reduce(np.convolve, (_chances(*lot) for lot in lots))
    below = np.cumsum(chances) - chances / 2
    kept = np.flatnonzero((below > (1 - SURE) / 2) & (below < (1 + SURE) / 2))
    return fewest + int(kept[0]), fewest + int(kept[-1])


def _chances(first: int, second: int, events: int) -> Floats:
    """How likely the first side has each number of the events, from the fewest to the most."""
    counts = np.arange(max(0, events - second), min(first, events) + 1)
    logs = log_factorials(first + second)
    return np.asarray(
        np.exp(
            log_choose(logs, first, counts)
            + log_choose(logs, second, events - counts)
            - log_choose(logs, first + second, np.array([events]))
        ),
        dtype=np.float64,
    )


@lru_cache(maxsize=64)
def log_factorials(most: int) -> Floats:
    """The logarithms of the factorials of 0 to `most`."""
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])


def log_choose(logs: Floats, whole: int, parts: Ints) -> Floats:
    """The logarithm of how many ways there are to choose each number of `parts` from a whole."""
    return np.asarray(logs[whole] - logs[parts] - logs[whole - parts], dtype=np.float64)


def rate_interval(
    first: tuple[Ints, Ints], second: tuple[Ints, Ints], *, seed: int
) -> tuple[float, float, float]:
    """The interval of the difference of two rates, and how far chance spreads it.

    A rate is a sum over a sum, such as days over person-days. The same people give the same
    interval, in whatever order they come.

    How it misleads: a few people carry most of the days, so that the interval is wide, and one
    grave allegation moves the difference.

    Args:
        first: the totals of the people of a side, and what each is to be divided by.
        second: the same of the other side.
        seed: of the deals.

    Returns:
        Lower and upper end, and the standard deviation of the difference by chance alone.
    """
    totals, exposures = (np.concatenate(pair) for pair in zip(first, second, strict=True))
    order = np.lexsort((exposures, totals))
    totals, exposures = totals[order], exposures[order]
    rng = np.random.Generator(np.random.PCG64(seed))
    size = first[0].size
    deals = np.sort(
        [
            _difference(totals[deal], exposures[deal], size)
            for deal in (np.argsort(rng.random(totals.size)) for _ in range(DEALS))
        ]
    )
    found = _rate(*first) - _rate(*second)
    beyond = round((1 - SURE) / 2 * (DEALS + 1))
    low, high = found - deals[-beyond], found - deals[beyond - 1]
    return float(low), float(high), float(deals.std())


def _difference(totals: Ints, exposures: Ints, size: int) -> float:
    return _rate(totals[:size], exposures[:size]) - _rate(totals[size:], exposures[size:])


def _rate(totals: Ints, exposures: Ints) -> float:
    return float(totals.sum() / exposures.sum())
