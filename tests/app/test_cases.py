"""The page of all cases: filtered in the address, by role, with files that the log knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.cases.working import work
from dashboard.web.downloads import GATE
from dashboard.web.kit.handling import RECIPIENT
from dashboard.wording.cases import NOT_ADVICE
from tests.app.cases import view
from tests.app.pages import complaints, table, tables, words_of
from tests.app.test_roles import everything
from tests.unit.dashboard.services.cases.desk import Desk


@pytest.fixture
def desk(elsewhere: Path) -> Desk:
    return Desk(elsewhere)


def taken(page: AppTest, label: str) -> bytes:
    """A file of the page, as its reader's browser fetches it."""
    next(one for one in page.main.button if one.label == label).click().run()
    assert complaints(page) == []
    parcel = GATE.take(next(reversed(GATE._waiting)))
    assert parcel is not None
    return parcel.hand_over()


def test_the_cases_say_state_owner_what_is_due_and_what_is_overdue(desk: Desk) -> None:
    desk.active()
    late = {"strand": "pursue", "tactic": "arrest", "owner": "pia", "due": "2026-03-01"}
    work(desk.ask(), "S2", "action", late)
    page = view("cases", "analyst")
    assert complaints(page) == []
    assert "as of 21 March 2026, the day of the newest allegation" in words_of(page)
    assert NOT_ADVICE in words_of(page)
    assert "5 people: 4 candidates, 1 active. 1 case with something overdue" in words_of(page)
    rows = table(page)
    assert rows["suspect_id"].to_list() == ["S2", "FAR", "HERREF", "S1", "S3"]
    first = rows.to_dict("records")[0]
    assert (first["state"], first["owner"], first["overdue"]) == ("Active", "olu", 1)
    assert first["due"] == "1 March 2026 overdue"
    assert first["what"] == "A2: Arrest attempt"
    (totals, _) = (tables(page, "Number")[0], tables(page, "Adopted"))
    assert totals["Number"].to_list()[0] == "1"


def test_a_supervisor_sees_own_people_and_small_totals_are_banded(desk: Desk) -> None:
    desk.active()
    page = view("cases", "supervisor")
    assert "FAR" not in everything(page)
    assert tables(page, "Number")[0]["Number"].to_list()[0] not in {"1", "0"}


def test_state_and_owner_are_in_the_address_and_a_wrong_one_is_said(desk: Desk) -> None:
    desk.active()
    assert table(view("cases", "analyst", state="Active"))["suspect_id"].to_list() == ["S2"]
    assert table(view("cases", "analyst", owner="olu"))["suspect_id"].to_list() == ["S2"]
    others = table(view("cases", "analyst", owner="Nobody yet"))
    assert others["suspect_id"].to_list() == ["FAR", "HERREF", "S1", "S3"]
    assert "No case fits" in words_of(view("cases", "analyst", state="Closed"))
    page = view("cases", "analyst", owner="somebody else")
    assert "owner" in words_of(page)
    assert len(table(page)) == 5
    page = view("cases", "analyst")
    page.selectbox(key="state").set_value("active").run()
    assert table(page)["suspect_id"].to_list() == ["S2"]


def test_one_look_is_logged_once_and_what_others_write_is_seen(desk: Desk) -> None:
    page = view("cases", "analyst")
    before = desk.kinds()
    assert before[-2:] == ["cases", "cases"]
    page.run()
    assert desk.kinds() == before
    desk.active()
    assert "1 active" in words_of(page.run())


def test_the_pack_and_the_calendar_leave_marked_and_logged(desk: Desk) -> None:
    case = desk.active()
    work(desk.ask(), "S2", "clock", {"rule": "bail", "starts": "2026-03-31"})
    page = view("cases", "supervisor")
    page.session_state[RECIPIENT] = "DI Smith"
    pack = taken(page.run(), "Meeting pack")
    assert pack.startswith(b"%PDF")
    assert desk.kinds()[-1] == "file"
    calendar = taken(page, "Calendar").decode()
    assert case.id in calendar
    assert "S2" not in calendar
    assert "DI Smith" in calendar
    assert desk.kinds().count("file") >= 2
