"""A register on PostgreSQL: many writers, and what is wrong with one in a sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register import NewEvent, Register, VersionLine, server
from dashboard.register.migrations import EDITION
from dashboard.register.server_trouble import trouble_of_server
from tests.contract.program import assert_refused, harmdesk
from tests.unit.dashboard.register.conftest import Place
from tests.unit.dashboard.register.test_chain import frozen_list

pytestmark = pytest.mark.slow

ANALYST: Final = Viewer("an analyst")
WRITERS: Final = 20
LINES: Final = 10


@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_twenty_writers_lose_nothing_and_break_no_chain(place: Place) -> None:
    registers = [place.open() for _ in range(2)]

    def write(writer: int) -> None:
        for number in range(LINES):
            viewer = Viewer(f"writer {writer}")
            registers[writer % 2].note(viewer, "list", f"line {number}", version=1)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    found = registers[0].verify()
    assert (found.lines, found.behind, found.fault) == (WRITERS * LINES, 0, None)
    log = registers[0].log()
    for writer in range(WRITERS):
        own = log.filter(who=f"writer {writer}")["subject"].to_list()
        assert own == [f"line {number}" for number in range(LINES)]


def test_programs_that_open_it_at_once_make_it_once(schema: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        registers = list(pool.map(lambda _: Register.open(tmp_path, url=schema), range(6)))
    assert [register.verify().fault for register in registers] == [None] * 6
    assert registers[0].several_write_at_once
    for register in registers:
        register._engine.dispose()


def test_a_register_that_is_gone_is_made_again_and_the_log_says_so(
    schema: str, tmp_path: Path
) -> None:
    place = Place(tmp_path, schema)
    register = place.open()
    register.note(ANALYST, "list", "lost", version=1)
    place.run(
        "drop table access_log, log_subjects, links, mappings, frozen_lists, person_links,"
        " logged_versions, settings, case_events, alembic_version"
    )
    register.note(ANALYST, "list", "new", version=1)
    assert register.log()["action"].to_list() == ["gap", "list"]
    assert register.openings == 2
    place.close()


def test_another_program_s_database_and_a_newer_register_are_refused(
    schema: str, tmp_path: Path
) -> None:
    engine = sa.create_engine(schema, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("create table contacts (name text)"))
    with pytest.raises(RegisterError, match="a database of another program"):
        Register.open(tmp_path, url=schema)
    with engine.begin() as connection:
        connection.execute(sa.text("drop table contacts"))
    place = Place(tmp_path, schema)
    place.open()
    place.run(f"update alembic_version set version_num = '{EDITION + 3}'")  # noqa: S608 - a number
    with pytest.raises(RegisterError, match=f"a newer Harmdesk .edition {EDITION + 3}"):
        Register.open(tmp_path, url=schema)
    place.close()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("harmdesk@", "nobody:secret@"), "refuses this user or password"),
        (("/postgres?", "/nothing?"), "no such database"),
        (("?host=/", "?host=/nowhere/"), "cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_reported_without_its_password(
    server: str, tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    with pytest.raises(RegisterError, match=words) as error:
        Register.open(tmp_path, url=server.replace(*change))
    assert "secret" not in str(error.value)


def test_whoever_holds_the_lock_too_long_is_reported(
    schema: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path, schema)
    register = place.open()
    monkeypatch.setattr(server, "PATIENCE", 1)
    with register._engine.begin() as holder:
        holder.execute(sa.select(sa.func.pg_advisory_xact_lock(server.LOCK)))
        with pytest.raises(RegisterError, match="waited for another program"):
            register.ready()
    register.ready()
    place.close()


def test_a_fault_that_is_not_known_is_reported_in_the_server_s_words() -> None:
    error = sa.exc.ProgrammingError("select", {}, ValueError("something  odd"))
    assert trouble_of_server(error).what == "something odd"


def in_use(folder: Path) -> Register:
    """A register with something in each of its tables, and a line that was erased."""
    register = Register.open(folder)
    register.note_versions(ANALYST, [VersionLine("load", "extract.csv", 1)])
    register.note(ANALYST, "suspect", "S1", version=1, rules="abcdef")
    register.freeze(frozen_list("first"))
    register.erase_subjects(ANALYST, [2], "authority", version=1)
    register.remember(ANALYST, ["Crime"], {"crime_ref": "Crime"})
    register.keep_setting(ANALYST, "own borough", "E09000007")
    register.link("S1")
    first = NewEvent("C-1", 1, "S1", "list", {"list": "first"})
    register.add_events(ANALYST, [first], version=1, at=datetime.now(UTC))
    return register


def test_a_register_in_use_is_copied_whole_and_goes_on_there(schema: str, tmp_path: Path) -> None:
    old = in_use(tmp_path)
    copied = old.copy_to(schema)
    assert copied == old.verify()
    place = Place(tmp_path, schema)
    new = place.open()
    assert new.log().equals(old.log())
    assert new.frozen("first") == old.frozen("first")
    assert new.link("S1") == old.link("S1")
    assert new.recall(["Crime"]) == {"crime_ref": "Crime"}
    assert new.setting(ANALYST, "own borough") == "E09000007"
    assert new.case_events() == old.case_events()
    assert new.unlogged(until=2) == [2]
    new.note(ANALYST, "list", "on the new one", version=1)
    found = new.verify()
    assert (found.lines, found.fault) == (old.verify().lines + 1, None)
    place.close()


def test_nothing_is_copied_onto_a_register_that_has_something(schema: str, tmp_path: Path) -> None:
    old = in_use(tmp_path / "data")
    other = Place(tmp_path / "other", schema)
    other.open().note(ANALYST, "list", "of another", version=1)
    with pytest.raises(RegisterError, match="has a register with something in it"):
        old.copy_to(schema)
    assert other.open().log()["subject"].to_list() == ["of another"]
    other.close()


def test_a_log_that_was_changed_is_not_copied(schema: str, tmp_path: Path) -> None:
    old = in_use(tmp_path)
    Place(tmp_path, None).run("update access_log set who = 'nobody' where id = 2")
    with pytest.raises(RegisterError, match=r"not sound .line 2., and nothing was copied"):
        old.copy_to(schema)
    place = Place(tmp_path, schema)
    assert place.open().log().is_empty()
    place.close()


def test_the_command_copies_and_the_program_goes_on_with_the_copy(
    schema: str, tmp_path: Path
) -> None:
    in_use(tmp_path)
    copied = harmdesk("register", "copy", "--to", schema, "--json", data=tmp_path).json
    assert (copied["lines"], copied["lists"]) == (6, 1)
    listed = harmdesk("log", "list", "--json", data=tmp_path, HARMDESK_REGISTER=schema).json
    assert [line["action"] for line in listed["lines"]][-2:] == ["copy", "log"]
    verified = harmdesk("log", "verify", data=tmp_path, HARMDESK_REGISTER=schema)
    assert verified.code == 0
    assert_refused(harmdesk("register", "copy", "--to", schema, data=tmp_path), "not sound")
    assert_refused(harmdesk("register", "copy", "--to", "sqlite://", data=tmp_path), "PostgreSQL")
    wrong = harmdesk("log", "list", data=tmp_path, HARMDESK_REGISTER="mysql://user:secret@host/x")
    assert_refused(wrong, "HARMDESK_REGISTER is not right")
    assert "secret" not in wrong.err
