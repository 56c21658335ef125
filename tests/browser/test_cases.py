"""Cases by keyboard: Enter opens one, a form is filled in and sent, and the case says so."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dashboard.services.cases.opening import see_cases
from dashboard.services.question import ask
from dashboard.services.workspace import Workspace
from dashboard.wording.case_forms import TITLES
from tests.browser.reading import Reader
from tests.browser.test_keyboard import CLOSED, enter_table, press, tab_to
from tests.conftest import TESTER

pytestmark = pytest.mark.browser


def test_a_case_is_opened_and_written_in_by_keyboard(reader: Reader, desk: Workspace) -> None:
    found = see_cases(ask(desk, TESTER)).cases
    candidates = sorted(case.person for case in found if case.state == "candidate")
    person = min(case.person for case in found if case.case is None)
    reader.open("cases", state="Candidate")
    enter_table(reader)
    press(reader, *["ArrowDown"] * candidates.index(person))
    reader.page.wait_for_timeout(CLOSED)
    press(reader, "Enter")
    reader.expect_title(re.compile(rf"^Case of .* · {re.escape(person)}$"))
    expect(reader.page).to_have_url(re.compile(r"/case\?ref="))
    assert person not in reader.page.url
    tab_to(reader, "What happens next")
    reader.page.keyboard.type(TITLES["nominate"])
    press(reader, "Enter")
    expect(reader.page.get_by_label("Reason", exact=True)).to_be_visible()
    tab_to(reader, "Ground")
    reader.page.keyboard.type("Stalking")
    press(reader, "Enter")
    tab_to(reader, "Reason")
    reader.page.keyboard.type("Named by a partner agency in March")
    tab_to(reader, "Nominate with a ground")
    press(reader, "Enter")
    expect(reader.page.get_by_text("Written: propose")).to_be_visible()
    case = next(one for one in see_cases(ask(desk, TESTER)).cases if one.person == person)
    assert [event.kind for event in case.events] == ["nominate"]
