"""Two references of whom both have a case turn out to be one person, and then not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import CaseRefusedError, LinkError, NotAllowedError
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.deciding import close_at_once, minute
from dashboard.services.cases.joining import decide_person
from dashboard.services.cases.links import case_standing
from dashboard.services.cases.opening import open_case, see_cases
from dashboard.services.cases.readiness import open_for_decision
from dashboard.services.cases.totals import case_totals
from dashboard.services.cases.working import work
from dashboard.services.linking.decisions import undo_link
from dashboard.services.suspects.suspect_file import suspect_file
from tests.unit.dashboard.services.cases.desk import ANALYST, SUPERVISOR, WHY, Desk

PHOTO = "the same photo"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def seen(desk: Desk) -> dict[str, str]:
    """The cases that were begun: who is meant, by id."""
    return {case.id: case.person for case in see_cases(desk.ask(ANALYST)).cases if case.id}


def both(desk: Desk) -> tuple[CaseFile, CaseFile]:
    return desk.active("S2"), desk.adopted("S3")


def test_linking_two_with_open_cases_asks_which_goes_on(desk: Desk) -> None:
    first, second = both(desk)
    before = desk.kinds()
    with pytest.raises(CaseRefusedError, match="say which goes on") as refused:
        decide_person(desk.ask(ANALYST), "S2", "S3", "same", PHOTO)
    assert first.id in str(refused.value)
    assert second.id in str(refused.value)
    with pytest.raises(CaseRefusedError, match="is no open case of either"):
        decide_person(desk.ask(ANALYST), "S2", "S3", "same", PHOTO, going="C-nothing")
    assert seen(desk) == {first.id: "S2", second.id: "S3"}
    assert "combination" not in desk.kinds()[len(before) :]


@pytest.mark.parametrize("kept", [0, 1])
def test_the_other_case_rests_and_undoing_restores_it(desk: Desk, kept: int) -> None:
    cases = both(desk)
    going, rests = cases[kept], cases[1 - kept]
    done = decide_person(desk.ask(ANALYST), "S2", "S3", "same", PHOTO, going=going.id)
    assert done.references == ("S2", "S3")
    assert seen(desk) == {going.id: "S2"}
    for reference in ("S2", "S3", going.id, rests.id):
        assert open_case(desk.ask(), reference).id == going.id
    minute(desk.ask(), "S3", "2026-05-05", "Seen as one person")
    undo_link(desk.ask(ANALYST), "S2", "S3", "two brothers")
    assert seen(desk) == {case.id: case.person for case in cases}
    again = open_case(desk.ask(), rests.id)
    assert (again.state, again.owner, again.due) == (rests.state, rests.owner, rests.due)
    assert open_case(desk.ask(), going.id).events[-1].kind == "minute"
    assert desk.workspace.register.verify().fault is None


def test_a_person_with_cases_under_two_references_is_counted_once(desk: Desk) -> None:
    first, _ = both(desk)
    charge = {"what": "charge", "on": "2026-05-05", "tied_to": "C3", "because": "of_listing"}
    work(desk.ask(), "S2", "outcome", {**charge, "offences": "7"})
    apart = case_totals(desk.ask(ANALYST))
    assert (apart.adopted, apart.positive, apart.offences) == ("2", "1", "7")
    decide_person(desk.ask(ANALYST), "S2", "S3", "same", PHOTO, going=first.id)
    as_one = case_totals(desk.ask(ANALYST))
    assert (as_one.adopted, as_one.positive, as_one.offences) == ("1", "1", "7")
    assert as_one.by_borough["adopted"].to_list() == ["1"]
    undo_link(desk.ask(ANALYST), "S2", "S3", "two brothers")
    again = case_totals(desk.ask(ANALYST))
    assert (again.adopted, again.positive, again.offences) == ("2", "1", "7")


def test_with_one_case_nothing_is_asked_and_it_is_theirs_by_either_reference(desk: Desk) -> None:
    only = desk.adopted("S3")
    decide_person(desk.ask(ANALYST), "S2", "S3", "same", PHOTO)
    assert seen(desk) == {only.id: "S2"}
    assert open_case(desk.ask(), "S2").id == only.id
    people = [case.person for case in see_cases(desk.ask(ANALYST)).cases]
    assert "S3" not in people
    assert len(people) == len(set(people))


@pytest.mark.parametrize("reference", ["S2", "S3"])
def test_a_case_under_another_reference_is_theirs_on_every_page(desk: Desk, reference: str) -> None:
    desk.adopted("S3")
    decide_person(desk.ask(ANALYST), "S2", "S3", "same", PHOTO)
    question = desk.ask()
    standing = case_standing(question, suspect_file(question, reference))
    assert standing is not None
    assert (standing.state, standing.owner, standing.is_listed) == ("adopted", "olu", True)
    ready = open_for_decision(question, reference)
    assert (ready.case.state, ready.is_listed, ready.opened) == ("adopted", True, True)
    assert ready.place is not None


def test_a_closed_case_does_not_ask(desk: Desk) -> None:
    first, second = both(desk)
    close_at_once(desk.ask(), ["S2"], "cleared", WHY)
    decide_person(desk.ask(ANALYST), "S2", "S3", "same", PHOTO)
    assert seen(desk) == {second.id: "S2"}
    assert first.id not in seen(desk)


def test_what_is_not_the_same_asks_nothing_and_rights_come_first(desk: Desk) -> None:
    first, second = both(desk)
    decide_person(desk.ask(ANALYST), "S2", "S3", "different", "two photos")
    assert len(seen(desk)) == 2
    for viewer in (SUPERVISOR, Viewer("aud", role="auditor")):
        with pytest.raises(NotAllowedError) as refused:
            decide_person(desk.ask(viewer), "S2", "S3", "same", PHOTO)
        assert first.id not in str(refused.value)
        assert second.id not in str(refused.value)
    with pytest.raises(LinkError, match="given twice"):
        decide_person(desk.ask(ANALYST), "S2", "S2", "same", PHOTO)
