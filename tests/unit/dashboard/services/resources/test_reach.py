"""Who is within a walk of which sites, at any time, before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from dashboard.analysis.reach.hours import read_moment
from dashboard.errors import ReachError
from dashboard.geography import boroughs
from dashboard.services.question import Caller
from dashboard.services.resources.homes import LEVELS, Level
from dashboard.services.resources.reach import CHANGE, ROWS, Reach, compare_reach, reach_of
from dashboard.services.resources.sites import ReachChoice, list_sites
from tests.unit.dashboard.services.resources.asking import a_caller

NOW, BEFORE = date(2026, 3, 3), date(2025, 6, 1)
NIGHT = read_moment("Tue 04:00")
HACKNEY_WARD = "E05009385"  # Stoke Newington, where a counter is


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    return a_caller(tmp_path)


def total(reach: Reach) -> dict[str, Any]:
    return reach.total.row(0, named=True)


@pytest.mark.parametrize("level", LEVELS)
def test_residents_sum_to_london_however_they_are_counted(caller: Caller, level: Level) -> None:
    reach = reach_of(caller, ReachChoice(as_of=NOW), level=level)
    assert reach.rows.schema == ROWS
    sums = reach.rows.select(pl.exclude("code", "name", "within", "mean_minutes").sum())
    assert sums.row(0, named=True) == {name: total(reach)[name] for name in sums.columns}
    assert total(reach)["residents"] == 8_799_625
    assert total(reach)["within_20"] == 1_282_375
    assert reach.rows["code"].is_sorted()


def test_a_longer_walk_reaches_more_and_the_band_is_around_it(caller: Caller) -> None:
    for row in reach_of(caller, ReachChoice(as_of=NOW)).rows.iter_rows(named=True):
        assert row["within_15"] <= row["within_20"] <= row["within_30"] <= row["residents"]
        assert row["low"] <= row["within_20"] <= row["high"]
        assert row["across"] <= row["within_20"]


def test_the_mean_walk_of_london_is_that_of_its_people(caller: Caller) -> None:
    reach = reach_of(caller, ReachChoice(as_of=NOW))
    people, minutes = (reach.rows[name].to_numpy() for name in ("residents", "mean_minutes"))
    assert total(reach)["mean_minutes"] == pytest.approx(np.average(minutes, weights=people))
    assert total(reach)["mean_minutes"] == pytest.approx(2.918 * 1000 * 1.3 / 80, abs=0.01)


@pytest.mark.parametrize(("day", "sites", "unknown"), [(NOW, 2, 0), (BEFORE, 32, 5)])
def test_at_four_in_the_night_the_round_the_clock_sites_alone_count(
    caller: Caller, day: date, sites: int, unknown: int
) -> None:
    night = reach_of(caller, ReachChoice(as_of=day, at=NIGHT))
    always = reach_of(caller, ReachChoice(as_of=day, hours="24"))
    assert (night.counted, night.state("unknown")) == (sites, unknown)
    assert night.rows.equals(always.rows)


def test_hours_that_are_unknown_are_not_open(caller: Caller) -> None:
    between = ReachChoice(as_of=date(2026, 3, 1))
    assert reach_of(caller, between).counted == 27
    noon = reach_of(caller, replace(between, at=read_moment("Tue 12:00")))
    assert (noon.counted, noon.state("unknown"), noon.state("shut")) == (2, 25, 0)
    kept = noon.promises["kept"]
    assert (kept.sum(), kept.null_count()) == (2, 25)
    assert noon.promises.filter(pl.col("kept") == False)["counters"].sum() == 0  # noqa: E712


def test_the_promise_is_kept_where_a_counter_is_open_round_the_clock(caller: Caller) -> None:
    promises = reach_of(caller, ReachChoice(as_of=NOW)).promises
    assert promises.height == 32
    assert promises.filter("kept")["name"].to_list() == ["Lewisham", "Westminster"]
    assert reach_of(caller, ReachChoice(as_of=BEFORE)).promises["kept"].sum() == 32
    closed = ReachChoice(as_of=NOW, closed=frozenset({"Lewisham"}))
    assert reach_of(caller, closed).promises["kept"].sum() == 1


def test_closing_a_site_names_losers_who_sum_to_the_difference(caller: Caller) -> None:
    before = ReachChoice(as_of=NOW)
    for name in list_sites(caller, before)["name"]:
        change = compare_reach(caller, before, replace(before, closed=frozenset({name})))
        whole = change.total.row(0, named=True)
        assert change.rows.schema == CHANGE
        assert whole["gained"] == 0
        assert whole["lost"] == change.rows["lost"].sum() == whole["before"] - whole["after"]
        per_ward = change.rows["before"] + change.rows["gained"] - change.rows["lost"]
        assert per_ward.to_list() == change.rows["after"].to_list()
        assert change.rows["lost"].is_sorted(descending=True)


def test_opening_a_site_takes_nobody_away(caller: Caller) -> None:
    before = ReachChoice(as_of=NOW, at=NIGHT)
    after = replace(before, opened=(HACKNEY_WARD,))
    change = compare_reach(caller, before, after)
    whole = change.total.row(0, named=True)
    assert (change.before.counted, change.after.counted) == (2, 3)
    assert whole["lost"] == 0
    assert whole["gained"] > 20_000


def test_a_change_of_time_is_a_change_and_a_change_of_detour_is_none(caller: Caller) -> None:
    now = ReachChoice(as_of=NOW)
    night = compare_reach(caller, now, replace(now, at=NIGHT)).total.row(0, named=True)
    assert (night["before"], night["after"], night["gained"]) == (1_282_375, 67_408, 0)
    assert night["lost"] == night["before"] - night["after"]
    detour = compare_reach(caller, now, replace(now, detour=1.4)).total.row(0, named=True)
    assert (detour["lost"], detour["gained"], detour["before"]) == (0, 0, 1_123_434)


def test_women_by_area_sum_to_those_of_the_borough(caller: Caller) -> None:
    women = reach_of(caller, ReachChoice(as_of=NOW), group="women_16plus")
    known = boroughs().sort("code")["women_16plus"].to_list()
    assert women.rows["residents"].to_list() == known
    residents = reach_of(caller, ReachChoice(as_of=NOW))
    assert (women.rows["within_20"] <= residents.rows["within_20"]).all()
    shares = [total(each)["within_20"] / total(each)["residents"] for each in (women, residents)]
    assert shares[0] == pytest.approx(shares[1], abs=0.03)


def test_across_the_river_is_where_the_nearest_counter_is_on_the_other_bank(caller: Caller) -> None:
    rows = reach_of(caller, ReachChoice(as_of=NOW)).rows
    across = set(rows.filter(pl.col("across") > 0)["name"])
    assert across <= {
        "City of London", "Greenwich", "Hammersmith and Fulham", "Kensington and Chelsea",
        "Lambeth", "Lewisham", "Newham", "Richmond upon Thames", "Southwark", "Tower Hamlets",
        "Wandsworth", "Westminster", "Bexley", "Barking and Dagenham", "Havering", "Hounslow",
        "Kingston upon Thames",
    }  # fmt: skip
    assert across
    # Twickenham is closed: those of Hampton Wick have Kingston, on the other side of its bridge.
    wards = reach_of(caller, ReachChoice(as_of=NOW), level="ward").rows
    wick = wards.filter(name="Hampton Wick & South Teddington").row(0, named=True)
    assert wick["across"] == wick["within_20"] > 0


def test_places_from_openstreetmap_can_be_left_out(caller: Caller) -> None:
    reach = reach_of(caller, ReachChoice(as_of=NOW, with_osm=False))
    assert (reach.counted, reach.sites["attribution"].null_count()) == (23, 23)
    assert total(reach)["within_20"] < 1_282_375
    assert reach.left_out == 4
    then = ReachChoice(as_of=BEFORE)
    promises = [reach_of(caller, each).promises for each in (then, replace(then, with_osm=False))]
    assert promises[0].equals(promises[1])  # a counter is there whoever says where


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (ReachChoice(detour=0.9), "A detour of 0.9 is none"),
        (ReachChoice(detour=float("nan")), "A detour of nan is none"),
        (ReachChoice(detour=3.1), "from 1 to 3"),
        (ReachChoice(as_of=date(2024, 12, 31)), "31 December 2024 is not known here"),
        (ReachChoice(closed=frozenset({"Nowhere"})), "no site 'Nowhere' to close"),
        (ReachChoice(opened=("E05000000",)), "'E05000000' is no ward of London"),
        (ReachChoice(hours="12"), "'12' is no choice of hours"),  # type: ignore[arg-type] # wrong
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    caller: Caller, choice: ReachChoice, words: str
) -> None:
    with pytest.raises(ReachError, match=words):
        reach_of(caller, choice)
