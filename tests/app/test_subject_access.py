"""What is kept of a person, on its page: asked once, logged once, and taken as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.viewer import Role, Viewer
from dashboard.services.data.removal import erase, restrict
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import Caller, ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.downloads import GATE, Parcel
from dashboard.web.kit.handling import REDACTION
from tests.app.pages import complaints, words_of
from tests.app.test_roles import opened
from tests.unit.dashboard.build import ANALYST, loaded, row

HER: Final = {
    "suspect_id": "N7654321",
    "suspect_name": "Zenobia *Quill*",
    "suspect_born": date(1987, 11, 23),
}
WHY: Final = "request 12 of May"
ADMINISTRATOR: Final = Viewer("an administrator", role="administrator")


@pytest.fixture
def desk(elsewhere: Path) -> Workspace:
    loaded(elsewhere, row(**HER), row(crime_ref="C2", suspect_id="S2"), synthetic=True)
    found = Workspace(Settings(data=elsewhere))
    freeze_list(ask(found, ANALYST))
    return found


@pytest.fixture
def parcels(monkeypatch: pytest.MonkeyPatch) -> list[Parcel]:
    kept: list[Parcel] = []

    def keep(parcel: Parcel) -> str:
        kept.append(parcel)
        return "token"

    monkeypatch.setattr(GATE, "keep", keep)
    return kept


def answered(role: Role, reference: str = "n7654321", reason: str = WHY) -> AppTest:
    page = opened("subject_access", role)
    page.text_input(key="reference of the person").set_value(reference)
    page.text_input(key="reason for the answer").set_value(reason)
    return press(page, "Answer")


def press(page: AppTest, label: str) -> AppTest:
    (button,) = (button for button in page.main.button if button.label == label)
    return button.click().run()


def lines(desk: Workspace) -> list[tuple[str, str]]:
    return desk.register.log().select("action", "subject").rows()


@pytest.mark.parametrize("role", ["analyst", "auditor"])
def test_it_is_answered_and_logged_once_however_often_the_page_runs(
    desk: Workspace, role: Role
) -> None:
    before = len(lines(desk))
    page = answered(role)
    page.run().run()
    assert complaints(page) == []
    words = words_of(page)
    assert "N7654321 is recorded as Zenobia *Quill*, born 1987-11-23: named in 1 crime" in words
    assert "They were on 1 frozen list" in words
    assert [shown.value.columns[0] for shown in page.dataframe] == ["Crime", "List"]
    assert lines(desk)[before:] == [("reason", WHY), ("person", "N7654321")]
    assert "N7654321" not in str(page.query_params)
    assert not [button for button in page.button if "Tables of this page" in button.label]


@pytest.mark.parametrize("role", ["analyst", "auditor"])
def test_its_file_leaves_with_a_line_that_says_whom_it_names(
    desk: Workspace, parcels: list[Parcel], role: Role
) -> None:
    page = press(answered(role), "Answer (PDF)")
    assert complaints(page) == []
    (parcel,) = parcels
    assert "N7654321" not in parcel.name
    assert lines(desk)[-1] == ("person", "N7654321")
    assert parcel.hand_over().startswith(b"%PDF-")
    assert lines(desk)[-1] == ("file", "subject access of N7654321")
    assert (lines(desk)[-2] == ("reason", WHY)) is (role == "auditor")


def test_a_file_made_before_somebody_was_restricted_does_not_leave(
    desk: Workspace, parcels: list[Parcel]
) -> None:
    press(answered("analyst"), "Answer (PDF)")
    restrict(Caller(desk, ADMINISTRATOR), "S2", "doubt", "case 17")
    with pytest.raises(Exception, match="erased or restricted"):
        parcels[0].hand_over()
    assert ("file", "subject access of N7654321") not in lines(desk)


def test_without_names_there_is_no_such_file(desk: Workspace, parcels: list[Parcel]) -> None:
    page = answered("analyst")
    page.selectbox(key=REDACTION).set_value("no_names")
    page.run()
    (button,) = (button for button in page.main.button if button.label.startswith("Answer (PDF)"))
    page = button.click().run()
    assert "is about people by name" in complaints(page)[0]
    assert parcels == []
    assert lines(desk)[-1] == ("person", "N7654321")


@pytest.mark.parametrize(
    ("reference", "reason", "words"),
    [
        ("N7654321", "", "needs a reason of 8 letters"),
        ("X1", WHY, "Nobody in the data has or had the reference 'X1'"),
        ("", WHY, "Nobody in the data has or had the reference ''"),
        ("*X* [y](z)", WHY, "'*X* [y](z)'"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_line(
    desk: Workspace, reference: str, reason: str, words: str
) -> None:
    before = lines(desk)
    page = answered("analyst", reference, reason)
    assert words in words_of(page)
    assert len(complaints(page)) == 1
    assert "--" not in words_of(page)
    assert lines(desk) == before


def test_of_somebody_erased_the_page_that_is_open_says_so_and_nothing_else(
    desk: Workspace,
) -> None:
    page = answered("analyst")
    erase(Caller(desk, ADMINISTRATOR), "N7654321", "expired", "case 17")
    page.run()
    assert complaints(page) == []
    assert "was erased on" in words_of(page)
    assert "Quill" not in words_of(page)
    assert len(page.dataframe) == 0


@pytest.mark.parametrize("role", ["supervisor", "administrator"])
def test_another_role_is_refused_alike_whomever_it_asks_about(desk: Workspace, role: Role) -> None:
    before = lines(desk)
    page = opened("subject_access", role)
    assert len(complaints(page)) == 1
    assert len(page.main.text_input) == 0
    assert lines(desk) == before
