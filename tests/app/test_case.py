"""The page of one case in each role: what it says, what it hides, and which link leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access.viewer import Role
from dashboard.services.cases.deciding import close_at_once, name_victim_lead
from dashboard.services.cases.opening import open_case
from dashboard.services.cases.working import note_victim_step, work
from dashboard.wording.case_forms import TITLES
from dashboard.wording.cases import NOT_ADVICE
from harm.cases.events import moves
from tests.app.cases import me, opened, view
from tests.app.pages import complaints, tables, words_of
from tests.app.test_roles import everything
from tests.unit.dashboard.services.cases.desk import ANALYST, WHY, Desk

#: Of the people of the record whom nothing on a page of cases may name: victims alone.
VICTIMS = ("VIC1", "VIC2", "VIC3", "VIC4")
DECISIONS = {kind for kind, move in moves().items() if move.who == "decider"}


@pytest.fixture
def desk(elsewhere: Path) -> Desk:
    return Desk(elsewhere)


def busy(desk: Desk) -> None:
    """A case with something of everything."""
    desk.active()
    work(desk.ask(), "S2", "scheme", {"scheme": "mappa"})
    work(desk.ask(), "S2", "clock", {"rule": "bail", "starts": "2026-03-31"})
    given = {"order": "DVPO", "status": "granted", "on": "2026-05-01", "until": "2026-05-20"}
    work(desk.ask(), "S2", "measure", given)
    charge = {"what": "charge", "on": "2026-05-05", "tied_to": "C3", "because": "of_listing"}
    work(desk.ask(), "S2", "outcome", charge)
    name_victim_lead(desk.ask(), "S2", "V1", me(desk).who)
    note_victim_step(desk.ask(me(desk)), "S2", "V1", "safety_plan", on="2026-05-05", done=True)


def offered(page: object) -> set[str]:
    boxes = [box for box in page.selectbox if str(box.key).startswith("next in")]  # type: ignore[attr-defined]
    return {kind for box in boxes for kind, title in TITLES.items() if title in box.options}


def test_a_case_says_where_it_stands_what_is_due_and_what_it_rests_on(desk: Desk) -> None:
    busy(desk)
    page = opened(desk)
    assert complaints(page) == []
    words = words_of(page)
    assert page.title[0].value.endswith(open_case(desk.ask(ANALYST), "S2").id.replace("-", "\\-"))
    for said in ("The case is active since", "olu owns it", "Managed by MAPPA too"):
        assert said in words
    for said in ("Adopted by sue on", WHY, NOT_ADVICE):
        assert said in words
    (plan,) = tables(page, "Strand")
    assert plan["What"].to_list() == ["Arrest attempt"]
    (limits,) = tables(page, "Time limit")
    assert limits["Until"].to_list() == ["30 June 2026"]
    assert limits["May be extended by"].to_list() == ["inspector"]
    assert limits["Standing"].to_list() == ["running"]
    assert "as of 21 March 2026, the day of the newest allegation" in words
    (outcomes,) = tables(page, "Because of the listing?")
    assert outcomes["Of"].to_list() == ["C3"]
    (events,) = tables(page, "When (UTC)")
    assert len(events) == 9


@pytest.mark.parametrize("role", ["analyst", "supervisor", "auditor"])
def test_a_role_is_offered_what_it_may_write(desk: Desk, role: Role) -> None:
    desk.active()
    kinds = offered(opened(desk, role=role))
    if role == "auditor":
        assert kinds == set()
        return
    assert kinds >= {"action", "measure", "outcome", "custody", "close_at_once"}
    own = {"hand_over", "deselect", "close", "minute", "victim_lead"}
    assert kinds & DECISIONS == (own if role == "supervisor" else set())
    assert not kinds & {"adopt", "reopen", "start", "victim_step", "extend", "release"}


def test_somebody_of_another_borough_has_no_case_here(desk: Desk) -> None:
    page = opened(desk, "FAR")
    assert complaints(page) == []
    assert page.title[0].value == "Case"
    assert "leads to no case here" in words_of(page)
    assert "FAR" not in everything(page).replace("FAR-", "")
    assert complaints(opened(desk, "FAR", "analyst")) == []


def test_a_case_is_opened_by_its_id_too_and_the_address_names_nobody(desk: Desk) -> None:
    case = desk.adopted()
    by_id = view("case", "supervisor", ref=case.id)
    assert by_id.title[0].value == opened(desk).title[0].value
    page = view("case", "supervisor")
    page.main.text_input[0].set_value("S2")
    next(one for one in page.main.button if one.label == "Open").click().run()
    assert "S2" in page.title[0].value
    assert page.query_params["ref"] != ["S2"]
    for wrong in ("S2", "C-0000000000", "nonsense"):
        assert "leads to no case here" in words_of(view("case", "supervisor", ref=wrong))
    page = view("case", "supervisor")
    page.main.text_input[0].set_value("FAR")
    next(one for one in page.main.button if one.label == "Open").click().run()
    assert "not among those you may see" in complaints(page)[0].replace("\\", "")


def test_one_look_is_one_line_and_what_others_write_is_seen(desk: Desk) -> None:
    desk.active()
    page = opened(desk)
    before = desk.kinds()
    assert before[-1] == "case_seen"
    page.run()
    assert desk.kinds() == before
    work(desk.ask(), "S2", "scheme", {"scheme": "iom"})
    page.run()
    assert desk.kinds()[-2:] == ["case", "case_seen"]
    assert "Integrated offender management" in words_of(page)


def test_the_victim_side_is_opened_by_whoever_looks_after_a_victim_and_logged(desk: Desk) -> None:
    busy(desk)
    page = opened(desk)
    assert "Safety plan" not in everything(page)
    assert desk.kinds()[-1] != "victim_side"
    next(one for one in page.main.button if one.label == "Open the victim side").click().run()
    assert desk.kinds()[-1] == "victim_side"
    (done,) = tables(page, "Done")
    assert done.to_numpy().tolist() == [["V1", "Safety plan", "5 May 2026", "yes"]]


def test_others_see_how_many_victims_there_are_and_nothing_else(desk: Desk) -> None:
    desk.active()
    name_victim_lead(desk.ask(), "S2", "V1", "vi")
    lead = desk.ask(me(desk).__class__("vi"))
    note_victim_step(lead, "S2", "V1", "safety_plan", on="2026-05-05", done=True)
    for role in ("analyst", "supervisor", "auditor"):
        page = opened(desk, role=role)
        assert "1 victim, with somebody who looks after them" in words_of(page)
        assert "Open the victim side" not in [one.label for one in page.main.button]
        assert "Safety plan" not in everything(page)
        assert "victim_step" not in offered(page)


def test_no_victim_is_named_on_any_page_of_cases(desk: Desk) -> None:
    busy(desk)
    shown = everything(opened(desk)) + everything(view("cases", "supervisor"))
    assert not [victim for victim in VICTIMS if victim in shown]


def test_text_of_a_case_is_text(desk: Desk) -> None:
    desk.active()
    tags = "![x](https://elsewhere.example) <b>bold</b> **strong** :red[x]"
    work(desk.ask(), "S2", "propose_deselection", {"ground": "proportionality", "reason": tags})
    page = opened(desk)
    assert complaints(page) == []
    assert "](" not in "".join(one.value.replace("\\]\\(", "") for one in page.markdown
                               if "elsewhere" in one.value)  # fmt: skip


def test_the_wrong_person_names_who_has_to_be_told(desk: Desk) -> None:
    close_at_once(desk.ask(ANALYST), ["S3"], "wrong_person", WHY)
    page = opened(desk, "S3")
    assert "No file that names them left Harmdesk" in words_of(page)


def test_without_a_case_the_page_says_so_and_offers_to_nominate(desk: Desk) -> None:
    page = opened(desk, "S3")
    assert "nobody has looked at it as a case yet" in words_of(page)
    assert offered(page) == {"nominate", "review", "defer", "close_at_once"}


def test_a_suspect_says_how_their_case_stands_and_leads_to_it(desk: Desk) -> None:
    desk.active()
    link = desk.workspace.register.link
    page = view("suspect", "supervisor", suspect=link("S2"))
    assert "Case: active since" in words_of(page)
    page.main.button(key="their case").click().run()
    assert page.title[0].value.startswith("Case of")
    assert "on the newest frozen list" in words_of(view("suspect", "analyst", suspect=link("S3")))
