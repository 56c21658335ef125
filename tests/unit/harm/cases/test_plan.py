"""What is due in a case, and what custody does to it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from harm.cases.plan import Due, due_in, due_on
from tests.unit.harm.cases.events import LISTED, RUNNING, Step, case_of

INSIDE = ("custody", "Olu", {"on": "2026-09-10", "why": "remand"})
RELEASED = ("release", "Olu", {"on": "2026-09-25"})
PROTECT = (
    "action",
    "Olu",
    {
        "action": "A2",
        "strand": "protect",
        "tactic": "safety_measure",
        "owner": "Vi",
        "due": "2026-09-20",
    },
)
PREPARE = ("action", "Olu", {**PROTECT[2], "action": "A3", "strand": "prepare"})
REASON = "It is right to do so now"


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00")


def due(*lines: Step, now: str, lengths: tuple[tuple[date, int], ...] = ()) -> dict[str, Due]:
    found = due_in(case_of(*lines), noon(now), lengths)
    return {f"{each.kind} {each.key}".strip(): each for each in found}


def test_custody_pauses_what_pursues_and_never_what_protects() -> None:
    found = due(*RUNNING, PROTECT, PREPARE, INSIDE, now="2026-10-01")
    assert found["action A1"].standing == "paused"
    assert found["action A2"].standing == "overdue"
    assert found["action A3"].standing == "overdue"


def test_days_in_custody_are_added_to_what_pursues_alone() -> None:
    case = case_of(*RUNNING, PROTECT, INSIDE, RELEASED)
    assert due_on(case, case.actions["A1"], date(2026, 10, 1)) == date(2026, 10, 5)
    assert due_on(case, case.actions["A2"], date(2026, 10, 1)) == date(2026, 9, 20)
    found = due(*RUNNING, PROTECT, INSIDE, RELEASED, now="2026-10-06")
    assert found["action A1"].standing == "overdue"


def test_a_stay_after_the_due_day_or_before_the_action_adds_nothing() -> None:
    late = ("custody", "Olu", {"on": "2026-09-21", "why": "remand"})
    case = case_of(*RUNNING, late)
    assert due_on(case, case.actions["A1"], date(2026, 10, 1)) == date(2026, 9, 20)
    early = ("custody", "Olu", {"on": "2026-08-01", "why": "remand"})
    case = case_of(*RUNNING, early, ("release", "Olu", {"on": "2026-08-20"}))
    assert due_on(case, case.actions["A1"], date(2026, 10, 1)) == date(2026, 9, 20)


@pytest.mark.parametrize(
    ("now", "standing"),
    [("2026-09-12", "running"), ("2026-09-13", "warned"), ("2026-09-21", "overdue")],
)
def test_an_action_is_overdue_when_it_is_asked_for(now: str, standing: str) -> None:
    assert due(*RUNNING, now=now)["action A1"].standing == standing


def test_an_action_that_ended_is_not_due() -> None:
    done = ("finish_action", "Pia", {"action": "A1", "result": "done", "on": "2026-09-15"})
    assert "action A1" not in due(*RUNNING, done, now="2026-12-01")


def test_a_time_limit_says_who_may_extend_it_next() -> None:
    bail = ("clock", "Olu", {"clock": "C1", "rule": "bail", "starts": "2026-08-31"})
    found = due(*RUNNING, bail, now="2026-11-20")["clock C1"]
    assert (found.ends, found.standing, found.next_by) == (
        date(2026, 11, 30),
        "warned",
        "inspector",
    )
    notice = (
        "clock",
        "Olu",
        {"clock": "C2", "rule": "notice_to_court", "starts": "2026-09-04T16:00"},
    )
    found = due(*RUNNING, notice, now="2026-09-04")["clock C2"]
    assert (found.ends, found.next_by) == (datetime.fromisoformat("2026-09-07T16:00"), "")
    ended = ("end_clock", "Olu", {"clock": "C1", "on": "2026-11-21"})
    assert "clock C1" not in due(*RUNNING, bail, ended, now="2026-12-01")


def test_a_recall_has_the_length_of_its_day_or_is_not_known() -> None:
    line = ("clock", "Olu", {"clock": "C1", "rule": "recall", "starts": "2026-08-31"})
    unknown = due(*RUNNING, line, now="2026-09-04")["clock C1"]
    assert (unknown.ends, unknown.standing) == (None, "unknown")
    lengths = ((date(2026, 9, 1), 56), (date(2025, 9, 2), 28))
    assert due(*RUNNING, line, now="2026-09-04", lengths=lengths)["clock C1"].ends == date(
        2026, 9, 28
    )
    moment = ("clock", "Olu", {**line[2], "starts": "2026-09-01T10:00"})
    found = due(*RUNNING, moment, now="2026-09-04", lengths=lengths)
    assert found["clock C1"].ends == date(2026, 10, 27)
    own = ("clock", "Olu", {**line[2], "until": "2026-09-14"})
    assert due(*RUNNING, own, now="2026-09-04")["clock C1"].ends == date(2026, 9, 14)


def test_an_order_in_force_expires_and_one_that_is_not_does_not() -> None:
    details = {"measure": "M1", "order": "DVPO", "on": "2026-09-07", "until": "2026-10-05"}
    granted = ("measure", "Olu", {**details, "status": "granted"})
    assert due(*RUNNING, granted, now="2026-10-03")["measure M1"].standing == "warned"
    refused = ("measure", "Olu", {**details, "status": "refused"})
    assert "measure M1" not in due(*RUNNING, refused, now="2026-10-03")


def test_a_case_is_reviewed_every_four_weeks_by_a_meeting() -> None:
    assert due(*RUNNING, now="2026-09-25")["review"].ends == date(2026, 9, 29)
    minute = ("minute", "Sue", {"meeting": "2026-09-20", "assessment": "The risk is the same"})
    assert due(*RUNNING, minute, now="2026-09-25")["review"].ends == date(2026, 10, 18)


def test_a_release_and_a_deferral_are_shown_ahead() -> None:
    expected = ("expect_release", "Olu", {"on": "2026-11-20"})
    assert due(*RUNNING, INSIDE, expected, now="2026-10-22")["release"].standing == "running"
    assert due(*RUNNING, INSIDE, expected, now="2026-10-23")["release"].standing == "warned"
    put_off = ("defer", "Sue", {"reason": REASON, "until": "2026-10-01"})
    assert due(LISTED, put_off, now="2026-10-02")["deferred"].standing == "overdue"


def test_what_is_due_comes_in_order_and_what_is_not_known_last() -> None:
    recall = ("clock", "Olu", {"clock": "C0", "rule": "recall", "starts": "2026-08-31"})
    hours = (
        "clock",
        "Olu",
        {"clock": "C1", "rule": "breach_to_court", "starts": "2026-09-19T10:00"},
    )
    found = due_in(case_of(*RUNNING, PROTECT, recall, hours), noon("2026-09-02"))
    assert [f"{each.kind} {each.key}" for each in found] == [
        "clock C1",
        "action A1",
        "action A2",
        "review ",
        "clock C0",
    ]


def test_nothing_is_due_in_a_closed_case() -> None:
    closed = ("close_at_once", "Ada", {"at_once": "cleared", "reason": REASON})
    assert due(*RUNNING, closed, now="2026-12-01") == {}


def test_now_may_have_a_zone() -> None:
    now = datetime(2026, 9, 20, 23, 30, tzinfo=UTC)  # half past midnight in London
    (action, *_) = due_in(case_of(*RUNNING), now)
    assert action.standing == "overdue"
