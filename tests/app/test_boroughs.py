"""The map, the table and the desk have the same figures for each borough."""

from __future__ import annotations

import pytest

from dashboard.answers import Basis
from dashboard.boroughs import MEASURES, table_of
from dashboard.desk import Desk
from dashboard.geography import boroughs
from harm.days import spoken
from tests.app.pages import complaints, figures, said, table, visited

LONDON = 33


def test_the_map_has_every_borough_and_no_other() -> None:
    drawn = figures(visited("boroughs"))[0]
    assert sorted(drawn["locations"]) == sorted(boroughs()["code"])
    assert len(drawn["locations"]) == LONDON


@pytest.mark.parametrize("measure", MEASURES)
def test_the_map_and_the_table_show_the_same_figures(measure: str) -> None:
    page = visited("boroughs", measure=MEASURES[measure].title)
    assert complaints(page) == []
    drawn = figures(page)[0]
    shown = table(page)
    tabled = dict(zip(shown["name"], shown[measure], strict=True))
    on_the_map = dict(zip(drawn["customdata"], drawn["z"], strict=True))
    compared = {name: value for name, value in on_the_map.items() if value is not None}
    assert len(compared) >= LONDON - 1
    assert compared == pytest.approx({name: tabled[name] for name in compared})


def test_the_table_is_what_the_desk_says_and_makes_up_the_whole(desk: Desk) -> None:
    shown = table(visited("boroughs"))
    asked = desk.by_borough(Basis())
    names = dict(boroughs().select("code", "name").iter_rows())
    told = {
        names.get(code, "Unknown place"): n for code, n in asked.select("area", "tenths").rows()
    }
    days = dict(zip(shown["name"], shown["days"], strict=True))
    assert {name: round(value * 10) for name, value in days.items() if value} == told
    assert round(sum(days.values()) * 10) == asked["tenths"].sum()


def test_the_words_of_london_are_the_sums(desk: Desk) -> None:
    words = said(visited("boroughs"))
    whole = table_of(desk, Basis())
    tenths = int(desk.by_borough(Basis())["tenths"].sum())
    assert f"**{spoken(tenths)} days** of harm" in words
    assert f"**{whole['allegations'].sum():,}** allegations" in words
    assert f"**{whole['crimes'].sum():,}** crimes" in words


def test_real_and_alleged_are_told_apart() -> None:
    words = said(visited("boroughs"))
    assert "Recorded crime, real" in words
    assert "not to be set against each other" in words
    assert "Open Government Licence" in words


def test_the_months_add_up_to_the_real_crimes_of_the_table() -> None:
    page = visited("boroughs")
    _, bars = figures(page)
    assert len(bars["y"]) == 12
    assert sum(bars["y"]) == table(page)["crimes"].sum()
    assert table(page, 1)["crimes"].to_list() == bars["y"]


def test_another_definition_changes_alleged_harm_and_leaves_recorded_crime(desk: Desk) -> None:
    usual, wider = table(visited("boroughs")), table(visited("boroughs", definition="All offences"))
    assert wider["allegations"].sum() > usual["allegations"].sum()
    assert wider["crimes"].sum() == usual["crimes"].sum()
    assert desk.facts.people == "synthetic"


def test_a_measure_that_is_none_falls_back() -> None:
    page = visited("boroughs", measure="shoe size")
    assert complaints(page) == []
    assert page.selectbox(key="measure").value == next(iter(MEASURES))
