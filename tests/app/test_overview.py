"""The front page says what the services answer, and leads on."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import polars as pl

from dashboard.services.overview import answer_overview
from dashboard.services.question import ask
from dashboard.services.workspace import Workspace
from dashboard.web.parts.overview import CAME, LINES
from dashboard.wording.movement import reason
from dashboard.wording.overview import in_change_words, standing_doubts, title
from tests.app.pages import complaints, said, table, unescaped, visited
from tests.app.test_small_data import load
from tests.conftest import TESTER


def test_the_front_page_says_who_came_and_went_and_why(desk: Workspace) -> None:
    page = visited("overview")
    assert complaints(page) == []
    overview = answer_overview(ask(desk, TESTER))
    assert page.title[0].value == title(overview)
    words = said(page)
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
    assert "does not reach back" in said(page)
    assert not page.dataframe
