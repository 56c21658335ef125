"""The map, the tables and the command line have the same figures for each area."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from dashboard.figures.text import plain
from dashboard.geography import boroughs
from dashboard.geography.recorded_crime import months_to
from dashboard.services.listing.filters import Filter
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.places.area_choices import BASES, MEASURES, Measure
from dashboard.services.places.area_harm import HarmBasis
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.comparison import (
    compare_with_chance,
    half_of,
    neighbour_figures,
)
from dashboard.services.places.hotspots import find_hotspots
from dashboard.services.places.trends import compare_years, year_on_year
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.resources.borough_posts import posts_of_borough
from dashboard.services.workspace import Workspace
from dashboard.web.parts.areas import BY, COUNTED, NOT_BY_WARD
from dashboard.web.parts.place_tabs import TABS
from dashboard.wording.allocation import RULE_TITLE
from dashboard.wording.areas import (
    OWN_FORCE,
    in_area_words,
    in_areas_words,
    in_columns_words,
    in_funnel_words,
    in_half_words,
)
from dashboard.wording.borough_posts import in_posts_words
from dashboard.wording.hotspots import SHOWS_NOT, in_hotspot_words, in_own_spots_words
from dashboard.wording.places import in_place_words
from dashboard.wording.trends import in_change_words
from harm.areas.rates import Measure as Summed
from tests.app.pages import complaints, figures, table, tables, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.build import ANALYST

LONDON = 33
CROYDON = "E09000008"
CITY = "E09000001"
LONG = {"tab": "Over time", "span": "Since April 2010"}
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
    page = visited("boroughs", by=BY[by], counted=COUNTED[of], measure=MEASURES["days"].title)
    assert complaints(page) == []
    answer = compare_areas(ask(desk, ANALYST, RankingSpec()), by=by, of=of)
    shown = table(page)
    assert shown["name"].to_list() == answer.rows["name"].to_list()
    values = dict(answer.rows.select("code", "value").iter_rows())
    drawn = figures(page)[0]
    on_the_map = dict(zip(drawn["locations"], drawn["z"], strict=True))
    assert len(on_the_map) == AREAS[by] - (1 if by == "bcu" else 0)
    assert {code: value for code, value in on_the_map.items() if value is not None} == (
        pytest.approx({code: values[code] for code, v in on_the_map.items() if v is not None})
    )
    assert in_areas_words(answer) in words_of(page)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_the_answer_s(desk: Workspace, measure: Measure) -> None:
    page = visited("boroughs", measure=MEASURES[measure].title)
    assert complaints(page) == []
    answer = compare_areas(ask(desk, ANALYST, RankingSpec()), measure=measure)
    shown = table(page)
    assert shown["name"].to_list() == answer.rows["name"].to_list()
    column = "rate" if measure in {"per_1000", "per_1000_women"} else "value"
    expected = answer.rows[column].drop_nulls()
    exact = expected.round(1) if column == "rate" else expected
    exact = exact.round(0) if measure == "days" else exact
    assert shown[column].dropna().to_list() == pytest.approx(exact.to_list())
    assert in_columns_words(answer) in words_of(page)


def test_a_rate_is_drawn_in_on_the_map_with_the_raw_one_next_to_it(desk: Workspace) -> None:
    page = visited("boroughs")
    answer = compare_areas(ask(desk, ANALYST, RankingSpec()), measure="per_1000")
    drawn = figures(page)[0]
    shrunk = dict(answer.rows.select("code", "shrunk").iter_rows())
    assert drawn["z"] == pytest.approx([shrunk[code] for code in drawn["locations"]], nan_ok=True)
    assert {"rate", "shrunk"} <= {*table(page).columns}


def test_the_words_of_a_borough_are_the_figures_of_its_row(desk: Workspace) -> None:
    page = visited("boroughs", borough="Croydon")
    assert [title.value for title in page.title] == ["Croydon"]
    answer = compare_areas(ask(desk, ANALYST, RankingSpec()), measure="per_1000")
    assert in_place_words(answer, compare_with_chance(answer), CROYDON) in words_of(page)
    assert in_area_words(answer, CROYDON, None) in words_of(page)
    (shown,) = tables(page, "kind")
    assert shown["name"].to_list() == neighbour_figures(answer, CROYDON)["name"].to_list()


def test_the_row_of_the_borough_that_is_looked_at_comes_first(desk: Workspace) -> None:
    answer = compare_areas(ask(desk, ANALYST, RankingSpec()), measure="per_1000")
    shown = table(visited("boroughs", borough="Croydon"))["name"].to_list()
    names = answer.rows["name"].to_list()
    assert shown == ["Croydon", *(name for name in names if name != "Croydon")]


def test_the_wards_that_carry_half_of_a_borough_are_named(desk: Workspace) -> None:
    page = visited("boroughs", borough="Croydon", tab="Wards")
    wards = compare_areas(ask(desk, ANALYST, RankingSpec()), by="ward")
    half = half_of(wards, CROYDON)
    assert in_half_words(half, wards, CROYDON) in words_of(page)
    known = wards.rows.drop_nulls("code")
    own = known.filter(pl.col("within") == CROYDON)["tenths"].sum()
    assert half["tenths"].sum() * 2 >= own > half["tenths"][:-1].sum() * 2
    assert table(page)["name"].to_list() == half["name"].to_list()


def test_the_city_has_a_force_of_its_own_and_no_low_value() -> None:
    page = visited("boroughs", borough="City of London")
    assert complaints(page) == []
    drawn = figures(page)[0]
    assert drawn["z"][drawn["locations"].index(CITY)] is None
    (shown,) = tables(page, "kind")
    assert shown["name"][0] == "City of London"
    assert shown[["days", "rate", "shrunk", "crimes"]].isna().iloc[0].all()
    assert OWN_FORCE in words_of(visited("boroughs", borough="City of London", tab="Wards"))
    for tab in TABS:
        page = visited("boroughs", borough="City of London", tab=tab)
        assert complaints(page) == []
        assert "a police force of its own" in words_of(page)
        for silent in ("There was none here", "No ward of it", "Month by", "Nothing is counted"):
            assert silent not in words_of(page)


@pytest.mark.parametrize(("by", "borough"), [("borough", ""), ("bcu", ""), ("ward", "Croydon")])
def test_the_ranges_of_chance_are_those_of_the_table(
    desk: Workspace, by: str, borough: str
) -> None:
    query = {"borough": borough} if borough else {}
    page = visited("boroughs", by=BY[by], **query)
    compared = compare_with_chance(
        compare_areas(ask(desk, ANALYST, RankingSpec()), by=by, measure="per_1000")
    )
    assert compared is not None
    rows = compared.areas.filter(pl.col("within") == CROYDON) if borough else compared.areas
    chart = json.loads(page.get("plotly_chart")[1].proto.spec)
    widest, shaded, marks = chart["data"]
    rising = rows.sort("rate", "name", descending=[False, True])
    assert chart["layout"]["yaxis"]["ticktext"] == [plain(name) for name in rising["name"]]
    assert marks["x"] == pytest.approx(rising["rate"].to_list())
    for drawn, low, high in ((widest, "low_998", "high_998"), (shaded, "low_95", "high_95")):
        assert drawn["base"] == pytest.approx(rising[low].to_list())
        ends = [base + length for base, length in zip(drawn["base"], drawn["x"], strict=True)]
        assert ends == pytest.approx(rising[high].to_list())
    (shown,) = tables(page, "outside")
    assert shown["name"].to_list() == rows["name"].to_list()
    for column in ("rate", "low_95", "high_95", "low_998", "high_998"):
        assert shown[column].to_list() == pytest.approx(rows[column].to_list())
    assert in_funnel_words(compared) in words_of(page)


def test_the_funnel_of_all_wards_has_the_rates_of_the_table(desk: Workspace) -> None:
    page = visited("boroughs", by=BY["ward"])
    compared = compare_with_chance(
        compare_areas(ask(desk, ANALYST, RankingSpec()), by="ward", measure="per_1000")
    )
    assert compared is not None
    chart = json.loads(page.get("plotly_chart")[1].proto.spec)
    assert chart["data"][4]["y"] == pytest.approx(compared.areas["rate"].to_list())
    (shown,) = tables(page, "outside")
    assert len(shown) in {compared.areas.height, 500}


def test_the_listed_of_a_borough_are_those_whom_the_list_would_show(desk: Workspace) -> None:
    page = visited("boroughs", borough="Croydon", tab="Suspects")
    assert complaints(page) == []
    harming, living = tables(page, "days_here")
    for shown, chosen in (
        (harming, Filter(incident=(CROYDON,))),
        (living, Filter(home=(CROYDON,))),
    ):
        listed = ranked_list(ask(desk, ANALYST, RankingSpec()), chosen).people
        assert sorted(shown["suspect_id"]) == sorted(listed["suspect_id"])
        positions = dict(listed.select("suspect_id", "position").iter_rows())
        assert shown["position"].to_list() == [positions[who] for who in shown["suspect_id"]]
    assert len(harming) > 0
    labels = {button.label for button in page.button}
    assert {
        "On the list, harm here",
        "On the list, home here",
        "Near misses, home here",
    } <= labels


def test_without_a_borough_the_listed_are_counted_and_nobody_is_named(desk: Workspace) -> None:
    page = visited("boroughs", tab="Suspects")
    shown = table(page)
    assert list(shown.columns) == ["name", "harming", "living"]
    croydon = shown[shown["name"] == "Croydon"].iloc[0]
    for column, chosen in (
        ("harming", Filter(incident=(CROYDON,))),
        ("living", Filter(home=(CROYDON,))),
    ):
        listed = ranked_list(ask(desk, ANALYST, RankingSpec()), chosen)
        assert croydon[column] == listed.matching
    assert shown["living"].sum() == 100


@pytest.mark.parametrize("of", BASES)
def test_the_offences_of_a_borough_add_up_to_its_row(desk: Workspace, of: HarmBasis) -> None:
    page = visited("boroughs", borough="Croydon", counted=COUNTED[of], tab="Crimes")
    assert complaints(page) == []
    shown = table(page)
    *parts, whole = shown.to_dict("records")
    answer = compare_areas(ask(desk, ANALYST, RankingSpec()), of=of).rows
    row = answer.filter(pl.col("code") == CROYDON).row(0, named=True)
    assert (whole["crimes"], whole["days"]) == (row["crimes"], row["days"])
    assert sum(part["crimes"] for part in parts) == whole["crimes"]
    assert sum(round(10 * part["days"]) for part in parts) == round(10 * whole["days"])
    assert whole["share"] == whole["london_share"] == 1


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_stands_in_the_link_and_no_other_is_worked_out(tab: str) -> None:
    page = visited("boroughs", borough="Croydon", tab=tab)
    assert complaints(page) == []
    assert [part.label for part in page.tabs if part.children] == [tab]


def test_an_older_link_to_wards_that_stand_out_leads_to_them() -> None:
    page = visited("boroughs", spots="true", closer="true", borough="Croydon")
    assert complaints(page) == []
    assert [warning.value for warning in page.warning] == []
    assert "Wards that stand out with their neighbours" in words_of(page)


def test_a_map_of_a_borough_s_wards_is_shaded_by_what_it_shows() -> None:
    drawn = figures(visited("boroughs", borough="Harrow", by=BY["ward"]))[0]
    most = max(value for value in drawn["z"] if value is not None)
    assert most <= drawn["zmax"] < 2 * most


def test_a_map_of_all_wards_says_where_its_darkest_shade_begins() -> None:
    drawn = figures(visited("boroughs", by=BY["ward"]))[0]
    values = sorted(value for value in drawn["z"] if value is not None)
    above = [value for value in values if value > drawn["zmax"]]
    assert 0 < len(above) < len(values) / 40
    assert f"darkest: {drawn['zmax']:,.0f} or more" in drawn["colorbar"]["title"]["text"]


def test_the_map_says_all_there_is_of_an_area(desk: Workspace) -> None:
    answer = compare_areas(ask(desk, ANALYST, RankingSpec()), measure="per_1000")
    drawn = figures(visited("boroughs"))[0]
    row = answer.rows.row(0, named=True)
    lines = drawn["customdata"][drawn["locations"].index(row["code"])].split("<br>")
    assert lines == [
        row["name"],
        f"{row['value']:,.1f} days of alleged harm per 1,000 residents",
        f"{row['shrunk']:,.1f} smoothed, which is the shade",
        f"by chance {row['low']:,.1f} to {row['high']:,.1f}",
        "1st of 32 boroughs",
    ]


@pytest.mark.parametrize("of", BASES)
@pytest.mark.parametrize("measure", ["days", "crimes"])
def test_the_change_over_a_year_adds_up_and_its_words_say_it(
    desk: Workspace, of: HarmBasis, measure: Measure
) -> None:
    page = visited(
        "boroughs",
        borough="Croydon",
        counted=COUNTED[of],
        measure=MEASURES[measure].title,
        tab="Over time",
    )
    assert complaints(page) == []
    summed: Summed = "crimes" if measure == "crimes" else "tenths"
    chosen = compare_years(ask(desk, ANALYST, RankingSpec()), of=of, measure=summed, code=CROYDON)
    violence = year_on_year(CROYDON, months_to(desk.facts.newest))
    unit = 1 if measure == "crimes" else 10
    for change, shown, tenth in zip(
        (chosen, violence), tables(page, "change"), (unit, 1), strict=True
    ):
        assert in_change_words(change) in words_of(page)
        *parts, whole = (round(each * tenth) for each in shown["change"])
        assert sum(parts) == whole == change.change
        assert round(shown["before"].to_list()[-1] * tenth) == change.before
    for year, answer in ((2025, chosen.before), (2026, chosen.after)):
        then = compare_areas(ask(desk, ANALYST, RankingSpec(as_of=date(year, 2, 28))), of=of).rows
        assert then.filter(pl.col("code") == CROYDON)[summed].item() == answer


@pytest.mark.parametrize("of", BASES)
def test_the_months_of_a_place_add_up_to_its_year(desk: Workspace, of: HarmBasis) -> None:
    page = visited("boroughs", borough="Croydon", counted=COUNTED[of], **LONG)
    assert complaints(page) == []
    chosen = compare_years(ask(desk, ANALYST, RankingSpec()), of=of, measure="tenths", code=CROYDON)
    series = [spec for one in page.get("plotly_chart")[-2:] if (spec := json.loads(one.proto.spec))]
    (shown, _) = tables(page, "month")
    assert series[0]["data"][0]["y"] == shown["Days"].to_list()
    assert round(10 * sum(shown["Days"].tail(12))) == chosen.after
    if of in {"crimes", "recorded"}:  # a suspect of 17 then is 18 now
        before = round(10 * sum(shown["Days"].tail(24))) - round(10 * sum(shown["Days"].tail(12)))
        assert before == chosen.before
    assert len(series[1]["data"][0]["y"]) == 191


def test_real_and_alleged_are_told_apart() -> None:
    words = words_of(visited("boroughs"))
    assert "(synthetic people)" in words
    violence = words_of(visited("boroughs", tab="Over time"))
    assert "Recorded violence and sexual offences (real)" in violence
    assert "Open Government Licence" in words
    real = words_of(visited("boroughs", counted=COUNTED["recorded"]))
    assert "(real), March 2025 to February 2026" in real


def test_the_months_are_the_real_ones_with_the_break_drawn() -> None:
    page = visited("boroughs", tab="Over time")
    chart = json.loads(page.get("plotly_chart")[-1].proto.spec)
    assert len(chart["data"][0]["y"]) == 36
    assert [answer["text"] for answer in chart["layout"]["annotations"]] == ["new recording system"]


def test_another_definition_changes_alleged_harm_and_leaves_recorded_crime() -> None:
    usual, wider = visited("boroughs"), visited("boroughs", definition="All offences")
    assert table(wider)["crimes"].sum() > table(usual)["crimes"].sum()
    usual, wider = (
        visited("boroughs", tab="Over time", **query)
        for query in ({}, {"definition": "All offences"})
    )
    alleged, recorded = zip(tables(usual, "before"), tables(wider, "before"), strict=True)
    assert not alleged[0].equals(alleged[1])
    assert recorded[0].equals(recorded[1])


def test_a_choice_that_is_none_falls_back() -> None:
    page = visited("boroughs", measure="shoe size", by="Planets", counted="x")
    assert complaints(page) == []
    assert page.selectbox(key="measure").value == "per_1000"


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
    page = visited("boroughs", counted=COUNTED[of], tab="Wards")
    assert complaints(page) == []
    found = find_hotspots(ask(desk, ANALYST, RankingSpec()), of=of, measure="days")
    assert in_hotspot_words(found) in words_of(page)
    assert SHOWS_NOT in words_of(page)
    marked = found.table.filter(pl.col("spot").is_in(["high", "low"]))
    (shown,) = tables(page, "spot")
    assert shown["name"].to_list() == marked["name"].to_list()
    assert shown["rate"].to_list() == pytest.approx(marked["rate"].round(1).to_list())
    drawn = figures(page)[2]
    dark = [code for code, z in zip(drawn["locations"], drawn["z"], strict=True) if z]
    assert sorted(dark) == sorted(marked["code"])


def test_with_a_borough_the_wards_that_stand_out_are_its_own(desk: Workspace) -> None:
    page = visited("boroughs", borough="Westminster", counted=COUNTED["recorded"], tab="Wards")
    found = find_hotspots(ask(desk, ANALYST, RankingSpec()), of="recorded", measure="days")
    own = found.table.filter(pl.col("borough") == "Westminster")
    assert in_own_spots_words(own, "Westminster") in words_of(page)
    marked = own.filter(pl.col("spot").is_in(["high", "low"]))
    (shown,) = tables(page, "spot")
    assert shown["name"].to_list() == marked["name"].to_list()
    assert sorted(figures(page)[2]["locations"]) == sorted(own["code"].drop_nulls())


def test_wards_are_not_looked_at_unasked_nor_where_suspects_live() -> None:
    quiet = visited("boroughs", borough="Croydon")
    assert tables(quiet, "spot") == []
    assert len([drawn for drawn in figures(quiet) if "locations" in drawn]) == 1
    homes = visited("boroughs", counted=COUNTED["home"], tab="Wards")
    assert complaints(homes) == []
    assert tables(homes, "spot") == []


def test_a_year_without_wards_is_shown_all_the_same() -> None:
    query = {"counted": COUNTED["recorded"], "borough": "Croydon", "as_of": "2024-06-30"}
    wards = visited("boroughs", tab="Wards", **query)
    assert complaints(wards) == []
    assert "so no wards are shown" in words_of(wards)
    years = words_of(visited("boroughs", tab="Over time", **query))
    assert "not compared" in years
    assert "Recorded violence and sexual offences (real)" in years


def test_the_allocation_of_a_borough_is_that_of_its_page(desk: Workspace) -> None:
    page = visited("boroughs", borough="Croydon", tab="Allocation")
    found = posts_of_borough(Caller(desk, TESTER), "E09000008")
    assert complaints(page) == []
    assert " ".join(in_posts_words(found)) in words_of(page)
    (shown,) = tables(page, "unit_officers")
    assert shown["rule"].to_list() == list(RULE_TITLE.values())
    officers = found.table.filter(pl.col("pool") == "officers")
    assert shown["unit_officers"].to_list() == officers["unit"].to_list()
    allocation = table(visited("allocation")).set_index("name")
    unit = allocation.loc[found.unit]
    assert [unit[f"by {rule}"] for rule in officers["rule"]] == officers["unit"].to_list()
