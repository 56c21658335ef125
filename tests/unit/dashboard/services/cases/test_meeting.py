"""A meeting and one's own work as values: whom it is about, near misses, minutes, readiness."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import UnknownSuspectError
from dashboard.services.cases.answer import cases_key
from dashboard.services.cases.deciding import adopt, decline, minute
from dashboard.services.cases.meeting import (
    answer_meeting,
    minutes_of,
    moment_on,
    usual_day,
)
from dashboard.services.cases.opening import newest_places, see_cases
from dashboard.services.cases.own_work import count_own_work, is_theirs, own_work
from dashboard.services.cases.proposing import nominate
from dashboard.services.cases.readiness import open_for_decision
from dashboard.services.cases.working import work
from tests.unit.dashboard.services.cases.desk import ANALYST, OTHER, WHY, Desk, named

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_near_misses_stand_right_below_the_list_and_are_no_candidates(tmp_path: Path) -> None:
    desk = Desk(tmp_path, top=2)
    name, listed, below = newest_places(desk.ask(ANALYST))
    assert (name, len(listed), len(below)) == (desk.list, 2, 3)
    board = answer_meeting(desk.ask(ANALYST), NOON)
    assert [item.case.person for item in board.part("near")] == below
    assert {item.case.person for item in board.part("new")} == set(listed)
    assert {case.person for case in board.found.cases} == set(listed)
    nominate(desk.ask(ANALYST), below[0], "stalking", WHY)
    board = answer_meeting(desk.ask(ANALYST), NOON)
    assert [item.case.person for item in board.part("near")] == below[1:]
    assert [item.case.person for item in board.part("nominated")] == below[:1]
    assert minutes_of(board.found) == []  # it was at no meeting


def test_a_nomination_at_a_meeting_and_the_decision_on_it_are_in_its_minutes(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, top=2)
    _, _, below = newest_places(desk.ask(ANALYST))
    nominate(desk.ask(ANALYST), "S3", "stalking", WHY, "2026-05-01")
    assert "S3" in below
    adopt(desk.opened("S3"), ["S3"], "olu", WHY, "2026-05-01")
    rows = minutes_of(see_cases(desk.ask(ANALYST)), "2026-05-01")
    assert [(case.person, event.kind) for case, event in rows] == [
        ("S3", "nominate"),
        ("S3", "adopt"),
    ]


def test_the_board_has_the_names_of_those_whom_the_viewer_may_see(tmp_path: Path) -> None:
    desk = Desk(tmp_path, top=2)
    for viewer in (ANALYST, OTHER):
        board = answer_meeting(desk.ask(viewer), NOON)
        shown = {case.person for case in (*board.found.cases, *board.found.near)}
        assert set(board.names) == shown
    assert "FAR" in shown
    assert "S2" not in shown


def test_near_misses_of_other_boroughs_are_not_shown(tmp_path: Path) -> None:
    desk = Desk(tmp_path, top=1)
    near = {item.case.person for item in answer_meeting(desk.ask(), NOON).part("near")}
    assert "FAR" not in near
    assert near | {"S1"} == {"S1", "S2", "S3", "HERREF"}
    assert {c.person for c in see_cases(desk.ask(OTHER)).near} == {"FAR"}


def test_everybody_is_walked_to_once_in_the_order_of_the_agenda(desk: Desk) -> None:
    desk.active("S2")
    work(desk.ask(), "S2", "propose_deselection", {"ground": "long_sentence", "reason": WHY})
    late = datetime(2026, 12, 31, 12, tzinfo=UTC)
    board = answer_meeting(desk.ask(), late)
    theirs = [item.part for item in board.items if item.case.person == "S2"]
    parts = [part for part in theirs if part != "reviews"]  # adopted on the day of this test
    assert parts == ["overdue", "without_lead", "deselections"]
    assert board.people == ("S1", "HERREF", "S3", "S2")
    assert board.overdue_by_owner == (("pia", 1),)


def test_minutes_are_those_of_one_day_oldest_first(desk: Desk) -> None:
    adopt(desk.opened("S2"), ["S2"], "olu", WHY, "2026-05-01")
    decline(desk.opened("S3"), ["S3"], WHY, "2026-05-01")
    minute(desk.ask(), "S2", "2026-05-01", "seen and agreed by all")
    minute(desk.ask(), "S2", "2026-06-01", "seen and agreed again")
    found = see_cases(desk.ask())
    kinds = [event.kind for _, event in minutes_of(found, "2026-05-01")]
    assert kinds == ["adopt", "decline", "minute"]
    assert len(minutes_of(found)) == 4
    assert minutes_of(found, "2026-07-01") == []


def test_whether_a_decision_may_be_taken_is_known_before_it_is_tried(desk: Desk) -> None:
    before = open_for_decision(desk.ask(), "S1")
    assert (before.opened, before.place, before.is_listed) == (False, None, True)
    assert before.waits_for_answer
    after = open_for_decision(desk.opened("S1"), "S1")
    assert (after.opened, after.place, after.listed) == (True, 1, 5)
    other = open_for_decision(desk.ask(named(ANALYST, "ben")), "S1")
    assert (other.opened, other.place) == (False, None)
    calm = open_for_decision(desk.opened("S2"), "S2")
    assert not calm.waits_for_answer
    assert "case_refused" not in desk.kinds()
    assert desk.kinds().count("case_seen") == 4


def test_somebody_of_another_borough_is_opened_by_nobody_and_leaves_no_line(desk: Desk) -> None:
    words = []
    for reference in ("S2", "NOBODY"):
        with pytest.raises(UnknownSuspectError) as error:
            open_for_decision(desk.ask(OTHER), reference)
        words.append(str(error.value).replace(reference, "REF"))
    assert len(set(words)) == 1
    assert "case_seen" not in desk.kinds()


def test_own_work_is_by_name_whatever_its_capitals(desk: Desk) -> None:
    desk.active("S2")
    olu = Viewer("OLU ", role="analyst")
    found = own_work(see_cases(desk.ask(olu), NOON).cases, olu.who)
    assert [case.person for case in found.owned] == ["S2"]
    assert {due.kind for _, due in found.due} == {"review"}
    pia = own_work(see_cases(desk.ask(ANALYST), datetime(2026, 7, 1, tzinfo=UTC)).cases, "pia")
    assert pia.owned == ()
    assert [(due.code, due.standing) for _, due in pia.due] == [("arrest", "overdue")]
    assert not is_theirs("", "")
    assert not is_theirs("  ", " ")


def test_how_much_is_theirs_is_of_those_whom_they_may_see(desk: Desk) -> None:
    desk.active("S2")
    for due in ("2026-03-01", "2026-03-22"):
        plan = {"strand": "protect", "tactic": "visit", "owner": "hal", "due": due}
        work(desk.ask(), "S2", "action", plan)
    before = len(desk.kinds())
    hal = Viewer("hal", role="analyst")
    counts = count_own_work(desk.ask(hal))
    assert (counts.overdue, counts.soon, counts.reviews) == (1, 1, 0)
    assert count_own_work(desk.ask(OTHER)).overdue == 0  # also hal, but of Hackney alone
    assert len(desk.kinds()) == before


def test_the_key_of_cases_changes_with_each_event_and_with_nothing_else(desk: Desk) -> None:
    assert cases_key(desk.ask()) == 0
    desk.adopted("S2")
    first = cases_key(desk.ask())
    desk.opened("S3")
    assert cases_key(desk.ask()) == first > 0
    minute(desk.ask(), "S2", "2026-05-01", "seen and agreed by all")
    assert cases_key(desk.ask()) > first


def test_a_demonstration_meets_on_the_day_of_its_newest_allegation(desk: Desk) -> None:
    question = desk.ask()
    assert usual_day(question) == question.facts.newest
    assert moment_on(date(2026, 5, 1)) == datetime(2026, 5, 1, 22, 59, tzinfo=UTC)
