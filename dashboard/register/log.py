"""The lines of the log: written at its end, each chained to the one before, and read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl
import sqlalchemy as sa

from dashboard.access.actions import LogKind
from dashboard.access.viewer import Viewer
from dashboard.register.chain import COVERED, NO_LINE, ChainedLine, Tip, digest_of, link, new_salt
from dashboard.register.frozen_lists import FrozenList
from dashboard.register.head import Heads, fits, read_head
from dashboard.register.statements import insert_rows
from dashboard.register.tables import LINES, SUBJECTS

#: What a frame of the log has, in this order; `erased_by` is the line under which a subject was
#: erased, and `seal` what else the line vouches for, such as the id of a file.
COLUMNS: Final[dict[str, type[pl.DataType]]] = {
    "id": pl.Int64,
    "at": pl.Datetime,
    "who": pl.String,
    "role": pl.String,
    "action": pl.String,
    "subject": pl.String,
    "version": pl.Int64,
    "rules": pl.String,
    "erased_by": pl.Int64,
    "seal": pl.String,
}
#: The word of a line that says that the log did not reach to its head: it was cut, or put back.
GAP: Final = "gap"
#: The word of a line that says that what stands above it was chained later than it was written.
CHAINED: Final = "chain"
#: The word of a line under which subjects of earlier lines were erased.
ERASED: Final = "erase"
#: The word of a line that vouches again for a frozen list from which a place was removed.
REDACTED: Final = "erase_list"
#: Asks for the end of the log, which each line that is written does.
LAST_LINE: Final = "select id, hash from access_log order by id desc limit 1"
#: How a seal begins, by what it vouches for.
SEALS_LIST: Final = "list"
SEALS_HEAD: Final = "head"
SEALS_ERASURE: Final = "lines"
SEALS_CASE: Final = "case"
SEALS_FILE: Final = "file"
SEALS_RECIPIENT: Final = "to"
#: Values that one statement has at most: SQLite may be built to take no more than 32,766, and
#: PostgreSQL takes 65,535.
MOST_VALUES: Final = 10_000
#: What stands between two things that one line vouches for.
SEALS_APART: Final = "; "


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A line of the log that somebody asks for.

    Attributes:
        action: what was done.
        subject: what it was done with, such as the name of a file.
        version: the version that it made; the current one, where it brought nothing new.
        rules: id of the rules of the list that was seen; empty where there is none.
        seal: what else the line vouches for.
    """

    action: LogKind
    subject: str
    version: int
    rules: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one user has to log at one moment.

    Attributes:
        who: the user.
        role: their role.
        lines: what they did; all are written, or none.
    """

    who: str
    role: str
    lines: Sequence[VersionLine]


class OpenLog:
    """The log as a connection sees it."""

    def __init__(self, connection: sa.Connection) -> None:
        """Read through a connection that is open."""
        self._connection = connection

    def tip(self) -> Tip:
        """The last line."""
        found = self._connection.exec_driver_sql(LAST_LINE).first()
        return NO_LINE if found is None else Tip(found.id, found.hash)

    def hash_of(self, number: int) -> str | None:
        """The hash of a line; None where there is no such line."""
        query = sa.select(LINES.c.hash).where(LINES.c.id == number)
        return self._connection.execute(query).scalar_one_or_none()

    def has_seal(self, seal: str) -> bool:
        """Whether a line that says that the log was cut vouches for this."""
        query = sa.select(LINES.c.id).where((LINES.c.action == GAP) & (LINES.c.seal == seal))
        return self._connection.execute(query).first() is not None


def append(
    connection: sa.Connection,
    heads: Heads,
    viewer: Viewer,
    lines: Sequence[VersionLine],
    *,
    role: str | None = None,
) -> Tip:
    """Write lines of one user at the end of the log, as `append_all` does.

    Args:
        connection: holds the lock for writing.
        heads: of the log.
        viewer: who did it.
        lines: what they did.
        role: their role, where it is not the viewer's own.

    Returns:
        the last line.
    """
    return append_all(connection, heads, [Entry(viewer.who, role or viewer.role, lines)])


def append_all(connection: sa.Connection, heads: Heads, entries: Sequence[Entry]) -> Tip:
    """Write lines at the end of the log, inside a transaction during which nobody else writes.

    Where the log does not reach to its head, a line of its own says so first: the lines that the
    head names are lost, and the head that shows it will be replaced. Whoever finds that out is the
    user of the first entry.

    Args:
        connection: holds the lock for writing.
        heads: of the log.
        entries: who did what, in the order in which it is written; at least one.

    Returns:
        the last line.
    """
    at = datetime.now(UTC).replace(tzinfo=None)
    before = tip = OpenLog(connection).tip()
    gaps = replace(entries[0], lines=_gaps(connection, heads, tip))
    rows, subjects = [], []
    for entry in [gaps, *entries]:
        for line in entry.lines:
            subject = _storable(line.subject)
            salt = new_salt()
            chained = ChainedLine(
                number=tip.number + 1,
                at=at,
                who=entry.who,
                role=entry.role,
                action=line.action,
                version=line.version,
                rules=line.rules,
                seal=line.seal,
                digest=digest_of(salt, subject),
            )
            tip = Tip(chained.number, link(tip.hash, chained))
            rows.append(row_of(chained, tip.hash))
            subjects.append(
                {"line": tip.number, "salt": salt, "subject": subject, "erased_by": None}
            )
    if tip != before:
        insert_rows(connection, LINES, rows)
        insert_rows(connection, SUBJECTS, subjects)
    return tip


def read_log(connection: sa.Connection) -> pl.DataFrame:
    """The whole log, oldest first; times are UTC; the subject is null where it was erased."""
    columns = [(SUBJECTS if name in SUBJECTS.c else LINES).c[name] for name in COLUMNS]
    joined = LINES.outerjoin(SUBJECTS, SUBJECTS.c.line == LINES.c.id)
    rows = connection.execute(sa.select(*columns).select_from(joined).order_by(LINES.c.id))
    return pl.DataFrame([tuple(row) for row in rows], schema=COLUMNS, orient="row")


def erase_subjects(
    connection: sa.Connection,
    heads: Heads,
    viewer: Viewer,
    numbers: Iterable[int],
    why: VersionLine,
) -> Tip:
    """Erase whom or what lines are about, under a line that vouches for which they are.

    Args:
        connection: holds the lock for writing.
        heads: of the log.
        viewer: who erases.
        numbers: of the lines.
        why: the line that says so; its seal is made here.
    """
    erased: list[int] = []
    for portion in _portions(sorted(set(numbers))):
        present = sa.select(SUBJECTS.c.line).where(
            SUBJECTS.c.line.in_(portion) & SUBJECTS.c.erased_by.is_(None)
        )
        erased += sorted(connection.execute(present).scalars())
    line = VersionLine(ERASED, why.subject, why.version, why.rules, erasure_seal(erased))
    tip = append(connection, heads, viewer, [line])
    for portion in _portions(erased):
        connection.execute(
            sa.update(SUBJECTS)
            .where(SUBJECTS.c.line.in_(portion))
            .values(salt=None, subject=None, erased_by=tip.number)
        )
    return tip


def _portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Numbers of lines, so many at a time as one statement may have values."""
    for start in range(0, len(numbers), MOST_VALUES):
        yield numbers[start : start + MOST_VALUES]


def erasure_seal(numbers: Iterable[int]) -> str:
    """What a line of erasure vouches for: the lines whose subjects were erased under it."""
    words = ",".join(str(number) for number in sorted(numbers))
    return f"{SEALS_ERASURE} {hashlib.sha256(words.encode()).hexdigest()}"


def list_seal(row: FrozenList) -> str:
    """What the line of a frozen list vouches for: its name, and a hash over all of its fields.

    Args:
        row: the list as it is kept, its content compressed.
    """
    values = [
        _plain(getattr(row, field.name))
        for field in fields(row)
        if field.name != "links" or row.links is not None  # older lists have none
    ]
    content = json.dumps(values, ensure_ascii=True)
    return f"{SEALS_LIST} {row.name} {hashlib.sha256(content.encode()).hexdigest()}"


def row_of(line: ChainedLine, line_hash: str) -> dict[str, Any]:
    """A line as its table has it."""
    covered = {name: getattr(line, name) for name in COVERED if name != "number"}
    return {"id": line.number, "at": line.at, **covered, "hash": line_hash}


def _gaps(connection: sa.Connection, heads: Heads, tip: Tip) -> list[VersionLine]:
    """A line for each head that names a line which the log does not have."""
    log, gaps = OpenLog(connection), []
    for file in heads.files:
        found = read_head(file)
        if found == tip or fits(found, log) or (found is None and _may_be_new(file, heads, tip)):
            continue
        if not isinstance(found, Tip):
            gaps.append(VersionLine(GAP, "no line", 0, seal=f"{SEALS_HEAD} unknown"))
            continue
        seal = f"{SEALS_HEAD} {found.number} {found.hash}"
        if not log.has_seal(seal):
            gaps.append(VersionLine(GAP, f"line {found.number}", 0, seal=seal))
    return [gap for place, gap in enumerate(gaps) if gap not in gaps[:place]]


def _may_be_new(file: Path, heads: Heads, tip: Tip) -> bool:
    """Whether a head need not be there yet: a place that was just set, or a log without a line."""
    return file != heads.own or tip == NO_LINE


def _plain(value: object) -> object:
    """A value of a frozen list as JSON has it."""
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _storable(subject: str) -> str:
    """A subject as every database takes it: odd bytes of a file's name, and no letter zero."""
    return subject.encode(errors="backslashreplace").decode().replace("\x00", "\\x00")
