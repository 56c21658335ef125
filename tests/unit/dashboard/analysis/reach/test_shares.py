"""Distances and shares: more sites never take anybody away, and a longer detour never adds any."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.reach.patch import patch_walks
from dashboard.analysis.reach.shares import changed, mean_minutes, people_in, within
from dashboard.analysis.reach.walking import EARTH_M, Points, distances, nearest, walk_minutes

degrees = st.tuples(st.floats(-0.5, 0.3), st.floats(51.3, 51.7))


def points(*places: tuple[float, float]) -> Points:
    return np.array(places, dtype=float).reshape(-1, 2)


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """By the formula with cosines, which needs no care at distances of a mile."""
    (lon, lat), (east, north) = np.radians(one), np.radians(other)
    along = np.sin(lat) * np.sin(north) + np.cos(lat) * np.cos(north) * np.cos(lon - east)
    return float(EARTH_M * np.arccos(along))


def test_a_distance_is_the_great_circle() -> None:
    here, there = (-0.1276, 51.5072), (-0.0098, 51.4633)
    found = distances(points(here), points(there))
    assert found.shape == (1, 1)
    assert found[0, 0] == pytest.approx(great_circle(here, there), rel=1e-6)
    assert distances(points(here), points(here))[0, 0] == 0


@given(st.lists(degrees, min_size=1, max_size=6), st.lists(degrees, min_size=1, max_size=6))
def test_the_nearest_is_the_least_of_all(
    homes: list[tuple[float, float]], sites: list[tuple[float, float]]
) -> None:
    found, every = (
        nearest(points(*homes), points(*sites)),
        distances(points(*homes), points(*sites)),
    )
    assert np.array_equal(found.metres, every.min(axis=1))
    assert np.array_equal(every[np.arange(len(homes)), found.site], found.metres)


def test_where_there_is_no_site_nobody_is_within_reach() -> None:
    found = nearest(points((0, 51.5)), points())
    assert np.isinf(found.metres).all()
    assert found.site.tolist() == [-1]
    area, people = np.array([0]), np.array([7])
    assert within(found.metres, 30, area, people, 1).tolist() == [0]
    assert np.isinf(mean_minutes(found.metres, area, people, 1)[0])


@given(
    st.lists(st.tuples(degrees, st.integers(0, 9_000)), min_size=1, max_size=8),
    st.lists(degrees, min_size=1, max_size=6),
    degrees,
)
def test_one_more_site_or_a_shorter_detour_takes_nobody_away(
    homes: list[tuple[tuple[float, float], int]],
    sites: list[tuple[float, float]],
    more: tuple[float, float],
) -> None:
    places, people = points(*(place for place, _ in homes)), np.array([n for _, n in homes])
    area = np.arange(len(homes)) % 3
    few, many = (nearest(places, points(*some)).metres for some in (sites, [*sites, more]))
    before, after = (walk_minutes(metres, detour=1.3) for metres in (few, many))
    for limit in (15, 20, 30):
        was, is_ = (within(minutes, limit, area, people, 3) for minutes in (before, after))
        assert (is_ >= was).all()
        change = changed(before, after, limit, area, people, 3)
        assert np.array_equal(was + change.gained - change.lost, is_)
        assert not change.lost.any()
        closed = changed(after, before, limit, area, people, 3)
        assert np.array_equal(closed.lost, change.gained)
        longer = within(walk_minutes(few, detour=1.4), limit, area, people, 3)
        assert (longer <= was).all()


def test_people_are_added_up_exactly() -> None:
    area, people = np.array([0, 1, 0]), np.array([2**52, 1, 1])
    assert people_in(area, people, 3).tolist() == [2**52 + 1, 1, 0]


def test_the_walks_to_a_patch_go_by_where_its_residents_are() -> None:
    base, homes = points((0, 51.5)), points((0, 51.5), (0, 51.51), (0, 51.6))
    walks = patch_walks(base, homes, np.array([1, 3, 0]), detour=1.0)
    assert walks is not None
    mile = EARTH_M * np.radians(0.01) / 80
    assert walks.nearest == 0
    assert walks.farthest == pytest.approx(mile)
    assert walks.mean == pytest.approx(0.75 * mile)
    assert patch_walks(base, homes, np.array([0, 0, 0])) is None
