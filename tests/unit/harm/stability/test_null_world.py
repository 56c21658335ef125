"""A world in which listing does nothing, simulated again, and what is shipped of it."""

from __future__ import annotations

from statistics import fmean, stdev

import numpy as np
import pytest

from harm.stability.null_world import measured, shipped, simulate
from tools.tables.null_world import world

WORLDS = 6
#: What another simulation of a list without effect has for the two falls, with its spread.
ELSEWHERE = {"fall": (93.3, 1.9), "fall_next": (89.3, 2.6)}


@pytest.mark.slow
def test_what_is_shipped_is_what_the_worlds_show() -> None:
    worlds = [world(seed) for seed in range(WORLDS)]
    figures = shipped()
    for name in ("fall", "fall_next", "again", "again_next", "days", "days_next"):
        values = [getattr(one, name) for one in worlds]
        assert abs(fmean(values) - figures[name]) < 4 * stdev(values) / WORLDS**0.5, name
    assert world(3) == worlds[3]


def test_both_groups_fall_far_with_no_effect_as_another_simulation_has_it() -> None:
    figures = shipped()
    for name, (mean, sd) in ELSEWHERE.items():
        assert 80 < figures[name] < 100
        assert abs(figures[name] - mean) < 3 * sd, name


def test_where_everybody_is_alike_a_list_is_chance_and_falls_to_the_rate_of_all() -> None:
    scores, weights = np.array([10.0]), np.array([1.0])
    found = simulate(scores, weights, seed=1)
    assert found.days < 10 * 12  # nobody's rate is such that they keep it up
    assert measured([found, found])["sd"].to_list() == [0.0] * 6
