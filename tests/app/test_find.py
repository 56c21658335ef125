"""The page that finds a suspect says what the desk answers, and puts no name in the address."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.search import search
from dashboard.services.workspace import Workspace
from dashboard.web.parts.search import KEPT
from harm.scoring.rules import Rules
from tests.app.pages import complaints, table, unescaped, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.build import ANALYST

SHOWN = ["suspect_id", "name", "stands", "days", "born", "score", "why"]


def searched(page: AppTest, text: str) -> AppTest:
    page.text_input[0].set_value(text)
    (button,) = (button for button in page.main.button if button.label == "Search")
    return button.click().run()


@pytest.fixture
def worst(desk: Workspace) -> tuple[str, str]:
    first = ranked_list(ask(desk, TESTER, RankingSpec())).people.row(0, named=True)
    return str(first["suspect_id"]), str(first["suspect_name"])


def test_nothing_is_searched_until_somebody_writes(desk: Workspace) -> None:
    before = desk.register.log().height
    page = visited("find")
    assert complaints(page) == []
    assert "Write above whom to look for" in words_of(page)
    assert (len(page.dataframe), desk.register.log().height) == (0, before)


def test_the_table_has_what_the_desk_found(desk: Workspace, worst: tuple[str, str]) -> None:
    found = search(ask(desk, TESTER, RankingSpec()), worst[1])
    page = searched(visited("find"), worst[1])
    shown = table(page)
    assert complaints(page) == []
    assert list(shown.columns) == SHOWN
    assert shown["suspect_id"].to_list() == found.rows["suspect_id"].to_list()
    assert shown["score"].to_list() == found.rows["score"].to_list()
    days = [None if pd.isna(days) else round(days * 10) for days in shown["days"]]
    assert days == found.rows["tenths"].to_list()
    assert "A reference opens the suspect." in words_of(page)


def test_where_somebody_stands_is_in_words(desk: Workspace, worst: tuple[str, str]) -> None:
    assessed = ask(desk, ANALYST, RankingSpec()).ranking.assessed
    shown = table(searched(visited("find"), worst[0]))
    assert shown["stands"].to_list() == [f"1 of {assessed:,}"]
    assert shown["why"].to_list() == ["the reference"]


def test_whoever_is_not_assessed_is_found_and_said_to_be_so(desk: Workspace) -> None:
    assessed = set(ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"])
    other = next(
        one for one in sorted(desk.store.suspects.named()["suspect_id"]) if one not in assessed
    )
    shown = table(searched(visited("find"), other))
    assert shown["suspect_id"].to_list() == [other]
    assert shown["stands"].to_list() == ["not assessed"]


def test_the_link_s_rules_change_where_somebody_stands(
    desk: Workspace, worst: tuple[str, str]
) -> None:
    rules = Rules(window_days=90)
    (expected,) = search(ask(desk, TESTER, RankingSpec(rules=rules)), worst[0]).rows["position"]
    (place,) = table(searched(visited("find", window="90"), worst[0]))["stands"]
    assert place.split(" of ")[0] == ("not assessed" if expected is None else f"{expected:,}")


def test_no_name_comes_into_the_address_and_the_session_keeps_it(worst: tuple[str, str]) -> None:
    page = searched(visited("find"), worst[1])
    assert worst[1] not in str(dict(page.query_params))
    assert not page.query_params
    assert page.session_state[KEPT] == worst[1]


def test_a_name_in_the_link_searches_for_nobody(worst: tuple[str, str]) -> None:
    page = visited("find", text=worst[1], find=worst[1])
    assert worst[0] not in words_of(page)
    assert len(page.dataframe) == 0


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_text_is_no_fault(text: str) -> None:
    page = searched(visited("find"), text)
    assert complaints(page) == []
    assert "Write above whom to look for" in words_of(page)


@pytest.mark.parametrize(
    "text",
    ["zzwwqq", "<img src=x>", "'; drop table allegations; --", "**zzwwqq**", "y" * 200, "\x00z9"],
)
def test_nobody_found_is_plain_words(text: str) -> None:
    page = searched(visited("find"), text)
    assert complaints(page) == []
    assert "Nobody in the data matches" in words_of(page)
    assert len(page.warning) == 1
    assert len(page.warning[0].value) < 300
    assert len(page.dataframe) == 0


def test_a_search_that_is_too_long_is_refused_in_a_sentence_and_not_logged(desk: Workspace) -> None:
    before = desk.register.log().height
    page = searched(visited("find"), "." * 201)
    assert "has 201 letters, and 200 are the most" in unescaped(
        " ".join(error.value for error in page.error)
    )
    assert len(page.dataframe) == 0
    assert desk.register.log().height == before


def test_a_search_is_one_line_however_often_the_page_runs(
    desk: Workspace, worst: tuple[str, str]
) -> None:
    before = desk.register.log().height
    page = searched(visited("find"), worst[1])
    page.run()
    page.run()
    lines = desk.register.log()[before:].select("action", "subject").rows()
    assert lines == [("find", worst[1])]
    searched(page, worst[0])
    assert desk.register.log().height == before + 2
