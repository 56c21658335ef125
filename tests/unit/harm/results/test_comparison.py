"""Intervals and power: against counting every deal, published figures and cases worked by hand."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import polars as pl
import pytest

from harm.results.comparison import Comparison, compare_rates, compare_shares
from harm.results.permutation import rate_interval, share_interval, usual
from harm.results.power import people_needed, power, smallest_difference


def shares(inside: tuple[int, int], outside: tuple[int, int]) -> Comparison:
    """A comparison of two sides, each with how many of how many people had the outcome."""
    rows = [
        (side, number < events)
        for side, (events, people) in ((True, inside), (False, outside))
        for number in range(people)
    ]
    return compare_shares(pl.DataFrame(rows, ["inside", "named"], orient="row"), "named")


@pytest.mark.parametrize(
    ("events", "first", "second"), [(3, 5, 4), (0, 3, 3), (7, 4, 3), (5, 7, 6)]
)
def test_what_is_usual_is_what_counting_every_deal_gives(
    events: int, first: int, second: int
) -> None:
    people = [1] * events + [0] * (first + second - events)
    deals = [sum(people[i] for i in deal) for deal in combinations(range(first + second), first)]
    kept = [
        count
        for count in set(deals)
        if 0.025 * len(deals)
        < sum(each < count for each in deals) + deals.count(count) / 2
        < 0.975 * len(deals)
    ]
    assert usual(events, first, second) == (min(kept), max(kept))


@pytest.mark.parametrize(
    ("people", "base", "points"),
    [
        (100, 0.20, 15.8),
        (100, 0.45, 19.7),
        (300, 0.20, 9.1),
        (300, 0.45, 11.4),
        (600, 0.20, 6.5),
        (600, 0.45, 8.0),
    ],
)
def test_the_smallest_difference_is_the_published_one(
    people: int, base: float, points: float
) -> None:
    assert round(100 * smallest_difference((people, people), base), 1) == pytest.approx(points)


def test_power_is_that_of_the_interval_itself_summed_over_every_outcome() -> None:
    first, second, share, base = 9, 7, 0.2, 0.6
    summed = 0.0
    for one in range(first + 1):
        for other in range(second + 1):
            low, high = share_interval((one, other), (first, second))
            chance = comb(first, one) * share**one * (1 - share) ** (first - one)
            chance *= comb(second, other) * base**other * (1 - base) ** (second - other)
            summed += chance * (low > 0 or high < 0)
    assert power((first, second), base, share) == pytest.approx(summed, abs=1e-9)


def test_power_without_an_effect_is_one_in_twenty_at_most_about() -> None:
    for people, base in ((140, 0.2), (140, 0.45), (600, 0.2)):
        assert 0.03 < power((people, people), base, base) < 0.06


def test_power_at_a_years_size_is_about_two_thirds_and_sure_with_600_a_side() -> None:
    assert power((140, 140), 0.2, 0.1) == pytest.approx(2 / 3, abs=0.05)
    assert power((600, 600), 0.2, 0.1) > 0.99
    assert power((40, 40), 1.0, 0.0) == pytest.approx(1.0)


def test_people_needed_are_those_at_whom_the_smallest_difference_is_the_effect() -> None:
    needed = people_needed(0.2, 0.1)
    assert smallest_difference((needed, needed), 0.2) <= 0.1
    assert smallest_difference((needed - 1, needed - 1), 0.2) > 0.1


def test_a_comparison_of_shares_has_people_rates_interval_and_what_it_could_see() -> None:
    found = shares((10, 140), (28, 140))
    assert (found.inside.rate, found.outside.rate) == (10 / 140, 0.2)
    assert found.difference == pytest.approx(-18 / 140)
    assert found.low is not None
    assert found.high is not None
    assert found.low < -18 / 140 < found.high < 0
    assert found.holds_zero is False
    assert found.smallest == pytest.approx(2.8016 * (2 * 0.16 / 140) ** 0.5, abs=1e-4)
    assert found.found == power((140, 140), 0.2, 0.1)
    assert shares((28, 140), (28, 140)).holds_zero is True


def test_an_empty_side_has_no_interval_and_nobodys_outcome_has_no_smallest() -> None:
    empty = shares((0, 0), (1, 5))
    assert (empty.difference, empty.low, empty.smallest, empty.holds_zero) == (None,) * 4
    assert empty.inside.rate is None
    none = shares((0, 30), (0, 30))
    assert (none.difference, none.low, none.high, none.smallest) == (0.0, 0.0, 0.0, None)


def days(*rows: tuple[bool, int, int]) -> Comparison:
    people = pl.DataFrame(rows, ["inside", "tenths", "person_days"], orient="row")
    return compare_rates(people, "tenths", "person_days", seed=7)


def test_rates_are_sums_over_sums_and_whoever_has_no_exposure_is_left_out() -> None:
    rows = [(True, 100, 180)] * 20 + [(False, 300, 180)] * 10 + [(False, 0, 180)] * 10
    found = days(*rows, (True, 9999, 0))
    assert (found.inside.people, found.inside.total, found.inside.exposure) == (20, 2000, 3600)
    assert found.difference == pytest.approx(2000 / 3600 - 3000 / 3600)
    assert found == days(*rows[::-1])
    assert found.found is None
    assert days((True, 1, 180)).difference is None


def test_the_interval_of_rates_is_near_that_of_shares_where_the_rates_are_shares() -> None:
    first = np.array([1] * 20 + [0] * 100), np.ones(120, dtype=np.int64)
    second = np.array([1] * 30 + [0] * 90), np.ones(120, dtype=np.int64)
    low, high, spread = rate_interval(first, second, seed=1)
    assert (low, high) == pytest.approx(share_interval((20, 30), (120, 120)), abs=0.02)
    assert spread == pytest.approx((2 * 0.2083 * 0.7917 / 120) ** 0.5, rel=0.05)
