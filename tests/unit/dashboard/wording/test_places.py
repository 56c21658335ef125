"""How a place compares, in a sentence that has the figures of its row."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from dashboard.geography import CITY_OF_LONDON
from dashboard.services.places.area_choices import BASES, MEASURES, Measure
from dashboard.services.places.area_harm import HarmBasis
from dashboard.services.places.areas import Areas, compare_areas
from dashboard.services.places.comparison import compare_with_chance
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.wording.hotspots import in_half_names, in_own_spots_words, in_spot_names
from dashboard.wording.places import (
    NO_ORDER,
    NO_RATE,
    RANGES,
    in_place_words,
    in_ranges_words,
    in_value_words,
    map_lines,
    ordinal,
    place_title,
)
from tests.unit.dashboard.build import ANALYST, desk_with, row

CAMDEN = "E09000007"
Comparing = Callable[..., Areas]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparing:
    """Areas of real recorded crime, or of the one rape in Camden that the record has."""
    folder: Path = tmp_path_factory.mktemp("places") / "data"
    question = ask(desk_with(folder, row(borough=CAMDEN)), ANALYST, RankingSpec())

    def areas(measure: Measure, of: HarmBasis = "recorded", by: str = "borough") -> Areas:
        return compare_areas(question, by=by, of=of, measure=measure)

    return areas


def words_of(areas: Areas, code: str | None) -> str:
    return in_place_words(areas, compare_with_chance(areas), code)


def test_a_rate_is_held_against_london_and_against_chance(compared: Comparing) -> None:
    areas = compared("per_1000")
    rows = areas.rows.drop_nulls(["code", "value"])
    own = rows.filter(pl.col("code") == CAMDEN).row(0, named=True)
    rank = rows["code"].to_list().index(CAMDEN) + 1
    london = areas.total["rate"][0]
    apart = round(100 * (own["rate"] / london - 1))
    assert apart > 0
    assert words_of(areas, CAMDEN).startswith(
        f"**{own['rate']:,.1f} days of recorded harm per 1,000 residents**, {apart} % above London "
        f"({london:,.1f}) and "
    )
    assert f"{ordinal(rank)} of 32 by rate" in words_of(areas, CAMDEN)
    lowest = rows["code"][-1]
    assert " % below London (" in words_of(areas, lowest)


def test_an_order_within_the_range_of_chance_is_said_to_mean_nothing(compared: Comparing) -> None:
    areas = compared("per_1000")
    fair = compare_with_chance(areas)
    assert fair is not None
    for code, outside in fair.areas.select("code", pl.col("outside").cast(pl.String)).iter_rows():
        assert (NO_ORDER in words_of(areas, code)) == (outside == "within")


@pytest.mark.parametrize("measure", ["days", "crimes"])
def test_a_sum_is_said_with_its_rate(compared: Comparing, measure: Measure) -> None:
    areas = compared(measure)
    fair = compare_with_chance(areas)
    assert fair is not None
    rate = fair.areas.filter(pl.col("code") == CAMDEN)["rate"][0]
    assert f"By residents it is {rate:,.1f} {measure} per 1,000 residents, " in words_of(
        areas, CAMDEN
    )


@pytest.mark.parametrize("of", BASES)
@pytest.mark.parametrize("measure", MEASURES)
def test_every_basis_and_measure_is_said_of_a_borough_and_of_london(
    compared: Comparing, of: HarmBasis, measure: Measure
) -> None:
    areas = compared(measure, of)
    for code in (CAMDEN, None):
        words = words_of(areas, code)
        assert words.rstrip("*").endswith(".")
        assert "None" not in words
        assert "nan" not in words


def test_london_has_its_highest_its_lowest_and_how_many_lie_outside(compared: Comparing) -> None:
    areas = compared("per_1000")
    fair = compare_with_chance(areas)
    assert fair is not None
    outside = fair.areas.filter(pl.col("outside").cast(pl.String) != "within").height
    first, last = (areas.rows.drop_nulls(["code", "value"])["name"][at] for at in (0, -1))
    words = words_of(areas, None)
    assert words.startswith(f"**London: {areas.total['rate'][0]:,.1f} days of recorded harm")
    assert f"Highest {first} (" in words
    assert f"lowest {last} (" in words
    assert f" {outside} of 32 boroughs " in words
    assert in_place_words(areas, None, None).endswith(").")
    nothing = replace(areas, rows=areas.rows.clear())
    assert in_place_words(nothing, None, None).endswith("residents.**")


def test_the_city_has_no_rate_and_is_not_the_lowest(compared: Comparing) -> None:
    areas = compared("per_1000")
    assert "a police force of its own" in words_of(areas, CITY_OF_LONDON)
    lines = dict(map_lines(areas).iter_rows())
    assert lines[CITY_OF_LONDON] == ["City of London", NO_RATE]
    days = dict(map_lines(compared("days")).iter_rows())
    assert days[CITY_OF_LONDON] == ["City of London", "no figure"]


def test_a_map_says_name_value_interval_and_rank(compared: Comparing) -> None:
    areas = compared("crimes")
    own = areas.rows.filter(pl.col("code") == CAMDEN).row(0, named=True)
    rank = areas.rows.drop_nulls("code")["code"].to_list().index(CAMDEN) + 1
    assert dict(map_lines(areas).iter_rows())[CAMDEN] == [
        "Camden",
        f"{own['crimes']:,} crimes",
        f"by chance {own['low']:,.0f} to {own['high']:,.0f}",
        f"{ordinal(rank)} of 32 boroughs",
    ]
    mean = dict(map_lines(compared("mean", "named")).iter_rows())[CAMDEN]
    assert mean == ["Camden", "1,825.0 days of alleged harm per crime", "1st of 1 boroughs"]


def test_a_value_has_its_unit(compared: Comparing) -> None:
    assert in_value_words(compared("share", "named"), 0.125) == (
        "12.5 % of London’s days of alleged harm"
    )
    assert in_value_words(compared("per_1000_women", "crimes"), 2) == (
        "2.0 days of harm per 1,000 women aged 16 and over"
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")),
        *((21, "21st"), (32, "32nd"), (103, "103rd"), (111, "111th"), (1_001, "1,001st")),
    ],
)
def test_a_rank_is_written_as_people_say_it(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_who_is_missing_from_the_ranges_is_said(compared: Comparing) -> None:
    assert in_ranges_words(compared("per_1000")) == f"{RANGES} {NO_RATE}"
    assert in_ranges_words(compared("per_1000", by="ward")) == RANGES


def test_the_page_has_the_name_of_the_borough() -> None:
    assert (place_title("London"), place_title("Camden")) == ("Boroughs", "Camden")


@pytest.mark.parametrize(
    ("spots", "words"),
    [
        (
            [None],
            "No ward of Camden can be tested, since none has a rate and a neighbour with one.",
        ),
        (["", "", None], "None of Camden’s 2 wards stands out."),
        (["high", "low", "low"], "Of Camden’s 3 wards, 1 stands out as high and 2 as low."),
        (["high", "high"], "Of Camden’s 2 wards, 2 stand out as high and 0 as low."),
    ],
)
def test_a_borough_s_wards_that_stand_out_are_counted(spots: list[str | None], words: str) -> None:
    wards = pl.DataFrame({"spot": spots}, schema={"spot": pl.String})
    assert in_own_spots_words(wards, "Camden") == words


def test_the_wards_that_stand_out_are_named_the_high_ones_first() -> None:
    schema = {"name": pl.String, "borough": pl.String, "spot": pl.String}
    rows = [("Soho", "Camden", "low"), ("Abbey", "Sutton", "high"), ("Abbey", "Merton", "high")]
    marked = pl.DataFrame(rows, schema=schema, orient="row")
    assert in_spot_names(marked) == (
        "High with their neighbours: Abbey (Merton) and Abbey (Sutton). "
        "Low with their neighbours: Soho (Camden)."
    )
    assert in_spot_names(marked.clear()) == ""
    many = pl.DataFrame(
        [(f"W{n}", "Camden", "high") for n in range(9)], schema=schema, orient="row"
    )
    assert in_spot_names(many).endswith("W6 (Camden), W7 (Camden) and 1 more.")


def test_the_wards_that_carry_half_are_named_most_first() -> None:
    assert (
        in_half_names(pl.DataFrame({"name": ["Soho", "Abbey"]}))
        == "Half of it is in Soho and Abbey."
    )
    assert in_half_names(pl.DataFrame({"name": ["Soho"]})) == "Half of it is in Soho."
    assert in_half_names(pl.DataFrame({"name": []}, schema={"name": pl.String})) == ""
