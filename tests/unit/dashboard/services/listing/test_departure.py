"""How a list differs from the announced rule's: counts and people, reckoned once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.services.listing.departure import ANNOUNCED, departure, differing_people
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.departure import in_departure_words, in_window_words
from dashboard.wording.lot import APPROVAL
from dashboard.wording.markdown import escaped
from harm.scoring.rules import Rules
from tests.conftest import with_answers
from tests.unit.dashboard.build import ANALYST
from tests.unit.harm.build import OTHERWISE


@pytest.fixture(scope="module")
def desk(demonstration: Path) -> Workspace:
    return with_answers(Workspace(Settings(data=demonstration)))


def question_on(desk: Workspace, spec: RankingSpec) -> Question:
    return ask(desk, ANALYST, spec)


SPECS = {
    "window": RankingSpec(rules=Rules(window_days=180)),
    "top": RankingSpec(rules=Rules(top=40)),
    "index": RankingSpec(index="ons-css-2020"),
    "all": RankingSpec(rules=Rules(definition="all")),
    "ties": RankingSpec(rules=Rules(ties="all_in")),
    "lot": RankingSpec(rules=Rules(ties="lot", lot_seed="a lot", window_days=30, top=40)),
    "minimum": RankingSpec(rules=Rules(minimum_allegations=2)),
    "every rule": RankingSpec(rules=OTHERWISE),
}


@pytest.mark.parametrize("name", SPECS)
def test_who_differs_is_who_is_on_one_list_alone(desk: Workspace, name: str) -> None:
    question = question_on(desk, SPECS[name])
    here = question.ranking
    there = question_on(desk, replace(ANNOUNCED, as_of=question.as_of)).ranking
    mine, theirs = set(here.listed["suspect_id"]), set(there.listed["suspect_id"])
    found, people = departure(question), differing_people(question)
    assert found.differs
    assert (found.listed, found.announced) == (len(mine), len(theirs))
    assert (found.entered, found.left) == (len(mine - theirs), len(theirs - mine))
    only = people.group_by("listed_here").agg("suspect_id").rows()
    assert {which: set(them) for which, them in only} == {
        which: them for which, them in ((True, mine - theirs), (False, theirs - mine)) if them
    }
    places = dict(there.table.select("suspect_id", "position").iter_rows())
    for suspect, announced in people.select("suspect_id", "announced").iter_rows():
        assert announced == places.get(suspect)


def test_the_announced_rule_is_no_departure_and_leaves_no_line(desk: Workspace) -> None:
    before = desk.register.log().height
    found = departure(question_on(desk, RankingSpec()))
    assert not found.differs
    assert (found.entered, found.left) == (0, 0)
    assert in_departure_words(found) == ""
    assert desk.register.log().height == before


def test_a_list_with_a_lot_says_how_many_were_drawn_and_who_must_approve_it(
    desk: Workspace,
) -> None:
    question = question_on(desk, SPECS["lot"])
    found, cut = departure(question), question.ranking.cut
    assert cut.separated_by == "lot"
    assert (found.level, found.drawn_in) == (cut.tied, cut.tied_in)
    assert 0 < found.drawn_in < found.level
    words = in_departure_words(found)
    assert words.startswith("**Not the announced rule**:")
    assert f"**A lot at the cut**: {found.level} suspects are equal in score there" in words
    assert f"{found.drawn_in} of them" in words
    assert escaped(APPROVAL) in words


def test_a_lot_that_nobody_was_drawn_by_says_so(desk: Workspace) -> None:
    lot = Rules(ties="lot", lot_seed="a *lot*", top=1)
    words = in_departure_words(departure(question_on(desk, RankingSpec(rules=lot))))
    assert "**A lot at the cut**: nobody was drawn" in words
    assert escaped("“a *lot*”") in words


def test_names_are_logged(desk: Workspace) -> None:
    question = question_on(desk, SPECS["top"])
    before = desk.register.log().height
    differing_people(question)
    assert desk.register.log()[before:]["action"].to_list() == ["list"]


def test_the_words_name_every_difference(desk: Workspace) -> None:
    spec = RankingSpec(rules=OTHERWISE, index="ons-css-2020")
    words = in_departure_words(departure(question_on(desk, spec)))
    assert words.count(";") == len(Rules.__dataclass_fields__)  # and the index


def test_a_window_that_reaches_beyond_the_record_is_said(desk: Workspace) -> None:
    facts = desk.facts
    whole = (facts.newest - facts.oldest).days + 1
    for days, is_said in ((whole, False), (whole + 1, True)):
        found = departure(question_on(desk, RankingSpec(rules=Rules(window_days=days))))
        assert bool(in_window_words(found)) is is_said
        first = facts.newest - timedelta(days=days - 1)
        assert (found.reaches_back_to == first) is is_said
