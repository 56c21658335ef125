"""What is removed from the register is nowhere in it, and the log and the lists are sound."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from dashboard.register import Register, Traces
from dashboard.register.tables import METADATA
from harm.scoring.ranking_csv import fingerprint, without_people
from tests.unit.dashboard.build import ANALYST
from tests.unit.dashboard.register.conftest import Place
from tests.unit.dashboard.register.test_chain import frozen_list

HEAD = b"position,rank,suspect_id,tenths,allegations,victims,most_serious,last_recorded_on,unmapped"
BODY = b"1,1,N7654321,100,1,1,100,2026-01-01,0\n2,2,S2,50,1,1,50,2026-01-01,0"
CONTENT = HEAD + b"\n" + BODY + b"\n"


def without(content: bytes) -> tuple[bytes, str] | None:
    changed = without_people(content, ["N7654321"])
    return None if changed == content else (changed, fingerprint(changed))


HER = Traces(
    references=["N7654321"], mentions=lambda _, subject: "N7654321" in subject, without=without
)


@pytest.fixture
def register(place: Place) -> Register:
    found = place.open()
    for reference in ("N7654321", "S2", "N7654321"):
        found.note(ANALYST, "suspect", reference, version=1)
        found.link(reference)
    found.freeze(replace(frozen_list("hers"), content=CONTENT, sha256=fingerprint(CONTENT)))
    others = CONTENT.replace(b"N7654321", b"S3")
    found.freeze(replace(frozen_list("others"), content=others, sha256=fingerprint(others)))
    return found


def test_nothing_is_left_of_her_and_the_rest_is(place: Place, register: Register) -> None:
    token = register.link("S2")
    removal = register.remove(ANALYST, HER, "case 17", version=1)
    register.purge()
    assert (removal.subjects, removal.lists) == (2, ("hers",))
    with place.open()._engine.connect() as connection:
        tables = [connection.execute(sa.select(x)).all() for x in METADATA.sorted_tables]
    assert "N7654321" not in str(tables)
    raw = [file.read_bytes() for file in place.folder.iterdir()]
    assert not any(b"N7654321" in content for content in raw)
    kept = register.frozen("hers")
    assert kept is not None
    assert kept.sha256 == fingerprint(kept.content)
    assert b"\n1,1,,100,,,,,\n2,2,S2,50" in kept.content
    assert register.linked(token) == "S2"
    assert not register.has_traces(HER)


def test_the_log_is_sound_and_says_under_which_line(register: Register) -> None:
    removal = register.remove(ANALYST, HER, "case 17", version=1)
    register.purge()
    found = register.verify()
    assert found.fault is None
    assert found.erased == {1: removal.line, 3: removal.line}
    assert found.redacted == {"hers": removal.line + 1}


def test_a_list_that_is_changed_without_an_erasure_is_found(
    place: Place, register: Register
) -> None:
    register.remove(ANALYST, HER, "case 17", version=1)
    place.run("update frozen_lists set assessed = 9 where name = 'hers'")
    fault = register.verify().fault
    assert fault is not None
    assert (fault.kind, fault.what, fault.line) == ("list_changed", "hers", 7)


def test_of_nobody_there_is_a_line_and_nothing_else(register: Register) -> None:
    nobody = Traces(references=[], mentions=lambda *_: False, without=lambda _: None)
    assert not register.has_traces(nobody)
    removal = register.remove(ANALYST, nobody, "case 18", version=1)
    assert (removal.subjects, removal.lists, register.verify().fault) == (0, (), None)


def test_every_text_that_may_be_a_reference_is_known(register: Register) -> None:
    register.note(ANALYST, "file", "profile of S9", version=1)
    assert {"N7654321", "S2", "S9", "hers"} <= register.references()
