"""Areas next to their limits: rates, words, allowances, and those that cannot be compared."""

from statistics import NormalDist
from typing import get_args

import numpy as np
import polars as pl
import pytest

from harm.areas.funnel import COLUMNS, LIMITS, OUTSIDE, Allowance, Spread, curve, dispersion, funnel
from harm.areas.rates import Measure
from tests.unit.harm.areas.test_funnel_limits import apart, plain_limit

#: Six areas as unlike as boroughs are, and three that cannot be compared.
CRIMES = [150, 90, 420, 800, 30, 610]
PEOPLE = [1_000, 1_500, 3_000, 8_000, 500, 6_000]


def areas(crimes: list[int] = CRIMES, people: list[int] = PEOPLE) -> pl.DataFrame:
    """Areas where every crime has twenty tenths of a day."""
    plot = pl.DataFrame({"area": [f"E{n}" for n in range(len(crimes))], "people": people})
    return plot.with_columns(
        crimes=pl.Series(crimes, dtype=pl.UInt32),
        tenths=pl.Series([20 * each for each in crimes], dtype=pl.Int64),
        squares=pl.Series([400.0 * each for each in crimes]),
    )


def test_an_area_has_its_rate_what_was_expected_and_how_far_apart_they_are() -> None:
    plot = funnel(areas(), "crimes", allowance="none")
    assert plot.rate == pytest.approx(105.0)
    assert (plot.step, plot.areas, plot.spread) == (1.0, 6, None)
    assert plot.table["rate"].to_list() == pytest.approx([150, 60, 140, 100, 60, 610 / 6])
    expected = [105.0, 157.5, 315, 840, 52.5, 630]
    assert plot.table["expected"].to_list() == pytest.approx(expected)
    assert plot.table["z"].to_list() == pytest.approx(apart(CRIMES, expected))
    assert plot.phi == pytest.approx(dispersion(CRIMES, expected))
    for name, part in LIMITS.items():
        plain = [plain_limit(e, part) * 1000 / p for e, p in zip(expected, PEOPLE, strict=True)]
        assert plot.table[name].to_list() == pytest.approx(plain)


def test_words_say_where_a_rate_lies() -> None:
    # Of 100 expected 80.4 to 119.6 are likely, and 70.1 to 131.8 at the outside.
    for crimes, word in (
        (70, "below 99.8"),
        (71, "below 95"),
        (80, "below 95"),
        (81, "within"),
        (119, "within"),
        (120, "above 95"),
        (131, "above 95"),
        (132, "above 99.8"),
    ):
        many = areas([crimes, 100_000_000 - crimes], [1_000, 999_999_000])
        plot = funnel(many, "crimes", allowance="none").table["outside"]
        assert plot.dtype == OUTSIDE
        assert plot.to_list() == [word, "within"]


def test_an_additive_allowance_adds_a_variance_between_areas() -> None:
    plot = funnel(areas(), "crimes")
    expected = np.array([105.0, 157.5, 315, 840, 52.5, 630])
    z = apart(CRIMES, expected.tolist())
    phi = np.mean(np.clip(z, *np.quantile(z, [0.1, 0.9])) ** 2) / 0.6786545589528747
    own = 1 / (4 * expected)  # the variance of each square root of observed over expected
    extra = (6 * phi - 5) / ((1 / own).sum() - (1 / own**2).sum() / (1 / own).sum())
    assert plot.phi == pytest.approx(phi)
    assert plot.spread is not None
    assert plot.spread.between == pytest.approx(extra)
    wide = np.sqrt(own + extra)
    roots = np.sqrt(np.array(CRIMES) / expected)
    assert plot.table["z"].to_list() == pytest.approx((roots - 1) / wide)
    for name, part in LIMITS.items():
        root = np.maximum(0, 1 + NormalDist().inv_cdf(part) * wide)
        assert plot.table[name].to_list() == pytest.approx(plot.rate * root**2)


@pytest.mark.parametrize("allowance", get_args(Allowance))
def test_nothing_is_allowed_for_where_areas_vary_as_by_chance(allowance: Allowance) -> None:
    alike = areas([101, 98, 205, 296], [1_000, 1_000, 2_000, 3_000])
    plot = funnel(alike, "crimes", allowance=allowance)
    assert plot.phi < 0.75
    assert plot.spread is None
    assert funnel(alike, "tenths", allowance=allowance).spread == Spread()


def test_harm_is_counted_in_steps_of_which_the_variance_is_the_number() -> None:
    plot = funnel(areas(), "tenths", allowance="none")
    assert plot.step == pytest.approx(20.0)
    assert plot.rate == pytest.approx(2_100.0)
    assert plot.table["rate"].to_list() == pytest.approx([3000, 1200, 2800, 2000, 1200, 12200 / 6])
    # Every crime has the same harm, so that harm is as far apart as crimes are.
    crimes = funnel(areas(), "crimes", allowance="none")
    assert plot.table["z"].to_list() == pytest.approx(crimes.table["z"].to_list())
    assert plot.phi == pytest.approx(crimes.phi)
    high = (np.sqrt(105) + NormalDist().inv_cdf(0.975) / 2) ** 2
    assert plot.table["high_95"][0] == pytest.approx(20 * high)


def test_an_area_without_a_grave_crime_is_not_taken_to_be_sure_of_it() -> None:
    # Two areas of the same size; the harm of one is a single crime. Its squares are London's too.
    plot = areas([10, 10], [1_000, 1_000]).with_columns(
        tenths=pl.Series([100, 10_090]), squares=pl.Series([1_000.0, 100_000_900.0])
    )
    table = funnel(plot, "tenths", allowance="none").table
    assert table["low_95"].to_list() == [0.0, 0.0]
    assert table["outside"].to_list() == ["within", "within"]


@pytest.mark.parametrize("measure", get_args(Measure))
def test_places_that_cannot_be_compared_stay_where_they_were_with_nothing_reported(
    measure: Measure,
) -> None:
    whole = areas([7, *CRIMES, 5, 4], [100, *PEOPLE, 0, 9]).with_columns(
        area=pl.Series([None, *"ABCDEF", "no residents", "unknown number"]),
        people=pl.Series([100, *PEOPLE, 0, None]),
    )
    plot = funnel(whole, measure)
    assert plot.table.drop(*COLUMNS).equals(whole)
    assert dict(plot.table.schema) == {**whole.schema, **COLUMNS}
    unknown = plot.table.filter(pl.col("area").is_null() | (pl.col("people").fill_null(0) == 0))
    assert unknown.height == 3
    assert unknown.select(pl.col(COLUMNS).is_null().all()).row(0) == (True,) * len(COLUMNS)
    # They are not in London's rate, so that the others are as they would be without them.
    alone = funnel(areas(), measure)
    assert plot.table[1:7].select(*COLUMNS).equals(alone.table.select(*COLUMNS))


def test_an_unknown_figure_is_no_figure() -> None:
    whole = areas().with_columns(crimes=pl.Series([None, *CRIMES[1:]], dtype=pl.UInt32))
    plot = funnel(whole, "crimes").table
    assert plot.row(0, named=True)["outside"] is None
    assert plot["outside"].null_count() == 1


@pytest.mark.parametrize("measure", get_args(Measure))
def test_where_no_crime_is_known_nothing_is_expected(measure: Measure) -> None:
    plot = funnel(areas([0, 0], [10, 20]), measure)
    assert (plot.rate, plot.phi, plot.step) == (0.0, 0.0, 1.0)
    zero = (0.0,) * 7
    assert [row[-8:] for row in plot.table.rows()] == [(*zero, "within"), (*zero, "within")]


@pytest.mark.parametrize("measure", get_args(Measure))
@pytest.mark.parametrize("allowance", get_args(Allowance))
def test_of_no_areas_there_is_a_funnel_of_none(measure: Measure, allowance: Allowance) -> None:
    plot = funnel(areas([], []), measure, allowance=allowance)
    assert (plot.rate, plot.areas, plot.phi) == (0.0, 0, 0.0)
    assert plot.table.is_empty()
    assert plot.table.columns[-8:] == list(COLUMNS)


@pytest.mark.parametrize("measure", get_args(Measure))
@pytest.mark.parametrize("allowance", get_args(Allowance))
def test_the_lines_pass_through_the_limits_of_the_areas(
    measure: Measure, allowance: Allowance
) -> None:
    plot = funnel(areas(), measure, allowance=allowance)
    limit_rows = curve(plot, PEOPLE)
    assert limit_rows["people"].to_list() == PEOPLE
    for name in LIMITS:
        assert limit_rows[name].to_list() == pytest.approx(plot.table[name].to_list())


def test_a_line_needs_somebody_to_live_there() -> None:
    with pytest.raises(ZeroDivisionError):
        curve(funnel(areas(), "crimes"), [0])
