"""The register's file: many writers, older editions, files put back, and what is wrong with one."""

import errno
import logging
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from threading import Timer
from types import ModuleType
from typing import Any, Final
from unittest.mock import patch

import pytest
import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register import Register, database, journal, migrations
from dashboard.register.migrations import EDITION

pytestmark = pytest.mark.slow

ANALYST: Final = Viewer("an analyst")
OLD: Final = Path(__file__).parents[3] / "fixtures" / "register-of-edition-0.sqlite"

#: As the issue has it: eight programs, each of which writes two hundred lines.
WRITERS: Final = 8
LINES: Final = 200
#: Seconds that a line may wait on a machine with nothing else to do; tests have twice as long.
WAIT: Final = 2


def write_lines(folder: Path, writer: int) -> float:
    """Write many lines as a program of its own; the longest that one of them took, in seconds."""
    register = Register.open(folder)
    (folder.parent / f"ready {writer}").touch()
    while len(list(folder.parent.glob("ready *"))) < WRITERS:  # so that all write at once
        time.sleep(0.01)
    worst = 0.0
    for number in range(LINES):
        start = time.monotonic()
        register.note(Viewer(f"writer {writer}"), "list", f"line {number}", version=1)
        worst = max(worst, time.monotonic() - start)
    return worst


@contextmanager
def programs(number: int) -> Iterator[ProcessPoolExecutor]:
    """Programs of their own; one that dies fails the test and is not started again for ever.

    They run what `__main__` names, which is a page where a test in this process opened one.
    """
    with (
        patch.dict(sys.modules, {"__main__": ModuleType("__main__")}),
        ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool,
    ):
        yield pool


def test_no_line_of_eight_programs_is_refused_or_waits_long(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with programs(WRITERS) as pool:
        waits = list(pool.map(write_lines, [folder] * WRITERS, range(WRITERS)))
    log = Register.open(folder).log()
    assert log.height == WRITERS * LINES
    for writer in range(WRITERS):
        own = log.filter(who=f"writer {writer}")["subject"].to_list()
        assert own == [f"line {number}" for number in range(LINES)]
    print("the longest waits, in seconds:", sorted(waits))  # noqa: T201 - a measurement
    assert max(waits) < 2 * WAIT


def open_one(folder: Path) -> int:
    return Register.open(folder).log().height


@pytest.mark.parametrize("old", [True, False])
def test_programs_that_open_a_register_at_once_bring_it_up_once(
    tmp_path: Path, *, old: bool
) -> None:
    if old:
        shutil.copyfile(OLD, tmp_path / "register.sqlite")
    with programs(4) as pool:
        heights = list(pool.map(open_one, [tmp_path] * 12))
    assert set(heights) == {27 if old else 0}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    shutil.copyfile(OLD, tmp_path / "register.sqlite")
    return tmp_path


def rows_in(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(file)) as connection:
        return {
            table: connection.execute(f"select * from {table} order by 1").fetchall()  # noqa: S608
            for table in ("links", "mappings", "frozen_lists")
        }


def rows_of(
    file: Path, before: dict[str, list[tuple[Any, ...]]]
) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that are there now, in the columns of before: new ones come last."""
    now = rows_in(file)
    return {
        table: [row[: len(rows[0])] if rows else row for row in now[table]]
        for table, rows in before.items()
    }


def lines_in(file: Path) -> list[tuple[Any, ...]]:
    """The lines of a register of before they were chained."""
    columns = "id, at, who, role, action, subject, version"
    with closing(sqlite3.connect(file)) as connection:
        lines = connection.execute(f"select {columns} from access_log order by id")  # noqa: S608
        return [(number, datetime.fromisoformat(at), *rest) for number, at, *rest in lines]


def test_a_register_of_before_editions_were_numbered_is_brought_up_without_loss(old: Path) -> None:
    before = rows_in(OLD)
    register = Register.open(old)
    assert rows_of(old / "register.sqlite", before) == before
    log = register.log()
    assert log.select(log.columns[:7]).rows()[:26] == lines_in(OLD)
    assert log.row(26, named=True)["action"] == "chain"
    assert log.row(26, named=True)["subject"] == "26 lines"
    assert register.linked("u13HAg8z79sR") == "S0"
    assert register.recall(["Nominal", "Crime No"]) == {"crime_ref": "Crime No", "ward": None}
    names = [kept.name for kept in register.all_frozen()]
    assert names == ["2026-01-28-abcdef01", "2026-02-28-abcdef02"]
    second = register.frozen(names[1])
    assert second is not None
    assert second.content.startswith(b"position,suspect_id\n0,S0\n")
    assert register.unlogged(until=5) == [4, 5]
    with closing(sqlite3.connect(old / "register.sqlite")) as connection:
        assert connection.execute("pragma user_version").fetchone() == (EDITION,)
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)


def upgrade_to(file: Path, edition: int) -> None:
    """Bring a register of edition 0 to a later one, as a program of then did."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(file)), poolclass=sa.NullPool)
    with engine.begin() as connection:
        migrations.upgrade(connection, before=0, to=edition)


def test_a_new_register_has_the_tables_of_one_that_was_upgraded(old: Path, tmp_path: Path) -> None:
    def columns(folder: Path) -> dict[str, list[tuple[object, ...]]]:
        inspector = sa.inspect(Register.open(folder)._engine)
        return {
            table: [
                (column["name"], type(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            ]
            for table in inspector.get_table_names()
            if table != "alembic_version"  # Alembic makes it
        }

    assert columns(old) == columns(tmp_path / "new")


@pytest.mark.parametrize("edition", [0, 2, 3])
def test_a_register_of_before_settings_keeps_them_from_now_on(old: Path, edition: int) -> None:
    file = old / "register.sqlite"
    if edition:
        upgrade_to(file, edition)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (edition,)
    before = rows_in(file)
    register = Register.open(old)
    register.keep_setting(ANALYST, "own borough", "E09000007")
    assert register.setting(ANALYST, "own borough") == "E09000007"
    assert rows_of(file, before) == before
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (EDITION,)


def test_a_step_that_fails_leaves_the_register_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_in(OLD)

    def fail(*_: object) -> None:
        raise sa.exc.OperationalError("insert", {}, sqlite3.OperationalError("no more"))

    with monkeypatch.context() as patch:
        patch.setattr("dashboard.register.log.list_seal", fail)
        with pytest.raises(RegisterError):
            Register.open(old)
    assert rows_of(old / "register.sqlite", before) == before
    assert lines_in(old / "register.sqlite") == lines_in(OLD)
    assert Register.open(old).log().height == 27


def replace_by(content: bytes) -> Callable[[Path], None]:
    def replace(folder: Path) -> None:
        remove(folder)
        (folder / "register.sqlite").write_bytes(content)

    return replace


def remove(folder: Path) -> None:
    for file in folder.glob("register.sqlite*"):
        file.unlink()


def make_newer(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "register.sqlite")) as connection:
        connection.execute(f"pragma user_version = {EDITION + 7}")


def make_anothers(folder: Path) -> None:
    remove(folder)
    with closing(sqlite3.connect(folder / "register.sqlite")) as connection:
        connection.execute("create table contacts (name text)")


def lose_a_table(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "register.sqlite")) as connection:
        connection.execute("drop table access_log")


def overwrite_pages(folder: Path) -> None:
    with (folder / "register.sqlite").open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 20_000)


def put_a_folder_there(folder: Path) -> None:
    remove(folder)
    (folder / "register.sqlite").mkdir()


WRONG: Final[dict[str, tuple[Callable[[Path], object], str]]] = {
    "no folder": (shutil.rmtree, "its folder .* is not there"),
    "another kind of file": (replace_by(b"no register at all" * 500), "not a database"),
    "a newer edition": (make_newer, f"a newer Harmdesk .edition {EDITION + 7}, ours {EDITION}"),
    "another's database": (make_anothers, "a database of another program"),
    "a table is gone": (lose_a_table, r"not whole \(no such table: access_log\)"),
    "damaged pages": (overwrite_pages, "damaged"),
    "a folder": (put_a_folder_there, "a folder stands where the file should be"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_a_register_is_said_while_a_server_runs_and_mended_without_a_restart(
    tmp_path: Path, wrong: str
) -> None:
    folder, backup = tmp_path / "data", tmp_path / "backup"
    register = Register.open(folder)
    register.note(ANALYST, "list", "before", version=1)
    shutil.copytree(folder, backup)
    damage, words = WRONG[wrong]
    damage(folder)
    with pytest.raises(RegisterError, match=words):
        register.note(ANALYST, "list", "while it is wrong", version=1)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(backup, folder)
    register.note(ANALYST, "list", "after", version=1)
    assert register.log()["subject"].to_list() == ["before", "after"]
    assert Register.open(folder).log()["subject"].to_list() == ["before", "after"]
    assert register.verify().fault is None


def fault(name: str) -> sa.exc.OperationalError:
    error = sqlite3.OperationalError("as SQLite words it")
    error.sqlite_errorname = name
    return sa.exc.OperationalError("commit", {}, error)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (fault("SQLITE_FULL"), "the disk is full"),
        (fault("SQLITE_READONLY"), "read-only"),
        (fault("SQLITE_READONLY_DBMOVED"), "read-only"),
        (fault("SQLITE_CANTOPEN"), "cannot open it"),
        (fault("SQLITE_PERM"), "has no right to it"),
        (fault("SQLITE_BUSY_SNAPSHOT"), "waited for another program"),
        (fault("SQLITE_IOERR_WRITE"), "the disk reports a fault"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EROFS, "Read-only file system"), "read-only"),
        (OSError(errno.EACCES, "Permission denied"), "has no right to it"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_each_fault_has_a_sentence_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    register = Register.open(tmp_path)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(database, "edition_of", fail)
    with pytest.raises(RegisterError, match=f"cannot be written to: .*{words}"):
        register.note(ANALYST, "list", "a list", version=1)
    with pytest.raises(RegisterError, match=f"cannot be opened: .*{words}"):
        Register.open(tmp_path)


def test_a_long_wait_says_what_is_waited_for_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(database, "SLOW", 0.05)
    register = Register.open(tmp_path)
    holder = sqlite3.connect(tmp_path / "register.sqlite", check_same_thread=False)
    holder.execute("begin immediate")
    release = Timer(0.5, holder.rollback)
    release.start()
    register.note(ANALYST, "list", "a list", version=1)
    release.join()
    holder.close()
    words = [record.getMessage() for record in caplog.records]
    assert words == [f"Waiting for another program that writes to {tmp_path / 'register.sqlite'}."]
    assert register.log().height == 1


def put_in_place(backup: Path, file: Path) -> None:
    """Another file, under the name of the one that was there."""
    shutil.copyfile(backup, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)


def copy_over(backup: Path, file: Path) -> None:
    """The same file, with other content."""
    shutil.copyfile(backup, file)


def remove_and_copy(backup: Path, file: Path) -> None:
    file.unlink()
    shutil.copyfile(backup, file)


@pytest.fixture(params=[put_in_place, copy_over, remove_and_copy])
def restore(request: pytest.FixtureRequest) -> Callable[[Path, Path], None]:
    how: Callable[[Path, Path], None] = request.param
    return how


def test_a_register_put_back_while_a_server_runs_is_taken_up(
    tmp_path: Path, restore: Callable[[Path, Path], None]
) -> None:
    file, backup = tmp_path / "data" / "register.sqlite", tmp_path / "backup.sqlite"
    register = Register.open(file.parent)
    register.note(ANALYST, "list", "kept", version=1)
    shutil.copyfile(file, backup)
    for number in range(30):
        register.note(ANALYST, "list", f"lost {number}", version=1)
    restore(backup, file)
    register.note(ANALYST, "list", "new", version=1)
    for reader in (register, Register.open(file.parent)):
        log = reader.log()
        assert log["subject"].to_list() == ["kept", "line 31", "new"]
        assert log["action"].to_list() == ["list", "gap", "list"]  # thirty lines are lost


def test_an_old_register_put_back_while_a_server_runs_is_brought_up(
    tmp_path: Path, restore: Callable[[Path, Path], None]
) -> None:
    file = tmp_path / "register.sqlite"
    register = Register.open(tmp_path)
    for number in range(30):
        register.note(ANALYST, "list", f"lost {number}", version=1)
    restore(OLD, file)
    register.note(ANALYST, "list", "new", version=1)
    assert register.log()["action"].to_list()[26:] == ["chain", "gap", "list"]
    assert register.openings == 2


@pytest.fixture
def stale(tmp_path: Path) -> tuple[Path, Path]:
    """A register next to which lies what a killed program left of a later state, and its backup."""
    file, backup = tmp_path / "data" / "register.sqlite", tmp_path / "backup.sqlite"
    register = Register.open(file.parent)
    register.note(ANALYST, "list", "kept", version=1)
    shutil.copyfile(file, backup)
    for number in range(10):
        register.note(ANALYST, "list", f"lost {number}", version=1)
    holder = sqlite3.connect(file)  # as long as it is there, the log stays
    holder.execute("select count(*) from access_log").fetchone()
    for number in range(40):
        register.note(ANALYST, "list", f"in the log {number}", version=1)
    left = {name: Path(f"{file}{name}").read_bytes() for name in ("-wal", "-shm")}
    whole = file.read_bytes()
    holder.close()
    file.write_bytes(whole)
    for name, content in left.items():
        Path(f"{file}{name}").write_bytes(content)
    return file, backup


def test_what_a_killed_program_wrote_last_is_there_at_the_next_opening(
    stale: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    file, _ = stale
    assert Register.open(file.parent).log().height == 51
    assert caplog.records == []


@pytest.mark.parametrize("old", [True, False])
def test_what_it_left_next_to_a_register_that_was_put_back_is_set_aside(
    stale: tuple[Path, Path],
    restore: Callable[[Path, Path], None],
    caplog: pytest.LogCaptureFixture,
    *,
    old: bool,
) -> None:
    file, backup = stale
    restore(OLD if old else backup, file)
    log = Register.open(file.parent).log()
    assert log.height == (27 if old else 1)
    assert "lay a write-ahead log of another one" in caplog.text
    assert len([*file.parent.glob("register.sqlite-wal.set-aside-*")]) == 1
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_a_register_that_is_gone_is_begun_again_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    register = Register.open(tmp_path)
    register.note(ANALYST, "list", "lost", version=1)
    remove(tmp_path)
    register.note(ANALYST, "list", "new", version=1)
    assert Register.open(tmp_path).log()["subject"].to_list() == ["line 1", "new"]
    assert "is gone, and a new one is begun" in caplog.text


def test_nothing_lies_next_to_the_register_when_nobody_is_at_work(tmp_path: Path) -> None:
    Register.open(tmp_path).note(ANALYST, "list", "a list", version=1)
    assert {path.name for path in tmp_path.iterdir()} == {"register.sqlite", "register.head"}


@pytest.fixture
def on_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without shared memory, as a network share is."""

    def connect(file: Path, *, patience: float) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{file.as_uri()}?vfs=unix-dotfile",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )

    monkeypatch.setattr(journal, "connect", connect)


@pytest.mark.usefixtures("on_a_share")
@pytest.mark.parametrize("begins", ["new", "old", "in WAL"])
def test_where_a_write_ahead_log_cannot_work_it_is_said_and_done_without(
    tmp_path: Path, begins: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "register.sqlite"
    if begins == "old":
        shutil.copyfile(OLD, file)
    if begins == "in WAL":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("pragma journal_mode = wal")
    register = Register.open(tmp_path)
    assert not register.several_write_at_once
    assert "a network share?" in caplog.text
    before = register.log().height
    register.note(ANALYST, "list", "a list", version=1)
    assert register.log().height == Register.open(tmp_path).log().height == before + 1
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("delete",)


def test_on_a_disk_of_this_machine_several_write_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert Register.open(tmp_path).several_write_at_once
    assert caplog.records == []
