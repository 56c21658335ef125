"""The counters and where residents live, as they are shipped."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from dashboard.analysis.reach.hours import read_hours
from dashboard.geography import boroughs, wards
from dashboard.geography.counters import (
    FROM_OSM,
    OSM_ATTRIBUTION,
    counters,
    counters_on,
    first_known,
    latest_change,
    premises,
)
from dashboard.geography.residents import small_areas, ward_centres


def round_the_clock(day: date) -> int:
    hours = [read_hours(text) for text in counters_on(day)["hours"]]
    return sum(each is not None and each.round_the_clock for each in hours)


@pytest.mark.parametrize(
    ("day", "sites", "always", "unknown"),
    [
        (date(2024, 12, 31), 0, 0, 0),
        (date(2025, 1, 1), 37, 32, 5),
        (date(2026, 2, 28), 37, 32, 5),
        (date(2026, 3, 1), 27, 2, 25),
        (date(2026, 3, 3), 27, 2, 0),
        (date(2030, 1, 1), 27, 2, 0),
    ],
)
def test_the_counters_of_a_day(day: date, sites: int, always: int, unknown: int) -> None:
    found = counters_on(day)
    assert found.height == sites == found["name"].n_unique()
    assert round_the_clock(day) == always
    assert found["hours"].null_count() == unknown
    assert (first_known(), latest_change()) == (date(2025, 1, 1), date(2026, 3, 3))


def test_all_hours_that_are_given_can_be_read() -> None:
    for day in (date(2025, 6, 1), date(2026, 6, 1)):
        assert all(read_hours(text) for text in counters_on(day)["hours"].drop_nulls())


def test_rows_from_openstreetmap_say_so_and_can_be_left_out() -> None:
    for table in (counters(), premises()):
        theirs = table.filter(placed_by=FROM_OSM)
        assert set(theirs["attribution"]) == {OSM_ATTRIBUTION}
        assert table.filter(attribution=OSM_ATTRIBUTION).height == theirs.height > 0
    assert counters().filter(placed_by=FROM_OSM).height == 6
    without = counters_on(date(2025, 6, 1), with_osm=False)
    assert (without.height, without["attribution"].null_count()) == (31, 31)


def test_residents_sum_to_london_and_are_in_areas_that_there_are() -> None:
    homes = small_areas()
    assert (homes.height, homes["residents"].sum()) == (4_994, 8_799_625)
    assert set(homes["borough_code"]) == set(boroughs()["code"])
    assert set(homes["ward_code"]) < set(wards()["code"])
    assert homes["ptal"].null_count() == 4_994 - 4_659
    assert ward_centres()["code"].to_list() == wards()["code"].to_list()


def test_boroughs_lie_on_one_bank_and_richmond_on_both() -> None:
    banks = ward_centres().join(wards().select("code", "borough_code"), on="code")
    both = banks.group_by("borough_code").agg(pl.col("bank").n_unique())
    assert both.filter(bank=2)["borough_code"].to_list() == ["E09000027"]
    south = set(banks.filter(bank="south")["borough_code"]) - {"E09000027"}
    assert south == {
        f"E090000{n}" for n in ("04", "06", "08", "11", "21", "22", "23", "24", "28", "29", "32")
    }


def test_premises_known_by_postcode_alone_are_not_placed() -> None:
    placed = premises().drop_nulls("lon")
    assert (premises().height, placed.height) == (72, 35)
    assert placed["placed_by"].null_count() == 0
