"""A meeting on its page: the board, one person at a time, decisions, minutes and files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.viewer import Role, Viewer
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.deciding import name_victim_lead
from dashboard.services.cases.opening import open_case
from dashboard.services.cases.working import work
from dashboard.services.suspects.suspect_file import link_to, suspect_file
from dashboard.web.kit.session import BOROUGH_CHOSEN, REASON_WRITTEN, ROLE_CHOSEN
from dashboard.web.parts.meeting import DAY
from dashboard.wording.cases import PART_TITLES
from tests.app.pages import DASHBOARD, PATIENCE, complaints, tables, unescaped, words_of
from tests.unit.dashboard.build import loaded
from tests.unit.dashboard.services.cases.desk import (
    ANALYST,
    CAMDEN,
    ROWS,
    SUPERVISOR,
    WHY,
    Desk,
)

#: The day of the meeting, before the newest allegation is 180 days old.
MEETING: Final = date(2026, 4, 30)
#: What is written into a reason that would be markup, and into a name.
MARKUP: Final = "[x](https://elsewhere.example) <b>**grave**</b> :material/home:"


@pytest.fixture
def desk(elsewhere: Path) -> Desk:
    return Desk(elsewhere)


def opened(
    role: Role = "supervisor", *, view: str = "meeting", reason: str = "", **query: str
) -> AppTest:
    """A page as somebody has it who chose a role in this session."""
    page = AppTest.from_file(str(DASHBOARD / "app.py"), default_timeout=PATIENCE)
    page.switch_page(f"views/{view}.py")
    page.query_params.update(query)
    page.session_state[ROLE_CHOSEN] = role
    page.session_state[BOROUGH_CHOSEN] = CAMDEN
    page.session_state[REASON_WRITTEN] = reason
    page.session_state[DAY] = MEETING
    return page.run()


def reader() -> Viewer:
    """Whoever the pages are shown to, as a supervisor."""
    return Viewer(
        Viewer.here().who, role="supervisor", boroughs=SUPERVISOR.boroughs, may_choose=True
    )


def at(desk: Desk, person: str, *, looked: bool = True, role: Role = "supervisor") -> AppTest:
    """The meeting with one person before it, whose page the reader has opened."""
    if looked:
        suspect_file(desk.ask(reader()), person)
    return opened(role, suspect=link_to(desk.ask(ANALYST), person))


def labels(page: AppTest) -> list[str]:
    return [each.label for each in page.main.button]


def press(page: AppTest, label: str) -> AppTest:
    found = [each for each in page.main.button if each.label == label]
    return found[-1].click().run()


def write(page: AppTest, label: str, value: str) -> None:
    (field,) = (each for each in page.main.text_input if each.label == label)
    field.set_value(value)


def successes(page: AppTest) -> str:
    return unescaped("\n".join(each.value for each in page.success))


def told(desk: Desk, person: str) -> CaseFile:
    return open_case(desk.ask(ANALYST), person)


def test_without_a_frozen_list_a_sentence_says_so(elsewhere: Path) -> None:
    loaded(elsewhere, *ROWS, synthetic=True)
    page = opened()
    assert complaints(page) == []
    assert "No list is frozen" in words_of(page)
    assert page.dataframe == []


def test_the_board_has_each_part_with_its_count_and_none_that_is_empty(desk: Desk) -> None:
    desk.active("S2")
    name_victim_lead(desk.ask(), "S2", "V1", "vic")
    work(desk.ask(), "S2", "propose_deselection", {"ground": "long_sentence", "reason": WHY})
    page = opened()
    assert complaints(page) == []
    (pills,) = page.main.button_group
    assert [option.content for option in pills.proto.options] == [
        "Everything 4",
        "New on the list 3",
        "Proposed to be taken off 1",
    ]
    (board,) = tables(page, "part")
    assert board["suspect_id"].to_list() == ["S1", "HERREF", "S3", "S2"]
    assert "FAR" not in str(board.to_csv())
    assert desk.list in words_of(page)


def test_overdue_actions_are_told_by_owner(desk: Desk) -> None:
    desk.active("S2")
    page = opened()
    page.main.date_input[0].set_value(date(2026, 6, 2)).run()
    assert complaints(page) == []
    assert "Overdue actions by owner: pia 1." in words_of(page)


def test_a_walk_goes_from_person_to_person_and_back_to_the_board(desk: Desk) -> None:
    page = press(opened(), "Go through them one at a time")
    assert complaints(page) == []
    assert "S1 · 1 of 4" in words_of(page)
    assert "Previous" not in labels(page)
    page = press(page, "Next")
    assert "· 2 of 4" in words_of(page)
    page = press(press(page, "Next"), "Next")
    assert "· 4 of 4" in words_of(page)
    assert "Next" not in labels(page)
    page = press(page, "Previous")
    assert "· 3 of 4" in words_of(page)
    page = press(page, "Back to the board")
    assert tables(page, "part")
    assert desk.kinds().count("case_seen") == 5


def test_each_decision_has_its_key_and_only_those_that_may_be(desk: Desk) -> None:
    desk.active("S2")
    keys = {each.label: each.proto.shortcut for each in at(desk, "S2").main.button}
    assert keys["Minute"] == "1"
    assert keys["Take off"] == "2"
    assert not {"Adopt", "Do not adopt", "Defer", "Nominate"} & set(keys)
    assert (keys["Back to the board"], keys["Open the suspect"]) == ("b", "o")
    keys = {each.label: each.proto.shortcut for each in at(desk, "S3").main.button}
    assert [keys[label] for label in ("Adopt", "Do not adopt", "Defer")] == ["1", "2", "3"]
    assert "Minute" not in keys


def test_adopting_without_opening_the_page_is_not_even_offered(desk: Desk) -> None:
    page = press(at(desk, "S3", looked=False), "Adopt")
    assert complaints(page) == []
    (warning,) = (unescaped(each.value) for each in page.main.warning[-1:])
    assert "You have not opened this suspect's page since the list was frozen" in warning
    assert [each for each in page.main.text_input if each.label == "Reason"] == []
    assert "Their place is shown once you have opened their page" in words_of(page)
    page = press(page, "Open the suspect")
    assert "S3" in page.title[0].value
    assert told(desk, "S3").count == 0


def test_adopting_writes_the_events_and_the_minutes(desk: Desk) -> None:
    page = press(at(desk, "S3"), "Adopt")
    assert "Place" in words_of(page)
    write(page, "Owner", "olu")
    write(page, "Reason", WHY)
    page = press(page, "Adopt")
    assert complaints(page) == []
    assert "Adopted: S3. It is in the minutes of 30 April 2026." in successes(page)
    case = told(desk, "S3")
    assert (case.state, case.owner) == ("adopted", "olu")
    assert case.events[-1].details["meeting"] == "2026-04-30"
    page = press(page, "Back to the board")
    assert "1 decision and 0 assessments about 1 person" in words_of(page)
    (minutes,) = tables(page, "Details")
    assert minutes["What"].to_list() == ["adopt"]
    board = tables(page, "part")[0]
    parts = board.loc[board["suspect_id"] == "S3", "part"]
    assert parts.to_list() == [PART_TITLES["without_lead"]]


@pytest.mark.parametrize(("owner", "reason"), [("olu", ""), ("olu", "ok"), ("", WHY)])
def test_a_decision_without_a_reason_or_an_owner_is_refused_in_a_sentence(
    desk: Desk, owner: str, reason: str
) -> None:
    page = press(at(desk, "S3"), "Adopt")
    write(page, "Owner", owner)
    write(page, "Reason", reason)
    page = press(page, "Adopt")
    (complaint,) = complaints(page)
    assert "reason" in complaint or "owner" in complaint
    assert told(desk, "S3").count == 0


def test_declining_and_deferring_are_minuted(desk: Desk) -> None:
    page = press(at(desk, "S3"), "Do not adopt")
    write(page, "Reason", WHY)
    page = press(page, "Do not adopt")
    assert "Not adopted: S3." in successes(page)
    assert told(desk, "S3").state == "not_adopted"
    page = press(at(desk, "S2", looked=False), "Defer")
    write(page, "Reason", WHY)
    page = press(page, "Defer")
    assert "Deferred: S2." in successes(page)
    case = told(desk, "S2").case
    assert case is not None
    assert case.deferred_until == date(2026, 5, 28)


def test_a_minute_is_marked_as_an_assessment_and_names_no_victim(desk: Desk) -> None:
    desk.active("S2")
    page = press(at(desk, "S2"), "Minute")
    assert "Assessment: what the meeting said, which is no fact" in words_of(page)
    write(page, "What the meeting said", "VIC2 has moved away from there")
    page = press(page, "Minute")
    (complaint,) = complaints(page)
    assert "the reference of a victim" in complaint
    assert "VIC2" not in complaint
    write(page, "What the meeting said", f"V1 has moved away {MARKUP}")
    page = press(page, "Minute")
    assert complaints(page) == []
    page = press(page, "Back to the board")
    (minutes,) = tables(page, "Details")
    assert minutes["What"].to_list() == ["assessment"]
    assert "https://elsewhere.example" in minutes["Details"][0]


def test_a_case_is_taken_off_with_the_ground_that_was_proposed(desk: Desk) -> None:
    desk.active("S2")
    work(desk.ask(), "S2", "propose_deselection", {"ground": "moved_force", "reason": WHY})
    page = press(at(desk, "S2"), "Take off")
    assert page.main.selectbox[0].value == "moved_force"
    write(page, "Reason", WHY)
    page = press(page, "Take off")
    assert complaints(page) == []
    assert told(desk, "S2").state == "deselected"


def test_counter_allegations_wait_for_a_second_person(desk: Desk) -> None:
    page = press(at(desk, "S1"), "Adopt")
    assert complaints(page) == []
    assert "a second person answers that first" in unescaped(page.main.warning[-1].value)


def test_somebody_below_the_list_is_nominated_with_a_ground(elsewhere: Path) -> None:
    desk = Desk(elsewhere, top=2)
    page = opened("analyst")
    (board,) = tables(page, "part")
    near = board[board["part"] == "Near misses"]["suspect_id"].to_list()
    assert len(near) == 3
    page = press(at(desk, near[0], role="analyst"), "Nominate")
    page.main.selectbox[0].set_value("stalking")
    write(page, "Reason", WHY)
    page = press(page, "Nominate")
    assert complaints(page) == []
    case = told(desk, near[0]).case
    assert case is not None
    assert (case.state, case.ground) == ("candidate", "stalking")
    assert case.owner == ""
    assert "It is in the minutes of" in successes(page)


@pytest.mark.parametrize("role", ["analyst", "auditor"])
def test_who_may_not_decide_is_offered_no_decision(desk: Desk, role: Role) -> None:
    desk.active("S2")
    page = opened(role, reason="complaint 12 of May", suspect=link_to(desk.ask(ANALYST), "S2"))
    assert complaints(page) == []
    assert "The case is active" in words_of(page)
    assert not [each for each in page.main.button if (each.key or "").startswith("decide ")]


def test_a_link_to_somebody_of_another_borough_is_one_to_nobody(desk: Desk) -> None:
    far = opened(suspect=link_to(desk.ask(ANALYST), "FAR"))
    nobody = opened(suspect="no-such-link")
    for page in (far, nobody):
        assert complaints(page) == []
        assert "This link leads to nobody here" in words_of(page)
    assert "case_seen" not in desk.kinds()


def test_what_was_decided_is_said_to_nobody_in_another_session(desk: Desk) -> None:
    page = press(at(desk, "S3"), "Do not adopt")
    write(page, "Reason", WHY)
    assert successes(press(page, "Do not adopt"))
    assert successes(at(desk, "S3")) == ""


def test_pack_and_minutes_leave_with_a_recipient(desk: Desk) -> None:
    page = opened()
    assert {"Pack", "Slides", "Minutes"} <= set(labels(page))
    for label in ("Pack", "Slides", "Minutes"):
        page = press(page, label)
        assert complaints(page) == []
    assert "file" not in desk.kinds()  # a line is written as the bytes leave
