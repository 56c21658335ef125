"""Who is within a walk along streets: known, beyond, or unknown, and never taken for far."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from dashboard.access.viewer import Viewer
from dashboard.analysis.reach.grid import to_degrees
from dashboard.analysis.reach.walking import TIMES, distances
from dashboard.errors import ReachError
from dashboard.geography.residents import small_areas
from dashboard.intake import File
from dashboard.services.question import Caller
from dashboard.services.resources.homes import LEVELS
from dashboard.services.resources.own_sites import as_sites, read_sites
from dashboard.services.resources.reach import ROWS, Reach, compare_reach, reach_of
from dashboard.services.resources.sites import ReachChoice, list_sites
from dashboard.services.resources.streets import bring_streets
from tests.unit.dashboard.services.resources.asking import a_caller
from tests.unit.dashboard.street_files import LONDON, Link, by_ends, grid

ON_STREETS = ReachChoice(basis="streets")
#: Charing Cross, in metres of the National Grid, on a crossing of the made-up streets.
CROSS = (530_000, 180_500)
STEP = 500


@cache
def whole_grid() -> tuple[Link, ...]:
    return tuple(grid(LONDON, STEP))


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    return a_caller(tmp_path)


@pytest.fixture
def london(caller: Caller) -> Caller:
    bring_streets(caller, by_ends(whole_grid()))
    return caller


@pytest.fixture
def half(caller: Caller) -> Caller:
    """Streets in the west half of London alone."""
    bring_streets(caller, by_ends([link for link in whole_grid() if link[1][0] <= CROSS[0]]))
    return caller


def total(reach: Reach) -> dict[str, Any]:
    return reach.total.row(0, named=True)


def own(caller: Caller, *places: tuple[str, int, int]) -> ReachChoice:
    rows = "".join(f"{name},24 hours,{east},{north}\n" for name, east, north in places)
    file = File("own.csv", f"name,hours,easting,northing\n{rows}".encode())
    return replace(ON_STREETS, own=as_sites(read_sites(caller, file)))


def test_the_answer_has_the_same_columns_and_sums(london: Caller) -> None:
    for level in LEVELS:
        reach = reach_of(london, ON_STREETS, level=level)
        assert reach.rows.schema == ROWS
        sums = reach.rows.select(pl.exclude("code", "name", "within", "mean_minutes").sum())
        assert sums.row(0, named=True) == {name: total(reach)[name] for name in sums.columns}
        assert total(reach)["residents"] == 8_799_625
        assert total(reach)["across"] == 0
        for row in reach.rows.iter_rows(named=True):
            assert row["low"] == row["within_20"] <= row["high"] <= row["residents"]
            assert row["within_15"] <= row["within_20"] <= row["within_30"]


def test_walks_on_a_grid_are_longer_than_lines_and_the_ratio_says_how_much(
    london: Caller,
) -> None:
    reach, line = reach_of(london, ON_STREETS), reach_of(london, ReachChoice())
    on = reach.streets
    assert on is not None
    assert line.streets is None
    assert on.ratio is not None
    # On a square grid a walk is 1 to 1.41 times its line, and the way to the street comes on top.
    assert 1 < on.ratio.p5 < 1.3 < on.ratio.median < 1.7 < on.ratio.p95 < 3
    assert on.by_line == total(line)["within_20"] == 1_282_375
    straight = total(reach_of(london, ReachChoice(detour=1)))
    assert total(reach)["within_20"] < straight["within_20"]
    assert total(reach)["mean_minutes"] > straight["mean_minutes"]
    assert (on.not_placed, on.sites_not_placed) == (0, ())


def test_on_a_grid_a_walk_is_what_is_east_or_west_and_what_is_north_or_south(
    london: Caller,
) -> None:
    reach = reach_of(london, own(london, ("Cross", *CROSS)))
    homes = small_areas()
    steps = [(x, y) for x in range(-9, 10) for y in range(-9, 10)]
    east, north = (
        np.array([middle + STEP * step[axis] for step in steps], dtype=float)
        for axis, middle in enumerate(CROSS)
    )
    lines = distances(homes.select("lon", "lat").to_numpy(), to_degrees(east, north))
    along = np.array([STEP * (abs(x) + abs(y)) for x, y in steps])
    walks = lines.min(axis=1) + along[lines.argmin(axis=1)]
    for limit in TIMES:
        expected = homes["residents"].to_numpy()[walks <= 80 * limit].sum()
        assert total(reach)[f"within_{limit}"] == expected > 0


def test_outside_a_network_of_half_of_london_it_is_unknown_and_not_far(half: Caller) -> None:
    reach = reach_of(half, ON_STREETS)
    rows = {row["name"]: row for row in reach.rows.iter_rows(named=True)}
    for name in ("Havering", "Bexley", "Barking and Dagenham"):
        row = rows[name]
        assert [row[f"within_{limit}"] for limit in TIMES] == [None, None, None]
        assert row["mean_minutes"] is None
        assert (row["low"], row["high"]) == (0, row["residents"])
    for name in ("Hillingdon", "Ealing", "Harrow"):
        assert rows[name]["within_20"] == rows[name]["low"] == rows[name]["high"]
        assert rows[name]["mean_minutes"] > 0
    on = reach.streets
    assert on is not None
    assert 0 < on.not_placed <= total(reach)["high"] - total(reach)["low"]
    assert {"Bexleyheath", "Romford", "Dagenham", "Lewisham"} & set(on.sites_not_placed)
    change = compare_reach(half, replace(ON_STREETS, closed=frozenset({"Hounslow"})), ON_STREETS)
    assert change.total["lost"][0] == 0


def test_a_borough_that_is_covered_in_part_has_ends_and_no_number(half: Caller) -> None:
    """A number of those known would be read as all that there are."""
    for level in LEVELS:
        for row in reach_of(half, ON_STREETS, level=level).rows.iter_rows(named=True):
            few = (row["high"] - row["low"]) * 100 <= 5 * row["residents"]
            assert row["within_20"] == (row["low"] if few else None)
    rows = reach_of(half, ON_STREETS).rows
    part = rows.filter(pl.col("low") > 0, pl.col("high") < pl.col("residents"))
    assert part["within_20"].null_count() > 0
    assert total(reach_of(half, ON_STREETS))["within_20"] is None


def test_what_is_known_in_half_of_london_is_so_in_the_whole(half: Caller) -> None:
    known = reach_of(half, ON_STREETS).rows
    bring_streets(half, by_ends(whole_grid()))
    whole = reach_of(half, ON_STREETS).rows
    for limit in TIMES:
        names = ("code", f"within_{limit}")
        pairs = known.select(names).join(whole.select(names), on="code").drop_nulls()
        assert (pairs[names[1]] <= pairs[f"{names[1]}_right"]).all()
    assert (whole["within_20"] <= known["high"]).all()


def test_a_river_without_its_bridge_cuts_off_the_other_bank(caller: Caller) -> None:
    river = CROSS[1] - STEP / 2

    def dry(link: Link) -> bool:
        return (link[0][1] - river) * (link[1][1] - river) > 0

    banks = [link for link in whole_grid() if dry(link)]
    site = own(caller, ("Cross", *CROSS))
    bring_streets(caller, by_ends(whole_grid()))
    everywhere = total(reach_of(caller, site))
    bring_streets(caller, by_ends(banks))
    cut = reach_of(caller, site)
    assert cut.streets is not None
    assert cut.streets.facts.parts == 2
    assert 0 < total(cut)["low"] < everywhere["within_20"] < total(cut)["high"]
    croydon = cut.rows.filter(name="Croydon").row(0, named=True)
    assert (croydon["within_20"], croydon["high"]) == (None, croydon["residents"])
    bridge: Link = ((CROSS[0] + 5 * STEP, CROSS[1] - STEP), (CROSS[0] + 5 * STEP, CROSS[1]))
    bring_streets(caller, by_ends([*banks, bridge]))
    bridged = total(reach_of(caller, site))
    # The way over the one bridge is longer than the walk: nothing is unknown, and nobody is added.
    assert bridged["within_20"] == bridged["high"] == total(cut)["low"]


def test_more_sites_never_lower_a_share(london: Caller) -> None:
    names = list_sites(london, ON_STREETS)["name"].to_list()
    before: pl.DataFrame | None = None
    for closed in range(len(names), 0, -4):
        choice = replace(ON_STREETS, closed=frozenset(names[:closed]))
        rows = reach_of(london, choice).rows
        if before is not None:
            for name in (*(f"within_{limit}" for limit in TIMES), "low"):
                assert (rows[name].fill_null(0) >= before[name].fill_null(0)).all()
        before = rows


def test_closing_a_site_names_losers_who_sum_to_the_difference(london: Caller) -> None:
    for name in ("Lewisham", "Croydon"):
        change = compare_reach(london, ReachChoice(), replace(ON_STREETS, closed=frozenset({name})))
        whole = change.total.row(0, named=True)
        assert change.before.choice.basis == "streets"
        assert whole["before"] == total(reach_of(london, ON_STREETS))["within_20"]
        assert whole["lost"] == change.rows["lost"].sum() == whole["before"] - whole["after"] > 0
        assert whole["gained"] == 0


def test_where_no_site_is_open_nobody_is_within_and_nothing_is_unknown(london: Caller) -> None:
    names = frozenset(list_sites(london, ON_STREETS)["name"])
    reach = reach_of(london, replace(ON_STREETS, closed=names))
    assert (reach.counted, total(reach)["within_20"], total(reach)["high"]) == (0, 0, 0)
    assert reach.streets is not None
    assert reach.streets.ratio is None


def test_where_the_only_site_is_off_the_network_nothing_is_known(half: Caller) -> None:
    reach = reach_of(half, own(half, ("Romford", 551_000, 188_500)))
    assert reach.streets is not None
    assert reach.streets.sites_not_placed == ("Romford",)
    assert total(reach)["within_20"] is None
    assert total(reach)["high"] == 8_799_625
    assert total(reach)["mean_minutes"] is None


def test_women_are_counted_along_streets_as_well(london: Caller) -> None:
    women = reach_of(london, ON_STREETS, group="women_16plus")
    everybody = reach_of(london, ON_STREETS)
    assert (women.rows["within_20"] <= everybody.rows["within_20"]).all()
    shares = [total(each)["within_20"] / total(each)["residents"] for each in (women, everybody)]
    assert shares[0] == pytest.approx(shares[1], abs=0.03)


def test_a_network_that_is_replaced_is_answered_from_anew(half: Caller) -> None:
    before = total(reach_of(half, ON_STREETS))
    bring_streets(half, by_ends(whole_grid()))
    assert total(reach_of(half, ON_STREETS))["within_20"] > before["low"]


def test_without_a_network_or_a_basis_it_is_one_sentence(caller: Caller) -> None:
    with pytest.raises(ReachError, match=r"no street network in .*`harmdesk streets import FILE`"):
        reach_of(caller, ON_STREETS)
    with pytest.raises(ReachError, match="'air' is no basis of a walk; write line"):
        reach_of(caller, ReachChoice(basis="air"))  # type: ignore[arg-type] # wrong on purpose


def test_without_scipy_streets_are_one_sentence_and_lines_are_answered(
    london: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_streets(london, by_ends(whole_grid(), name="again.parquet"))
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(ReachError, match=r"pip install 'harmdesk\[streets\]'"):
        reach_of(london, ON_STREETS)
    assert total(reach_of(london, ReachChoice()))["within_20"] == 1_282_375


@pytest.mark.parametrize("role", ["supervisor", "auditor"])
def test_whoever_sees_reach_sees_it_along_streets(london: Caller, role: str) -> None:
    other = Caller(london.workspace, Viewer("sam", role=role))  # type: ignore[arg-type] # a role
    assert total(reach_of(other, ON_STREETS)) == total(reach_of(london, ON_STREETS))
