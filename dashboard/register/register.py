"""The access log, links, choices and frozen lists of one data folder."""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

import polars as pl
import sqlalchemy as sa

from dashboard.access.actions import LogKind
from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register.database import Database
from dashboard.register.frozen_lists import FrozenList
from dashboard.register.tables import LINES, LINKS, LISTS, LOGGED_VERSIONS, MAPPINGS, SETTINGS
from dashboard.register.trouble import trouble_with

#: A new data folder is its owner's alone, where the system knows such rights.
PRIVATE: Final = 0o700
#: 72 random bits: a link cannot be guessed, and does not reveal whose profile it opens.
TOKEN_BYTES: Final = 9


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A line of the log for a data version that a change of the record made.

    Attributes:
        action: what was done.
        subject: what it was done with, such as the name of a file.
        version: the version that it made; the current one, where it brought nothing new.
    """

    action: LogKind
    subject: str
    version: int


class Register:
    """The register of one data folder."""

    def __init__(self, database: Database) -> None:
        """Use a file that is opened for each request."""
        self._database = database
        self._engine = database.engine

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The register of a data folder; created if it does not exist.

        Raises:
            RegisterError: the file cannot be read or written.
        """
        file = directory / "register.sqlite"
        try:
            directory.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        except OSError as error:
            trouble = trouble_with(error, file)
            raise RegisterError(
                f"The register {file} cannot be opened: {trouble.what}; nothing is shown without a "
                f"log. {trouble.remedy}",
                what=trouble.what,
            ) from error
        database = Database(file)
        database.open()
        return cls(database)

    @property
    def several_write_at_once(self) -> bool:
        """Whether several programs can write without waiting long; not so on a network share."""
        return self._database.journal == "wal"

    @property
    def openings(self) -> int:
        """How many files were opened: 1, and 1 more for each that replaced it."""
        return self._database.openings

    def note(self, viewer: Viewer, action: LogKind, subject: str, *, version: int) -> None:
        """Write a line of the log.

        Args:
            viewer: who did it.
            action: what they did.
            subject: the list, suspect or file concerned.
            version: of the data that they saw.

        Raises:
            RegisterError: the line cannot be written.
        """
        self.note_all(viewer, [VersionLine(action, subject, version)])

    def note_all(self, viewer: Viewer, lines: Sequence[VersionLine]) -> None:
        """Write several lines of the log: all of them, or none.

        Raises:
            RegisterError: they cannot be written.
        """
        with self._database.writing() as connection:
            _insert_lines(connection, viewer, lines)

    def note_versions(self, viewer: Viewer, lines: Sequence[VersionLine]) -> None:
        """Write the lines of a change, and mark their versions as logged.

        Raises:
            RegisterError: they cannot be written.
        """
        with self._database.writing() as connection:
            _insert_lines(connection, viewer, lines)
            for line in lines:
                _mark_logged(connection, line.version)

    def note_found(self, viewer: Viewer, lines: Sequence[VersionLine]) -> None:
        """Write a line for each of these versions unless another process has already done so.

        Raises:
            RegisterError: they cannot be written.
        """
        with self._database.writing() as connection:
            missing = [line for line in lines if _mark_logged(connection, line.version)]
            _insert_lines(connection, viewer, missing)

    def unlogged(self, until: int) -> list[int]:
        """The data versions from 1 to `until` that have no line in the log, in order.

        Raises:
            RegisterError: the register cannot be read.
        """
        logged = {row[0] for row in self._read(sa.select(LOGGED_VERSIONS.c.version))}
        return [version for version in range(1, until + 1) if version not in logged]

    def ready(self) -> None:
        """Make sure that it can be written to, before anything is done that must be logged.

        Raises:
            RegisterError: it cannot be written to.
        """
        with self._database.writing():
            pass  # the transaction writes its mark

    def log(self) -> pl.DataFrame:
        """The whole log, oldest first; times are UTC."""
        rows = self._read(sa.select(LINES).order_by(LINES.c.id))
        return pl.DataFrame(
            [tuple(row) for row in rows], schema=[c.name for c in LINES.c], orient="row"
        )

    def link(self, suspect_id: str) -> str:
        """The token that stands for a suspect in a link; the same one every time."""
        known = sa.select(LINKS.c.token).where(LINKS.c.suspect_id == suspect_id)
        if found := self._read(known):
            return str(found[0][0])
        self._write(
            sa.insert(LINKS)
            .prefix_with("or ignore")
            .values(token=secrets.token_urlsafe(TOKEN_BYTES), suspect_id=suspect_id)
        )
        return str(self._read(known)[0][0])

    def linked(self, token: str) -> str | None:
        """The suspect behind a token; None when there is no such token here."""
        query = sa.select(LINKS.c.suspect_id).where(LINKS.c.token == token)
        found = self._read(query)
        return str(found[0][0]) if found else None

    def remember(
        self, viewer: Viewer, headings: Sequence[str], mapping: Mapping[str, str | None]
    ) -> None:
        """Keep what somebody chose for a file's headings, for the next file with the same ones.

        Args:
            viewer: who chose.
            headings: of the file, in any order.
            mapping: for each of our columns the heading that it is read from, or None.
        """
        line = {
            "headings": _same_headings(headings),
            "mapping": json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True),
            "at": datetime.now(UTC).replace(tzinfo=None),  # the column is UTC
            "who": viewer.who,
        }
        self._write(sa.insert(MAPPINGS).prefix_with("or replace").values(line))

    def recall(self, headings: Sequence[str]) -> dict[str, str | None]:
        """What was last chosen for these headings; empty where nobody chose."""
        query = sa.select(MAPPINGS.c.mapping).where(MAPPINGS.c.headings == _same_headings(headings))
        found = self._read(query)
        mapping: dict[str, str | None] = json.loads(found[0][0]) if found else {}
        return mapping

    def keep_setting(self, viewer: Viewer, name: str, value: str | None) -> None:
        """Keep what somebody chose for themselves; it replaces what they chose before.

        Args:
            viewer: who chose.
            name: of the setting.
            value: their choice; None: none any more.
        """
        at = datetime.now(UTC).replace(tzinfo=None)  # the column is UTC
        row = {"who": viewer.who, "name": name, "value": value, "at": at}
        self._write(sa.insert(SETTINGS).prefix_with("or replace").values(row))

    def setting(self, viewer: Viewer, name: str) -> str | None:
        """What somebody chose for themselves; None where they chose nothing."""
        own = (SETTINGS.c.who == viewer.who) & (SETTINGS.c.name == name)
        found = self._read(sa.select(SETTINGS.c.value).where(own))
        return found[0][0] if found else None

    def freeze(self, frozen: FrozenList) -> FrozenList:
        """Keep a list as it is, with its line in the log: both or neither.

        Returns:
            the list that is kept: one that was frozen earlier stays as it was then.

        Raises:
            RegisterError: it cannot be written.
        """
        row = asdict(replace(frozen, content=zlib.compress(frozen.content)))
        line = VersionLine("freeze", frozen.name, frozen.version)
        with self._database.writing() as connection:
            connection.execute(sa.insert(LISTS).prefix_with("or ignore").values(row))
            _insert_lines(connection, Viewer(frozen.who), [line], role=frozen.role)
        kept = self.frozen(frozen.name)
        return frozen if kept is None else kept

    def frozen(self, name: str) -> FrozenList | None:
        """The frozen list of that name; None where there is none."""
        found = self._read(sa.select(LISTS).where(LISTS.c.name == name))
        if not found:
            return None
        kept = FrozenList(**found[0]._asdict())
        try:
            return replace(kept, content=zlib.decompress(kept.content))
        except zlib.error as error:
            raise RegisterError(
                f"The frozen list {name} cannot be read: the register is damaged. Restore it from "
                f"a backup."
            ) from error

    def all_frozen(self) -> list[FrozenList]:
        """Every frozen list by its date, then by when it was frozen, without its content."""
        columns = [column for column in LISTS.c if column.name != "content"]
        query = sa.select(*columns).order_by(LISTS.c.as_of, LISTS.c.at, LISTS.c.name)
        return [FrozenList(**row._asdict(), content=b"") for row in self._read(query)]

    def _read(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with self._database.reading() as connection:
            return connection.execute(query).all()

    def _write(self, statement: sa.Insert) -> None:
        with self._database.writing() as connection:
            connection.execute(statement)


def _insert_lines(
    connection: sa.Connection,
    viewer: Viewer,
    lines: Sequence[VersionLine],
    *,
    role: str | None = None,
) -> None:
    """Write lines at the end of the log; the column of times is UTC."""
    at = datetime.now(UTC).replace(tzinfo=None)
    who = {"at": at, "who": viewer.who, "role": role or viewer.role}
    for line in lines:
        subject = line.subject.encode(errors="backslashreplace").decode()  # a file's odd bytes
        row = who | asdict(line) | {"subject": subject}
        connection.execute(sa.insert(LINES).values(row))


def _mark_logged(connection: sa.Connection, version: int) -> bool:
    """Mark that a version has its line, and return whether it had none before."""
    mark = sa.insert(LOGGED_VERSIONS).prefix_with("or ignore").values(version=version)
    return version > 0 and connection.execute(mark).rowcount == 1


def _same_headings(headings: Sequence[str]) -> str:
    """A key for a set of headings, in any order."""
    return hashlib.sha256("\n".join(sorted(headings)).encode()).hexdigest()
