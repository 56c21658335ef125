"""Spots: wards that stand out with their neighbours, and what must never make one."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from dashboard.analysis.hotspots import _compared_with_chance
from dashboard.analysis.local_statistics import false_discovery_rates
from dashboard.errors import AreasError
from dashboard.geography import CITY_OF_LONDON, ward_neighbours
from dashboard.geography.recorded_crime import AIRPORT_WARD
from dashboard.services.places.areas import Areas, compare_areas
from dashboard.services.places.hotspots import (
    COLUMNS,
    Hotspots,
    find_hotspots,
    spots,
)
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.wording.areas import rate_unit
from dashboard.wording.hotspots import (
    ALL_STAY,
    SHOWS,
    SHOWS_NOT,
    UNKNOWN_LARGEST,
    in_found_words,
    in_largest_words,
)
from tests.unit.dashboard.build import ANALYST, desk_with, row

pytestmark = pytest.mark.slow

WEST_END, BIGGIN_HILL = "E05013808", "E05011103"
#: Prints all that a desk would show of spots of recorded crime.
SHOWN = """
import sys
from pathlib import Path
from dashboard.services.places.areas import compare_areas
from dashboard.services.question import ask
from dashboard.services.places.hotspots import spots
from dashboard.wording.hotspots import in_hotspot_words
from tests.unit.dashboard.build import ANALYST, desk_with, row
told = compare_areas(ask(desk_with(Path(sys.argv[1]), row()), ANALYST), by="ward", of="recorded")
found = spots(told)
assert not {"esda", "libpysal", "scipy", "pandas"} & {*sys.modules}
print(found.table.write_csv(), in_hotspot_words(found))
"""

#: What a satellite saw of 16 by 16 cells, 30 metres apart, from the south-west. Getis and Ord,
#: "Local spatial statistics: an overview", in Longley and Batty (eds), Spatial Analysis (1996),
#: page 266; taken from the R package spData (CC0).
SEEN = """
40 41 42 43 49 54 47 44 42 44 43 46 52 56 56 61
40 42 41 40 43 49 46 42 42 43 43 49 59 62 53 62
43 42 40 42 42 42 41 42 42 43 42 53 66 61 51 62
44 41 39 42 44 43 42 42 42 43 43 49 56 53 53 61
42 43 44 43 42 41 42 44 43 43 44 47 58 59 55 61
52 59 61 56 41 40 43 44 46 48 50 52 68 69 60 61
62 62 86 85 55 59 64 72 75 70 70 62 66 61 55 57
65 62 68 72 102 94 90 83 74 81 96 69 52 50 51 54
62 59 55 61 99 97 93 80 65 87 107 80 59 60 67 66
62 55 56 56 80 90 99 88 64 91 112 94 76 91 100 85
63 57 58 58 77 92 82 71 59 90 105 92 79 98 110 83
59 58 60 64 88 99 82 81 71 80 89 89 89 102 104 75
55 54 53 61 82 102 88 93 96 94 110 114 109 103 92 68
55 55 56 60 91 95 86 98 115 105 110 107 101 89 85 68
62 63 64 59 85 88 95 106 110 99 89 82 79 84 97 79
55 56 54 58 65 75 82 77 74 74 69 61 62 71 73 63
"""
#: Benjamini and Hochberg (1995), section 3.2: the p of fifteen comparisons in one medical trial.
FIFTEEN = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
    *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Areas:
    """Real recorded crime by ward, of which nobody knows the largest."""
    desk = desk_with(tmp_path_factory.mktemp("spots") / "data", row())
    return compare_areas(ask(desk, ANALYST, RankingSpec()), by="ward", of="recorded")


def with_neighbours(code: str) -> set[str]:
    pairs = ward_neighbours().filter((pl.col("a") == code) | (pl.col("b") == code))
    return {code, *pairs["a"], *pairs["b"]}


def noise(places: Areas, seed: int = 2) -> dict[str, float]:
    """A rate between 10 and 12 for each ward that has one, without any pattern."""
    codes = places.rows.drop_nulls(["code", "rate"])["code"].sort()
    return dict(zip(codes, np.random.default_rng(seed).uniform(10, 12, len(codes)), strict=True))


def having(
    places: Areas, rates: dict[str, float], without: dict[str, float] | None = None
) -> Areas:
    """The answer with these rates alone, and with these where the largest crime is left out."""
    code = pl.col("code")
    return replace(
        places,
        rows=places.rows.with_columns(
            rate=code.replace_strict(rates, default=None, return_dtype=pl.Float64),
            days_without=code.replace_strict(without or {}, default=None, return_dtype=pl.Float64)
            * pl.col("people")
            / 1_000,
        ),
    )


def marked(found: Hotspots, side: str) -> set[str]:
    return set(found.table.filter(pl.col("spot") == side)["code"])


def groups(codes: list[str]) -> NDArray[np.float64]:
    """A row a ward: the same weight for itself and each neighbour, one together."""
    at = {code: n for n, code in enumerate(codes)}
    weights = np.eye(len(codes))
    for a, b in ward_neighbours().iter_rows():
        if a in at and b in at:
            weights[at[a], at[b]] = weights[at[b], at[a]] = 1
    rows: NDArray[np.float64] = weights / weights.sum(axis=1, keepdims=True)
    return rows


def test_z_is_the_published_formula_worked_in_plain_numpy(recorded: Areas) -> None:
    tested = spots(recorded).table.drop_nulls("z")
    assert tested.height == 678
    x, w = tested["rate"].to_numpy(), groups(tested["code"].to_list())
    n, total, squares = len(x), w.sum(axis=1), (w**2).sum(axis=1)
    spread = np.sqrt((x**2).mean() - x.mean() ** 2)
    z = (w @ x - x.mean() * total) / (spread * np.sqrt((n * squares - total**2) / (n - 1)))
    assert tested["z"].to_numpy() == pytest.approx(z)
    assert tested["neighbours"].to_numpy() == pytest.approx(1 / w.diagonal() - 1)


def test_z_is_what_others_found_for_the_grid_of_getis_and_ord() -> None:
    seen = {
        (y, x): float(value)
        for y, line in enumerate(SEEN.split("\n")[1:-1])
        for x, value in enumerate(line.split())
    }
    steps = ((0, 0), (0, 1), (1, 0), (0, -1), (-1, 0))
    near = {
        f"{y},{x}": [f"{y + up},{x + on}" for up, on in steps if (y + up, x + on) in seen]
        for y, x in seen
    }
    z, above, below = _compared_with_chance(pl.Series(list(seen.values())), near)
    at = [*seen].index((7, 7))
    # As the R package spdep prints it for this cell in the examples of its `localG`; page 267 of
    # the chapter has it with a variance of n - 1, of which spdep says 1.447943.
    assert z[at] == pytest.approx(1.45078, abs=5e-6)
    assert z[at] * (255 / 256) ** 0.5 == pytest.approx(1.447943, abs=5e-7)
    assert above[at] < below[at]


def test_p_is_how_rarely_other_arrangements_lie_as_far_out(recorded: Areas) -> None:
    tested = spots(recorded).table.drop_nulls("z")
    x, draw = tested["rate"].to_numpy(), np.random.default_rng(5)
    for at in (0, 8, 30, 200, 400, 677):
        others, k = np.delete(x, at), tested["neighbours"][at]
        near = [n for n, w in enumerate(groups(tested["code"].to_list())[at]) if w and n != at]
        own = x[near].sum()
        sums = np.array([draw.choice(others, k, replace=False).sum() for _ in range(5_000)])
        expected = min(1.0, 2 * min((sums >= own).mean(), (sums <= own).mean()))
        assert tested["p"][at] == pytest.approx(expected, abs=0.03)


def test_q_is_what_benjamini_and_hochberg_wrote_worked_in_a_loop(recorded: Areas) -> None:
    tested = spots(recorded).table.drop_nulls("p").sort("p", descending=True)
    least, expected = 1.0, []
    for passed, p in enumerate(tested["p"]):
        least = min(least, p * tested.height / (tested.height - passed))
        expected.append(least)
    assert tested["q"].to_list() == pytest.approx(expected)
    assert set(tested.filter(pl.col("q") > 0.05)["spot"]) == {""}
    assert set(tested.filter(pl.col("q") <= 0.05)["spot"]) == {"high", "low"}


def test_of_the_fifteen_of_benjamini_and_hochberg_the_four_that_they_found_pass() -> None:
    q = false_discovery_rates(np.array(FIFTEEN))
    assert [p for p, value in zip(FIFTEEN, q, strict=True) if value <= 0.05] == [*FIFTEEN[:4]]
    assert q[3] == pytest.approx(0.0095 * 15 / 4)


def test_the_spots_of_a_real_year_are_about_the_west_end(recorded: Areas) -> None:
    found = spots(recorded)
    assert WEST_END in marked(found, "high")
    assert set(found.table.filter(pl.col("spot") == "high")["borough"]) == {"Westminster", "Camden"}
    assert in_found_words(found).startswith(
        "Of 678 wards tested, 8 stand out as high and 15 as low, "
    )
    assert in_found_words(found).endswith("26 wards without a rate are left out.")


def test_what_is_in_no_known_ward_is_reported(recorded: Areas) -> None:
    known = recorded.rows.drop_nulls("code")
    nowhere = recorded.rows.filter(pl.col("code").is_null())
    for column in ("tenths", "crimes"):
        third = pl.lit(int(known[column].sum()) // 3, known.schema[column])
        nowhere = nowhere.with_columns(third.alias(column))
    answer = replace(recorded, rows=pl.concat([known, nowhere]))
    assert in_found_words(spots(answer)).endswith(
        "left out. No ward is known for 25 % of the days."
    )
    counted = spots(replace(answer, measure="crimes"))
    assert in_found_words(counted).endswith("left out. No ward is known for 25 % of the crimes.")


def test_a_planted_group_is_found_and_its_middle_first(recorded: Areas) -> None:
    for factor, side in ((3, "high"), (0.3, "low")):
        planted = with_neighbours(WEST_END) & noise(recorded).keys()
        rates = noise(recorded) | {code: factor * noise(recorded)[code] for code in planted}
        found = spots(having(recorded, rates))
        assert WEST_END in marked(found, side)
        assert len(marked(found, side) & planted) >= 3
        around = {near for code in planted for near in with_neighbours(code)}
        # One in 20 of those marked may be so by chance.
        assert len((marked(found, "high") | marked(found, "low")) - around) <= 1


def test_rates_without_a_pattern_give_a_spot_once_in_twenty_times(recorded: Areas) -> None:
    marked_by_chance = 0
    for seed in range(10):
        found = spots(having(recorded, noise(recorded, seed)))
        answer = found.table.filter(pl.col("spot").is_in(["high", "low"])).height
        marked_by_chance += answer > 0
        assert (in_largest_words(found) == "") is (answer == 0)
    assert marked_by_chance <= 1
    nothing = spots(having(recorded, noise(recorded)))
    assert "0 stand out as high and 0 as low" in in_found_words(nothing)


def test_rates_that_are_all_the_same_give_no_spot(recorded: Areas) -> None:
    found = spots(having(recorded, dict.fromkeys(noise(recorded), 3.0)))
    tested = found.table.drop_nulls("spot")
    assert tested.height == 678
    assert tested["z"].null_count() == 678
    assert set(tested["p"]) == set(tested["q"]) == {1.0}


def test_who_has_no_rate_is_passed_through_and_is_nobodys_neighbour(recorded: Areas) -> None:
    table = spots(recorded).table
    assert table.height == recorded.rows.height
    assert table.columns == [*COLUMNS]
    city = (pl.col("borough") == "City of London") | (pl.col("code") == AIRPORT_WARD)
    without = table.filter(city | pl.col("code").is_null())
    assert without.height == 27
    assert without["spot"].null_count() == without["z"].null_count() == 27
    bordering = [
        b if a in set(without["code"].drop_nulls()) else a
        for a, b in ward_neighbours().iter_rows()
        if (a == AIRPORT_WARD) != (b == AIRPORT_WARD)
    ]
    near = table.filter(pl.col("code") == bordering[0])["neighbours"].item()
    assert near == len(with_neighbours(bordering[0])) - 2


def test_a_ward_without_neighbours_is_not_tested_and_that_is_said(recorded: Areas) -> None:
    rates = {
        code: rate
        for code, rate in noise(recorded).items()
        if code in with_neighbours(WEST_END) | {BIGGIN_HILL}
    }
    assert BIGGIN_HILL in rates
    found = spots(having(recorded, rates))
    alone = found.table.filter(pl.col("code") == BIGGIN_HILL)
    assert alone.select("neighbours", "z", "p", "q", "spot").row(0) == (None,) * 5
    assert in_found_words(found).endswith("1 ward without a neighbour is not tested.")
    rest = spots(having(recorded, {c: r for c, r in rates.items() if c != BIGGIN_HILL}))
    tested = ["code", "z", "p", "q", "spot"]
    assert (
        found.table.drop_nulls("z").select(tested).equals(rest.table.drop_nulls("z").select(tested))
    )


def test_wards_that_lie_in_two_parts_are_tested_together(recorded: Areas) -> None:
    parts = with_neighbours(WEST_END), with_neighbours(BIGGIN_HILL)
    rates = {c: rate for c, rate in noise(recorded).items() if c in parts[0] | parts[1]}
    assert not parts[0] & parts[1]
    # Whatever is warned of fails this test.
    assert in_found_words(spots(having(recorded, rates))).startswith(
        f"Of {len(rates)} wards tested, "
    )


def test_where_no_two_wards_are_neighbours_nothing_is_tested(recorded: Areas) -> None:
    for rates in ({}, {WEST_END: 3.0, BIGGIN_HILL: 9.0}):
        found = spots(having(recorded, rates))
        assert found.table["spot"].null_count() == recorded.rows.height
        assert in_found_words(found).startswith("No spot can be found")
        assert in_largest_words(found) == ""


def test_spots_that_vanish_without_the_largest_crimes_are_named(recorded: Areas) -> None:
    planted = with_neighbours(WEST_END) & noise(recorded).keys()
    rates = noise(recorded) | dict.fromkeys(planted, 1_000.0)
    gone = spots(having(recorded, rates, noise(recorded)))
    high = len(marked(gone, "high"))
    assert high >= 3
    assert in_largest_words(gone)
    every = high + len(marked(gone, "low"))
    assert f"{every} of {every} are no longer so marked: " in in_largest_words(gone)
    assert "West End (Westminster)" in in_largest_words(gone)
    assert set(gone.table.drop_nulls("spot")["spot_without"]) == {""}
    nothing = spots(having(recorded, rates, dict.fromkeys(rates, 0.0)))
    assert in_largest_words(nothing) == in_largest_words(gone)
    assert in_largest_words(spots(having(recorded, rates, rates))) == ALL_STAY


def test_where_a_largest_crime_is_not_known_that_is_said(recorded: Areas) -> None:
    assert in_largest_words(spots(recorded)) == UNKNOWN_LARGEST
    rates = noise(recorded) | dict.fromkeys(with_neighbours(WEST_END) & noise(recorded).keys(), 99)
    but_one = {code: rate for code, rate in rates.items() if code != BIGGIN_HILL}
    assert in_largest_words(spots(having(recorded, rates, but_one))) == UNKNOWN_LARGEST


def test_of_crimes_each_counts_as_one_and_none_is_left_out(recorded: Areas) -> None:
    rates = noise(recorded)
    found = spots(replace(having(recorded, rates, rates), measure="crimes"))
    assert in_largest_words(found) == ""
    assert rate_unit(found.areas.measure) == "crimes per 1,000 residents"
    assert found.table["spot_without"].null_count() == found.table.height


def test_the_order_of_the_rows_does_not_matter(recorded: Areas) -> None:
    first = spots(recorded)
    for seed in range(3):
        rows = recorded.rows.sample(fraction=1, shuffle=True, seed=seed)
        assert not rows.equals(recorded.rows)
        again = spots(replace(recorded, rows=rows))
        assert again.table.equals(first.table)
        assert in_found_words(again) == in_found_words(first)


def test_two_who_ask_at_once_get_the_same(recorded: Areas) -> None:
    with ThreadPoolExecutor(4) as pool:
        answer = [*pool.map(spots, [recorded] * 4)]
    assert all(each.table.equals(spots(recorded).table) for each in answer)


def test_another_process_says_the_same_and_needs_no_developers_package(tmp_path: Path) -> None:
    answer = {
        subprocess.run(
            [sys.executable, "-W", "error", "-c", SHOWN, str(tmp_path / seed)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answer) == 1
    assert WEST_END in answer.pop()


def test_the_desk_looks_once_and_by_ward_alone(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row())
    first = find_hotspots(ask(desk, ANALYST, RankingSpec()), of="recorded", measure="per_1000")
    assert first is find_hotspots(
        ask(desk, ANALYST, RankingSpec(as_of=desk.facts.newest)), of="recorded", measure="share"
    )
    assert rate_unit(first.areas.measure) == "days per 1,000 residents"
    crimes = find_hotspots(ask(desk, ANALYST, RankingSpec()), of="recorded", measure="crimes")
    assert rate_unit(crimes.areas.measure) == "crimes per 1,000 residents"
    with pytest.raises(AreasError, match="home"):
        find_hotspots(ask(desk, ANALYST, RankingSpec()), of="home", measure="days")


def test_spots_are_of_wards_alone(recorded: Areas) -> None:
    with pytest.raises(AreasError, match="choose ward"):
        spots(replace(recorded, by="borough"))


def test_what_is_said_uses_plain_words(recorded: Areas) -> None:
    found = spots(recorded)
    words = f"{in_found_words(found)} {in_largest_words(found)} {SHOWS} {SHOWS_NOT}".casefold()
    for word in ("moran", "gi*", "p-value", "significan", "hotspot", "permutation", "offender"):
        assert word not in words
    assert recorded.rows.filter(pl.col("within") == CITY_OF_LONDON).height == 25
