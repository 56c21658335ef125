"""The front page's answer is made of the other services' answers, and says the same."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from dashboard.services.data.quality import data_quality
from dashboard.services.listing.frozen_lists import frozen_lists
from dashboard.services.listing.movement import NOW, list_movement, month_end_before
from dashboard.services.overview import Overview, answer_overview, list_trend
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.overview import (
    in_change_words,
    in_standing_words,
    in_trend_words,
    title,
    verdict,
)
from harm.scoring.ranking_csv import read
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, loaded, row

SOON = timedelta(days=9)


@pytest.fixture
def question(desk: Workspace) -> Question:
    return ask(desk, ANALYST)


@pytest.fixture
def overview(question: Question) -> Overview:
    return answer_overview(question)


@pytest.mark.slow
def test_it_is_the_movement_and_the_quality_that_their_pages_show(
    question: Question, overview: Overview
) -> None:
    assert overview.movement is not None
    moved = list_movement(question, "2026-01-31", NOW, now=question.dated)
    assert overview.movement.changes.equals(moved.changes)
    assert overview.quality.defects.equals(data_quality(question).defects)
    assert overview.quality.standing.listed == 100
    assert 0 < overview.quality.standing.no_further_action < 100


@pytest.mark.slow
def test_the_trend_is_that_of_the_frozen_lists(question: Question, overview: Overview) -> None:
    frozen = frozen_lists(question)
    assert overview.trend["as_of"].to_list() == [found.as_of for found in frozen]
    contents = [question.workspace.register.frozen(found.name) for found in frozen]
    listed = [set(read(c.content).head(100)["suspect_id"]) for c in contents if c is not None]
    assert overview.trend["new"].to_list() == [
        None,
        *(len(now - before) for before, now in pairwise(listed)),
    ]
    assert overview.trend["tenths"][-1] == overview.ranking.listed["tenths"].sum()
    entered = (overview.movement.changes["movement"].cast(pl.String) == "entered").sum()  # type: ignore[union-attr]
    assert overview.trend["new"][-1] == entered
    assert f"{entered} on the last" in in_trend_words(overview)


@pytest.mark.slow
def test_other_rules_have_a_trend_of_their_own(desk: Workspace) -> None:
    question = ask(desk, ANALYST, RankingSpec(Rules(top=50)))
    assert list_trend(question).is_empty()
    assert in_trend_words(answer_overview(question)) == ""


@pytest.mark.slow
def test_an_earlier_date_is_compared_with_its_own_month_end(desk: Workspace) -> None:
    overview = answer_overview(ask(desk, ANALYST, RankingSpec(as_of=date(2025, 9, 12))))
    assert title(overview) == "What changed since 31 August 2025"
    assert overview.trend["as_of"].max() == date(2025, 8, 31)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 3, 1), date(2026, 2, 28)),
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2026, 1, 5), date(2025, 12, 31)),
        (date(2024, 3, 2), date(2024, 2, 29)),
    ],
)
def test_the_month_end_before_a_day(day: date, end: date) -> None:
    assert month_end_before(day) == end


def test_a_record_of_one_month_is_compared_with_nothing_and_says_so(tmp_path: Path) -> None:
    loaded(tmp_path, row(), row(crime_ref="C2", suspect_id="S2"))
    overview = answer_overview(ask(Workspace(Settings(data=tmp_path)), ANALYST))
    assert overview.movement is None
    assert "does not reach back" in in_change_words(overview)
    assert title(overview).startswith("The list of ")
    words, reservations = verdict(overview, today=overview.quality.facts.newest + SOON)
    assert (words, reservations) == ("Good enough for a list.", [])


def test_age_and_lacking_scores_are_reservations_and_too_few_scores_more(tmp_path: Path) -> None:
    rows = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(9)]
    unknown = row(crime_ref="U", suspect_id="U", offence_code=None, offence_title="GBH or so")
    loaded(tmp_path, *rows, unknown)
    overview = answer_overview(ask(Workspace(Settings(data=tmp_path)), ANALYST))
    newest = overview.quality.facts.newest
    words, found = verdict(overview, today=newest + timedelta(days=40))
    assert words == "Good enough for a list, with these reservations:"
    assert found == [
        "the newest record is 40 days old, and nothing since is known",
        "90 % of the allegations have a score",
    ]
    loaded(tmp_path, *(dict(unknown, crime_ref=f"V{n}", suspect_id=f"V{n}") for n in range(9)))
    worse = answer_overview(ask(Workspace(Settings(data=tmp_path)), ANALYST))
    assert verdict(worse, today=newest + SOON)[0] == "Not good enough for a list, because:"


def test_where_nobody_is_assessed_the_list_is_not_good_enough(tmp_path: Path) -> None:
    loaded(tmp_path, row(crime_status="cancelled"))
    overview = answer_overview(ask(Workspace(Settings(data=tmp_path)), ANALYST))
    words, _ = verdict(overview, today=overview.quality.facts.newest)
    assert words == "Not good enough for a list: nobody could be assessed."
    assert in_standing_words(overview) == []
