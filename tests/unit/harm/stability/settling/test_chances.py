"""Chance in whole numbers."""

from __future__ import annotations

import numpy as np
import pytest

from harm.stability.settling.chances import happens, hits, pick, spans
from harm.stability.settling.rates import WHOLE


def generator(seed: int = 1) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


@pytest.mark.parametrize("chance", [0.9, 0.3, 0.07, 0.01, 0.001, 0.00003])
def test_things_happen_as_often_as_their_chance(chance: float) -> None:
    chances = np.full(2000, int(chance * WHOLE), dtype=np.int64)
    things, when = hits(generator(), chances, 500)
    expected = 2000 * 500 * chance
    assert abs(things.size - expected) < 5 * expected**0.5
    assert things.max() < 2000
    assert when.max() < 500
    assert np.unique(things * 500 + when).size == things.size
    assert abs(when.mean() - 249.5) < 5 * 145 / things.size**0.5


def test_what_is_certain_always_happens_and_what_is_impossible_never() -> None:
    chances = np.array([0, WHOLE, 0, WHOLE], dtype=np.int64)
    things, when = hits(generator(), chances, 3)
    assert sorted(zip(things.tolist(), when.tolist(), strict=True)) == [
        *((1, 0), (1, 1), (1, 2), (3, 0), (3, 1), (3, 2)),
    ]
    assert happens(generator(), chances).tolist() == [False, True, False, True]


def test_each_thing_has_its_own_chance() -> None:
    chances = np.array([WHOLE // 2, WHOLE // 50, WHOLE // 1000], dtype=np.int64)
    things, _ = hits(generator(), chances, 100_000)
    counts = np.bincount(things)
    for count, chance in zip(counts, (0.5, 0.02, 0.001), strict=True):
        assert abs(count - 100_000 * chance) < 5 * (100_000 * chance) ** 0.5


def test_nothing_happens_to_nobody() -> None:
    things, when = hits(generator(), np.zeros(0, dtype=np.int64), 10)
    assert things.size == when.size == 0


def test_most_are_picked_from_their_own_part_and_some_from_the_whole() -> None:
    first, own = np.full(10_000, 3), np.full(10_000, 5)
    picked = pick(generator(), first, own, everything=100, drawn=5)
    inside = ((picked >= 3) & (picked < 8)).mean()
    assert abs(inside - (0.5 + 0.5 * 0.05)) < 0.03
    assert picked.max() < 100


def test_spans_follow_each_other() -> None:
    numbers, begins = spans(np.array([5, 0, 9]), np.array([2, 0, 3]))
    assert numbers.tolist() == [5, 6, 9, 10, 11]
    assert begins.tolist() == [0, 2, 2]
