"""Events of cases: added, vouched for by the log, copied, and erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from dashboard.errors import CaseChangedError
from dashboard.register import NewEvent, Register, Traces
from dashboard.register.tables import METADATA
from dashboard.register.victim_marks import is_erased, mark_victim, marks_any
from tests.unit.dashboard.build import ANALYST
from tests.unit.dashboard.register.conftest import Place

NOW = datetime(2026, 9, 1, 9, 30, 0, 123456, tzinfo=UTC)
HER = Traces(
    references=["n7654321"],
    mentions=lambda _, subject: "N7654321" in subject,
    without=lambda _: None,
    redacted=lambda text: text.replace("N7654321", "removed"),
)


def add(register: Register, case: str, number: int, person: str, **details: str) -> None:
    event = NewEvent(case, number, person, "minute", details)
    register.add_events(ANALYST, [event], version=1, at=NOW)


@pytest.fixture
def register(place: Place) -> Register:
    found = place.open()
    add(found, "C-1", 1, "N7654321", text="She said so")
    add(found, "C-2", 1, "S2", text="Knows N7654321 well")
    add(found, "C-1", 2, "N7654321", text="Café, and “more”")
    return found


def test_events_come_back_as_they_were_written(place: Place, register: Register) -> None:
    del register
    events = place.open().case_events(case="C-1")
    assert [(event.number, event.facts["text"]) for event in events] == [
        (1, "She said so"),
        (2, "Café, and “more”"),
    ]
    assert events[0].at == NOW.replace(tzinfo=None)
    assert [event.case for event in place.open().case_events(person="S2")] == ["C-2"]
    assert len(place.open().case_events()) == 3


def test_each_event_has_its_line_and_the_log_is_sound(register: Register) -> None:
    log = register.log()
    assert log["action"].to_list() == ["case"] * 3
    assert log["subject"].to_list()[0] == "minute, case C-1 of N7654321"
    assert [event.line for event in register.case_events()] == [1, 3, 2]
    assert register.verify().fault is None


@pytest.mark.parametrize(
    ("statement", "kind", "line"),
    [
        ("update case_events set details = '{}' where line = 2", "case_changed", 2),
        ("update case_events set who = 'nobody' where line = 3", "case_changed", 3),
        ("update case_events set person = 'S9' where line = 1", "case_changed", 1),
        ("update case_events set line = 9 where line = 3", "case_changed", 3),
        ("delete from case_events where line = 3", "case_missing", 3),
        ("update case_events set number = 7 where line = 3", "case_unsealed", None),
    ],
)
def test_a_change_of_an_event_is_found(
    place: Place, register: Register, statement: str, kind: str, line: int | None
) -> None:
    place.run(statement)
    fault = register.verify().fault
    assert fault is not None
    assert (fault.kind, fault.line) == (kind, line)


def test_whoever_is_slower_is_told_and_nothing_is_written(register: Register) -> None:
    before = register.log().height
    for case, number, person in (("C-1", 2, "N7654321"), ("C-1", 4, "N7654321"), ("C-9", 1, "S2")):
        with pytest.raises(CaseChangedError, match="meanwhile"):
            add(register, case, number, person)
    assert register.log().height == before
    assert len(register.case_events()) == 3


def test_events_that_belong_together_are_written_together_or_not_at_all(
    register: Register,
) -> None:
    pair = [NewEvent("C-3", number, "S3", "minute", {}) for number in (1, 3)]
    with pytest.raises(CaseChangedError):
        register.add_events(ANALYST, pair, version=1, at=NOW)
    assert register.case_events(case="C-3") == []
    assert register.verify().fault is None


def test_nothing_is_left_of_whoever_is_erased(place: Place, register: Register) -> None:
    assert register.has_traces(HER)
    assert "N7654321" in register.references()
    register.remove(ANALYST, HER, "case 17", version=1)
    register.purge()
    with place.open()._engine.connect() as connection:
        tables = [connection.execute(sa.select(x)).all() for x in METADATA.sorted_tables]
    assert "N7654321" not in str(tables)
    assert "She said so" not in str(tables)
    raw = [file.read_bytes() for file in place.folder.iterdir()]
    assert not any(b"N7654321" in content or b"She said so" in content for content in raw)
    assert not register.has_traces(HER)
    events = register.case_events()
    assert [(event.person, event.details) for event in events if event.case == "C-1"] == [
        (None, None),
        (None, None),
    ]
    assert register.case_events(case="C-2")[0].facts == {"text": "Knows removed well"}
    assert register.verify().fault is None


def test_the_mark_of_a_victim_is_erased_with_her_and_of_nobody_else(place: Place) -> None:
    register = place.open()
    for number, victim in enumerate(("N7654321", "N1234567"), 1):
        add(register, "C-3", number, "S3", victim=mark_victim(f"V{number}", victim), lead="vi")
    assert register.has_traces(HER)
    other = register.case_events(case="C-3")[1].facts["victim"]
    register.remove(ANALYST, HER, "case 17", version=1)
    register.purge()
    hers, others = (event.facts["victim"] for event in place.open().case_events(case="C-3"))
    assert is_erased(hers)
    assert hers == "V1 removed"
    assert others == other
    assert marks_any(others, ["N1234567"])
    assert not register.has_traces(HER)
    assert register.verify().fault is None


def test_what_an_erasure_left_cannot_be_changed_either(place: Place, register: Register) -> None:
    register.remove(ANALYST, HER, "case 17", version=1)
    place.run("""update case_events set details = '{"text": "x"}' where line = 2""")
    fault = register.verify().fault
    assert fault is not None
    assert (fault.kind, fault.line, fault.what) == ("case_changed", 2, "C-2")


def test_whoever_opened_a_page_since_a_moment_is_known(register: Register) -> None:
    before = datetime.now(UTC).replace(tzinfo=None)
    register.note(ANALYST, "suspect", "S2", version=1)
    after = datetime.now(UTC).replace(tzinfo=None) + timedelta(microseconds=1)
    assert register.opened_since(["S2"], ANALYST.who, before)
    assert not register.opened_since(["S2"], ANALYST.who, after)
    assert not register.opened_since(["S2"], "somebody", before)
    assert not register.opened_since(["S3"], ANALYST.who, before)
