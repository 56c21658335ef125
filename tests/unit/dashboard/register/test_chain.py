"""The log is a chain: whatever is changed in it, cut from it or moved in it is found."""

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register import Fault, FrozenList, Register
from dashboard.register.chain import NO_LINE, Tip
from dashboard.register.head import HEAD, read_head, write_head
from tests.depth import examples

ANALYST: Final = Viewer("an analyst")
LINES: Final = 12


def frozen_list(name: str) -> FrozenList:
    return FrozenList(
        name=name,
        at=datetime(2026, 1, 31, 9, tzinfo=UTC).replace(tzinfo=None),
        who="an analyst",
        role="analyst",
        as_of=date(2026, 1, 31),
        rules_id="abcdef",
        rules="{}",
        index="cchi-2020",
        index_edition="2020",
        index_sha256="0" * 64,
        index_table=None,
        version=1,
        program="0.2.0",
        listed=1,
        assessed=2,
        sha256="1" * 64,
        content=b"position,suspect_id\n0,S0\n",
    )


def fill(folder: Path) -> Register:
    """A register with twelve lines, the last two of which froze a list."""
    register = Register.open(folder)
    for number in range(LINES - 2):
        register.note(ANALYST, "suspect", f"S{number}", version=1, rules="abcdef")
    for name in ("first", "second"):
        register.freeze(frozen_list(name))
    return register


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return fill(tmp_path)


def run(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "register.sqlite")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_log_that_nobody_touched_is_sound(tmp_path: Path, register: Register) -> None:
    found = register.verify()
    assert (found.lines, found.lists, found.behind, found.fault) == (LINES, 2, 0, None)
    assert read_head(tmp_path / HEAD) == Tip(LINES, found.hash)
    assert Register.open(tmp_path).verify() == found


def test_an_empty_log_is_sound(tmp_path: Path) -> None:
    found = Register.open(tmp_path).verify()
    assert (found.lines, found.fault) == (0, None)
    assert read_head(tmp_path / HEAD) == NO_LINE


def test_lines_of_before_there_was_a_chain_are_chained_and_a_line_says_so(tmp_path: Path) -> None:
    old = Path(__file__).parents[3] / "fixtures" / "register-of-edition-0.sqlite"
    (tmp_path / "register.sqlite").write_bytes(old.read_bytes())
    register = Register.open(tmp_path)
    register.note(ANALYST, "list", "a list", version=3)
    assert register.log()["action"].to_list()[-2:] == ["chain", "list"]
    found = register.verify()
    assert (found.lines, found.lists, found.fault) == (28, 2, None)


def test_a_list_of_before_that_has_no_line_is_vouched_for_from_then_on(tmp_path: Path) -> None:
    old = Path(__file__).parents[3] / "fixtures" / "register-of-edition-0.sqlite"
    (tmp_path / "register.sqlite").write_bytes(old.read_bytes())
    run(tmp_path, "delete from access_log where action = 'freeze'")
    register = Register.open(tmp_path)
    assert register.verify().fault is None
    run(tmp_path, "update frozen_lists set listed = 7 where name = '2026-02-28-abcdef02'")
    fault = register.verify().fault
    assert fault is not None
    assert (fault.kind, fault.what) == ("list_changed", "2026-02-28-abcdef02")


#: What somebody with a tool for databases may do, and what is found then.
TAMPERING: Final[dict[str, tuple[str, Fault]]] = {
    "another user": (
        "update access_log set who = 'nobody' where id = 5",
        Fault(kind="line_changed", line=5),
    ),
    "another time": (
        "update access_log set at = '2020-01-01 00:00:00.000000' where id = 5",
        Fault(kind="line_changed", line=5),
    ),
    "another hash": (
        "update access_log set hash = digest where id = 5",
        Fault(kind="line_changed", line=5),
    ),
    "a line is gone": (
        "delete from access_log where id = 5",
        Fault(kind="lines_missing", line=5, until=5),
    ),
    "several are gone": (
        "delete from access_log where id between 1 and 4",
        Fault(kind="lines_missing", line=1, until=4),
    ),
    "later ones moved up": (
        "; ".join(
            [
                "delete from access_log where id = 5",
                *[
                    f"update access_log set id = {n - 1} where id = {n}"  # noqa: S608
                    for n in range(6, 13)
                ],
            ]
        ),
        Fault(kind="line_changed", line=5),
    ),
    "the tail is cut": (
        "delete from access_log where id > 9",
        Fault(kind="lines_cut", line=10, until=LINES),
    ),
    "all are gone": ("delete from access_log", Fault(kind="lines_cut", line=1, until=LINES)),
    "another subject": (
        "update log_subjects set subject = 'S99' where line = 3",
        Fault(kind="subject_changed", line=3),
    ),
    "no subject": (
        "update log_subjects set subject = null, salt = null where line = 3",
        Fault(kind="subject_changed", line=3),
    ),
    "no row for the subject": (
        "delete from log_subjects where line = 3",
        Fault(kind="subject_changed", line=3),
    ),
    "an erasure that nobody wrote": (
        "update log_subjects set subject = null, salt = null, erased_by = 4 where line = 3",
        Fault(kind="erasure_changed", line=3, until=4),
    ),
    "a subject without a line": (
        "insert into log_subjects values (99, x'00', 'S1', null)",
        Fault(kind="subject_astray", line=99),
    ),
    "a list": (
        "update frozen_lists set assessed = 3 where name = 'second'",
        Fault(kind="list_changed", line=12, what="second"),
    ),
    "a list's content": (
        "update frozen_lists set content = x'00' where name = 'first'",
        Fault(kind="list_changed", line=11, what="first"),
    ),
    "a list is gone": (
        "delete from frozen_lists where name = 'first'",
        Fault(kind="list_missing", line=11, what="first"),
    ),
    "another name for a list": (
        "update frozen_lists set name = 'third' where name = 'first'",
        Fault(kind="list_unsealed", what="third"),
    ),
}


@pytest.mark.parametrize("way", TAMPERING)
def test_whatever_is_tampered_with_is_found(tmp_path: Path, register: Register, way: str) -> None:
    statement, expected = TAMPERING[way]
    run(tmp_path, *statement.split("; "))
    found = register.verify().fault
    assert found is not None
    assert replace(found, what=expected.what or found.what) == replace(
        expected, what=expected.what or found.what
    )


def test_a_tail_that_was_cut_is_found_after_other_lines_were_written(
    tmp_path: Path, register: Register
) -> None:
    run(tmp_path, "delete from access_log where id > 8", "delete from log_subjects where line > 8")
    register.note(ANALYST, "list", "later", version=1)
    register.note(ANALYST, "list", "later still", version=1)
    log = register.log()
    assert log["action"].to_list()[8:] == ["gap", "list", "list"]
    assert log["subject"].to_list()[8] == f"line {LINES}"
    assert register.verify().fault == Fault(kind="lines_lost", line=9, until=LINES)


def test_a_log_that_was_made_anew_as_a_whole_is_not_the_one_of_its_head(
    tmp_path: Path, register: Register
) -> None:
    head = (tmp_path / HEAD).read_bytes()
    for file in tmp_path.iterdir():
        file.unlink()
    fill(tmp_path)
    (tmp_path / HEAD).write_bytes(head)
    fault = register.verify().fault
    assert fault is not None
    assert (fault.kind, fault.line) == ("head_differs", LINES)


def test_a_program_that_is_killed_before_it_writes_the_head_is_no_cut_tail(
    tmp_path: Path, register: Register
) -> None:
    before = read_head(tmp_path / HEAD)
    assert isinstance(before, Tip)
    register.note(ANALYST, "list", "the head is not written", version=1)
    write_head(tmp_path / HEAD, before)
    found = register.verify()
    assert (found.lines, found.behind, found.fault) == (LINES + 1, 1, None)
    register.note(ANALYST, "list", "next", version=1)
    found = register.verify()
    assert (found.lines, found.behind, found.fault) == (LINES + 2, 0, None)
    assert "gap" not in register.log()["action"].to_list()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (None, "head_missing"),
        (b"nonsense", "head_unreadable"),
        (b'{"line": "1"}', "head_unreadable"),
    ],
)
def test_a_head_that_is_gone_or_damaged_is_found(
    tmp_path: Path, register: Register, content: bytes | None, kind: str
) -> None:
    if content is None:
        (tmp_path / HEAD).unlink()
    else:
        (tmp_path / HEAD).write_bytes(content)
    fault = register.verify().fault
    assert fault is not None
    assert fault.kind == kind
    register.note(ANALYST, "list", "next", version=1)
    assert register.verify().fault == Fault(kind="lines_lost", line=LINES + 1, until=0)


def test_a_head_elsewhere_finds_what_the_one_in_the_folder_cannot(tmp_path: Path) -> None:
    data, other = tmp_path / "data", tmp_path / "elsewhere" / "head"
    fill(data)
    other.parent.mkdir()
    register = Register.open(data, head=other)
    fault = register.verify().fault
    assert fault == Fault(kind="head_missing", what=str(other))
    register.note(ANALYST, "list", "now it is written", version=1)
    assert register.verify().fault is None
    assert "gap" not in register.log()["action"].to_list()
    run(data, "delete from access_log where id > 8", "delete from log_subjects where line > 8")
    tip = Tip(8, str(sqlite_value(data, "select hash from access_log where id = 8")))
    write_head(data / HEAD, tip)
    run(data, "delete from frozen_lists")
    assert Register.open(data).verify().fault is None
    assert register.verify().fault == Fault(
        kind="lines_cut", line=9, until=LINES + 1, what=str(other)
    )


def sqlite_value(folder: Path, query: str) -> object:
    with closing(sqlite3.connect(folder / "register.sqlite")) as connection:
        return connection.execute(query).fetchone()[0]


def test_a_head_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path) -> None:
    other = tmp_path / "nowhere" / "head"
    register = Register.open(tmp_path / "data", head=other)
    with pytest.raises(RegisterError, match=f"head of the log {other} cannot be written"):
        register.note(ANALYST, "list", "a list", version=1)


def test_what_is_erased_is_gone_and_the_chain_stays_whole(
    tmp_path: Path, register: Register
) -> None:
    register.erase_subjects(ANALYST, [2, 5, 2], "authority 17", version=1)
    found = register.verify()
    assert (found.erased, found.fault) == ({2: 13, 5: 13}, None)
    log = register.log()
    assert log["subject"].to_list()[:6] == ["S0", None, "S2", "S3", None, "S5"]
    assert log["erased_by"].to_list()[:6] == [None, 13, None, None, 13, None]
    assert log.row(12, named=True)["subject"] == "authority 17"
    run(tmp_path, "update log_subjects set subject=null, salt=null, erased_by=13 where line=3")
    assert register.verify().fault == Fault(kind="erasure_changed", line=2, until=13)


def test_a_list_that_is_frozen_again_keeps_the_seal_of_the_first_time(
    tmp_path: Path, register: Register
) -> None:
    register.freeze(replace(frozen_list("first"), listed=9))
    assert register.verify().fault is None
    content = zlib.compress(b"another ranking").hex()
    run(tmp_path, f"update frozen_lists set content = x'{content}' where name = 'first'")  # noqa: S608
    register.freeze(frozen_list("first"))
    fault = register.verify().fault
    assert fault == Fault(kind="list_changed", line=11, what="first")


def test_the_subject_is_not_in_the_line_that_the_chain_covers(
    tmp_path: Path, register: Register
) -> None:
    register.note(ANALYST, "find", "a rare name", version=1)
    with closing(sqlite3.connect(tmp_path / "register.sqlite")) as connection:
        lines = connection.execute("select * from access_log").fetchall()
        subjects = connection.execute("select salt, subject from log_subjects").fetchall()
    assert "a rare name" not in repr(lines)
    assert len({salt for salt, _ in subjects}) == len(subjects) == LINES + 1
    assert all(len(salt) == 16 for salt, _ in subjects)
    assert "a rare name" not in (tmp_path / HEAD).read_text("utf-8")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a register that is sound."""
    folder = tmp_path_factory.mktemp("sound")
    fill(folder).erase_subjects(ANALYST, [2], "authority", version=1)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


#: The columns of each table that can be changed, with a value of another kind for each.
COLUMNS: Final = {
    "access_log": (
        "id",
        "at",
        "who",
        "role",
        "action",
        "version",
        "rules",
        "seal",
        "digest",
        "hash",
    ),
    "log_subjects": ("line", "salt", "subject", "erased_by"),
    "frozen_lists": (
        *("name", "at", "who", "role", "as_of", "rules_id", "rules", "index", "index_edition"),
        *("index_sha256", "index_table", "version", "program", "listed", "assessed", "sha256"),
        *("content", "edition"),
    ),
}
NEW_VALUES: Final[dict[str, Callable[[Any], Any]]] = {
    "at": lambda _: "2021-02-03 04:05:06.000007",
    "as_of": lambda _: "2021-02-03",
    "salt": lambda value: bytes(reversed(value or b"ab")),
    "content": lambda value: value + b"x",
    "id": lambda value: value + 100,
    "line": lambda value: value + 100,
    **dict.fromkeys(("version", "listed", "assessed", "edition"), lambda value: value + 1),
    "erased_by": lambda value: (value or 0) + 1,
}


@st.composite
def tampering(draw: st.DrawFn) -> tuple[str, str, int, int]:
    """A table, what is done to it, and the rows concerned."""
    table = draw(st.sampled_from(sorted(COLUMNS)))
    way = draw(st.sampled_from(["delete", "swap", "cut", *COLUMNS[table]]))
    return table, way, draw(st.integers(0, 12)), draw(st.integers(0, 12))


def tamper(connection: sqlite3.Connection, table: str, way: str, first: int, second: int) -> None:
    rows = [row[0] for row in connection.execute(f"select rowid from {table}")]  # noqa: S608
    one, other = rows[first % len(rows)], rows[second % len(rows)]
    if way in {"delete", "cut"}:
        sign = ">=" if way == "cut" else "="
        connection.execute(f"delete from {table} where rowid {sign} ?", [one])  # noqa: S608
    elif way == "swap":
        key = COLUMNS[table][0]
        values = [
            connection.execute(f"select {key} from {table} where rowid = ?", [row]).fetchone()[0]  # noqa: S608
            for row in (one, other)
        ]
        columns = [f'"{column}"' for column in COLUMNS[table] if column != key]
        wanted = ", ".join(columns)
        contents = [
            connection.execute(f"select {wanted} from {table} where {key} = ?", [value]).fetchone()  # noqa: S608
            for value in values
        ]
        for value, content in zip(values, reversed(contents), strict=True):
            sets = ", ".join(f"{column} = ?" for column in columns)
            connection.execute(f"update {table} set {sets} where {key} = ?", [*content, value])  # noqa: S608
    else:
        value = connection.execute(
            f'select "{way}" from {table} where rowid = ?',  # noqa: S608
            [one],
        ).fetchone()[0]
        new = NEW_VALUES[way](value) if way in NEW_VALUES else f"{value or ''}x"
        connection.execute(f'update {table} set "{way}" = ? where rowid = ?', [new, one])  # noqa: S608


@settings(
    max_examples=examples(300),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=tampering())
def test_any_change_of_the_tables_is_found(
    tmp_path: Path, sound: dict[str, bytes], drawn: tuple[str, str, int, int]
) -> None:
    for path in tmp_path.iterdir():
        path.unlink()
    for name, content in sound.items():
        (tmp_path / name).write_bytes(content)
    register = Register.open(tmp_path)
    assert register.verify().fault is None
    with closing(sqlite3.connect(tmp_path / "register.sqlite")) as connection:
        connection.execute("pragma synchronous = off")
        before = list(connection.iterdump())
        tamper(connection, *drawn)
        connection.commit()
        changed = before != list(connection.iterdump())
    fault = register.verify().fault
    assert (fault is not None) == changed
