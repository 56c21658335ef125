"""A reference that two forces have: each page that takes one offers the force as a choice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from dashboard.access.viewer import Role
from dashboard.services.question import ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from dashboard.web.kit import people_table
from tests.app.pages import DASHBOARD, complaints, unescaped, words_of
from tests.app.test_roles import CAMDEN, HACKNEY, everything, opened
from tests.app.test_subject_access import press
from tests.unit.dashboard.build import ANALYST, extract, row
from tests.unit.dashboard.forces import CITY, MET

THEIRS: Final = f"{CITY}/S1"
ASKED: Final = f"Two forces have a reference S1: {CITY} and {MET}."


@pytest.fixture
def record(elsewhere: Path) -> Workspace:
    """S1 of both forces, in two boroughs; S2 of the record's own, S4 of the City's alone."""
    rows = [
        row(crime_ref="C1", suspect_id="S1", borough=CAMDEN, suspect_name="Ann Other"),
        row(crime_ref="C2", suspect_id="S2", borough=CAMDEN),
        row(
            crime_ref=f"{CITY}/C1",
            suspect_id=THEIRS,
            borough=HACKNEY,
            victim_id=f"{CITY}/V1",
            suspect_name="Ben Other",
        ),
        row(crime_ref=f"{CITY}/C4", suspect_id=f"{CITY}/S4", borough=HACKNEY, victim_id="V4"),
    ]
    load(elsewhere, [replace(extract(*rows, synthetic=True), forces=(CITY,), own=MET)])
    return Workspace(Settings(data=elsewhere))


def on_suspect(role: Role, reference: str) -> AppTest:
    page = opened("suspect", role)
    page.main.text_input[0].set_value(reference)
    return press(page, "Open")


def on_case(role: Role, reference: str) -> AppTest:
    page = opened("case", role)
    page.main.text_input[0].set_value(reference)
    return press(page, "Open")


def on_compare(role: Role, reference: str) -> AppTest:
    page = opened("compare", role)
    for field, text in zip(page.main.text_input, (reference, "S2"), strict=True):
        field.set_value(text)
    return press(page, "Compare")


def on_subject_access(role: Role, reference: str) -> AppTest:
    page = opened("subject_access", role)
    page.text_input(key="reference of the person").set_value(reference)
    page.text_input(key="reason for the answer").set_value("request 12 of May")
    return press(page, "Answer")


def on_removal(role: Role, reference: str, kind: str = "person", step: str = "erase") -> AppTest:
    page = opened("removal", role)
    page.session_state["removal step"] = step
    page.run()
    if step == "erase":
        page.selectbox(key="kind to remove").set_value(kind)
    fields = {"reference": reference, "reason": "expired", "authority": "case 17"}
    for name, text in fields.items():
        page.text_input(key=f"{name} to remove 0").set_value(text)
    return press(page, "Go on")


#: Each page that takes a reference: in which role, how one is written, and what says who is shown.
ASKS: Final[dict[str, tuple[Role, Callable[[Role, str], AppTest], str, str]]] = {
    "suspect": ("analyst", on_suspect, "Ann Other", "Ben Other"),
    "case": ("analyst", on_case, "Case of Ann Other", "Case of Ben Other"),
    "compare": ("analyst", on_compare, "Ann Other", "Ben Other"),
    "subject_access": (
        *("auditor", on_subject_access),
        *(f"What is kept of S1 ({MET})", f"What is kept of S1 ({CITY})"),
    ),
    "removal": (
        *("administrator", on_removal),
        *(f"The person S1 ({MET}) will be", f"The person S1 ({CITY}) will be"),
    ),
}


def choices(page: AppTest) -> list[Selectbox[str]]:
    return [box for box in page.main.selectbox if box.label == "Force"]


def test_every_page_that_takes_a_reference_is_among_them() -> None:
    asks = [
        path.stem
        for path in (DASHBOARD / "parts").glob("*.py")
        if re.search(r'text_input\(\s*(escaped\(label\)|"Reference")', path.read_text("utf-8"))
    ]
    assert sorted(asks) == sorted(["suspect", "case_head", "compare", "subject_access", "removal"])
    assert len(asks) == len(ASKS)


@pytest.mark.parametrize("view", ASKS)
@pytest.mark.parametrize("force", [MET, CITY])
@pytest.mark.usefixtures("record")
def test_the_force_is_a_choice_and_whoever_is_chosen_is_shown(view: str, force: str) -> None:
    role, write, of_met, of_city = ASKS[view]
    page = write(role, "S1")
    assert complaints(page) == []
    assert ASKED in words_of(page)
    assert "--" not in everything(page)
    assert of_met not in words_of(page)
    assert of_city not in words_of(page)
    (box,) = choices(page)
    assert (box.options, box.value) == ([CITY, MET], None)
    page = box.set_value(force).run()
    assert complaints(page) == []
    shown, other = (of_met, of_city) if force == MET else (of_city, of_met)
    assert shown in words_of(page)
    assert other not in words_of(page)


@pytest.mark.parametrize("view", ASKS)
@pytest.mark.parametrize("reference", ["S2", "S4", THEIRS, "CoLP/S1", "s4"])
@pytest.mark.usefixtures("record")
def test_nothing_is_asked_where_it_is_plain_who_is_meant(view: str, reference: str) -> None:
    role, write, *_ = ASKS[view]
    page = write(role, reference)
    assert complaints(page) == []
    assert choices(page) == []


@pytest.mark.parametrize("view", ["suspect", "case", "compare"])
@pytest.mark.usefixtures("record")
def test_a_supervisor_is_told_nothing_of_a_force_whose_suspect_they_may_not_see(view: str) -> None:
    _, write, _, of_city = ASKS[view]
    page = write("supervisor", "S1")
    assert complaints(page) == []
    assert choices(page) == []
    assert of_city not in everything(page)
    hidden, unknown = (write("supervisor", text) for text in (THEIRS, f"{CITY}/S9"))
    said = [
        complaints(page)[0].replace(text, "X") for page, text in ((hidden, "S1"), (unknown, "S9"))
    ]
    assert said[0] == said[1]


@pytest.mark.parametrize("view", ["suspect", "case", "compare"])
@pytest.mark.usefixtures("record")
def test_another_reference_takes_the_choice_away(view: str) -> None:
    role, write, *_ = ASKS[view]
    page = write(role, "S1")
    page.main.text_input[0].set_value("S99")
    page = press(page, "Compare" if view == "compare" else "Open")
    assert choices(page) == []
    assert "S99" in complaints(page)[0]


def test_whoever_was_chosen_is_erased_and_nobody_else(record: Workspace) -> None:
    (box,) = choices(page := on_removal("administrator", "S1"))
    page = press(box.set_value(CITY).run(), "Erase for good")
    assert complaints(page) == []
    assert "The person was erased" in page.success[0].value
    left = ask(record, ANALYST).store.suspects.named()["suspect_id"]
    assert set(left) == {"S1", "S2", f"{CITY}/S4"}


def test_a_crime_of_the_force_that_was_chosen_is_erased(record: Workspace) -> None:
    (box,) = choices(page := on_removal("administrator", "C1", "crime"))
    page = box.set_value(MET).run()
    assert f"The crime C1 ({MET}) will be erased" in words_of(page)
    assert complaints(press(page, "Erase for good")) == []
    left = ask(record, ANALYST).store.suspects.named()["suspect_id"]
    assert set(left) == {"S2", THEIRS, f"{CITY}/S4"}


def test_whoever_was_chosen_is_restricted_and_shown_again(record: Workspace) -> None:
    for step, button in (("restrict", "Restrict"), ("lift", "Lift the restriction")):
        (box,) = choices(page := on_removal("administrator", "S1", step=step))
        page = press(box.set_value(CITY).run(), button)
        assert complaints(page) == []
        assert f"The suspect S1 ({CITY}) is" in unescaped(page.success[0].value)
        hidden = {THEIRS} if step == "restrict" else set()
        assert ask(record, ANALYST).restrictions.people == hidden


@pytest.mark.usefixtures("record")
def test_a_search_shows_those_of_both_forces() -> None:
    page = opened("find", "analyst")
    page.main.text_input[0].set_value("S1")
    page = press(page, "Search")
    assert complaints(page) == []
    assert set(page.dataframe[0].value["suspect_id"]) == {"S1", f"S1 ({CITY})"}


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("cell", "shown"),
    [(f"S1 ({CITY})", f"Ben Other · S1 ({CITY})"), ("S1", f"Ann Other · S1 ({MET})")],
)
def test_a_reference_has_its_force_behind_it_and_opens_whoever_it_is_of(
    monkeypatch: pytest.MonkeyPatch, cell: str, shown: str
) -> None:
    page = opened("list", "analyst")
    cells = {"S1", "S2", f"S1 ({CITY})", f"S4 ({CITY})"}
    assert complaints(page) == []
    assert set(page.dataframe[0].value["suspect_id"]) == cells
    monkeypatch.setattr(people_table, "opened_by_key", lambda: cell)
    assert shown in words_of(opened("list", "analyst"))


@pytest.mark.usefixtures("record")
def test_headings_name_the_force_of_whom_they_are_about() -> None:
    assert f"Ben Other · S1 ({CITY})" in words_of(on_suspect("analyst", THEIRS))
    assert f"S2 ({MET})" in words_of(on_suspect("analyst", "S2"))
    assert f"Case of Ben Other · S1 ({CITY})" in words_of(on_case("analyst", THEIRS))
