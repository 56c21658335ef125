"""Lists that were drawn by lot at the cut: those drawn in against those drawn out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.results import Results, results
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.results import BY_LOT, NO_LOT, drawn_words, lot_words
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, loaded, row

TOP, LEVEL = 20, 30
RULES = Rules(top=TOP, window_days=60, ties="lot", lot_seed="year-2025")
FIRST, SECOND = date(2025, 1, 31), date(2025, 9, 30)
SUPERVISOR = Viewer("sue", role="supervisor", boroughs=frozenset({"E09000007"}))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return with_lots(tmp_path_factory.mktemp("lots"))


def with_lots(folder: Path) -> Workspace:
    """Two lists of twenty: five with two crimes, and thirty with one of whom a lot draws fifteen.

    Of those drawn in three are named again after the second list, and ten of those drawn out.
    """
    rows = list[dict[str, object]]()

    def named(who: str, day: date) -> None:
        rows.append(row(crime_ref=f"C{len(rows)}", suspect_id=who, recorded_on=day))

    for as_of, letter in ((FIRST, "A"), (SECOND, "B")):
        for number in range(5 + LEVEL):
            for _ in range(2 if number < 5 else 1):
                named(f"{letter}{number:02}", as_of - timedelta(days=5))
    named("Z", SECOND + timedelta(days=200))
    desk, listed = desk_with(folder, *rows), dict[date, set[str]]()
    for as_of in (FIRST, SECOND):
        question = ask(desk, ANALYST, RankingSpec(rules=RULES, as_of=as_of))
        freeze_list(question)
        listed[as_of] = set(question.ranking.listed["suspect_id"])
    level = sorted(f"B{number:02}" for number in range(5, 5 + LEVEL))
    drawn_in = [who for who in level if who in listed[SECOND]]
    drawn_out = [who for who in level if who not in listed[SECOND]]
    rows.clear()
    again = [
        row(crime_ref=f"D{who}", suspect_id=who, recorded_on=SECOND + timedelta(days=100))
        for who in (*drawn_in[:3], *drawn_out[:10])
    ]
    loaded(folder, *again)
    return Workspace(Settings(data=folder))


def asked(desk: Workspace, rules: Rules = RULES, viewer: Viewer = ANALYST) -> Results:
    return results(ask(desk, viewer, RankingSpec(rules=rules)), since=SECOND)


def test_those_drawn_in_are_held_against_those_drawn_out(
    drawn: Workspace,
) -> None:
    found = asked(drawn)
    assert (found.by_lot, found.lots) == (True, {"since": 1, "before": 1})
    assert {(each.period, each.outcome, each.real) for each in found.drawn} >= {
        ("since", "named_by_victim", True),
        ("since", "named", True),
        ("before", "named_by_victim", False),
    }
    first = found.drawn[0]
    assert (first.period, first.outcome) == ("since", "named_by_victim")
    assert first.compared is not None
    assert (first.compared.inside.total, first.compared.inside.people) == (3, 15)
    assert (first.compared.outside.total, first.compared.outside.people) == (10, 15)
    assert first.compared.difference == pytest.approx(-7 / 15)
    assert first.compared.holds_zero is False
    words = drawn_words(first)
    assert "3 of 15 (20.0 of 100) drawn in, 10 of 15 (66.7 of 100) drawn out" in words
    assert "The smallest difference" in words
    about = lot_words(found)
    assert about.startswith(BY_LOT)
    assert "1 list since lists are acted on and 1 list before" in about
    assert "times of 100" in about


def test_without_a_lot_nothing_is_said_of_one(
    drawn: Workspace,
) -> None:
    found = asked(drawn, replace(RULES, ties="order", lot_seed=""))
    assert (found.by_lot, found.drawn, lot_words(found)) == (False, (), "")


def test_few_people_of_another_borough_are_withheld(
    drawn: Workspace,
) -> None:
    found = asked(drawn, viewer=SUPERVISOR)
    withheld = {each.outcome for each in found.drawn if each.compared is None}
    assert "named_by_victim" in withheld
    assert "not shown" in drawn_words(found.drawn[0])


def test_lists_whose_lots_left_nobody_out_say_so(tmp_path: Path) -> None:
    rows = [
        row(crime_ref=f"C{number}-{times}", suspect_id=f"A{number}", recorded_on=FIRST)
        for number in range(6)
        for times in range(6 - number)
    ]
    desk = desk_with(tmp_path, *rows, row(crime_ref="Z", suspect_id="Z", recorded_on=SECOND))
    rules = replace(RULES, top=4)
    freeze_list(ask(desk, ANALYST, RankingSpec(rules=rules, as_of=FIRST)))
    found = results(ask(desk, ANALYST, RankingSpec(rules=rules)), since=FIRST)
    assert (found.drawn, lot_words(found)) == ((), NO_LOT)
