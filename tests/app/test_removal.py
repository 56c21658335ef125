"""Erasing and restricting on a page: what will happen first, and who has files afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from dashboard.access.viewer import Role
from dashboard.exports.suspect_profile import profile_file
from dashboard.services.files import Handling
from dashboard.services.question import ask
from dashboard.services.suspects.answer import answer_suspect
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.downloads import Parcel
from tests.app.pages import complaints, words_of
from tests.app.test_roles import everything, opened
from tests.app.test_subject_access import lines, parcels, press
from tests.unit.dashboard.build import ANALYST, loaded, row

__all__ = ["parcels"]
HER: Final = {
    "suspect_id": "N7654321",
    "suspect_name": "Zenobia Quill",
    "suspect_born": date(1987, 11, 23),
}


@pytest.fixture
def desk(elsewhere: Path) -> Workspace:
    loaded(elsewhere, row(**HER), row(crime_ref="C2", suspect_id="S2"), synthetic=True)
    found = Workspace(Settings(data=elsewhere))
    question = ask(found, ANALYST)
    answer = answer_suspect(question, "N7654321")
    for recipient in ("DI Smith", "di  smith", "Ann O’Neill"):
        profile_file(question, answer, Handling(recipient=recipient))
    return found


def planned(
    reference: str, *, step: str = "erase", reason: str = "expired", authority: str = "case 17"
) -> AppTest:
    page = opened("removal", "administrator")
    page.session_state["removal step"] = step
    page.run()
    for key, value in (("reference", reference), ("reason", reason), ("authority", authority)):
        page.text_input(key=f"{key} to remove 0").set_value(value)
    return press(page, "Go on")


def test_what_will_happen_is_said_and_nothing_is_done_until_it_is_confirmed(
    desk: Workspace,
) -> None:
    before = lines(desk)
    page = planned("N7654321")
    assert complaints(page) == []
    words = words_of(page)
    assert "The person N7654321 will be erased from everything that is kept here." in words
    assert "It cannot be undone." in words
    assert "Reason: expired. Authority: case 17." in words
    page = press(page, "Cancel")
    assert "will be erased" not in words_of(page)
    assert lines(desk) == before


def test_it_is_erased_and_each_who_has_files_can_be_sent_a_notice(
    desk: Workspace, parcels: list[Parcel]
) -> None:
    page = press(planned("N7654321"), "Erase for good")
    assert complaints(page) == []
    assert "The person was erased under line" in page.success[0].value
    assert "--" not in page.success[0].value
    assert [box.value for box in page.main.text_input] == ["", "", ""]
    (files,) = (shown.value for shown in page.dataframe)
    assert len(files) == 3
    assert _notice_to(page).options == ["Ann O’Neill", "DI Smith"]
    _notice_to(page).set_value("DI Smith").run()
    page = press(page, "Correction notice")
    assert complaints(page) == []
    assert parcels[0].hand_over().startswith(b"%PDF-")
    assert lines(desk)[-1][1].startswith("correction notice to DI Smith under line ")
    assert "N7654321" not in str(lines(desk))
    assert desk.register.verify().fault is None
    assert not [button for button in page.button if "Tables of this page" in button.label]
    page = press(page, "Close")
    assert "N7654321" not in everything(page)
    assert "Zenobia" not in everything(page)


def _notice_to(page: AppTest) -> Selectbox[str]:
    (box,) = (box for box in page.main.selectbox if box.label == "Notice to")
    return box


def test_a_crime_is_erased(desk: Workspace) -> None:
    page = opened("removal", "administrator")
    page.selectbox(key="kind to remove").set_value("crime")
    for key, value in (("reference", "C2"), ("reason", "expired"), ("authority", "case 17")):
        page.text_input(key=f"{key} to remove 0").set_value(value)
    page = press(page, "Go on")
    assert "The crime C2 will be erased" in words_of(page)
    page = press(page, "Erase for good")
    assert "The crime was erased under line" in page.success[0].value
    assert lines(desk)[-1][1] == "crime; authority: case 17; reason: expired"
    assert len(page.dataframe) == 0


def test_a_suspect_is_restricted_and_shown_again(desk: Workspace) -> None:
    page = press(planned("N7654321", step="restrict"), "Restrict")
    assert complaints(page) == []
    assert "is restricted" in page.success[0].value
    assert "Zenobia" not in everything(opened("list", "analyst"))
    page = press(planned("N7654321", step="lift"), "Lift the restriction")
    assert "is shown again" in page.success[0].value
    assert "Zenobia" in everything(opened("list", "analyst"))
    assert [action for action, _ in lines(desk) if "restrict" in action] == [
        "restrict",
        "unrestrict",
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reference": ""}, "No reference is given"),
        ({"reason": " "}, "there is no reason"),
        ({"authority": ""}, "there is no authority"),
        ({"authority": "", "step": "restrict"}, "A restriction needs a reason and an authority"),
    ],
)
def test_what_is_lacking_is_said_before_anything_is_confirmed(
    desk: Workspace, given: dict[str, str], words: str
) -> None:
    before = lines(desk)
    page = planned(**{"reference": "N7654321", **given})
    assert words in complaints(page)[0]
    assert "--" not in words_of(page)
    assert not [button for button in page.button if button.label == "Cancel"]
    assert lines(desk) == before


@pytest.mark.parametrize(
    ("given", "button", "words"),
    [
        ({"reference": "*X1*"}, "Erase for good", "Nobody and no crime in the data"),
        ({"reference": "X1", "step": "restrict"}, "Restrict", "No suspect in the data"),
        ({"step": "lift"}, "Lift the restriction", "is not restricted"),
        ({"reason": "Zenobia Quill asked"}, "Erase for good", "names the person"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_and_changes_nothing(
    desk: Workspace, given: dict[str, str], button: str, words: str
) -> None:
    before = lines(desk)
    page = press(planned(**{"reference": "N7654321", **given}), button)
    assert words in words_of(page)
    assert len(complaints(page)) == 1
    assert "--" not in words_of(page)
    assert lines(desk) == before


@pytest.mark.parametrize("role", ["analyst", "supervisor", "auditor"])
def test_no_other_role_has_the_page(desk: Workspace, role: Role) -> None:
    before = lines(desk)
    page = opened("removal", role, reason="complaint 12 of May")
    assert len(complaints(page)) == 1
    assert not [button for button in page.main.button if button.label == "Go on"]
    assert lines(desk) == before
