"""The page next to the list says what the desk answers, and shows one lane at a time."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.listing.cohorts import (
    SHOWN,
    UNDER_18,
    OtherCohorts,
    other_cohorts,
    people_under_18,
)
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.cohorts import (
    CONCERNS,
    LANE_WORDS,
    PERCENT,
    TITLES,
    in_cohorts_words,
    marked,
    points,
)
from dashboard.wording.formats import whole_days
from harm.scoring.cohorts import APART, LANES
from harm.scoring.cohorts import CONCERNS as ALL_CONCERNS
from harm.scoring.rules import Rules
from tests.app.pages import complaints, figures, table, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.build import desk_with, row, suspect_at
from tests.unit.harm.build import UNKNOWN

ONE_DAY = {"window": "1", "top": "1000"}


@pytest.fixture
def beside(desk: Workspace) -> OtherCohorts:
    return other_cohorts(ask(desk, TESTER, RankingSpec()))


@pytest.fixture
def young(desk: Workspace) -> pl.DataFrame:
    return people_under_18(ask(desk, TESTER, RankingSpec()))


def test_every_lane_but_the_list_and_the_rest_can_be_chosen() -> None:
    assert set(TITLES) == set(LANES) - {"listed", "below_cut"}
    assert set(CONCERNS) == set(ALL_CONCERNS)
    assert set(LANE_WORDS) == set(LANES)


def test_the_sum_on_the_page_adds_up(desk: Workspace, beside: OtherCohorts) -> None:
    words = words_of(visited("cohorts"))
    (line,) = (line for line in words.splitlines() if line.startswith("Nobody vanishes."))
    bold = [int(number.replace(",", "")) for number in re.findall(r"\*\*([\d,]+)", line)]
    assessed, listed, concern, police, below, young, dead, unscored = bold
    assert assessed == listed + concern + police + below == beside.ranking.assessed
    together = assessed + young + dead
    assert together == sum(beside.sizes.values())
    assert f"deceased, {together:,} in all." in line
    assert unscored == ranked_list(ask(desk, TESTER, RankingSpec())).ranking.unmapped.height
    assert min(bold) > 0


def asked_for(page: AppTest) -> AppTest:
    """The page after its one button that shows who is under 18."""
    (button,) = (button for button in page.button if button.label == "Show who they are")
    return button.click().run()


def test_children_are_counted_and_named_only_by_a_step_with_its_line(
    desk: Workspace, young: pl.DataFrame, beside: OtherCohorts
) -> None:
    page = visited("cohorts", lane="Under 18")
    assert f"**{beside.sizes['under_18']:,} suspects**" in words_of(page)
    sent = " ".join(frame.value.to_string() for frame in page.dataframe)
    assert not [reference for reference in young["suspect_id"] if reference in sent]
    before = desk.register.log().height
    shown = table(asked_for(page))
    assert shown["suspect_id"].to_list() == young["suspect_id"].to_list()
    (line,) = desk.register.log()[before:].rows(named=True)
    assert line["action"] == "lanes"
    assert "under 18 by name" in line["subject"]


@pytest.mark.parametrize("lane", TITLES)
def test_a_lane_has_its_rule_in_words_and_its_people(
    lane: str, beside: OtherCohorts, young: pl.DataFrame
) -> None:
    page = visited("cohorts", lane=TITLES[lane])
    assert complaints(page) == []
    assert f"**{beside.sizes[lane]:,} suspects**: {LANE_WORDS[lane]}." in words_of(page)
    people = beside.people.filter(pl.col("lane") == lane)
    if lane == UNDER_18:
        page, people = asked_for(page), young
    shown = table(page)
    assert len(shown) == people.height == min(beside.sizes[lane], SHOWN)
    assert shown["suspect_id"].to_list() == people["suspect_id"].to_list()
    assert shown["days"].to_list() == people.select(whole_days()).to_series().to_list()
    assert ("position" in shown.columns) == (lane not in APART)
    answer = [words.split(", ") if isinstance(words, str) else [] for words in shown["concern"]]
    assert answer == [[CONCERNS[name] for name in names] for names in people["concern"]]


def test_only_the_lane_that_is_chosen_is_sent(beside: OtherCohorts) -> None:
    page = asked_for(visited("cohorts", lane="Under 18"))
    others = set(beside.people["suspect_id"])
    sent = " ".join(frame.value.to_string() for frame in page.dataframe)
    assert not [reference for reference in others if reference in sent]
    assert not {"suspect", "suspect_born", "most_serious"} & set(table(page).columns)


def test_a_lane_that_is_none_in_the_link_is_the_first() -> None:
    page = visited("cohorts", lane="nonsense")
    assert complaints(page) == []
    assert LANE_WORDS["high_concern"] in words_of(page)


def test_nobody_in_a_lane_is_on_the_list(desk: Workspace, beside: OtherCohorts) -> None:
    listed = ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"]
    assert not set(listed) & set(beside.people["suspect_id"])


def test_the_dead_and_the_young_are_explained_by_their_reason(
    desk: Workspace, beside: OtherCohorts, young: pl.DataFrame
) -> None:
    for lane in APART:
        first = pl.concat([beside.people, young]).filter(lane=lane)["suspect_id"][0]
        explained = suspect_at(desk, TESTER, RankingSpec(), first).explanation
        assert explained.counting.is_empty()
        assert lane in explained.rows["reason"].to_list()


def test_the_table_of_the_curve_has_the_numbers_that_are_drawn(beside: OtherCohorts) -> None:
    page = visited("cohorts")
    (drawn,) = figures(page)
    shown = table(page, 1)
    assert drawn["x"] == shown["percent_of_suspects"].to_list()
    assert drawn["y"] == shown["percent_of_harm"].to_list()
    assert drawn["customdata"] == shown["suspects"].to_list()
    assert shown["days"].to_list()[-1] * 10 == beside.ranking.table["tenths"].sum()
    assert set(marked(beside.concentration)) <= set(points(beside.concentration)["suspects"])


def test_the_concentration_is_said_with_how_it_misleads(beside: OtherCohorts) -> None:
    words = words_of(visited("cohorts"))
    answer = in_cohorts_words(beside)
    assert answer.concentration in words
    assert "5,475 days" in answer.caution
    assert answer.caution in words


def test_where_the_list_has_room_for_all_only_the_apart_are_next_to_it(desk: Workspace) -> None:
    answer = other_cohorts(ask(desk, TESTER, RankingSpec(rules=Rules(window_days=1, top=1000))))
    assert set(answer.people["lane"]) <= set(APART)
    page = visited("cohorts", **ONE_DAY)
    assert complaints(page) == []
    assert "**0 suspects**" in words_of(page)


def test_of_nobody_there_is_no_curve_and_no_fault(elsewhere: Path) -> None:
    small = desk_with(elsewhere, row(offence_code=UNKNOWN))
    answer = in_cohorts_words(other_cohorts(ask(small, TESTER, RankingSpec())))
    assert "**0 suspects** assessed" in answer.sentence
    assert "Another **1** has no score" in answer.sentence
    assert answer.concentration == "Nobody assessed carries any harm."
    page = visited("cohorts")
    assert complaints(page) == []
    assert answer.concentration in words_of(page)
    assert (len(page.dataframe), len(figures(page))) == (0, 0)


def test_of_one_the_words_are_singular(elsewhere: Path) -> None:
    answer = in_cohorts_words(
        other_cohorts(ask(desk_with(elsewhere, row()), TESTER, RankingSpec()))
    )
    assert "**1 suspect** assessed" in answer.sentence
    assert "no score" not in answer.sentence
    assert f"The **1** suspect listed is 100.0{PERCENT} of those assessed" in answer.concentration
    assert complaints(visited("cohorts")) == []


def test_looking_next_to_the_list_leaves_one_line_in_the_log(desk: Workspace) -> None:
    before = desk.register.log().height
    visited("cohorts").run()
    assert desk.register.log()[before:]["action"].to_list() == ["lanes"]
