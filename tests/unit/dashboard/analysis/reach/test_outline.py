"""Whether a point lies in an outline, and how far from it."""

from __future__ import annotations

import pytest

from dashboard.analysis.reach.outline import metres_outside

SQUARE = [[0.0, 51.0], [0.0, 51.1], [0.1, 51.1], [0.1, 51.0], [0.0, 51.0]]
HOLE = [[0.04, 51.04], [0.06, 51.04], [0.06, 51.06], [0.04, 51.06], [0.04, 51.04]]


def test_a_point_within_is_at_no_distance() -> None:
    assert metres_outside(0.05, 51.05, [SQUARE]) == 0
    assert metres_outside(0.05, 51.02, [SQUARE, HOLE]) == 0


def test_a_point_outside_is_as_far_as_the_nearest_edge() -> None:
    assert metres_outside(0.05, 51.11, [SQUARE]) == pytest.approx(1_112, abs=2)
    assert metres_outside(-0.01, 51.05, [SQUARE]) == pytest.approx(699, abs=3)


def test_a_point_in_a_hole_is_outside() -> None:
    assert metres_outside(0.05, 51.05, [SQUARE, HOLE]) == pytest.approx(699, abs=3)
