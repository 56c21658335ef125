"""Whoever looks after a victim looks after her, whatever her code is by now; never another."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.errors import CaseRefusedError, HarmdeskError, NotAllowedError
from dashboard.register import NewEvent
from dashboard.services.cases.deciding import name_victim_lead
from dashboard.services.cases.joining import decide_person
from dashboard.services.cases.meeting import answer_meeting
from dashboard.services.cases.opening import open_case, open_victim_side
from dashboard.services.cases.victims import victims_of
from dashboard.services.cases.working import note_victim_step, work
from dashboard.services.data.removal import erase
from dashboard.services.linking.decisions import undo_link
from dashboard.services.question import Caller
from dashboard.store import withdraw
from dashboard.wording.case_parts import in_care_words
from harm.errors import HarmError
from tests.depth import examples
from tests.unit.dashboard.build import loaded, row
from tests.unit.dashboard.services.cases.desk import ANALYST, CAMDEN, Desk

ADMINISTRATOR: Final = Viewer("adam", role="administrator")
WHY: Final = "the same photo"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def led(desk: Desk, suspect: str) -> dict[str, str]:
    """Who looks after whom: the lead by the reference of the victim whom they have by now."""
    case = open_case(desk.ask(), suspect).case
    victims = victims_of(desk.ask(), suspect)
    assert case is not None
    return {
        victims[code][0]: care.lead
        for code, care in case.victims.items()
        if care.is_known and care.lead
    }


def load(desk: Desk, **cells: object) -> None:
    loaded(desk.workspace.settings.data, row(suspect_home_borough=CAMDEN, **cells), synthetic=True)


def older(desk: Desk, victim: str = "OLDER", suspect: str = "S2") -> None:
    load(desk, crime_ref=f"C-{victim}", suspect_id=suspect, victim_id=victim,
         recorded_on="2026-02-01")  # fmt: skip


def take_out(desk: Desk, reference: str) -> None:
    erase(Caller(desk.workspace, ADMINISTRATOR), reference, "expired", "case 17")


def test_an_older_allegation_moves_the_code_and_not_the_lead(desk: Desk) -> None:
    desk.adopted()
    name_victim_lead(desk.ask(), "S2", "V1", "vi")
    older(desk)
    found = open_case(desk.ask(), "S2")
    assert led(desk, "S2") == {"VIC2": "vi"}
    assert found.renamed == (("V1", "V2"),)
    assert "V1 is V2 now" in in_care_words(found)
    lead = Viewer("vi")
    (care,) = open_victim_side(desk.ask(lead), "S2")
    assert care.code == "V2"
    note_victim_step(desk.ask(lead), "S2", "V2", "contact", on="2026-05-05", done=True)
    with pytest.raises(NotAllowedError, match="does not; ask the supervisor"):
        note_victim_step(desk.ask(lead), "S2", "V1", "contact", on="2026-05-05", done=True)
    name_victim_lead(desk.ask(), "S2", "V1", "una")
    assert led(desk, "S2") == {"VIC2": "vi", "OLDER": "una"}
    (care,) = open_victim_side(desk.ask(lead), "S2")
    assert [step for step, _, _ in care.steps] == ["contact"]


def test_a_code_in_order_again_says_nothing_of_a_change(desk: Desk) -> None:
    desk.adopted()
    name_victim_lead(desk.ask(), "S2", "V1", "vi")
    assert open_case(desk.ask(), "S2").renamed == ()
    assert "changed" not in in_care_words(open_case(desk.ask(), "S2"))


def test_linked_suspects_have_the_leads_of_both_and_each_their_own_after_undoing(
    desk: Desk,
) -> None:
    first = desk.active("S2")
    desk.adopted("S3")
    older(desk, "VIC9", "S3")
    for suspect, code, lead in (("S2", "V1", "vi"), ("S3", "V1", "una"), ("S3", "V2", "wyn")):
        name_victim_lead(desk.ask(), suspect, code, lead)
    apart = led(desk, "S2"), led(desk, "S3")
    assert apart == ({"VIC2": "vi"}, {"VIC9": "una", "VIC3": "wyn"})
    decide_person(desk.ask(ANALYST), "S2", "S3", "same", WHY, going=first.id)
    assert led(desk, "S3") == {**apart[0], **apart[1]}
    assert [care.lead for care in open_victim_side(desk.ask(Viewer("wyn")), "S2")] == ["wyn"]
    note_victim_step(desk.ask(Viewer("una")), "S2", "V1", "contact", on="2026-05-05", done=True)
    undo_link(desk.ask(ANALYST), "S2", "S3", "two brothers")
    assert (led(desk, "S2"), led(desk, "S3")) == apart
    assert desk.workspace.register.verify().fault is None


def test_whoever_owns_the_case_that_goes_on_looks_after_no_victim_of_the_other(
    desk: Desk,
) -> None:
    first = desk.active("S2")
    desk.adopted("S3", owner="pia")
    name_victim_lead(desk.ask(), "S3", "V1", "olu")
    decide_person(desk.ask(ANALYST), "S2", "S3", "same", WHY, going=first.id)
    found = open_case(desk.ask(), "S2")
    assert (led(desk, "S2"), found.care.without_lead) == ({}, 2)


def test_linked_victims_are_one_and_apart_again_each_has_whom_she_had(desk: Desk) -> None:
    desk.adopted()
    older(desk)
    name_victim_lead(desk.ask(), "S2", "V2", "vi")
    decide_person(desk.ask(ANALYST), "OLDER", "VIC2", "same", WHY)
    assert list(led(desk, "S2").values()) == ["vi"]
    undo_link(desk.ask(ANALYST), "OLDER", "VIC2", "two sisters")
    assert led(desk, "S2") == {"VIC2": "vi"}


def test_erasing_a_victim_leaves_the_other_her_lead_and_nobody_hers(desk: Desk) -> None:
    desk.adopted()
    older(desk)
    name_victim_lead(desk.ask(), "S2", "V1", "una")
    name_victim_lead(desk.ask(), "S2", "V2", "vi")
    take_out(desk, "OLDER")
    found = open_case(desk.ask(), "S2")
    assert led(desk, "S2") == {"VIC2": "vi"}
    assert (found.care.victims, found.care.without_lead) == (1, 0)
    assert found.case is not None
    assert found.case.victims["removed V1"].lead == "una"
    with desk.workspace.register._database.reading() as connection:
        kept = [*connection.execute(sa.text("select details from case_events"))]
    assert not any('"V1 ' in (details or "") and "removed" not in details for (details,) in kept)
    assert desk.workspace.register.verify().fault is None


def test_a_withdrawn_load_leaves_a_lead_without_a_victim_and_the_meeting_says_so(
    desk: Desk,
) -> None:
    desk.adopted()
    older(desk)
    name_victim_lead(desk.ask(), "S2", "V1", "una")
    withdraw(desk.workspace.settings.data, 2, reason="a wrong file")
    found = open_case(desk.ask(), "S2")
    assert led(desk, "S2") == {}
    assert (found.care.without_lead, found.care.lost) == (1, 1)
    assert "V1 is not among this suspect's victims now" in in_care_words(found)
    assert [item.case.id for item in answer_meeting(desk.ask()).items
            if item.part == "without_lead"] == [found.id]  # fmt: skip
    with pytest.raises(CaseRefusedError, match="no victim former V1"):
        name_victim_lead(desk.ask(), "S2", "former V1", "una")


def test_each_victim_of_a_case_that_was_taken_on_is_to_have_somebody(desk: Desk) -> None:
    def without(part: str = "without_lead") -> dict[str, int]:
        items = answer_meeting(desk.ask()).items
        return {
            item.case.person: item.case.care.without_lead for item in items if item.part == part
        }

    assert without() == {}
    desk.adopted("S2")
    older(desk)
    found = open_case(desk.ask(), "S2")
    assert (found.care.victims, found.care.without_lead) == (2, 2)
    assert without() == {"S2": 2}
    name_victim_lead(desk.ask(), "S2", "V2", "vi")
    assert without() == {"S2": 1}
    assert "2 victims, 1 without anybody who looks after them" in in_care_words(
        open_case(desk.ask(), "S2")
    )
    load(desk, crime_ref="C-LATER", suspect_id="S2", victim_id="LATER", recorded_on="2026-05-01")
    assert without() == {"S2": 2}
    for code in ("V1", "V3"):
        name_victim_lead(desk.ask(), "S2", code, "una")
    assert without() == {}
    assert "3 victims, each with somebody who looks after them" in in_care_words(
        open_case(desk.ask(), "S2")
    )
    assert open_case(desk.ask(), "S3").care.victims == 0


def test_every_victim_is_to_be_told_of_a_release(desk: Desk) -> None:
    desk.active()
    older(desk)
    name_victim_lead(desk.ask(), "S2", "V2", "vi")
    work(desk.ask(), "S2", "custody", {"on": "2026-05-01", "why": "remand"})
    found = work(desk.ask(), "S2", "expect_release", {"on": "2026-06-01"})
    assert found.care.uninformed == 2
    lead = desk.ask(Viewer("vi"))
    note_victim_step(lead, "S2", "V2", "told_of_release", on="2026-05-20", done=True)
    assert open_case(desk.ask(), "S2").care.uninformed == 1


def test_an_event_from_before_that_has_a_code_alone_is_nobodys(desk: Desk) -> None:
    found = desk.adopted()
    details = {"victim": "V1", "lead": "vi"}
    event = NewEvent(found.id, found.count + 1, "S2", "victim_lead", details)
    desk.workspace.register.add_events(Viewer("sue"), [event], version=1)
    assert led(desk, "S2") == {}
    again = open_case(desk.ask(), "S2")
    assert (again.care.without_lead, again.care.lost) == (1, 1)
    assert "name again who looks after which victim" in in_care_words(again)
    name_victim_lead(desk.ask(), "S2", "V1", "vi")
    assert led(desk, "S2") == {"VIC2": "vi"}


@pytest.mark.parametrize("seed", range(max(examples(20) // 4, 4)))
def test_whatever_happens_a_lead_is_that_victims_or_nobodys(seed: int, tmp_path: Path) -> None:
    rnd, desk = random.Random(seed), Desk(tmp_path)  # noqa: S311 - a test
    desk.adopted("S2")
    given, gone = dict[str, str](), set[str]()

    def give() -> None:
        victims = victims_of(desk.ask(), "S2")
        code = rnd.choice(sorted(victims))
        lead = f"lead of {victims[code][0]}"
        name_victim_lead(desk.ask(), "S2", code, lead)
        given[lead] = victims[code][0]

    def bring() -> None:
        victim = f"W{rnd.randrange(6)}"
        load(desk, crime_ref=f"N{rnd.randrange(10**6)}", victim_id=victim,
             suspect_id=rnd.choice(["S2", "S2", "S3"]),
             recorded_on=f"2026-0{rnd.randint(1, 4)}-{rnd.randint(10, 28)}")  # fmt: skip

    def link() -> None:
        a, b = rnd.choice([("S2", "S3"), ("W0", "W1"), ("W2", "VIC2"), ("W3", "W4")])
        decide_person(desk.ask(ANALYST), a, b, "same", WHY)

    def unlink() -> None:
        a, b = rnd.choice([("S2", "S3"), ("W0", "W1"), ("W2", "VIC2"), ("W3", "W4")])
        undo_link(desk.ask(ANALYST), a, b, "they are two people")

    def remove() -> None:
        reference = rnd.choice(["W0", "W1", "W2", "W5"])
        take_out(desk, reference)
        gone.add(reference)

    steps = [give, give, bring, bring, link, unlink, remove]
    for _ in range(10):
        try:
            rnd.choice(steps)()
        except (HarmdeskError, HarmError):
            continue
        victims = victims_of(desk.ask(), "S2")
        case = open_case(desk.ask(), "S2").case
        assert case is not None
        for code, care in case.victims.items():
            if care.is_known:
                assert given[care.lead] in victims[code]
                assert given[care.lead] not in gone
    assert desk.workspace.register.verify().fault is None
