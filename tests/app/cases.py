"""A case on its page, as tests fill in its forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from streamlit.testing.v1 import AppTest

from dashboard.access.viewer import Role, Viewer
from dashboard.services.cases.victims import events_of, victims_of_each
from dashboard.services.viewers import viewer_of
from dashboard.web.kit.session import BOROUGH_CHOSEN, REASON_WRITTEN, ROLE_CHOSEN
from dashboard.wording.case_forms import TITLES
from harm.cases.events import Event
from tests.app.pages import DASHBOARD, PATIENCE, complaints, unescaped
from tests.unit.dashboard.services.cases.desk import CAMDEN, SUPERVISOR, Desk

REASON: Final = "complaint 12 of May"


def me(desk: Desk) -> Viewer:
    """Who the pages of these tests are for: whoever runs them, as Camden's supervisor."""
    return replace(SUPERVISOR, who=viewer_of(desk.workspace).who)


def opened(desk: Desk, person: str = "S2", role: Role = "supervisor") -> AppTest:
    """Somebody's case as whoever chose a role in a new session has it."""
    return view("case", role, ref=desk.workspace.register.link(person))


def view(name: str, role: Role, **query: str) -> AppTest:
    """A page in a new session."""
    page = AppTest.from_file(str(DASHBOARD / "app.py"), default_timeout=PATIENCE)
    page.switch_page(f"views/{name}.py")
    page.query_params.update({"top": "5", **query})
    page.session_state[ROLE_CHOSEN] = role
    page.session_state[BOROUGH_CHOSEN] = CAMDEN
    page.session_state[REASON_WRITTEN] = REASON if role == "auditor" else ""
    return page.run()


def choose(page: AppTest, kind: str, *first: str) -> AppTest:
    """Choose what happens next, and what its fields depend on."""
    (box,) = [box for box in page.selectbox if str(box.key).startswith("next in")]
    page = box.set_value(TITLES[kind]).run()
    for value in first:
        (box,) = [box for box in page.selectbox if str(box.key).startswith("first of")]
        page = box.set_value(value).run()
    return page


def fill(page: AppTest, details: Mapping[str, object]) -> AppTest:
    """Fill fields in; nothing is sent yet."""
    fields = [
        *page.selectbox, *page.text_input, *page.text_area, *page.date_input, *page.number_input
    ]  # fmt: skip
    for name, value in details.items():
        (found,) = [one for one in fields if str(one.key).startswith(f"{name} of ")]
        found.set_value(value)
    return page


def submit(page: AppTest, kind: str) -> AppTest:
    """Press the button of the form."""
    label = TITLES[kind].partition(": ")[2].capitalize()
    (button,) = [button for button in page.main.button if button.label == label]
    return button.click().run()


def refusal(page: AppTest) -> str:
    """The one sentence that says what was refused."""
    (complaint,) = complaints(page)
    return unescaped(complaint)


def written(desk: Desk, person: str) -> list[Event]:
    """The events of somebody's case."""
    victims = victims_of_each(desk.workspace.store, [person])[person]
    return events_of(desk.workspace.register.case_events(person=person), victims)
