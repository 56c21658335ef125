"""What every page owes its reader, found by file so that no page is forgotten."""

from __future__ import annotations

from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.workspace import Workspace
from dashboard.wording.formats import day
from dashboard.wording.notices import LIMITS, PEOPLE
from dashboard.wording.rules import in_rules_words
from harm.scoring.rules import Rules
from tests.app.pages import VIEWS, complaints, visited, words_of


def test_there_are_views_to_test() -> None:
    assert {"list", "suspect", "boroughs", "method"} <= set(VIEWS)


@cache
def opened(view: str) -> AppTest:
    """A view as its reader has it first, opened once for all that only look at it."""
    return visited(view)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_opens_without_complaint_and_has_one_title(view: str) -> None:
    page = opened(view)
    assert complaints(page) == []
    assert len(page.title) == 1


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_says_its_marking_and_what_its_figures_rest_on(view: str, desk: Workspace) -> None:
    words = words_of(opened(view))
    assert desk.settings.marking in words
    assert desk.facts.people == "synthetic"
    assert "SYNTHETIC" in PEOPLE["synthetic"]
    assert PEOPLE["synthetic"] in words
    assert f"data to {day(desk.facts.newest)}, version {desk.facts.version}" in words
    assert in_rules_words(Rules()) in words
    assert LIMITS in words


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_says_the_rules_of_its_own_link(view: str) -> None:
    query = Rules(window_days=90)
    assert in_rules_words(query) != in_rules_words(Rules())
    assert in_rules_words(query) in words_of(visited(view, window="90"))


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_shows_no_missing_value_as_a_program_would(view: str) -> None:
    words = words_of(opened(view)).split()
    assert not {"None", "nan", "NaN", "null", "NaT"} & set(words)
