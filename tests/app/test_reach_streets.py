"""Reach along streets: offered where there is a network, with its figures all over the page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import polars as pl
import pytest

from dashboard.geography.streets import STREETS
from dashboard.services.question import Caller
from dashboard.services.resources.reach import reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.services.resources.streets import bring_streets
from dashboard.services.workspace import Workspace
from dashboard.web.parts.reach import CLOSED, TABS
from dashboard.wording.reach import ACROSS, in_reach_words, in_streets_words
from dashboard.wording.streets import GREY, STREETS_CAVEAT
from tests.app.pages import complaints, table, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.street_files import by_ends, grid

ON_STREETS = ReachChoice(basis="streets")


@pytest.fixture
def caller(desk: Workspace) -> Iterator[Caller]:
    """Somebody who brought streets to the west of London; they are gone afterwards."""
    caller = Caller(desk, TESTER)
    bring_streets(caller, by_ends([link for link in grid() if link[1][0] <= 530_000]))
    yield caller
    (desk.settings.data / STREETS).unlink(missing_ok=True)


def test_without_a_network_there_is_nothing_to_choose() -> None:
    page = visited("reach", basis="Streets")
    assert complaints(page) == []
    assert not [box for box in page.selectbox if box.label == "Walks along"]
    assert "1.3 times the straight line" in words_of(page)
    assert "There is no street network here" in words_of(page)
    assert "street network" not in words_of(visited("reach"))


def test_straight_lines_stay_the_first_choice(caller: Caller) -> None:
    page = visited("reach")
    assert page.selectbox(key="basis").value == "line"
    assert in_reach_words(reach_of(caller, ReachChoice())) in words_of(page)


def test_sentence_and_table_have_the_figures_of_the_streets(caller: Caller) -> None:
    page = visited("reach")
    page.selectbox(key="basis").set_value("streets").run()
    assert complaints(page) == []
    reach, words = reach_of(caller, ON_STREETS), words_of(page)
    for sentence in (in_reach_words(reach), in_streets_words(reach), STREETS_CAVEAT, GREY):
        assert sentence in words
    assert ACROSS not in words
    assert page.selectbox(key="detour").disabled
    shown = table(page)
    assert "across" not in shown
    assert shown["within_20"].isna().sum() == reach.rows["within_20"].null_count() > 0
    assert shown["within_20"].sum() == reach.rows["within_20"].sum()
    assert "At least" not in words
    drawn = json.loads(page.get("plotly_chart")[0].proto.spec)["data"]
    unknown = reach.rows.filter(pl.col("within_20").is_null())["code"].to_list()
    assert drawn[1]["locations"] == unknown  # grey, and no shade of the scale
    assert all("of the others it is not known" in words for words in drawn[1]["customdata"])
    havering = shown[shown["name"] == "Havering"].iloc[0]
    assert (havering["share_low"], havering["share_high"]) == (0, 100)
    assert havering.isna()["share"]


@pytest.mark.parametrize(
    ("borough", "part"), [*(("Havering", part) for part in TABS), ("Ealing", TABS[0])]
)
def test_each_part_and_borough_opens_along_streets(caller: Caller, borough: str, part: str) -> None:
    page = visited("reach", basis="Streets", part=part, borough=borough)
    assert complaints(page) == []
    row = reach_of(caller, ON_STREETS).rows.filter(name=borough).row(0, named=True)
    assert in_reach_words(reach_of(caller, ON_STREETS), row) in words_of(page)


def test_what_is_on_trial_is_walked_along_streets(caller: Caller) -> None:
    assert caller
    page = visited("reach", basis="Streets")
    page.session_state[CLOSED] = ["Hounslow"]
    page.run()
    assert complaints(page) == []
    assert "are no longer known to be within 20 minutes' walk, at 80 m a minute along streets" in (
        words_of(page)
    )


def test_a_network_that_is_damaged_is_said_and_lines_are_shown(caller: Caller) -> None:
    (caller.settings.data / STREETS).write_bytes(b"PAR1")
    page = visited("reach", basis="Streets")
    assert "cannot be read; bring it again" in words_of(page)
    assert in_reach_words(reach_of(caller, ReachChoice())) in words_of(page)


def test_without_scipy_a_sentence_says_how_to_install_it(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_streets(caller, by_ends([link for link in grid() if link[1][0] <= 529_500]))
    monkeypatch.setitem(sys.modules, "scipy", None)
    page = visited("reach", basis="Streets")
    assert "pip install 'harmdesk[streets]'" in " ".join(complaints(page)) + words_of(page)
