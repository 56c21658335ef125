"""What the pages of cases ask: one look, links that name nobody, and a reading without the rank."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import CaseRefusedError, NotAllowedError
from dashboard.services.cases.answer import answer_case, answer_cases, case_key, cases_key
from dashboard.services.cases.deciding import adopt, name_victim_lead
from dashboard.services.cases.links import case_standing, linked_case
from dashboard.services.cases.next_steps import has_opened
from dashboard.services.cases.proposing import answer_counter, review
from dashboard.services.cases.reading import COLUMNS, read_blind
from dashboard.services.cases.working import work
from dashboard.services.suspects.suspect_file import suspect_file
from harm.cases.events import moves
from tests.unit.dashboard.services.cases.desk import (
    ANALYST,
    OTHER,
    SUPERVISOR,
    WHY,
    Desk,
    named,
)

AUDITOR = Viewer("aud", role="auditor", reason="a complaint of May")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_reading_without_the_rank_is_enough_to_review_and_not_to_decide(desk: Desk) -> None:
    reading = read_blind(desk.ask(), "S1")
    assert (reading.person, reading.counter) == ("S1", 1)
    assert tuple(reading.rows.columns) == COLUMNS
    assert not {"tenths", "position", "share", "reason", "counts"} & set(COLUMNS)
    assert reading.rows["crime_ref"].to_list() == ["C1", "C2"]
    assert desk.kinds()[-1] == "case_read"
    assert not has_opened(desk.ask(), "S1")
    assert review(desk.ask(), "S1", "unsure").state == "in_review"
    read_blind(desk.ask(), "S2")
    with pytest.raises(CaseRefusedError, match="has not opened this suspect's page"):
        adopt(desk.ask(), ["S2"], "olu", WHY)
    second = named(ANALYST, "ben")
    read_blind(desk.ask(second), "S1")
    with pytest.raises(CaseRefusedError, match="has not opened this suspect's page"):
        answer_counter(desk.ask(second), "S1", WHY)


@pytest.mark.parametrize("viewer", [OTHER, AUDITOR, Viewer("adm", role="administrator")])
def test_a_reading_is_for_whoever_may_review(desk: Desk, viewer: Viewer) -> None:
    before = desk.kinds()
    with pytest.raises(NotAllowedError):
        read_blind(desk.ask(viewer), "S1")
    assert desk.kinds() == before


def test_a_link_leads_to_a_case_by_a_token_or_an_id_and_to_nobody_out_of_sight(desk: Desk) -> None:
    case, token = desk.adopted().id, desk.workspace.register.link("S2")
    assert linked_case(desk.ask(), token) == linked_case(desk.ask(), case) == "S2"
    for ref in (token, case, "C-0000000000", "C-", "S2", "nonsense"):
        assert linked_case(desk.ask(OTHER), ref) is None
    assert linked_case(desk.ask(), "S2") is None


def test_one_look_at_a_case_is_one_line(desk: Desk) -> None:
    desk.active()
    before = len(desk.kinds())
    answer = answer_case(desk.ask(ANALYST), "S2")
    assert desk.kinds()[before:] == ["case_seen"]
    assert (answer.is_listed, answer.listed) == (True, desk.list)
    assert (answer.crimes, answer.victims, answer.own_victims) == (("C3",), ("V1",), ())
    name_victim_lead(desk.ask(), "S2", "V1", "vi")
    lead = answer_case(desk.ask(named(ANALYST, "VI ")), "S2")
    assert lead.own_victims == ("V1",)
    assert "victim_step" in lead.steps


def test_what_may_happen_next_is_what_the_table_and_the_rights_allow(desk: Desk) -> None:
    first = answer_case(desk.ask(), "S2").steps
    assert set(first) == {"nominate", "review", "defer", "close_at_once"}
    desk.active()
    for viewer in (ANALYST, SUPERVISOR, AUDITOR):
        steps = set(answer_case(desk.ask(viewer), "S2").steps)
        assert all("active" in moves()[kind].before for kind in steps)
        decides = {kind for kind in steps if moves()[kind].who == "decider"}
        assert bool(decides) is (viewer is SUPERVISOR)
        assert bool(steps) is (viewer is not AUDITOR)


def test_the_cases_stand_by_state_and_reference_and_say_nothing_of_rank(desk: Desk) -> None:
    key = cases_key(desk.ask())
    desk.active("S3")
    answer = answer_cases(desk.ask(ANALYST))
    assert [case.person for case in answer.found.cases] == ["S3", "FAR", "HERREF", "S1", "S2"]
    assert answer.names["HERREF"] == "Jane Fulham"
    assert cases_key(desk.ask()) > key
    assert case_key(desk.ask(), "S3") == 5
    assert {case.person for case in answer_cases(desk.ask(OTHER)).found.cases} == {"FAR"}
    assert set(answer_cases(desk.ask(OTHER)).names) == {"FAR"}


def test_an_opened_suspect_says_how_their_case_stands_to_whoever_may_see_it(desk: Desk) -> None:
    question = desk.ask()
    standing = case_standing(question, suspect_file(question, "S2"))
    assert standing is not None
    assert (standing.state, standing.is_listed) == ("", True)
    desk.active()
    work(question, "S2", "scheme", {"scheme": "iom"})
    standing = case_standing(question, suspect_file(question, "S2"))
    assert standing is not None
    assert (standing.state, standing.owner) == ("active", "olu")
    nobody = desk.ask(Viewer("adm", role="administrator"))
    assert case_standing(nobody, suspect_file(question, "S2")) is None
