"""Draws by chance in whole numbers: the same seed gives the same on any machine."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from harm.stability.settling.rates import WHOLE

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: The bits of a chance.
BITS: Final = 32
#: Chances from this many halvings on are drawn alike: they are too rare to matter for the time.
MOST_HALVINGS: Final = 14
#: From this many halvings on, what is drawn is how long nothing happens.
RARE: Final = 4
#: The longest stretch that is drawn at once, and the bits of its chance.
LONGEST: Final = 2048
STRETCH_BITS: Final = 62


def happens(rng: np.random.Generator, chances: Numbers) -> Flags:
    """For each chance, in parts of `WHOLE`, whether it comes about."""
    drawn: Numbers = rng.integers(0, WHOLE, size=chances.shape, dtype=np.int64)
    flags: Flags = drawn < chances
    return flags


def hits(rng: np.random.Generator, chances: Numbers, draws: int) -> tuple[Numbers, Numbers]:
    """When each of many things of small chance happens, over some draws.

    Only what happens is drawn, and the stretches between, which is exact: whether one thing
    happens in one draw has just its chance and depends on nothing else.

    Args:
        rng: where chance is from.
        chances: of each thing in each draw, in parts of `WHOLE`.
        draws: how many.

    Returns:
        The things that happen, by their place in `chances`, and in which draw; in no order.
    """
    halvings = np.full(chances.shape, MOST_HALVINGS, dtype=np.int64)
    for halving in range(MOST_HALVINGS - 1, -1, -1):
        halvings[chances > WHOLE >> (halving + 1)] = halving
    things, when = [], []
    for halving in range(MOST_HALVINGS + 1):
        alike = np.flatnonzero((halvings == halving) & (chances > 0))
        if not alike.size:
            continue
        found = _candidates(rng, alike.size * draws, halving)
        thing, draw = alike[found // draws], found % draws
        ceiling = WHOLE >> halving
        kept = rng.integers(0, ceiling, size=thing.size, dtype=np.int64) < chances[thing]
        things.append(thing[kept])
        when.append(draw[kept])
    nothing = np.zeros(0, dtype=np.int64)
    return np.concatenate([nothing, *things]), np.concatenate([nothing, *when])


def pick(
    rng: np.random.Generator, first: Numbers, own: Numbers, everything: int, drawn: int
) -> Numbers:
    """One of a list for each: of its own part of it, or now and then of the whole.

    Args:
        rng: where chance is from.
        first: where the own part begins.
        own: how long it is; the whole counts as `drawn` more.
        everything: the length of the list; it has some entry.
        drawn: the weight of the whole list.
    """
    place: Numbers = rng.integers(0, own + drawn)
    whole: Numbers = rng.integers(0, everything, size=place.shape, dtype=np.int64)
    chosen: Numbers = np.where(place < own, first + place, whole)
    return chosen


def spans(starts: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of several spans, one span after the other.

    Args:
        starts: the first number of each span.
        counts: how many numbers each has.

    Returns:
        All the numbers, and where among them each span begins.
    """
    begins = np.cumsum(counts) - counts
    total = int(counts.sum())
    return np.arange(total) + np.repeat(starts - begins, counts), begins


def _candidates(rng: np.random.Generator, trials: int, halving: int) -> Numbers:
    """Which of many trials succeed, each with the chance of so many halvings."""
    if halving < RARE:
        mask = rng.integers(0, 1 << halving, size=trials, dtype=np.int64) == 0
        return np.flatnonzero(mask)
    table = _stretches(halving)
    found = []
    last = -1
    while last < trials:
        expected = ((trials - last) >> halving) + (trials - last) // LONGEST
        size = expected + expected // 8 + 64
        stretch = np.searchsorted(
            table, rng.integers(0, 1 << STRETCH_BITS, size=size, dtype=np.int64), side="right"
        )
        whole = stretch == LONGEST  # nothing happened in all of it: the next one goes on from there
        ends = last + np.cumsum(np.where(whole, LONGEST, stretch + 1))
        found.append(ends[~whole])
        last = int(ends[-1])
    everything = np.concatenate(found)
    return everything[everything < trials]


@cache
def _stretches(halving: int) -> Numbers:
    """The chance, in parts of 2^62, that at most so many trials fail before one succeeds."""
    table, left = [], 1 << STRETCH_BITS
    for _ in range(LONGEST):
        left -= left >> halving
        table.append((1 << STRETCH_BITS) - left)
    return np.array(table, dtype=np.int64)
