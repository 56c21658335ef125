"""The log is a chain: whatever is changed in it, cut from it or moved in it is found."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register import Fault, FrozenList, NewEvent, Register, VersionLine
from dashboard.register.chain import NO_LINE, Tip
from dashboard.register.head import HEAD, read_head, write_head
from dashboard.register.tables import CASE_EVENTS, LISTS, SUBJECTS
from dashboard.register.tables import LINES as LINES_TABLE
from tests.depth import examples
from tests.unit.dashboard.register.conftest import Place

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


def fill(place: Place) -> Register:
    """A register with twelve lines, the last two of which froze a list."""
    register = place.open()
    for number in range(LINES - 2):
        register.note(ANALYST, "suspect", f"S{number}", version=1, rules="abcdef")
    for name in ("first", "second"):
        register.freeze(frozen_list(name))
    return register


@pytest.fixture
def register(place: Place) -> Register:
    return fill(place)


def test_a_log_that_nobody_touched_is_sound(place: Place, register: Register) -> None:
    found = register.verify()
    assert (found.lines, found.lists, found.behind, found.fault) == (LINES, 2, 0, None)
    assert read_head(place.folder / HEAD) == Tip(LINES, found.hash)
    assert place.open().verify() == found


def test_an_empty_log_is_sound(place: Place) -> None:
    found = place.open().verify()
    assert (found.lines, found.fault) == (0, None)
    assert read_head(place.folder / HEAD) == NO_LINE


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
    with closing(sqlite3.connect(tmp_path / "register.sqlite")) as connection:
        connection.execute("delete from access_log where action = 'freeze'")
        connection.commit()
    register = Register.open(tmp_path)
    assert register.verify().fault is None
    Place(tmp_path, None).run(
        "update frozen_lists set listed = 7 where name = '2026-02-28-abcdef02'"
    )
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
        "insert into log_subjects values (99, null, 'S1', null)",
        Fault(kind="subject_astray", line=99),
    ),
    "a list": (
        "update frozen_lists set assessed = 3 where name = 'second'",
        Fault(kind="list_changed", line=12, what="second"),
    ),
    "a list's content": (
        "update frozen_lists set content = substr(content, 2) where name = 'first'",
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
def test_whatever_is_tampered_with_is_found(place: Place, register: Register, way: str) -> None:
    statement, expected = TAMPERING[way]
    place.run(*statement.split("; "))
    found = register.verify().fault
    assert found is not None
    assert replace(found, what=expected.what or found.what) == replace(
        expected, what=expected.what or found.what
    )


def test_a_tail_that_was_cut_is_found_after_other_lines_were_written(
    place: Place, register: Register
) -> None:
    place.run("delete from access_log where id > 8", "delete from log_subjects where line > 8")
    register.note(ANALYST, "list", "later", version=1)
    register.note(ANALYST, "list", "later still", version=1)
    log = register.log()
    assert log["action"].to_list()[8:] == ["gap", "list", "list"]
    assert log["subject"].to_list()[8] == f"line {LINES}"
    assert register.verify().fault == Fault(kind="lines_lost", line=9, until=LINES)


def test_a_log_that_was_made_again_as_a_whole_is_not_the_one_of_its_head(
    place: Place, register: Register
) -> None:
    head = (place.folder / HEAD).read_bytes()
    place.run("delete from access_log", "delete from log_subjects", "delete from frozen_lists")
    (place.folder / HEAD).unlink()
    fill(place)
    (place.folder / HEAD).write_bytes(head)
    fault = register.verify().fault
    assert fault is not None
    assert (fault.kind, fault.line) == ("head_differs", LINES)


def test_a_program_that_is_killed_before_it_writes_the_head_is_no_cut_tail(
    place: Place, register: Register
) -> None:
    before = read_head(place.folder / HEAD)
    assert isinstance(before, Tip)
    register.note(ANALYST, "list", "the head is not written", version=1)
    write_head(place.folder / HEAD, before)
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
    place: Place, register: Register, content: bytes | None, kind: str
) -> None:
    if content is None:
        (place.folder / HEAD).unlink()
    else:
        (place.folder / HEAD).write_bytes(content)
    fault = register.verify().fault
    assert fault is not None
    assert fault.kind == kind
    register.note(ANALYST, "list", "next", version=1)
    assert register.verify().fault == Fault(kind="lines_lost", line=LINES + 1, until=0)


def test_a_head_elsewhere_finds_what_the_one_in_the_folder_cannot(place: Place) -> None:
    other = place.folder / "elsewhere" / "head"
    fill(place)
    other.parent.mkdir()
    register = place.open(head=other)
    assert register.verify().fault == Fault(kind="head_missing", what=str(other))
    register.note(ANALYST, "list", "now it is written", version=1)
    assert register.verify().fault is None
    assert "gap" not in register.log()["action"].to_list()
    place.run(
        "delete from access_log where id > 8",
        "delete from log_subjects where line > 8",
        "delete from frozen_lists",
    )
    write_head(place.folder / HEAD, Tip(8, place.open().verify().hash))
    assert place.open().verify().fault is None
    assert register.verify().fault == Fault(
        kind="lines_cut", line=9, until=LINES + 1, what=str(other)
    )


def test_a_head_that_cannot_be_written_is_an_error_that_names_it(place: Place) -> None:
    other = place.folder / "nowhere" / "head"
    register = place.open(head=other)
    with pytest.raises(RegisterError, match=f"head of the log {other} cannot be written"):
        register.note(ANALYST, "list", "a list", version=1)


def test_what_is_erased_is_gone_and_the_chain_stays_whole(place: Place, register: Register) -> None:
    register.erase_subjects(ANALYST, [2, 5, 2], "authority 17", version=1)
    found = register.verify()
    assert (found.erased, found.fault) == ({2: 13, 5: 13}, None)
    log = register.log()
    assert log["subject"].to_list()[:6] == ["S0", None, "S2", "S3", None, "S5"]
    assert log["erased_by"].to_list()[:6] == [None, 13, None, None, 13, None]
    assert log.row(12, named=True)["subject"] == "authority 17"
    place.run("update log_subjects set subject=null, salt=null, erased_by=13 where line=3")
    assert register.verify().fault == Fault(kind="erasure_changed", line=2, until=13)


def test_more_lines_are_erased_than_one_statement_may_have_values(tmp_path: Path) -> None:
    register = Register.open(tmp_path)
    count = 40_000
    lines = [VersionLine("suspect", "S1", 1)] * count
    register.note_all(ANALYST, lines)
    allowed = 32_766  # as SQLite is built by its makers

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, allowed)

    register._engine.dispose()
    sa.event.listen(register._engine, "connect", limit)
    with register._engine.connect() as connection, pytest.raises(sa.exc.OperationalError):
        connection.execute(sa.select(SUBJECTS.c.line).where(SUBJECTS.c.line.in_(range(count))))
    register.erase_subjects(ANALYST, range(1, count + 1), "authority 17", version=1)
    found = register.verify()
    assert (len(found.erased), found.fault) == (count, None)
    assert set(found.erased.values()) == {count + 1}
    assert register.log()["subject"].null_count() == count


def test_a_list_that_is_frozen_again_keeps_the_seal_of_the_first_time(
    place: Place, register: Register
) -> None:
    register.freeze(replace(frozen_list("first"), listed=9))
    assert register.verify().fault is None
    place.run("update frozen_lists set index_table = 'another' where name = 'first'")
    register.freeze(frozen_list("first"))
    fault = register.verify().fault
    assert fault == Fault(kind="list_changed", line=11, what="first")


def test_the_subject_is_not_in_the_line_that_the_chain_covers(
    place: Place, register: Register
) -> None:
    register.note(ANALYST, "find", "a rare name", version=1)
    with register._engine.connect() as connection:
        lines = connection.execute(sa.select(LINES_TABLE)).all()
        subjects = connection.execute(sa.select(SUBJECTS.c.salt, SUBJECTS.c.subject)).all()
    assert "a rare name" not in repr(lines)
    assert len({salt for salt, _ in subjects}) == len(subjects) == LINES + 1
    assert all(len(salt) == 16 for salt, _ in subjects)
    assert "a rare name" not in (place.folder / HEAD).read_text("utf-8")


#: The new value of a column, by its name or else its type.
NEW_VALUES: Final[dict[object, Callable[[Any], Any]]] = {
    "id": lambda value: value + 100,
    "line": lambda value: value + 100,
    sa.DateTime: lambda value: value + timedelta(microseconds=1),
    sa.Date: lambda value: value + timedelta(days=1),
    sa.LargeBinary: lambda value: (value or b"") + b"x",
    sa.Integer: lambda value: (value or 0) + 1,
    sa.Text: lambda value: f"{value or ''}x",
}
TABLES: Final = (LINES_TABLE, SUBJECTS, LISTS, CASE_EVENTS)
Rows = dict[str, list[dict[str, Any]]]


def rows_of(connection: sa.Connection) -> Rows:
    """Every row of the tables that the chain covers, by its key."""
    return {
        table.name: [
            dict(row._mapping)
            for row in connection.execute(sa.select(table).order_by(*table.primary_key))
        ]
        for table in TABLES
    }


@st.composite
def tampering(draw: st.DrawFn) -> tuple[sa.Table, str, int, int]:
    """A table, what is done to it, and the rows concerned."""
    table = draw(st.sampled_from(TABLES))
    way = draw(st.sampled_from(["delete", "swap", "cut", *table.c.keys()]))
    return table, way, draw(st.integers(0, 12)), draw(st.integers(0, 12))


def tampered(rows: list[dict[str, Any]], drawn: tuple[sa.Table, str, int, int]) -> None:
    """Do it to the rows."""
    table, way, first, second = drawn
    one, other = first % len(rows), second % len(rows)
    if way == "delete":
        del rows[one]
    elif way == "cut":
        del rows[one:]
    elif way == "swap":
        (key,) = [column.name for column in table.primary_key]
        keys = rows[one][key], rows[other][key]
        rows[one][key], rows[other][key] = reversed(keys)
    else:
        change = NEW_VALUES[way if way in NEW_VALUES else type(table.c[way].type)]
        rows[one][way] = change(rows[one][way])


def test_any_change_of_the_tables_is_found(place: Place) -> None:
    fill(place).erase_subjects(ANALYST, [2], "authority", version=1)
    register = place.open()
    events = [NewEvent("C-1", number, "S1", "minute", {"text": "so"}) for number in (1, 2)]
    register.add_events(ANALYST, events, version=1, at=datetime.now(UTC))
    assert register.verify().fault is None
    with register._engine.connect() as connection:
        sound = rows_of(connection)

    @settings(max_examples=examples(300))
    @given(drawn=tampering())
    def check(drawn: tuple[sa.Table, str, int, int]) -> None:
        changed = {name: [dict(row) for row in rows] for name, rows in sound.items()}
        tampered(changed[drawn[0].name], drawn)
        with register._engine.begin() as connection:
            for table in TABLES:
                connection.execute(sa.delete(table))
                if changed[table.name]:
                    connection.execute(sa.insert(table), changed[table.name])
            different = rows_of(connection) != sound
        assert (register.verify().fault is not None) == different

    check()
