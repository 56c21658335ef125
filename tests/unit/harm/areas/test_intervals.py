"""Intervals are those of a bootstrap that draws every crime again, and the same each time."""

from math import exp, isclose
from statistics import NormalDist

import numpy as np
import polars as pl
import pytest

from harm.areas.intervals import CHANGES, INTERVALS, changes, intervals
from tests.unit.harm.areas.test_funnel_limits import WARD as LONDON

#: A ward's year, and the year after: how many crimes of each harm in tenths of a day.
WARD = {54_750: 1, 18_250: 11, 10_950: 5, 7_300: 4, 1_825: 9, 840: 33, 200: 41, 100: 190, 10: 700}
AFTER = {54_750: 0, 18_250: 16, 10_950: 2, 7_300: 7, 1_825: 4, 840: 30, 200: 52, 100: 230, 10: 650}

Harms = dict[int, int]


def harms(**areas: Harms) -> pl.DataFrame:
    rows = [(area, *each) for area, own in areas.items() for each in own.items()]
    schema = {"area": pl.String, "tenths": pl.Int64, "crimes": pl.UInt32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def bootstrap(own: Harms, *, seed: int = 11) -> np.ndarray:
    """Sums of harm, where every crime is drawn a Poisson number of times, one on average."""
    each = np.repeat(list(own), list(own.values()))
    random = np.random.default_rng(seed)
    return np.concatenate([random.poisson(1, (2_000, len(each))) @ each for _ in range(10)])


def deviation(own: Harms) -> float:
    return float(np.sqrt(sum(crimes * tenths**2 for tenths, crimes in own.items())))


def quantile(mean: float, part: float) -> int:
    """Of a Poisson count, term by term."""
    count, term, to = 0, exp(-mean), exp(-mean)
    while to < part:
        count += 1
        term *= mean / count
        to += term
    return count


@pytest.mark.parametrize("crimes", [1, 2, 7, 30, 150, 600])
def test_of_crimes_of_one_harm_the_interval_is_that_of_a_count(crimes: int) -> None:
    table = intervals(harms(E1={18_250: crimes})).row(0)
    ends = (18_250 * quantile(crimes, 0.02475), 18_250 * quantile(crimes, 0.97525))
    assert table == ("E1", crimes, 18_250 * crimes, *ends)


def test_the_interval_is_that_of_drawing_each_crime_again() -> None:
    for own in (WARD, AFTER, {54_750: 1, 10: 30}, {18_250: 3, 7_300: 2, 100: 9}):
        table = intervals(harms(E1=own)).row(0, named=True)
        low, high = np.quantile(bootstrap(own), [0.025, 0.975])
        assert table["low"] == pytest.approx(low, abs=0.12 * deviation(own))
        assert table["high"] == pytest.approx(high, abs=0.12 * deviation(own))


def test_of_very_many_crimes_the_interval_is_normal() -> None:
    many = {tenths: 200_000 + tenths for tenths in range(10, 200, 10)}
    table = intervals(harms(E1=many)).row(0, named=True)
    far = -NormalDist().inv_cdf(49.5 / 2000) * deviation(many)
    assert table["low"] == pytest.approx(table["tenths"] - far, abs=1)
    assert table["high"] == pytest.approx(table["tenths"] + far, abs=1)


def test_intervals_that_are_95_percent_of_chance_hold_the_truth_about_as_often() -> None:
    random, often = np.random.default_rng(5), np.array(list(WARD.values())) + 0.5
    truth = float(often @ list(WARD))
    years = {
        f"Y{year}": dict(zip(WARD, map(int, random.poisson(often)), strict=True))
        for year in range(600)
    }
    table = intervals(harms(**years))
    within = ((table["low"] <= truth) & (table["high"] >= truth)).mean()
    assert isinstance(within, float)
    assert 0.91 < within < 0.97


def test_the_same_crimes_have_the_same_interval_in_whatever_order_and_company() -> None:
    rows = harms(E1=WARD, E2=AFTER)
    table = intervals(rows)
    assert table.schema == INTERVALS
    assert intervals(rows.reverse()).reverse().equals(table)
    split = rows.filter(pl.col("crimes") > 1).with_columns(crimes=pl.col("crimes") - 1)
    once = rows.filter(pl.col("crimes") > 0).with_columns(crimes=pl.lit(1, pl.UInt32))
    assert intervals(pl.concat([once, split])).equals(table)
    assert intervals(harms(E2=AFTER)).equals(table[1:])
    assert not intervals(rows, seed=2).equals(table)


def test_where_there_is_no_harm_to_draw_from_there_is_no_interval() -> None:
    table = intervals(harms(E1={54_750: 0}, E2={0: 4}, E3={10: 1}))
    assert table.rows() == [
        ("E1", 0, 0, None, None),
        ("E2", 4, 0, None, None),
        ("E3", 1, 10, 0, 30),
    ]
    assert intervals(harms()).equals(pl.DataFrame(schema=INTERVALS))


def test_the_interval_of_a_change_is_that_of_drawing_both_years_apart() -> None:
    table = changes(harms(E1=WARD), harms(E1=AFTER))
    assert table.schema == CHANGES
    row = table.row(0, named=True)
    was, now = (sum(tenths * n for tenths, n in own.items()) for own in (WARD, AFTER))
    assert (row["tenths_before"], row["tenths_after"], row["change"]) == (was, now, now - was)
    assert (row["crimes_before"], row["crimes_after"]) == (994, 991)
    assert row["ratio"] == now / was
    before, after = bootstrap(WARD), bootstrap(AFTER, seed=12)
    off = 0.12 * np.hypot(deviation(WARD), deviation(AFTER))
    low, high = np.quantile(after - before, [0.025, 0.975])
    assert row["low"] == pytest.approx(low, abs=off)
    assert row["high"] == pytest.approx(high, abs=off)
    least, most = np.quantile(after / before, [0.025, 0.975])
    assert row["ratio_low"] == pytest.approx(least, abs=2 * off / was)
    assert row["ratio_high"] == pytest.approx(most, abs=2 * off / was)


def test_a_year_is_not_drawn_like_the_year_before_it() -> None:
    # Were they, nothing could have changed by chance where all is as it was.
    row = changes(harms(E1=WARD), harms(E1=WARD)).row(0, named=True)
    assert row["change"] == 0
    assert row["high"] - row["low"] == pytest.approx(
        2 * 1.96 * np.sqrt(2) * deviation(WARD), rel=0.05
    )


def test_every_area_of_either_year_has_its_change() -> None:
    table = changes(
        harms(E3={10: 4}, E1={100: 50}, E2={10: 0}), harms(E2={10: 7}, E1={100: 50}, E4={20: 1})
    )
    assert table.select("area", "tenths_before", "tenths_after", "change", "ratio").rows() == [
        ("E3", 40, 0, -40, 0.0),
        ("E1", 5_000, 5_000, 0, 1.0),
        ("E2", 0, 70, 70, None),
        ("E4", 0, 20, 20, None),
    ]
    ends = ["low", "high", "ratio_low", "ratio_high"]
    assert table[[0, 2, 3]].select(pl.col(ends).is_null().all()).row(0) == (True,) * 4
    assert table[1].select(pl.col(ends).is_not_null().all()).row(0) == (True,) * 4
    assert changes(harms(), harms()).equals(pl.DataFrame(schema=CHANGES))


def test_a_ratio_to_a_crime_that_might_not_have_been_has_no_bound() -> None:
    row = changes(harms(E1={100: 1}), harms(E1={100: 30})).row(0, named=True)
    assert row["ratio_high"] is None
    assert 8 < row["ratio_low"] < 12
    assert row["high"] > row["low"] > 0


def test_another_seed_gives_another_interval_of_a_change() -> None:
    first = changes(harms(E1=WARD), harms(E1=AFTER))
    second = changes(harms(E1=WARD), harms(E1=AFTER), seed=2)
    assert first["change"].equals(second["change"])
    assert not first.equals(second)
    assert isclose(first["low"][0], second["low"][0], rel_tol=0.2)


@pytest.mark.parametrize(("crimes", "outside"), [(2_000, (0.13, 0.21)), (150, (0.18, 0.30))])
def test_another_unchanged_year_lies_outside_as_often_as_is_said(
    crimes: int, outside: tuple[float, float]
) -> None:
    """One in six where crimes are many; one in four to five where they are few and unlike."""
    kinds, numbers = np.array(list(LONDON)), np.array(list(LONDON.values()))
    random = np.random.default_rng(20_230_723)
    years = random.poisson(numbers * crimes / numbers.sum(), (400, len(kinds)))
    areas = {
        f"E{n}": {int(size): int(count) for size, count in zip(kinds, year, strict=True) if count}
        for n, year in enumerate(years)
    }
    table = intervals(harms(**areas))
    following = random.poisson(numbers * crimes / numbers.sum(), (400, len(kinds))) @ kinds
    out = (following < table["low"].to_numpy()) | (following > table["high"].to_numpy())
    assert outside[0] <= out.mean() <= outside[1]
