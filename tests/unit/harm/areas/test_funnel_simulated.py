"""Limits of 95 and of 99.8 % are passed as rarely as they say, in simulated years of London."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from harm.areas.funnel import funnel, kept_variance
from harm.areas.rates import Measure
from tests.unit.harm.areas.test_funnel_limits import WARD

#: How many crimes of each harm, in tenths of a day, 14,000 residents have in a year.
TENTHS = np.array(list(WARD))
CRIMES = np.array(list(WARD.values()))
RESIDENTS = 14_000
#: How many areas there are, between how many residents they have, and how many years are drawn.
BOROUGHS, WARDS = (32, 150_000, 400_000, 120), (680, 9_000, 18_000, 8)


def year(draw: np.random.Generator, people: np.ndarray, between: float) -> pl.DataFrame:
    """Areas in which crimes come by chance, at rates that differ by as much as `between` says."""
    root = np.maximum(0, 1 + draw.normal(0, np.sqrt(between), len(people)))
    counts = draw.poisson(np.outer(people / RESIDENTS * root**2, CRIMES))
    return pl.DataFrame(
        {
            "area": [f"E{number}" for number in range(len(people))],
            "people": people,
            "crimes": counts.sum(axis=1).astype(np.uint32),
            "tenths": counts @ TENTHS,
            "squares": counts @ (TENTHS.astype(float) ** 2),
        }
    )


@pytest.mark.parametrize("measure", ["crimes", "tenths"])
@pytest.mark.parametrize("between", [0.01, 0.05])
@pytest.mark.parametrize("areas", [BOROUGHS, WARDS], ids=["boroughs", "wards"])
def test_limits_are_passed_as_rarely_as_they_say(
    measure: Measure, between: float, areas: tuple[int, int, int, int]
) -> None:
    number, fewest, most, years = areas
    draw = np.random.default_rng(20_230_723)
    people = draw.integers(fewest, most, number)
    where = pl.concat(
        [funnel(year(draw, people, between), measure).table["outside"] for _ in range(years)]
    ).cast(pl.String)
    assert 0.04 <= (where != "within").mean() <= 0.06  # type: ignore[operator]
    assert 0.001 <= where.str.contains("99.8").mean() <= 0.005  # type: ignore[operator]


@pytest.mark.parametrize("areas", [BOROUGHS, WARDS], ids=["boroughs", "wards"])
def test_where_areas_differ_by_chance_alone_no_more_lie_outside(
    areas: tuple[int, int, int, int],
) -> None:
    number, fewest, most, years = areas
    draw = np.random.default_rng(20_230_723)
    people = draw.integers(fewest, most, number)
    where = pl.concat(
        [funnel(year(draw, people, 0), "crimes").table["outside"] for _ in range(years)]
    ).cast(pl.String)
    assert 0.03 <= (where != "within").mean() <= 0.06  # type: ignore[operator]


def test_what_a_normal_keeps_is_what_a_sample_of_it_keeps() -> None:
    sample = np.random.default_rng(1).normal(size=1_000_000)
    pulled_in = np.clip(sample, *np.quantile(sample, [0.1, 0.9]))
    assert kept_variance(0.1) == pytest.approx(0.6787, abs=1e-4)
    assert kept_variance(0.1) == pytest.approx(np.mean(pulled_in**2), abs=5e-3)
    assert kept_variance(1e-9) == pytest.approx(1, abs=1e-6)
