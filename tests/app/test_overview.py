"""The front page says what the services answer, and leads on."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import polars as pl
from streamlit.testing.v1 import AppTest

from dashboard.geography import borough_names
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.overview import answer_overview
from dashboard.services.own_borough import answer_own_borough, choose_own_borough, own_borough
from dashboard.services.question import Caller, ask
from dashboard.services.workspace import Workspace
from dashboard.web.kit.session import the_viewer
from dashboard.web.parts.overview import CAME, LINES, LINES_BELOW_BOROUGH
from dashboard.wording.movement import reason
from dashboard.wording.overview import in_change_words, standing_doubts, title
from dashboard.wording.own_borough import in_own_borough_words
from tests.app.pages import complaints, table, unescaped, visited, words_of
from tests.app.test_small_data import load
from tests.conftest import TESTER


def test_the_front_page_says_who_came_and_went_and_why(desk: Workspace) -> None:
    page = visited("overview")
    assert complaints(page) == []
    overview = answer_overview(ask(desk, TESTER))
    assert page.title[0].value == title(overview)
    words = words_of(page)
    assert in_change_words(overview) in words
    links = {link.proto.label: link.proto for link in page.get("page_link")}
    for doubt in standing_doubts(overview):
        if doubt.filter:
            assert links[doubt.words].page == "list"
            assert links[doubt.words].query_string == urlencode(doubt.filter)
        else:
            assert doubt.words in words
    assert overview.movement is not None
    shown = table(page)
    assert len(shown) == LINES
    people = overview.movement.people
    ways = pl.col("movement").cast(pl.String)
    came = people.filter(ways == "entered").sort("position_after").head(CAME)
    assert shown["suspect_id"].to_list()[:CAME] == came["suspect_id"].to_list()
    rules = overview.movement.before.rules
    whys = [reason(row, rules) for row in came.iter_rows(named=True)]
    assert shown["why"].to_list()[:CAME] == whys
    assert set(shown["way"][CAME:]) == {"left"}


def test_the_figures_of_the_front_page_are_those_of_the_list(desk: Workspace) -> None:
    shown = {
        unescaped(metric.label): unescaped(metric.value) for metric in visited("overview").metric
    }
    ranking = ask(desk, TESTER).ranking
    assert shown["Assessed"] == f"{ranking.assessed:,}"
    assert shown["Days of the listed"] == f"{ranking.listed['tenths'].sum() // 10:,}"


def test_a_small_record_opens_without_a_comparison(elsewhere: Path) -> None:
    load(elsewhere, {}, {"suspect_id": "<b>A2</b>"})
    page = visited("overview")
    assert complaints(page) == []
    assert "does not reach back" in words_of(page)
    assert not page.dataframe


def chosen(page: AppTest, borough: str) -> AppTest:
    code = {name: code for code, name in borough_names().items()}.get(borough, "")
    box = next(box for box in page.selectbox if box.label == "Your borough")
    return box.set_value(code).run()


def links(page: AppTest) -> list[Any]:
    """What leads on, but for the line on wrong records, which is there once they are known."""
    found = [link.proto for link in page.get("page_link")]
    return [link for link in found if link.icon != ":material/assignment_late:"]


def leads(page: AppTest) -> list[str]:
    return [unescaped(link.label) for link in links(page)]


def test_the_readers_own_borough_is_kept_and_each_sentence_leads_on(desk: Workspace) -> None:
    caller = Caller(desk, the_viewer())
    try:
        page = chosen(visited("overview"), "Croydon")
        assert complaints(page) == []
        question = ask(desk, TESTER)
        overview = answer_overview(question)
        own = answer_own_borough(question, "E09000008", overview.movement)
        words = in_own_borough_words(own, overview.ranking)
        assert len(words) == 5
        assert leads(page)[:5] == list(words.values())
        queries = [link.query_string for link in links(page)][:5]
        assert queries == [
            "home=E09000008",
            "home=E09000008&situation=at_large&victims=2",
            "incident=E09000008",
            "",
            "borough=Croydon",
        ]
        assert len(table(page)) == LINES_BELOW_BOROUGH
        log = desk.register.log().filter(pl.col("action") == "own_borough")
        assert log["subject"].to_list() == ["Croydon"]
        again = visited("overview")  # another session of the same reader
        assert leads(again)[:5] == list(words.values())
        assert desk.register.log().filter(pl.col("action") == "own_borough").height == 1
        none = chosen(again, "none")
        assert not {*words.values()} & {*leads(none)}
        assert own_borough(caller) is None
    finally:
        choose_own_borough(caller, None)


def test_a_borough_without_anybody_says_so_and_shows_nothing_empty(elsewhere: Path) -> None:
    load(elsewhere, {}, {"suspect_id": "A2"})
    page = chosen(visited("overview"), "Kingston upon Thames")
    assert complaints(page) == []
    assert "Nobody listed lives in Kingston upon Thames or has an allegation there." in words_of(
        page
    )
    assert not [words for words in leads(page) if "Kingston" in words]


def test_a_record_that_was_wrong_is_said_once_it_is_known_and_leads_to_who(
    elsewhere: Path,
) -> None:
    desk = load(elsewhere, {"suspect_id": "A1"}, {"suspect_id": "A2"})
    freeze_list(ask(desk, TESTER))
    load(elsewhere, {"suspect_id": "A1", "crime_status": "cancelled"})
    assert not [link for link in links_of(visited("overview")) if "frozen list" in link]
    assert "## Listed on a record that was wrong" in [
        own.value for own in visited("quality").markdown
    ]
    page = visited("overview")
    assert complaints(page) == []
    (label,) = (link for link in links_of(page) if "frozen list" in link)
    assert label.startswith("1 person stood on a frozen list on an allegation that a later load")
    assert links_of(page)[label] == "quality"


def links_of(page: AppTest) -> dict[str, str]:
    return {link.proto.label: link.proto.page for link in page.main.get("page_link")}
