"""From events to a case, and what cannot happen in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from harm.cases.case import Case
from harm.cases.events import Event, moves, without_protection
from harm.cases.fold import fold, follow
from harm.cases.vocabulary import orders, words_of
from harm.errors import CaseError, HarmError
from tests.unit.harm.cases.events import (
    ADOPTED,
    BEGUN,
    LISTED,
    PLANNED,
    REVIEWED,
    RUNNING,
    STARTED,
    Step,
    case_of,
    events_of,
)

REASON = "It is right to do so now"


def refused(case: tuple[Step, ...], *line: Step, match: str) -> None:
    before = case_of(*case) if case else None
    with pytest.raises(HarmError, match=match):
        follow(before, events_of(*line, first=len(case) + 1)[0])
    if case:
        assert case_of(*case) == before


def test_a_case_goes_from_the_list_to_a_running_plan() -> None:
    states = [case_of(*RUNNING[:number]).state for number in range(1, 6)]
    assert states == ["candidate", "in_review", "adopted", "adopted", "active"]
    case = case_of(*RUNNING)
    assert (case.owner, case.reviewer, case.decided_by, case.lists) == (
        "Olu",
        "Ada",
        "Sue",
        ("L1",),
    )
    assert case.is_open
    assert case.adopted == events_of(*RUNNING)[2].at


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (
            [LISTED, REVIEWED, ("decline", "Sue", {"reason": REASON, "list": "L1"})],
            "not_adopted",
        ),
        ([LISTED, ("defer", "Sue", {"reason": REASON, "until": "2026-10-01"})], "deferred"),
        (
            [LISTED, ("defer", "Sue", {"reason": REASON, "until": "2026-10-01"}), REVIEWED],
            "in_review",
        ),
        (
            [
                ("nominate", "Ada", {"ground": "stalking", "reason": REASON}),
                REVIEWED,
                ("decline", "Sue", {"reason": REASON, "list": "L1"}),
                ("propose_again", "Ada", {"reason": REASON, "list": "L2"}),
            ],
            "candidate",
        ),
        ([*RUNNING, ("custody", "Olu", {"on": "2026-09-05", "why": "remand"})], "in_custody"),
        ([*RUNNING, ("recall", "Olu", {"on": "2026-09-05"})], "recalled"),
        (
            [
                *RUNNING,
                ("recall", "Olu", {"on": "2026-09-05"}),
                ("custody", "Olu", {"on": "2026-09-06", "why": "remand"}),
                ("expect_release", "Olu", {"on": "2026-09-30"}),
                ("release", "Olu", {"on": "2026-09-28"}),
            ],
            "active",
        ),
        (
            [*RUNNING, ("deselect", "Sue", {"ground": "long_sentence", "reason": REASON})],
            "deselected",
        ),
        (
            [
                *RUNNING,
                ("deselect", "Sue", {"ground": "long_sentence", "reason": REASON}),
                ("reopen", "Sue", {"owner": "Olu", "reason": REASON}),
            ],
            "active",
        ),
    ],
)
def test_decisions_move_a_case(lines: list[Step], state: str) -> None:
    assert case_of(*lines).state == state


@pytest.mark.parametrize("ground", ["deceased", "cleared", "child", "wrong_person"])
@pytest.mark.parametrize("until", [1, 2, 3, 5])
def test_a_case_closes_at_once_from_anywhere(ground: str, until: int) -> None:
    lines = [*RUNNING[:until], ("close_at_once", "Ada", {"at_once": ground, "reason": REASON})]
    case = case_of(*lines)
    assert (case.state, case.ground, case.is_open) == ("closed", ground, False)


def test_being_on_a_list_again_never_opens_a_case() -> None:
    closed = (*RUNNING, ("close_at_once", "Ada", {"at_once": "cleared", "reason": REASON}))
    refused(closed, LISTED, match="A case that is closed cannot be given 'list'")
    refused(closed, REVIEWED, match="cannot be given 'review'")


def test_a_stay_in_custody_is_remembered_whole() -> None:
    inside = ("custody", "Olu", {"on": "2026-09-05", "why": "remand"})
    again = ("recall", "Olu", {"on": "2026-10-05"})
    case = case_of(
        *RUNNING,
        inside,
        ("expect_release", "Olu", {"on": "2026-09-12"}),
        ("release", "Olu", {"on": "2026-09-11"}),
        again,
    )
    assert case.inside == ((date(2026, 9, 5), date(2026, 9, 11)), (date(2026, 10, 5), None))
    assert case.release_due is None


def test_a_plan_grows_and_its_actions_end_once() -> None:
    done = ("finish_action", "Pia", {"action": "A1", "result": "done", "on": "2026-09-15"})
    case = case_of(*RUNNING, done)
    assert case.actions["A1"].finished == date(2026, 9, 15)
    refused((*RUNNING, done), done, match="has ended already")
    refused(RUNNING, PLANNED, match="an action A1 in this case already")
    other = ("finish_action", "Pia", {**done[2], "action": "A9"})
    refused(RUNNING, other, match="no action A9")


def test_a_measure_keeps_how_it_got_on() -> None:
    measure = {"measure": "M1", "order": "DVPO", "status": "applied", "on": "2026-09-05"}
    granted = {**measure, "status": "granted", "on": "2026-09-07", "until": "2026-10-05"}
    served = {**measure, "status": "served", "on": "2026-09-08", "conditions": "Not to go there"}
    case = case_of(*RUNNING, *[("measure", "Olu", each) for each in (measure, granted, served)])
    kept = case.measures["M1"]
    assert (kept.status, kept.until, kept.conditions) == (
        "served",
        date(2026, 10, 5),
        "Not to go there",
    )
    assert [status for status, _ in kept.history] == ["applied", "granted", "served"]
    refused(
        (*RUNNING, ("measure", "Olu", measure)),
        ("measure", "Olu", {**measure, "order": "SPO"}),
        match="is DVPO and not SPO",
    )


def test_a_clock_is_extended_by_whoever_may_and_ends_once() -> None:
    bail = ("clock", "Olu", {"clock": "C1", "rule": "bail", "starts": "2026-08-31"})
    given = [("extend", "Olu", {"clock": "C1", "by": by}) for by in ("inspector", "superintendent")]
    running = (*RUNNING, bail, *given)
    assert case_of(*running).clocks["C1"].extended == (("inspector", ""), ("superintendent", ""))
    refused(running, given[0], match="by magistrates and not by 'inspector'")
    late = ("extend", "Olu", {"clock": "C1", "by": "magistrates", "until": "2027-09-01"})
    refused(running, late, match="2027-08-31 at most")
    ended = ("end_clock", "Olu", {"clock": "C1", "on": "2026-11-30"})
    assert case_of(*running, ended).clocks["C1"].ended == date(2026, 11, 30)
    refused((*running, ended), ended, match="has ended already")
    refused((*running, ended), given[0], match="has ended already")
    refused(running, bail, match="a clock C1 in this case already")


@pytest.mark.parametrize(
    ("rule", "starts", "match"),
    [
        ("detention", "2026-08-31", "counts hours"),
        ("order_expiry", "2026-08-31", "until which day"),
        ("beil", "2026-08-31", "There is no time limit 'beil'"),
        ("bail", "Monday", "no day or moment"),
    ],
)
def test_a_clock_that_could_not_run_is_refused(rule: str, starts: str, match: str) -> None:
    refused(RUNNING, ("clock", "Olu", {"clock": "C1", "rule": rule, "starts": starts}), match=match)


def test_a_recall_has_the_length_that_the_force_set() -> None:
    line = ("clock", "Olu", {"clock": "C1", "rule": "recall", "starts": "2026-08-31"})
    assert case_of(*RUNNING, line).clocks["C1"].until == ""


OUTCOME = {
    "outcome": "O1",
    "what": "disruption",
    "on": "2026-09-09",
    "tied_to": "achilles_heel",
    "because": "of_listing",
}


def test_a_disruption_needs_two_people() -> None:
    line = ("outcome", "Olu", {**OUTCOME, "level": "major"})
    case = case_of(*RUNNING, line)
    assert not case.outcomes["O1"].counts
    agreed = ("confirm_disruption", "Sue", {"outcome": "O1"})
    refused((*RUNNING, line), ("confirm_disruption", "olu ", {"outcome": "O1"}), match="second")
    assert case_of(*RUNNING, line, agreed).outcomes["O1"].confirmed_by == "Sue"
    refused((*RUNNING, line, agreed), agreed, match="waits for a second person")
    close = ("close", "Sue", {"reason": REASON})
    refused((*RUNNING, line), close, match="No outcome")
    assert case_of(*RUNNING, line, agreed, close).state == "closed"


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({}, "has a level; say which"),
        ({"what": "order"}, "has an order; say which"),
        ({"what": "arrest", "level": "major"}, "Level goes with an outcome of disruption alone"),
        ({"what": "arrest", "days": "30"}, "Days goes with an outcome of sentence"),
        ({"what": "charge", "offences": "0"}, "no whole number"),
        ({"what": "charge", "because": "luck"}, "choose one of of_listing"),
    ],
)
def test_an_outcome_that_says_too_much_or_too_little_is_refused(
    more: dict[str, str], match: str
) -> None:
    refused(RUNNING, ("outcome", "Olu", {**OUTCOME, **more}), match=match)


def test_counter_allegations_are_answered_by_a_second_person() -> None:
    asked = ("adopt", "Sue", {**ADOPTED[2], "counter": "answered"})
    answer = {"answer": "Looked at, she acted in defence"}
    refused((LISTED, REVIEWED), asked, match="nobody has answered")
    refused((LISTED, REVIEWED), ("answer_counter", "Ada", answer), match="second person")
    seen = (LISTED, REVIEWED, ("answer_counter", "Ben", answer))
    assert case_of(*seen, asked).state == "adopted"
    refused(seen, ("adopt", "Ben", asked[2]), match="cannot also adopt")


def test_the_reviewers_own_view_comes_before_the_decision() -> None:
    view = ("own_view", "Ada", {"view": "decline"})
    assert case_of(LISTED, REVIEWED, view, ADOPTED).view == "decline"
    refused((LISTED, REVIEWED, ADOPTED), view, match="is adopted cannot be given 'own view'")


def test_who_owns_a_case_looks_after_no_victim_in_it() -> None:
    lead = ("victim_lead", "Vi", {"victim": "V1", "lead": "Vi"})
    refused(RUNNING, ("victim_lead", "Vi", {"victim": "V1", "lead": "OLU"}), match="owns this case")
    refused(
        (*RUNNING, lead),
        ("hand_over", "Sue", {"owner": "Vi", "reason": REASON}),
        match="looks after a victim",
    )
    step = (
        "victim_step",
        "Vi",
        {"victim": "V1", "step": "contact", "on": "2026-09-03", "done": "no"},
    )
    case = case_of(*RUNNING, lead, step, ("hand_over", "Sue", {"owner": "Kim", "reason": REASON}))
    assert case.victims["V1"].steps == (("contact", date(2026, 9, 3), False),)
    assert case.owner == "Kim"
    refused(RUNNING, ("victim_lead", "Vi", {"victim": "Jane", "lead": "Vi"}), match="and no name")


def test_a_victim_who_was_and_one_who_was_erased_are_not_those_of_now() -> None:
    codes = ("V1", "former V1", "removed V1")
    leads = [("victim_lead", "Sue", {"victim": code, "lead": f"Vi {code}"}) for code in codes]
    cares = case_of(*RUNNING, *leads).victims
    assert [cares[code].lead for code in codes] == ["Vi V1", "Vi former V1", "Vi removed V1"]
    assert [cares[code].is_known for code in codes] == [True, False, False]
    assert [cares[code].is_removed for code in codes] == [False, False, True]
    for code in ("former", "former V0", "earlier V1", "removedV1"):
        refused(RUNNING, ("victim_lead", "Vi", {"victim": code, "lead": "Vi"}), match="no name")


def test_what_a_meeting_said_and_proposed_is_kept() -> None:
    case = case_of(
        *RUNNING,
        ("minute", "Sue", {"meeting": "2026-09-10", "assessment": "The risk is the same"}),
        ("scheme", "Olu", {"scheme": "mappa"}),
        ("scheme", "Olu", {"scheme": "mappa"}),
        ("propose_deselection", "Olu", {"ground": "proportionality", "reason": REASON}),
    )
    assert case.minutes == (("2026-09-10", "The risk is the same"),)
    assert case.schemes == ("mappa",)
    assert case.deselection == "proportionality"


@pytest.mark.parametrize(
    ("line", "match"),
    [
        (("adopt", "Sue", {k: v for k, v in ADOPTED[2].items() if k != "reason"}), "a reason"),
        (("adopt", "Sue", {**ADOPTED[2], "reason": "yes"}), "says too little"),
        (("adopt", "Sue", {**ADOPTED[2], "owner": " "}), "named owner"),
        (("adopt", "Sue", {**ADOPTED[2], "owner": "x" * 121}), "120 are room"),
        (("adopt", "Sue", {**ADOPTED[2], "score": "1"}), "leave '1' out"),
        (("adopt", " ", ADOPTED[2]), "Nobody is named"),
        (("adapt", "Sue", ADOPTED[2]), "no event 'adapt'"),
        (("defer", "Sue", {"reason": REASON, "until": "2026-02-30"}), "is no day"),
        (("defer", "Sue", {"reason": REASON, "until": "20260203"}), "is no day"),
        (STARTED, "A case that is in review cannot be given 'start'"),
        (LISTED, "from no case at all"),
    ],
)
def test_an_event_that_says_it_wrong_is_refused(line: Step, match: str) -> None:
    refused((LISTED, REVIEWED), line, match=match)


def test_a_case_begins_with_a_list_or_a_nomination() -> None:
    refused((), REVIEWED, match="There is no case in which to review")
    refused((), ("nominate", "Ada", {"ground": "luck", "reason": REASON}), match="no ground 'luck'")
    with pytest.raises(CaseError, match="begins with an event"):
        fold([])


def test_a_plan_begins_with_an_action() -> None:
    refused((LISTED, REVIEWED, ADOPTED), STARTED, match="no plan yet")
    refused(
        (LISTED, REVIEWED, ADOPTED),
        ("action", "Olu", {**PLANNED[2], "action": "my action!"}),
        match="cannot be the key of action",
    )


def test_events_are_numbered_without_a_gap() -> None:
    events = events_of(*RUNNING)
    with pytest.raises(CaseError, match="Event 3 cannot follow 1"):
        fold([events[0], *events[2:]])
    with pytest.raises(CaseError, match="Event 2 cannot follow 2"):
        fold([*events[:2], events[1]])


def test_a_detail_that_is_left_empty_says_nothing() -> None:
    case = case_of(LISTED, REVIEWED, ("adopt", "Sue", {**ADOPTED[2], "meeting": ""}))
    assert case.state == "adopted"


def test_every_move_has_a_state_a_part_and_a_meaning() -> None:
    states: set[str] = set()
    for move in moves().values():
        states |= {*move.before, *([move.after] if move.after else [])}
        assert move.meaning
        assert move.who in {"proposer", "reviewer", "decider", "second", "owner", "victim_lead"}
    assert len(states) == 10


def test_the_words_have_codes_and_the_orders_their_law() -> None:
    assert list(words_of("strand")) == ["pursue", "prevent", "protect", "prepare"]
    assert orders()["DVPO"].most_days == 28
    assert orders()["DAPO"].can_require
    assert orders()["DAPO"].must_notify
    assert not orders()["NMO"].can_require
    assert len(orders()) == 25


def test_a_case_says_nothing_of_events_that_are_not_there() -> None:
    case: Case = fold([Event(1, "list", BEGUN, "Ada", {"list": "L1"})])
    assert (case.owner, case.reviewer, case.actions, case.victims) == ("", "", {}, {})


def test_a_case_that_rests_for_another_keeps_its_state_and_says_for_which() -> None:
    rests = case_of(*RUNNING, ("join", "Ada", {"into": "C-2"}))
    assert (rests.state, rests.actions) == ("active", case_of(*RUNNING).actions)
    assert rests.joined == ("C-2", BEGUN + timedelta(hours=6))
    assert case_of(*RUNNING).joined is None
    refused(RUNNING, ("join", "Ada", {}), match="into")
    over = (*RUNNING, ("close_at_once", "Sue", {"at_once": "deceased", "reason": REASON}))
    refused(over, ("join", "Ada", {"into": "C-2"}), match="join|closed")


def test_what_protects_anybody_is_not_told_to_whom_the_case_is_about() -> None:
    protects = ("action", "Olu", {**PLANNED[2], "action": "A2", "strand": "protect"})
    done = ("finish_action", "Pia", {"action": "A2", "result": "done", "on": "2026-09-10"})
    pursues = ("finish_action", "Pia", {"action": "A1", "result": "done", "on": "2026-09-10"})
    lead = ("victim_lead", "Sue", {"victim": "V1", "lead": "Vera"})
    safe = ("outcome", "Olu", {"what": "victim_safe_measure"})
    events = events_of(*RUNNING, protects, lead, done, pursues, safe)
    left = without_protection(events)
    assert [event.number for event in left] == [1, 2, 3, 4, 5, 9]
    assert without_protection(left) == left
    assert without_protection(()) == ()
