"""Reach: the sentence, the map and the tables have the same figures, and follow what is asked."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.figures.reach_map import MARK
from dashboard.geography.counters import first_known
from dashboard.services.question import Caller
from dashboard.services.resources.reach import compare_reach, reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.services.workspace import Workspace
from dashboard.web.parts.reach import CLOSED, GROUPS, OPENED, TABS, clicked
from dashboard.wording.reach import (
    ESTIMATE,
    in_borough_promise_words,
    in_promise_words,
    in_reach_words,
)
from dashboard.wording.reach_change import in_reach_change_words
from tests.app.pages import complaints, table, tables, visited, words_of
from tests.conftest import TESTER

WARD = "E05009385"  # Stoke Newington, in Hackney


@pytest.fixture
def caller(desk: Workspace) -> Caller:
    return Caller(desk, TESTER)


def traces(page: AppTest) -> list[dict[str, Any]]:
    """The areas and the marks of the map."""
    drawn: list[dict[str, Any]] = json.loads(page.get("plotly_chart")[0].proto.spec)["data"]
    return drawn


def marks(page: AppTest) -> set[str]:
    return {str(text).rpartition(": ")[0] for trace in traces(page)[1:] for text in trace["text"]}


def test_the_sentence_the_map_and_the_table_have_the_same_figures(caller: Caller) -> None:
    page = visited("reach")
    reach = reach_of(caller, ReachChoice())
    assert complaints(page) == []
    assert in_reach_words(reach) in words_of(page)
    assert in_promise_words(reach) in words_of(page)
    areas, shown = traces(page)[0], table(page)
    assert shown["within_20"].to_list() == reach.rows["within_20"].to_list()
    shares = [
        round(100 * within / people, 1)
        for within, people in reach.rows.select("within_20", "residents").iter_rows()
    ]
    assert areas["z"] == shares == shown["share"].to_list()
    assert marks(page) == set(reach.sites["name"])


def test_a_borough_has_its_wards_and_its_own_promise(caller: Caller) -> None:
    page = visited("reach", borough="Lewisham")
    reach = reach_of(caller, ReachChoice())
    row = reach.rows.filter(name="Lewisham").row(0, named=True)
    words = words_of(page)
    assert in_reach_words(reach, row) in words
    promise = reach.promises.filter(name="Lewisham").row(0, named=True)
    assert in_borough_promise_words(promise) in words
    shown = table(page)
    assert shown["within_20"].sum() == row["within_20"]
    assert shown["residents"].sum() == row["residents"]
    assert "Lewisham" in marks(page)


@pytest.mark.parametrize(
    ("query", "choice"),
    [
        ({"counters": "List of 2025"}, {"as_of": first_known()}),
        ({"at": "Tue 04:00"}, {"at": 1680}),
        ({"at": "24 hours"}, {"hours": "24"}),
        ({"detour": "1.4"}, {"detour": 1.4}),
    ],
)
def test_what_is_asked_changes_the_sentence(
    caller: Caller, query: dict[str, str], choice: dict[str, Any]
) -> None:
    page = visited("reach", **query)
    assert complaints(page) == []
    assert in_reach_words(reach_of(caller, ReachChoice(**choice))) in words_of(page)


def test_women_are_marked_as_an_estimate(caller: Caller) -> None:
    page = visited("reach", people=GROUPS["women_16plus"])
    women = reach_of(caller, ReachChoice(), group="women_16plus")
    words = words_of(page)
    assert in_reach_words(women) in words
    assert "women aged 16 and over (an estimate)" in words
    assert ESTIMATE in words
    assert ESTIMATE not in words_of(visited("reach"))


def test_what_is_on_trial_names_its_losers_and_gainers(caller: Caller) -> None:
    page = visited("reach")
    page.session_state[CLOSED] = ["Lewisham"]
    page.session_state[OPENED] = [WARD]
    page.run()
    assert complaints(page) == []
    trial = ReachChoice(closed=frozenset({"Lewisham"}), opened=(WARD,))
    change = compare_reach(caller, ReachChoice(), trial)
    words = words_of(page)
    assert "On trial." in words
    assert in_reach_change_words(change) in words
    assert change.total["lost"][0] > 0
    assert {"Lewisham", "Stoke Newington (Hackney), on trial"} <= marks(page)


def test_before_and_after_has_each_ward_that_changes(caller: Caller) -> None:
    page = visited("reach", part="Before and after")
    change = compare_reach(caller, ReachChoice(as_of=first_known()), ReachChoice())
    assert in_reach_change_words(change) in words_of(page)
    (shown,) = tables(page, "lost")
    assert shown["lost"].sum() == change.total["lost"][0]
    assert shown["lost"].is_monotonic_decreasing


def test_a_click_on_a_mark_closes_the_site_that_it_stands_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = visited("reach")
    shown = {
        str(text).rpartition(": ")[0]: str(code)
        for trace in traces(page)[1:]
        for text, code in zip(trace["text"], trace["customdata"], strict=True)
    }
    assert len(shown) == len(set(shown.values())) == len(marks(page))
    assert not [name for name in shown for code in shown.values() if name in code]
    names = [name for name, _ in sorted(shown.items(), key=lambda pair: int(pair[1][len(MARK) :]))]
    state: dict[str, list[str]] = {}
    monkeypatch.setattr("dashboard.web.parts.reach.st.session_state", state)
    for name, code in shown.items():
        clicked(code, names)
        assert state == {CLOSED: [name]}
        clicked(code, names)
        assert state == {CLOSED: []}


@pytest.mark.parametrize("part", TABS)
def test_each_part_opens(part: str) -> None:
    page = visited("reach", part=part)
    assert complaints(page) == []
    assert len(page.dataframe) >= 1 + (part != "More hubs")


def test_more_hubs_are_looked_for_when_asked() -> None:
    page = visited("reach", part="More hubs")
    page.number_input(key="hubs").set_value(2).run()
    (find,) = (button for button in page.button if button.label.startswith("Find where"))
    find.click().run()
    assert complaints(page) == []
    assert "2 more hubs could bring" in words_of(page)
    (steps,) = tables(page, "added")
    assert steps["step"].to_list() == [1, 2]


def test_sites_of_ones_own_take_the_place_of_the_counters() -> None:
    page = visited("reach")
    content = b"name,lat,lon,hours\nOne,51.5,-0.1,24/7\nTwo,,,\nThree,abc,1,\n"
    page.file_uploader[0].set_value(("own.csv", content, "text/csv"))
    page.run()
    assert complaints(page) == []
    words = words_of(page)
    assert "Of 3 rows of own.csv 1 are placed, 1 are not placed, 1 are refused." in words
    assert "straight line, of 1 site of your own" in words
    assert marks(page) == {"One"}
    (refused,) = tables(page, "why")
    assert isinstance(refused, pd.DataFrame)
    assert refused["line"].to_list() == [4]


def test_a_file_that_is_no_list_of_sites_is_one_sentence() -> None:
    page = visited("reach")
    page.file_uploader[0].set_value(("own.csv", b"a,b\n1,2\n", "text/csv"))
    page.run()
    (complaint,) = complaints(page)
    assert "has no column of name" in complaint


def test_a_time_that_is_none_is_said_and_not_used(caller: Caller) -> None:
    page = visited("reach")
    page.text_input(key="at").set_value("soon").run()
    assert "is no day and time" in words_of(page)
    assert in_reach_words(reach_of(caller, ReachChoice())) in words_of(page)
