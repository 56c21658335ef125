"""A register on PostgreSQL: many writers, and what is wrong with one in a sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register import Register, server
from dashboard.register.migrations import EDITION
from dashboard.register.server_trouble import trouble_of_server
from tests.unit.dashboard.register.conftest import Place

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


def test_a_register_that_is_gone_is_made_anew_and_the_log_says_so(
    schema: str, tmp_path: Path
) -> None:
    place = Place(tmp_path, schema)
    register = place.open()
    register.note(ANALYST, "list", "lost", version=1)
    place.run(
        "drop table access_log, log_subjects, links, mappings, frozen_lists, logged_versions,"
        " settings, alembic_version"
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
def test_an_address_that_leads_nowhere_is_told_without_its_password(
    server: str, tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    with pytest.raises(RegisterError, match=words) as error:
        Register.open(tmp_path, url=server.replace(*change))
    assert "secret" not in str(error.value)


def test_whoever_holds_the_lock_too_long_is_told_of(
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


def test_a_fault_that_is_not_known_is_told_in_the_server_s_words() -> None:
    error = sa.exc.ProgrammingError("select", {}, ValueError("something  odd"))
    assert trouble_of_server(error).what == "something odd"
