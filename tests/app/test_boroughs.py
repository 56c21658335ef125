"""The map, the tables and the command line have the same figures for each area."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from dashboard.geography import boroughs
from dashboard.geography.recorded_crime import months_to
from dashboard.services.places.area_choices import BASES, MEASURES, Measure
from dashboard.services.places.area_harm import HarmBasis
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.comparison import (
    compare_with_chance,
    half_of,
    limit_band,
    neighbour_figures,
)
from dashboard.services.places.hotspots import find_hotspots
from dashboard.services.places.trends import compare_years, year_on_year
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.web.parts.areas import BY, COUNTED, NOT_BY_WARD
from dashboard.wording.areas import (
    OWN_FORCE,
    in_area_words,
    in_areas_words,
    in_columns_words,
    in_funnel_words,
    in_half_words,
)
from dashboard.wording.hotspots import SHOWS_NOT, in_hotspot_words
from dashboard.wording.trends import in_change_words
from harm.areas.rates import Measure as Summed
from tests.app.pages import complaints, figures, said, table, tables, visited
from tests.unit.dashboard.build import ANALYST

LONDON = 33
CROYDON = "E09000008"
CITY = "E09000001"
AREAS = {"borough": 33, "bcu": 13, "ward": 704}


def test_the_map_has_every_borough_and_no_other() -> None:
    drawn = figures(visited("boroughs"))[0]
    assert sorted(drawn["locations"]) == sorted(boroughs()["code"])
    assert len(drawn["locations"]) == LONDON


@pytest.mark.parametrize(
    ("by", "of"),
    [(by, of) for by in BY for of in BASES if by != "ward" or of not in NOT_BY_WARD],
)
def test_map_table_and_answer_have_the_same_figures(
    desk: Workspace, by: str, of: HarmBasis
) -> None:
    page = visited("boroughs", by=BY[by], counted=COUNTED[of])
    assert complaints(page) == []
    told = compare_areas(ask(desk, ANALYST, RankingSpec()), by=by, of=of)
    shown = table(page)
    assert shown["name"].to_list() == told.rows["name"].to_list()
    values = dict(told.rows.select("code", "value").iter_rows())
    drawn = figures(page)[0]
    on_the_map = dict(zip(drawn["locations"], drawn["z"], strict=True))
    assert len(on_the_map) == AREAS[by] - (1 if by == "bcu" else 0)
    assert {code: value for code, value in on_the_map.items() if value is not None} == (
        pytest.approx({code: values[code] for code, v in on_the_map.items() if v is not None})
    )
    assert in_areas_words(told) in said(page)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_the_answer_s(desk: Workspace, measure: Measure) -> None:
    page = visited("boroughs", measure=MEASURES[measure].title)
    assert complaints(page) == []
    told = compare_areas(ask(desk, ANALYST, RankingSpec()), measure=measure)
    shown = table(page)
    assert shown["name"].to_list() == told.rows["name"].to_list()
    column = "rate" if measure in {"per_1000", "per_1000_women"} else "value"
    expected = told.rows[column].drop_nulls()
    exact = expected.round(1) if column == "rate" else expected
    assert shown[column].dropna().to_list() == pytest.approx(exact.to_list())
    assert in_columns_words(told) in said(page)


def test_a_rate_is_drawn_in_on_the_map_with_the_raw_one_beside_it(desk: Workspace) -> None:
    page = visited("boroughs", measure=MEASURES["per_1000"].title)
    told = compare_areas(ask(desk, ANALYST, RankingSpec()), measure="per_1000")
    drawn = figures(page)[0]
    shrunk = dict(told.rows.select("code", "shrunk").iter_rows())
    assert drawn["z"] == pytest.approx([shrunk[code] for code in drawn["locations"]], nan_ok=True)
    assert {"rate", "shrunk"} <= {*table(page).columns}


def test_the_words_of_a_borough_are_the_figures_of_its_row(desk: Workspace) -> None:
    page = visited("boroughs", borough="Croydon")
    told = compare_areas(ask(desk, ANALYST, RankingSpec()))
    words = in_area_words(told, CROYDON, limit_band(compare_with_chance(told), CROYDON))
    assert words in said(page)
    wards = compare_areas(ask(desk, ANALYST, RankingSpec()), by="ward")
    half = half_of(wards, CROYDON)
    assert in_half_words(half, wards, CROYDON) in said(page)
    known = wards.rows.drop_nulls("code")
    own = known.filter(pl.col("within") == CROYDON)["tenths"].sum()
    assert half["tenths"].sum() * 2 >= own > half["tenths"][:-1].sum() * 2
    (shown,) = tables(page, "kind")
    assert shown["name"].to_list() == neighbour_figures(told, CROYDON)["name"].to_list()
    assert {"On the list, home here", "Near misses, home here"} <= {b.label for b in page.button}


def test_the_city_has_a_force_of_its_own_and_no_low_value() -> None:
    page = visited("boroughs", borough="City of London")
    assert complaints(page) == []
    assert "a police force of its own" in said(page)
    drawn = figures(page)[0]
    assert drawn["z"][drawn["locations"].index(CITY)] is None
    assert OWN_FORCE in said(page)
    for silent in (
        "There was none here",
        "No ward of it",
        "Compared with the year before",
        "Month by",
    ):
        assert silent not in said(page)
    (shown,) = tables(page, "kind")
    assert shown["name"][0] == "City of London"
    assert shown[["days", "rate", "shrunk", "crimes"]].isna().iloc[0].all()


def test_the_funnel_has_the_rates_of_the_table(desk: Workspace) -> None:
    page = visited("boroughs", borough="Croydon")
    compared = compare_with_chance(compare_areas(ask(desk, ANALYST, RankingSpec())))
    assert compared is not None
    (chart,) = [
        spec
        for one in page.get("plotly_chart")
        if len((spec := json.loads(one.proto.spec))["data"]) == 5
    ]
    assert chart["data"][4]["y"] == pytest.approx(compared.areas["rate"].to_list())
    assert in_funnel_words(compared) in said(page)
    (shown,) = tables(page, "outside")
    assert shown["rate"].to_list() == pytest.approx(compared.areas["rate"].to_list())


@pytest.mark.parametrize("of", BASES)
@pytest.mark.parametrize("measure", ["days", "crimes"])
def test_the_change_over_a_year_adds_up_and_its_words_say_it(
    desk: Workspace, of: HarmBasis, measure: Measure
) -> None:
    page = visited(
        "boroughs", borough="Croydon", counted=COUNTED[of], measure=MEASURES[measure].title
    )
    assert complaints(page) == []
    summed: Summed = "crimes" if measure == "crimes" else "tenths"
    chosen = compare_years(ask(desk, ANALYST, RankingSpec()), of=of, measure=summed, code=CROYDON)
    violence = year_on_year(CROYDON, months_to(desk.facts.newest))
    unit = 1 if measure == "crimes" else 10
    for change, shown, tenth in zip(
        (chosen, violence), tables(page, "change"), (unit, 1), strict=True
    ):
        assert in_change_words(change) in said(page)
        *parts, whole = (round(each * tenth) for each in shown["change"])
        assert sum(parts) == whole == change.after - change.before
        assert round(shown["before"].to_list()[-1] * tenth) == change.before
    for year, told in ((2025, chosen.before), (2026, chosen.after)):
        then = compare_areas(ask(desk, ANALYST, RankingSpec(as_of=date(year, 2, 28))), of=of).rows
        assert then.filter(pl.col("code") == CROYDON)[summed].item() == told


@pytest.mark.parametrize("of", BASES)
def test_the_months_of_a_place_add_up_to_its_year(desk: Workspace, of: HarmBasis) -> None:
    page = visited("boroughs", borough="Croydon", counted=COUNTED[of], span="Since April 2010")
    assert complaints(page) == []
    chosen = compare_years(ask(desk, ANALYST, RankingSpec()), of=of, measure="tenths", code=CROYDON)
    series = [spec for one in page.get("plotly_chart")[-2:] if (spec := json.loads(one.proto.spec))]
    (shown, _) = tables(page, "month")
    assert series[0]["data"][0]["y"] == shown["Days"].to_list()
    assert round(10 * sum(shown["Days"].tail(12))) == chosen.after
    if of in {"crimes", "recorded"}:  # a suspect of 17 then is 18 now
        assert round(10 * sum(shown["Days"].tail(24))) == chosen.after + chosen.before
    assert len(series[1]["data"][0]["y"]) == 191


def test_real_and_alleged_are_told_apart() -> None:
    words = said(visited("boroughs"))
    assert "(synthetic people)" in words
    assert "Recorded violence and sexual offences (real)" in words
    assert "Open Government Licence" in words
    real = said(visited("boroughs", counted=COUNTED["recorded"]))
    assert "(real), March 2025 to February 2026" in real


def test_the_months_are_the_real_ones_with_the_break_drawn() -> None:
    page = visited("boroughs")
    chart = json.loads(page.get("plotly_chart")[-1].proto.spec)
    assert len(chart["data"][0]["y"]) == 36
    assert [told["text"] for told in chart["layout"]["annotations"]] == ["new recording system"]


def test_another_definition_changes_alleged_harm_and_leaves_recorded_crime() -> None:
    usual, wider = visited("boroughs"), visited("boroughs", definition="All offences")
    assert table(wider)["crimes"].sum() > table(usual)["crimes"].sum()
    alleged, recorded = zip(tables(usual, "before"), tables(wider, "before"), strict=True)
    assert not alleged[0].equals(alleged[1])
    assert recorded[0].equals(recorded[1])


def test_a_choice_that_is_none_falls_back() -> None:
    page = visited("boroughs", measure="shoe size", by="Planets", counted="x")
    assert complaints(page) == []
    assert page.selectbox(key="measure").value == "days"


def test_a_map_of_wards_is_of_one_borough_where_one_is_chosen() -> None:
    page = visited("boroughs", by="Wards", borough="Croydon")
    assert complaints(page) == []
    assert len(figures(page)[0]["locations"]) == 28
    assert len(table(page)) in {28, 29}


@pytest.mark.parametrize(("by", "most"), [("Boroughs", 200_000), ("Wards", 900_000)])
def test_a_map_is_light(by: str, most: int) -> None:
    page = visited("boroughs", by=by)
    assert len(page.get("plotly_chart")[0].proto.spec.encode()) < most


@pytest.mark.parametrize("of", ["crimes", "recorded"])
def test_wards_that_stand_out_are_drawn_and_listed_alike(desk: Workspace, of: HarmBasis) -> None:
    page = visited("boroughs", counted=COUNTED[of], spots="true")
    assert complaints(page) == []
    found = find_hotspots(ask(desk, ANALYST, RankingSpec()), of=of, measure="days")
    assert in_hotspot_words(found) in said(page)
    assert SHOWS_NOT in said(page)
    marked = found.table.filter(pl.col("spot").is_in(["high", "low"]))
    (shown,) = tables(page, "spot")
    assert shown["name"].to_list() == marked["name"].to_list()
    assert shown["rate"].to_list() == pytest.approx(marked["rate"].round(1).to_list())
    drawn = figures(page)[1]
    dark = [code for code, z in zip(drawn["locations"], drawn["z"], strict=True) if z]
    assert sorted(dark) == sorted(marked["code"])


def test_wards_are_not_looked_at_unasked_nor_where_suspects_live() -> None:
    quiet = visited("boroughs", borough="Croydon")
    assert tables(quiet, "spot") == []
    assert len([drawn for drawn in figures(quiet) if "locations" in drawn]) == 1
    homes = visited("boroughs", counted=COUNTED["home"], spots="true")
    assert complaints(homes) == []
    assert tables(homes, "spot") == []


def test_a_year_without_wards_is_shown_all_the_same() -> None:
    page = visited(
        "boroughs",
        counted=COUNTED["recorded"],
        borough="Croydon",
        as_of="2024-06-30",
    )
    assert complaints(page) == []
    words = said(page)
    assert "so no wards are shown" in words
    assert "not compared" in words
    assert "Recorded violence and sexual offences (real)" in words
