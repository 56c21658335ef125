"""Maps of two dates are shaded alike, from nothing to a number that people can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.geography import CITY_OF_LONDON
from dashboard.services.places.area_choices import BASES, MEASURES
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.map_scale import ROUND, map_top, map_values, rounded_up
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, row
from tests.unit.harm.build import ABH, AS_OF, days_ago

CAMDEN = "E09000007"
EARLIER = RankingSpec(as_of=date(2025, 8, 31))


def highest(desk: Workspace, basis: RankingSpec, **choices: str) -> float:
    found = map_values(compare_areas(ask(desk, ANALYST, basis), **choices))["value"].max()
    assert isinstance(found, float)
    return found


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("of", BASES)
def test_every_date_has_the_same_scale_and_the_latest_is_within_it(
    desk: Workspace, of: str, measure: str
) -> None:
    tops = {
        map_top(
            ask(desk, ANALYST, basis),
            compare_areas(ask(desk, ANALYST, basis), of=of, measure=measure),
        )
        for basis in (RankingSpec(), EARLIER, RankingSpec(as_of=date(2025, 2, 28)))
    }
    assert len(tops) == 1
    (top,) = tops
    ends = [highest(desk, RankingSpec(), of=of, measure=measure)]
    ends.append(highest(desk, RankingSpec(as_of=date(2025, 2, 28)), of=of, measure=measure))
    assert max(ends) <= top <= max(ends) * 1.34


def test_a_year_with_more_harm_before_the_last_sets_the_scale(tmp_path: Path) -> None:
    then = [row(crime_ref=f"C{n}", borough=CAMDEN, recorded_on=days_ago(400)) for n in range(3)]
    desk = desk_with(tmp_path, *then, row(crime_ref="C9", borough=CAMDEN, offence_code=ABH))
    now = RankingSpec(as_of=days_ago(10))
    assert highest(desk, now) == 10.0
    assert map_top(ask(desk, ANALYST, now), compare_areas(ask(desk, ANALYST, now))) == 6000.0
    short = replace(now, rules=Rules(window_days=30))
    assert map_top(ask(desk, ANALYST, short), compare_areas(ask(desk, ANALYST, short))) == 10.0


def shades(desk: Workspace, measure: str) -> dict[str, float | None]:
    answer = compare_areas(ask(desk, ANALYST, RankingSpec()), measure=measure)
    return dict(map_values(answer).select("code", "value").iter_rows())


def test_the_city_has_no_shade_where_nothing_happened_and_others_have(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(borough=CAMDEN))
    assert [code for code, shade in shades(desk, "days").items() if shade is None] == [
        CITY_OF_LONDON
    ]
    assert 0.0 in shades(desk, "days").values()
    other = desk_with(tmp_path / "other", row(borough=CITY_OF_LONDON))
    assert (shades(other, "days")[CITY_OF_LONDON] or 0) > 0


def test_a_map_of_rates_is_shaded_by_the_steadied_ones(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(borough=CAMDEN))
    rows = compare_areas(ask(desk, ANALYST, RankingSpec()), measure="per_1000").rows
    steadied = dict(rows.select("code", "shrunk").iter_rows())
    drawn = shades(desk, "per_1000")
    assert all(shade == steadied[code] for code, shade in drawn.items())
    assert drawn[CAMDEN] != rows.filter(pl.col("code") == CAMDEN)["rate"].item()


def test_where_nothing_happened_the_scale_ends_at_one(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(crime_status="cancelled"))
    answer = compare_areas(ask(desk, ANALYST, RankingSpec(as_of=AS_OF)))
    assert map_top(ask(desk, ANALYST, RankingSpec(as_of=AS_OF)), answer) == 1.0


@given(st.floats(1e-9, 1e12))
def test_a_value_is_rounded_up_to_a_number_that_is_easily_read(value: float) -> None:
    top = rounded_up(value)
    assert value <= top * (1 + 1e-8)
    assert top <= value * 1.34
    digits = float(f"{top:.6e}".split("e")[0])
    assert digits in ROUND


def test_a_number_that_is_easily_read_stays() -> None:
    for value in (0.04, 0.3, 1.0, 12.0, 250.0, 8_000.0):
        assert rounded_up(value) == pytest.approx(value)
    assert rounded_up(0.0) == 1.0
