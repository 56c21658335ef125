"""Cases behind the gate: who proposes, decides and works, and what is refused and logged."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import (
    CaseRefusedError,
    FrozenListError,
    HarmdeskError,
    NotAllowedError,
    UnknownSuspectError,
)
from dashboard.services.cases.deciding import (
    adopt,
    close_at_once,
    confirm_disruption,
    decide,
    decline,
    defer,
    minute,
    name_victim_lead,
)
from dashboard.services.cases.opening import open_case, open_victim_side, see_cases
from dashboard.services.cases.proposing import (
    answer_counter,
    nominate,
    propose_again,
    propose_listed,
    review,
)
from dashboard.services.cases.working import note_victim_step, work
from harm.errors import HarmError
from tests.unit.dashboard.services.cases.desk import (
    ANALYST,
    OTHER,
    SUPERVISOR,
    WHY,
    Desk,
    named,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_whoever_is_on_the_newest_list_is_a_candidate(desk: Desk) -> None:
    found = see_cases(desk.ask(ANALYST))
    assert found.list == desk.list
    assert {case.person for case in found.cases} == {"S1", "S2", "S3", "FAR", "HERREF"}
    assert {(case.state, case.id, case.count) for case in found.cases} == {("candidate", "", 0)}
    assert found.states == {"candidate": 5}


def test_a_list_is_proposed_once_and_whoever_has_a_case_stays_as_they_are(desk: Desk) -> None:
    adopted = desk.adopted()
    made = propose_listed(desk.ask(ANALYST), desk.list)
    assert {case.person for case in made} == {"S1", "S3", "FAR", "HERREF"}
    assert propose_listed(desk.ask(ANALYST), desk.list) == []
    assert open_case(desk.ask(), "S2").count == adopted.count
    with pytest.raises(FrozenListError, match="no frozen list"):
        propose_listed(desk.ask(ANALYST), "2020-01-01-abcd")


def test_adopting_reviews_and_adopts_with_a_line_for_each(desk: Desk) -> None:
    case = desk.adopted()
    assert (case.state, case.owner, case.count) == ("adopted", "olu", 3)
    assert [event.kind for event in case.events] == ["list", "review", "adopt"]
    assert desk.kinds()[-3:] == ["case"] * 3
    assert case.id.startswith("C-")
    assert "S2" not in case.id
    assert open_case(desk.ask(), case.id).person == "S2"


def test_nobody_adopts_without_opening_the_page_after_the_list_was_frozen(desk: Desk) -> None:
    with pytest.raises(CaseRefusedError, match="not opened this suspect's page since"):
        adopt(desk.ask(), ["S2"], "olu", WHY)
    assert desk.kinds()[-1] == "case_refused"
    desk.opened("S2", named(SUPERVISOR, "tom"))
    with pytest.raises(CaseRefusedError, match="sue has not opened"):
        adopt(desk.ask(), ["S2"], "olu", WHY)
    desk.opened("S3")
    with pytest.raises(CaseRefusedError):
        adopt(desk.ask(), ["S2"], "olu", WHY)
    assert open_case(desk.ask(), "S2").count == 0


def test_nobody_adopts_several_at_once_or_without_a_reason(desk: Desk) -> None:
    desk.opened("S2")
    desk.opened("S3")
    with pytest.raises(CaseRefusedError, match="2 people at once"):
        adopt(desk.ask(), ["S2", "S3"], "olu", WHY)
    for reason in ("", "ok", "  . . . . . . . . "):
        with pytest.raises(CaseRefusedError, match="no reason"):
            adopt(desk.ask(), ["S2"], "olu", reason)
    refused = desk.workspace.register.log().filter(action="case_refused")["subject"].to_list()
    assert refused == [f"decide on a case of {person}" for person in ("S2", "S3", "S2", "S2", "S2")]
    assert desk.workspace.register.case_events() == []


def test_counter_allegations_are_answered_by_a_second_person_first(desk: Desk) -> None:
    with pytest.raises(CaseRefusedError, match="counter-allegations"):
        desk.adopted("S1")
    assert desk.kinds()[-1] == "case_refused"
    review(desk.opened("S1", ANALYST), "S1")
    with pytest.raises(HarmError, match="second person"):
        answer_counter(desk.ask(ANALYST), "S1", "Looked at, it was defence")
    second = named(ANALYST, "ben")
    answer_counter(desk.opened("S1", second), "S1", "Looked at, it was defence")
    assert desk.adopted("S1").state == "adopted"
    with pytest.raises(CaseRefusedError, match="nothing to answer"):
        answer_counter(desk.opened("S2", second), "S2", "Looked at, it was defence")


def test_an_analyst_proposes_and_a_supervisor_decides_for_own_boroughs(desk: Desk) -> None:
    desk.opened("S2", ANALYST)
    with pytest.raises(NotAllowedError, match="To decide on a case is for a supervisor"):
        adopt(desk.ask(ANALYST), ["S2"], "olu", WHY)
    case = review(desk.ask(ANALYST), "S2", view="adopt")
    assert case.case is not None
    assert (case.state, case.case.view) == ("in_review", "adopt")
    with pytest.raises(NotAllowedError, match="no case or suspect"):
        adopt(desk.ask(OTHER), ["S2"], "olu", WHY)
    with pytest.raises(NotAllowedError, match="no case or suspect"):
        nominate(desk.ask(OTHER), "S2", "stalking", WHY)
    for reference in ("S2", case.id):
        with pytest.raises(NotAllowedError, match="no case or suspect"):
            open_case(desk.ask(OTHER), reference)
    assert {found.person for found in see_cases(desk.ask(OTHER)).cases} == {"FAR"}


def test_an_unknown_and_a_forbidden_reference_get_the_same_words(desk: Desk) -> None:
    case = desk.adopted()
    words = []
    for reference in ("S2", case.id, "C-0000000000", "NOBODY"):
        with pytest.raises(UnknownSuspectError) as error:
            open_case(desk.ask(OTHER), reference)
        words.append(str(error.value).replace(reference, "REF"))
    assert len(set(words)) == 1


def test_cases_are_declined_deferred_nominated_and_proposed_again(desk: Desk) -> None:
    assert decline(desk.opened("S3"), ["S3"], WHY).state == "not_adopted"
    assert propose_again(desk.ask(ANALYST), "S3", WHY).state == "candidate"
    assert defer(desk.ask(), ["S3"], WHY, "2026-06-01").state == "deferred"
    with pytest.raises(HarmError):
        nominate(desk.ask(ANALYST), "S3", "stalking", WHY)
    assert nominate(desk.ask(ANALYST), "S2", "stalking", WHY).state == "candidate"
    with pytest.raises(HarmError, match="no ground 'luck'"):
        nominate(desk.ask(ANALYST), "FAR", "luck", WHY)


def test_a_plan_makes_an_adopted_case_active_and_numbers_its_parts(desk: Desk) -> None:
    case = desk.active()
    assert case.state == "active"
    measure = {"order": "DVPO", "status": "granted", "on": "2026-05-01", "until": "2026-05-20"}
    work(desk.ask(), case.id, "measure", measure)
    work(desk.ask(), "S2", "clock", {"rule": "bail", "starts": "2026-03-31"})
    charge = {"what": "charge", "on": "2026-05-05", "tied_to": "C3", "because": "of_listing"}
    found = work(desk.ask(), "S2", "outcome", charge)
    assert found.case is not None
    assert [*found.case.actions, *found.case.measures, *found.case.clocks] == ["A1", "M1", "C1"]
    assert found.case.outcomes["O1"].tied_to == "C3"
    now = datetime(2026, 6, 20, 12, tzinfo=UTC)
    due = {each.kind: each for each in open_case(desk.ask(), "S2", now=now).due}
    assert due["clock"].standing == "warned"
    assert due["measure"].standing == "overdue"
    assert due["action"].standing == "overdue"
    with pytest.raises(HarmError, match="by inspector and not by 'magistrates'"):
        work(desk.ask(), "S2", "extend", {"clock": "C1", "by": "magistrates"})
    with pytest.raises(CaseRefusedError, match="nothing that is worked on"):
        work(desk.ask(), "S2", "adopt", {})


def test_an_outcome_is_tied_to_an_allegation_of_this_suspect_or_to_none(desk: Desk) -> None:
    desk.active()
    charge = {"what": "charge", "on": "2026-05-05", "because": "of_listing"}
    with pytest.raises(CaseRefusedError, match="no allegation against this suspect"):
        work(desk.ask(), "S2", "outcome", {**charge, "tied_to": "C1"})
    heel = work(desk.ask(), "S2", "outcome", {**charge, "tied_to": "achilles_heel"})
    assert heel.case is not None
    assert heel.case.outcomes["O1"].what == "charge"


def test_a_disruption_counts_once_a_second_person_agrees(desk: Desk) -> None:
    desk.active()
    details = {
        "what": "disruption", "level": "major", "on": "2026-05-05", "tied_to": "achilles_heel",
        "because": "not_known",
    }  # fmt: skip
    work(desk.ask(), "S2", "outcome", details)
    with pytest.raises(HarmError, match="a second person agrees"):
        confirm_disruption(desk.ask(), "S2", "O1")
    found = confirm_disruption(desk.ask(named(SUPERVISOR, "tom")), "S2", "O1")
    assert found.case is not None
    assert found.case.outcomes["O1"].confirmed_by == "tom"
    assert decide(desk.ask(), ["S2"], "close", {"reason": WHY}).state == "closed"
    assert decide(desk.ask(), ["S2"], "reopen", {"owner": "olu", "reason": WHY}).state == "active"


def test_other_decisions_have_a_reason_and_one_person_too(desk: Desk) -> None:
    desk.active()
    for kind, details in (
        ("deselect", {"ground": "proportionality"}),
        ("adopt", {"reason": WHY}),
        ("close", {"reason": "x"}),
    ):
        with pytest.raises(CaseRefusedError):
            decide(desk.ask(), ["S2"], kind, details)
        assert desk.kinds()[-1] == "case_refused"
    with pytest.raises(HarmError, match="No outcome"):
        decide(desk.ask(), ["S2"], "close", {"reason": WHY})
    found = decide(desk.ask(), ["S2"], "deselect", {"ground": "proportionality", "reason": WHY})
    assert found.state == "deselected"


def test_the_wrong_person_closes_at_once_by_an_analyst_too(desk: Desk) -> None:
    desk.active()
    found = close_at_once(desk.ask(ANALYST), ["S2"], "wrong_person", WHY)
    assert found.state == "closed"
    assert close_at_once(desk.ask(ANALYST), ["S3"], "child", WHY).state == "closed"


def test_a_meeting_is_minuted_as_an_assessment(desk: Desk) -> None:
    desk.active()
    found = minute(desk.ask(), "S2", "2026-05-05", "The risk is the same as before")
    assert found.case is not None
    assert found.case.minutes == (("2026-05-05", "The risk is the same as before"),)


def test_the_victim_side_is_for_whoever_looks_after_a_victim_alone(desk: Desk) -> None:
    desk.active()
    with pytest.raises(NotAllowedError, match="whoever looks after a victim"):
        open_victim_side(desk.ask(), "S2")
    found = name_victim_lead(desk.ask(), "S2", "V1", "vi")
    assert (found.care.victims, found.care.without_lead) == (1, 0)
    assert "victim_lead" not in {event.kind for event in found.events}
    lead = named(ANALYST, "vi")
    note_victim_step(desk.ask(lead), "S2", "V1", "safety_plan", on="2026-05-05", done=True)
    (care,) = open_victim_side(desk.ask(lead), "S2")
    assert (care.code, [step for step, _, _ in care.steps]) == ("V1", ["safety_plan"])
    assert desk.kinds()[-1] == "victim_side"
    assert open_case(desk.ask(lead), "S2").looks_after
    for viewer in (SUPERVISOR, ANALYST, Viewer("aud", role="auditor", reason="a case of 2026")):
        with pytest.raises(NotAllowedError):
            open_victim_side(desk.ask(viewer), "S2")
        with pytest.raises(NotAllowedError):
            note_victim_step(desk.ask(viewer), "S2", "V1", "contact", on="2026-05-05", done=True)


def test_who_owns_a_case_looks_after_no_victim_in_it(desk: Desk) -> None:
    desk.active()
    with pytest.raises(HarmError, match="owns this case"):
        name_victim_lead(desk.ask(), "S2", "V1", "olu")
    with pytest.raises(CaseRefusedError, match="no victim V2"):
        name_victim_lead(desk.ask(), "S2", "V2", "vi")


def test_a_release_of_which_a_victim_was_not_told_is_counted(desk: Desk) -> None:
    desk.active()
    name_victim_lead(desk.ask(), "S2", "V1", "vi")
    work(desk.ask(), "S2", "custody", {"on": "2026-05-01", "why": "remand"})
    found = work(desk.ask(), "S2", "expect_release", {"on": "2026-06-01"})
    assert found.care.uninformed == 1
    lead = desk.ask(named(ANALYST, "vi"))
    after = note_victim_step(lead, "S2", "V1", "told_of_release", on="2026-05-20", done=True)
    assert after.care.uninformed == 0


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Spoke to VIC2 again", "reference of a victim"),
        ("spoke to vic3.", "reference of a victim"),
        ("Fulham, Jane was there", "name of a victim"),
        ("She lives at 12 Mornington Terrace now", "an address"),
        ("Moved to NW1 7RX last week", "a postcode"),
        ("Ring 020 7946 0018 first", "a telephone number"),
        ("Write to her.name@example.org", "e-mail"),
    ],
)
def test_no_victim_is_named_in_free_text(desk: Desk, text: str, what: str) -> None:
    desk.active()
    plan = {"strand": "protect", "tactic": "visit", "owner": "pia", "due": "2026-06-01"}
    with pytest.raises(CaseRefusedError, match=what) as error:
        work(desk.ask(), "S2", "action", {**plan, "text": text})
    assert text not in str(error.value)
    with pytest.raises(CaseRefusedError, match=what):
        minute(desk.ask(), "S2", "2026-05-05", f"{text}, and so on")
    kept = str(desk.workspace.register.case_events())
    assert text not in kept


def test_words_that_name_no_victim_are_kept(desk: Desk) -> None:
    desk.active()
    for text in ("V1 was seen on 12 May 2026", "Arrest him in Camden, 3 officers", "Call 101"):
        minute(desk.ask(), "S2", "2026-05-05", f"{text} as agreed")


def test_a_suspect_who_is_a_victim_too_may_be_named_in_their_own_case(desk: Desk) -> None:
    nominate(desk.ask(ANALYST), "HERREF", "partner", "Jane Fulham is named by a partner")


def test_an_auditor_sees_a_case_with_a_reason_and_writes_nothing(desk: Desk) -> None:
    desk.active()
    auditor = Viewer("aud", role="auditor")
    with pytest.raises(NotAllowedError, match="only with a reason"):
        open_case(desk.ask(auditor), "S2")
    auditor = Viewer("aud", role="auditor", reason="a complaint of May")
    assert open_case(desk.ask(auditor), "S2").state == "active"
    assert desk.kinds()[-2:] == ["reason", "case_seen"]
    with pytest.raises(NotAllowedError):
        nominate(desk.ask(auditor), "S3", "stalking", WHY)


def test_without_a_frozen_list_there_is_nothing_to_decide(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with desk.workspace.register._database.writing() as connection:
        connection.exec_driver_sql("delete from frozen_lists")
    with pytest.raises(HarmdeskError, match="No list is frozen"):
        adopt(desk.opened("S2"), ["S2"], "olu", WHY)
    assert see_cases(desk.ask()).cases == ()
