"""A place in words says the figures of its row, and a comparison says what chance would do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.figures.funnel import LABELLED, funnel_figure
from dashboard.figures.palette import palette
from dashboard.geography import CITY_OF_LONDON
from dashboard.geography import wards as wards_of_london
from dashboard.services.places.area_choices import MEASURES
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.comparison import (
    compare_with_chance,
    half_of,
    limit_band,
    neighbour_figures,
    own_areas,
    own_force,
    row_of,
)
from dashboard.services.places.map_scale import map_values
from dashboard.services.places.trends import NotCompared, year_on_year
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.areas import (
    LIMIT_BANDS,
    in_area_words,
    in_areas_words,
    in_columns_words,
    in_half_words,
    in_months_words,
    map_unit,
    name_of,
    rate_unit,
)
from dashboard.wording.trends import OTHER_SYSTEM, in_change_words
from harm.areas.funnel import OUTSIDE as WHERE
from harm.areas.funnel import funnel
from tests.unit.dashboard.build import ANALYST, loaded, row
from tests.unit.harm.build import AS_OF, COERCIVE_CONTROL

CAMDEN, ISLINGTON, BARNET = "E09000007", "E09000019", "E09000003"
FIRST, SECOND = "E05013653", "E05013654"
DATED = RankingSpec(as_of=AS_OF)
YEAR = (date(2025, 3, 1), date(2026, 2, 1))


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """Camden has three rapes in two wards, Islington coercive control, and one place is unknown."""
    loaded(
        tmp_path,
        row(crime_ref="C1", borough=CAMDEN, ward=FIRST),
        row(crime_ref="C2", borough=CAMDEN, ward=FIRST, suspect_id="S2"),
        row(crime_ref="C3", borough=CAMDEN, ward=SECOND, suspect_id="S3"),
        row(crime_ref="C4", borough=ISLINGTON, offence_code=COERCIVE_CONTROL),
        row(crime_ref="C5"),
    )
    return Workspace(Settings(data=tmp_path))


def test_what_is_counted_is_said_with_its_sum(desk: Workspace) -> None:
    assert in_areas_words(compare_areas(ask(desk, ANALYST, DATED))) == (
        "Alleged harm of named suspects, where it happened (as loaded), recorded in the 365 days "
        "to 31 March 2026: **7,384 days** of harm from **5 crimes**."
    )
    real = in_areas_words(
        compare_areas(ask(desk, ANALYST, RankingSpec(as_of=date(2026, 2, 28))), of="recorded")
    )
    assert "(real), March 2025 to February 2026: **" in real
    assert "if all were its least or its most serious offence, the days would be" in real


def test_a_place_is_said_with_its_share_its_gravest_crime_and_its_rate(desk: Workspace) -> None:
    words = in_area_words(compare_areas(ask(desk, ANALYST, DATED)), CAMDEN, "above 95")
    assert words.startswith(
        "**5,475 days** of harm, 74 % of London’s, from 3 crimes. The most serious single crime "
        "is 33 % of it (1,825 days; without it 3,650). 25."
    )
    assert f"That is {LIMIT_BANDS['above 95']}; a place outside is different, not worse." in words
    london = in_area_words(compare_areas(ask(desk, ANALYST, DATED)), None, None)
    assert london.startswith("**7,384 days** of harm, from 5 crimes.")
    assert "per 1,000" not in london


def test_every_place_next_to_the_limits_has_words() -> None:
    assert list(LIMIT_BANDS) == WHERE.categories.to_list()


def test_the_city_s_own_force_is_no_low_value(desk: Workspace) -> None:
    answer = compare_areas(ask(desk, ANALYST, DATED))
    assert "a police force of its own" in in_area_words(answer, CITY_OF_LONDON, None)
    assert "a police force of its own" in in_area_words(answer, "E00000000", None)
    values = dict(map_values(answer).select("code", "value").iter_rows())
    assert values[CITY_OF_LONDON] is None
    assert values[BARNET] == 0
    assert own_force(answer, CITY_OF_LONDON)
    assert own_force(compare_areas(ask(desk, ANALYST, DATED), by="ward"), CITY_OF_LONDON)
    assert neighbour_figures(answer, CITY_OF_LONDON).row(0) == (
        "City of London",
        *[None] * 4,
        "this borough",
    )


def test_a_month_that_is_not_whole_is_said_to_be_so(desk: Workspace) -> None:
    whole, part = RankingSpec(as_of=date(2026, 2, 28)), RankingSpec(as_of=date(2026, 2, 27))
    assert "the last month only" not in in_months_words(compare_areas(ask(desk, ANALYST, whole)))
    words = in_months_words(compare_areas(ask(desk, ANALYST, part)))
    assert "; the last month only to 27 February 2026." in words


def test_the_fewest_wards_that_carry_half_are_reported(desk: Workspace) -> None:
    wards = compare_areas(ask(desk, ANALYST, DATED), by="ward")
    half = half_of(wards, CAMDEN)
    assert half["code"].to_list() == [FIRST]
    assert in_half_words(half, wards, CAMDEN).startswith(
        "1 ward of 20 carries 67 % of its days of harm."
    )
    none = half_of(wards, BARNET)
    assert none.is_empty()
    assert in_half_words(none, wards, BARNET) == "No ward of it carries any."


@pytest.mark.parametrize(("wards", "half", "part"), [(4, 2, "50 %"), (5, 3, "60 %")])
def test_of_equal_wards_so_many_carry_half(
    tmp_path: Path, wards: int, half: int, part: str
) -> None:
    codes = wards_of_london().filter(pl.col("borough_code") == BARNET)["code"].head(wards)
    loaded(tmp_path, *[row(crime_ref=f"W{code}", borough=BARNET, ward=code) for code in codes])
    answer = compare_areas(ask(Workspace(Settings(data=tmp_path)), ANALYST, DATED), by="ward")
    found = half_of(answer, BARNET)
    assert found.height == half
    assert f"carry {part} of it" in in_half_words(found, answer, BARNET)


def test_an_unknown_ward_carries_no_half_and_is_told_apart(tmp_path: Path) -> None:
    loaded(
        tmp_path,
        *(row(crime_ref=f"N{n}", borough=CAMDEN) for n in range(3)),
        row(crime_ref="W1", borough=CAMDEN, ward=FIRST),
        row(crime_ref="I1", borough=ISLINGTON),
    )
    wards = compare_areas(ask(Workspace(Settings(data=tmp_path)), ANALYST, DATED), by="ward")
    half = half_of(wards, CAMDEN)
    assert half["code"].to_list() == [FIRST]
    assert in_half_words(half, wards, CAMDEN).startswith(
        "1 ward of 20 carries 100 % of its days of harm in known wards; 75 % has no known ward. "
        "Single crimes"
    )
    nowhere = half_of(wards, ISLINGTON)
    assert nowhere.is_empty()
    assert in_half_words(nowhere, wards, ISLINGTON) == "All of it is in no known ward."


def test_crimes_of_the_city_that_are_in_the_record_are_known(tmp_path: Path) -> None:
    ward = wards_of_london().filter(pl.col("borough_code") == CITY_OF_LONDON)["code"][0]
    loaded(tmp_path, row(borough=CITY_OF_LONDON, ward=ward))
    own = Workspace(Settings(data=tmp_path))
    for by in ("borough", "ward"):
        answer = compare_areas(ask(own, ANALYST, DATED), by=by)
        assert not own_force(answer, CITY_OF_LONDON)
        assert not own_force(answer, CAMDEN)
        assert not own_force(answer, None)
    assert (
        neighbour_figures(compare_areas(ask(own, ANALYST, DATED)), CITY_OF_LONDON)["crimes"][0] == 1
    )
    assert in_area_words(compare_areas(ask(own, ANALYST, DATED)), CITY_OF_LONDON, None).startswith(
        "**1,825 days"
    )


def test_a_borough_is_next_to_its_neighbours_its_command_unit_and_london(
    desk: Workspace,
) -> None:
    answer = compare_areas(ask(desk, ANALYST, DATED))
    rows = neighbour_figures(answer, CAMDEN)
    assert rows["name"][0] == "Camden"
    assert rows["kind"].to_list().count("same command unit") == 1
    assert {"Islington", "Westminster", "City of London", "London"} <= set(rows["name"])
    assert rows["name"].n_unique() == rows.height
    assert rows["days"][-1] == 7384.0
    assert "same command unit" not in neighbour_figures(answer, CITY_OF_LONDON)["kind"].to_list()


def test_areas_of_a_borough_are_itself_its_wards_or_its_command_unit(desk: Workspace) -> None:
    assert own_areas(compare_areas(ask(desk, ANALYST, DATED)), CAMDEN) == {CAMDEN}
    assert own_areas(compare_areas(ask(desk, ANALYST, DATED)), None) == frozenset()
    assert len(own_areas(compare_areas(ask(desk, ANALYST, DATED), by="ward"), CAMDEN)) == 20
    assert own_areas(compare_areas(ask(desk, ANALYST, DATED), by="bcu"), CAMDEN) == {"CN"}


@pytest.mark.parametrize("measure", MEASURES)
def test_a_map_says_what_its_colours_count(desk: Workspace, measure: str) -> None:
    answer = compare_areas(ask(desk, ANALYST, DATED), measure=measure)
    assert map_unit(answer)
    rated = "smoothed" in map_unit(answer)
    column = "shrunk" if rated else "value"
    values = dict(map_values(answer).select("code", "value").iter_rows())
    row = row_of(answer, CAMDEN)
    assert row is not None
    assert values[CAMDEN] == row[column]
    assert name_of(CAMDEN) == "Camden"


def test_rates_are_next_to_the_limits_that_the_core_gives(desk: Workspace) -> None:
    for measure, unit in (("crimes", 1), ("days", 10)):
        answer = compare_areas(ask(desk, ANALYST, DATED), measure=measure)
        compared = compare_with_chance(answer)
        assert compared is not None
        camden = compared.areas.filter(pl.col("code") == CAMDEN).row(0, named=True)
        row = row_of(answer, CAMDEN)
        assert row is not None
        assert camden["rate"] == pytest.approx(row["rate"])
        assert compared.rate == pytest.approx(answer.total["rate"].item())
        areas = answer.rows.rename({"code": "area"}).drop("rate", "shrunk", "low", "high")
        core = funnel(areas, answer.summed).table.filter(pl.col("area") == CAMDEN)
        for limit in ("low_95", "high_95", "low_998", "high_998"):
            assert camden[limit] == pytest.approx(core[limit].item() / unit)
        line, people = compared.lines["people"], compared.areas["people"]
        assert line.is_sorted()
        assert people.is_between(line[0], line[-1], closed="none").all()
        assert limit_band(compared, CAMDEN) in LIMIT_BANDS
        assert limit_band(compared, None) is None
        assert limit_band(compared, CITY_OF_LONDON) is None
    assert limit_band(None, CAMDEN) is None


def test_a_funnel_is_drawn_as_it_is_reported_and_names_few(desk: Workspace) -> None:
    compared = compare_with_chance(compare_areas(ask(desk, ANALYST, DATED)))
    assert compared is not None
    drawn = funnel_figure(
        compared.areas,
        compared.lines,
        palette("light"),
        rate=compared.rate,
        unit=rate_unit(compared.measure),
        own={CAMDEN},
    )
    points = drawn.data[4]
    assert list(points.y) == compared.areas["rate"].to_list()
    assert "Camden" in points.text
    many = pl.concat([compared.areas] * 2)
    assert many.height > LABELLED
    crowded = funnel_figure(
        many, compared.lines, palette("dark"), rate=1.0, unit="days", own={CAMDEN}
    )
    assert set(crowded.data[4].text) == {""}


def test_a_year_is_held_against_the_same_months_and_the_change_is_said() -> None:
    answer = year_on_year(CAMDEN, YEAR)
    assert answer.drivers["change"].sum() == answer.change
    assert answer.drivers["before"].sum() == answer.before
    words = in_change_words(answer)
    assert words.startswith(f"{answer.after:,} crimes, {answer.change:,} more than")
    assert "so it is more than chance alone would do." in words
    assert "Stalking and harassment (+304)" in words


def test_two_recording_systems_are_not_compared() -> None:
    answer = year_on_year(CAMDEN, (date(2025, 2, 1), date(2026, 1, 1)))
    assert answer.why_not is NotCompared.OTHER_SYSTEM
    assert in_change_words(answer) == OTHER_SYSTEM


def test_where_another_force_records_there_is_nothing_to_compare() -> None:
    assert in_change_words(year_on_year(CITY_OF_LONDON, YEAR)) == (
        "There was none here, neither in this time nor in the same months of the year before."
    )


def test_rates_of_wards_say_that_their_residents_are_of_another_year(desk: Workspace) -> None:
    question = ask(desk, ANALYST, DATED)
    words = "Residents of wards are estimates from the Census of 2021"
    assert words in in_columns_words(compare_areas(question, by="ward"))
    assert words not in in_columns_words(compare_areas(question))
