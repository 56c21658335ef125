"""Which places have unusual values together with their neighbours; it works on numbers alone.

A neighbourhood is a place and those that border on it, as positions in the values, itself first.
All places of a neighbourhood have the same weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]

#: Two sums of the same values in another order may differ by this part.
ROUNDING = 1e-9


def gi_star(values: Numbers, neighbourhoods: Sequence[Sequence[int]]) -> Numbers:
    """The local statistic Gi* of Getis and Ord for each place.

    For skewed values, such as rates of harm, it has no normal distribution: use it for an order,
    and take a probability from `count_arrangements`.

    Source: Ord and Getis, "Local Spatial Autocorrelation Statistics", Geographical Analysis 27
    (1995), formula 14 with weights of 0 and 1.

    Args:
        values: a value of 0 or more for each place.
        neighbourhoods: of each place, in the same order.

    Returns:
        How far the sum over a neighbourhood lies from that of an average one of its size, in
        standard deviations. NaN where every arrangement of the values has the same sum.
    """
    number, sizes = len(values), np.array([len(near) for near in neighbourhoods])
    spread = np.sqrt((values**2).mean() - values.mean() ** 2)
    expected = values.mean() * sizes
    scale = spread * np.sqrt(sizes * (number - sizes) / max(number - 1, 1))
    distance = _sums(values, neighbourhoods) - expected
    found: Numbers = np.full(number, np.nan)
    np.divide(distance, scale, out=found, where=scale > 0)
    return found


def count_arrangements(
    values: Numbers, neighbourhoods: Sequence[Sequence[int]], *, draws: int, seed: int
) -> tuple[Counts, Counts]:
    """How many chance arrangements lie at or above the sum of each neighbourhood, and below.

    A place keeps its own value, and the values of all others are permuted (conditional
    permutation). Each call has its own generator, whose output NumPy guarantees not to change, so
    the same seed gives the same counts in every thread, process and version.

    Args:
        values: a value of 0 or more for each place.
        neighbourhoods: of each place, in the same order.
        draws: how many arrangements to try.
        seed: of the generator.

    Returns:
        For each place the number of arrangements at or above its own sum, and at or below.
    """
    most = max(map(len, neighbourhoods)) - 1
    permuted = _permuted(len(values) - 1, most, draws=draws, seed=seed)
    sums = _sums(values, neighbourhoods)
    above, below = (np.zeros(len(values), dtype=np.int64) for _ in range(2))
    # Each place is left out in turn, so from one place to the next only one value changes.
    others = values[1:][permuted.positions]
    for place, near in enumerate(neighbourhoods):
        arranged = values[place] + others[: len(near) - 1].sum(axis=0)
        above[place] = np.count_nonzero(arranged >= sums[place] * (1 - ROUNDING))
        below[place] = np.count_nonzero(arranged <= sums[place] * (1 + ROUNDING))
        others.ravel()[permuted.where(place)] = values[place]
    return above, below


def false_discovery_rates(p: Numbers) -> Numbers:
    """The least rate of false discoveries at which each of many tests passes.

    Source: Benjamini and Hochberg, "Controlling the False Discovery Rate", JRSS B 57 (1995).

    Args:
        p: the probability of each test, from 0 to 1, in any order.

    Returns:
        For each test, in the same order, at most 1.
    """
    number = len(p)
    descending = np.argsort(p)[::-1]
    raised = p[descending] * number / np.arange(number, 0, -1)
    rates = np.empty(number)
    rates[descending] = np.minimum(np.minimum.accumulate(raised), 1)
    return rates


def _sums(values: Numbers, neighbourhoods: Sequence[Sequence[int]]) -> Numbers:
    return np.array([values[list(near)].sum() for near in neighbourhoods])


@dataclass(frozen=True)
class _Permutations:
    """Arrangements of all places but one, which are used for every place.

    Attributes:
        positions: a column for each arrangement: which of the others comes first, second and so on.
        order: places in the flat `positions`, sorted by the value there.
        starts: where in `order` each of the others begins.
    """

    positions: Counts
    order: Counts
    starts: Counts

    def where(self, other: int) -> Counts:
        """Where in the flat `positions` one of the others is."""
        return self.order[slice(*self.starts[other : other + 2])]


@lru_cache(maxsize=8)
def _permuted(number: int, most: int, *, draws: int, seed: int) -> _Permutations:
    """The first `most` of all others in random order, `draws` times; a megabyte or two."""
    drawn = _draw_first(number, most, draws=draws, generator=np.random.RandomState(seed))
    order = np.argsort(drawn, axis=None, kind="stable")
    starts = np.searchsorted(drawn.ravel()[order], np.arange(number + 2))
    return _Permutations(drawn.astype(np.int64), order, starts)


def _draw_first(
    number: int, most: int, *, draws: int, generator: np.random.RandomState
) -> NDArray[np.unsignedinteger]:
    """A column for each arrangement, shuffled no further than its first `most` (Fisher and Yates).

    All arrangements are shuffled at once, a place at a time: so a tenth of a second is enough for
    what takes two thirds of one if each is permuted whole.
    """
    places = np.arange(number, dtype=np.min_scalar_type(number))
    left = np.repeat(places[:, np.newaxis], draws, axis=1)
    every = np.arange(draws)
    for place in range(min(most, number)):
        taken = place + (generator.random_sample(draws) * (number - place)).astype(np.int64)
        chosen = left[taken, every]
        left[taken, every] = left[place]
        left[place] = chosen
    return np.ascontiguousarray(left[:most])
