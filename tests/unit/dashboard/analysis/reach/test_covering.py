"""Where more sites reach most: the best is best, and the order by hand is near it."""

from __future__ import annotations

from itertools import combinations
from math import e

import numpy as np
import pytest

from dashboard.analysis.reach.covering import cover_most, reached_by, take_in_turn


def world(seed: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    places, homes = int(draw.integers(1, 9)), int(draw.integers(1, 25))
    return draw.random((places, homes)) < draw.uniform(0.05, 0.6), draw.integers(0, 50, homes)


@pytest.mark.parametrize("seed", range(40))
def test_the_best_is_the_best_of_all_choices(seed: int) -> None:
    reaches, people = world(seed)
    for count in range(4):
        found = cover_most(reaches, people, count)
        most = max(
            reached_by(reaches, people, chosen)
            for size in range(min(count, len(reaches)) + 1)
            for chosen in combinations(range(len(reaches)), size)
        )
        assert found.proven
        assert found.reached == most == reached_by(reaches, people, found.best)
        assert len(found.best) <= count
        assert found.reached >= found.by_hand >= (1 - 1 / e) * found.reached


def test_the_order_by_hand_can_be_beaten_and_is() -> None:
    # The middle one reaches most by itself; the two at its sides together reach everybody.
    reaches = np.array([[1, 1, 0, 0, 1, 1], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]], dtype=bool)
    people = np.array([10, 10, 9, 9, 10, 10])
    found = cover_most(reaches, people, 2)
    assert [step.place for step in found.steps] == [0, 1]
    assert (found.best, found.reached, found.by_hand) == ((1, 2), 58, 49)


def test_without_time_the_order_by_hand_stands_and_it_is_said() -> None:
    reaches, people = world(3)
    found = cover_most(reaches, people, 3, seconds=0)
    assert not found.proven
    assert found.reached == found.by_hand
    assert set(found.best) == {step.place for step in found.steps}


def test_equals_are_taken_in_order_and_nobody_is_counted_twice() -> None:
    reaches = np.array([[1, 0, 1], [1, 0, 1], [0, 0, 1]], dtype=bool)
    steps = take_in_turn(reaches, np.array([5, 5, 5]), 3)
    assert [(step.place, step.added) for step in steps] == [(0, 10)]
    assert take_in_turn(reaches, np.array([0, 9, 0]), 3) == ()


def test_nothing_is_written_where_an_answer_would_stand(capfd: pytest.CaptureFixture[str]) -> None:
    cover_most(*world(5), 2)
    assert capfd.readouterr().out == ""
