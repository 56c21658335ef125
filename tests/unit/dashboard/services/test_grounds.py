"""What the places rest on is the same for the whole list and for one suspect."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.services.data.quality import data_quality
from dashboard.services.grounds import listed_grounds
from dashboard.services.quality_trend import MONTHS, PLACES_BY_MONTH, defect_trend
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.grounds import GROUNDS, ground_tables, in_grounds_words
from dashboard.wording.quality import defects_by_month
from harm.assurance.data_quality import DEFECTS
from harm.assurance.grounds import PARTS
from harm.assurance.standing import standing
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, stability_at


@pytest.fixture
def question(desk: Workspace) -> Question:
    return ask(desk, ANALYST)


@pytest.mark.slow
def test_a_suspect_has_the_parts_and_the_places_that_the_list_has(
    desk: Workspace, question: Question
) -> None:
    found, ranking = listed_grounds(question), question.ranking
    for number, suspect in ranking.listed[::12].select("suspect", "suspect_id").iter_rows():
        alone = stability_at(desk, ANALYST, RankingSpec(), suspect).grounds
        theirs = found.divided.filter(pl.col("suspect") == number).drop("suspect")
        assert alone.divided.equals(theirs)
        for ground, places in found.without.items():
            of_list = places.filter(pl.col("suspect") == number).rows()
            place = alone.without.get(ground)
            expected = [] if place is None else [(place.position, place.tenths, place.listed)]
            assert [row[1:] for row in of_list] == expected


@pytest.mark.slow
def test_the_parts_of_the_whole_list_are_its_days(question: Question) -> None:
    quality = data_quality(question)
    whole = question.ranking.listed["tenths"].sum()
    for kind in PARTS:
        assert quality.divided.filter(pl.col("kind") == kind)["tenths"].sum() == whole
    assert quality.standing == standing(listed_grounds(question).weak)
    for parts in ground_tables(quality.divided).values():
        assert parts.schema == GROUNDS


@pytest.mark.slow
def test_the_sentence_has_the_share_and_the_place_without(desk: Workspace) -> None:
    ranking = ask(desk, ANALYST).ranking
    for suspect in ranking.listed["suspect_id"][::20]:
        solidity = stability_at(desk, ANALYST, RankingSpec(), suspect)
        words, without = in_grounds_words(solidity), solidity.grounds.without
        assert "of the days." in words
        assert ("no further action: " in words) == ("no_further_action" in without)
        assert ("alone reported: " in words) == ("police" in without)
        assert words.count(", off the list") == sum(
            place.position is not None and not place.listed for place in without.values()
        )


@pytest.mark.slow
def test_the_defects_of_each_month_end_are_those_of_its_list_as_known_then(
    question: Question,
) -> None:
    trend = defect_trend(question)
    assert trend.schema == PLACES_BY_MONTH
    dates = trend["as_of"].unique().sort().to_list()
    assert (len(dates), dates[-1]) == (MONTHS + 1, question.as_of)
    for day in (dates[-1], dates[-3], dates[0]):
        spec = RankingSpec(as_of=day) if day == dates[-1] else RankingSpec(as_of=day, known_on=day)
        then = data_quality(question.on(spec)).defects
        assert (
            trend.filter(as_of=day)
            .select("defect", "places")
            .equals(then.select("defect", "places"))
        )
    shown = defects_by_month(trend)
    assert shown.width == MONTHS + 2
    assert 0 < shown.height <= len(DEFECTS)


@pytest.mark.slow
def test_under_rules_that_share_days_the_parts_are_still_the_score(desk: Workspace) -> None:
    question = ask(desk, ANALYST, RankingSpec(Rules(top=20, co_suspects="equal_share")))
    parts = listed_grounds(question).divided.filter(kind="how_far")
    sums = parts.group_by("suspect").agg(pl.col("tenths").sum())
    scores = question.ranking.listed.select("suspect", "tenths")
    assert sums.sort("suspect").equals(scores.sort("suspect"))
