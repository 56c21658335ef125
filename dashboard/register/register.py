"""The access log, links, choices and frozen lists of one data folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Final, Self

import polars as pl
import sqlalchemy as sa

from dashboard.access.actions import LogKind
from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register.cases import Cases
from dashboard.register.chain import Tip
from dashboard.register.copying import copied_in_place, copy_all
from dashboard.register.database import Database
from dashboard.register.decisions import Decisions
from dashboard.register.head import HEAD, Heads, fits
from dashboard.register.lists import Lists
from dashboard.register.log import (
    Entry,
    OpenLog,
    VersionLine,
    append,
    append_all,
    erase_subjects,
    read_log,
)
from dashboard.register.person_links import PersonLinks
from dashboard.register.server import ServerDatabase
from dashboard.register.snapshot import Snapshot, snapshot
from dashboard.register.statements import insert_missing
from dashboard.register.tables import LOGGED_VERSIONS
from dashboard.register.trouble import trouble_with
from dashboard.register.turns import Turns
from dashboard.register.verification import Verification, verify

#: A new data folder is its owner's alone, where the system knows such rights.
PRIVATE: Final = 0o700


class Register(Cases, Lists, PersonLinks):
    """The register of one data folder."""

    def __init__(self, database: Database | ServerDatabase) -> None:
        """Use a database that is opened for each request."""
        super().__init__(database)
        self._engine = database.engine
        self._turns = Turns(self._write_entries, database.kept_open)
        self._decisions = Decisions()

    @classmethod
    def open(cls, directory: Path, *, head: Path | None = None, url: str | None = None) -> Self:
        """The register of a data folder; created if it does not exist.

        Args:
            directory: the data folder.
            head: where the head of the log is kept too; None: in the data folder alone.
            url: of a database of PostgreSQL that the register is in; None: it is a file in the
                data folder.

        Raises:
            RegisterError: it cannot be read or written.
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
        heads = Heads(directory.absolute() / HEAD, head)
        database = Database(file, heads) if url is None else ServerDatabase(url, heads)
        database.open()
        return cls(database)

    def close(self) -> None:
        """Let go of every connection; the next request opens one."""
        self._engine.dispose()

    @property
    def several_write_at_once(self) -> bool:
        """Whether several programs can write without waiting long; not so on a network share."""
        return self._database.several_write_at_once

    @property
    def openings(self) -> int:
        """How many files were opened: 1, and 1 more for each that replaced it."""
        return self._database.openings

    def note(
        self,
        viewer: Viewer,
        action: LogKind,
        subject: str,
        *,
        version: int,
        rules: str = "",
        seal: str = "",
    ) -> None:
        """Write a line of the log.

        Args:
            viewer: who did it.
            action: what they did.
            subject: the list, suspect or file concerned.
            version: of the data that they saw.
            rules: id of the rules of the list that they saw; empty where there is none.
            seal: what else the line vouches for, such as the id of a file.

        Raises:
            RegisterError: the line cannot be written.
        """
        self.note_all(viewer, [VersionLine(action, subject, version, rules, seal)])

    def note_all(self, viewer: Viewer, lines: Sequence[VersionLine]) -> None:
        """Write several lines of the log: all of them, or none.

        Raises:
            RegisterError: they cannot be written.
        """
        if lines:
            self._turns.write(Entry(viewer.who, viewer.role, lines))

    def note_versions(self, viewer: Viewer, lines: Sequence[VersionLine]) -> None:
        """Write the lines of a change, and mark their versions as logged.

        Raises:
            RegisterError: they cannot be written.
        """
        with self._logging() as (connection, heads, reach):
            reach(append(connection, heads, viewer, lines))
            for line in lines:
                _mark_logged(connection, line.version)

    def note_found(self, viewer: Viewer, lines: Sequence[VersionLine]) -> None:
        """Write a line for each of these versions unless another process has already done so.

        Raises:
            RegisterError: they cannot be written.
        """
        with self._logging() as (connection, heads, reach):
            missing = [line for line in lines if _mark_logged(connection, line.version)]
            reach(append(connection, heads, viewer, missing))

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
        """The whole log, oldest first, with the columns of `log.COLUMNS`; times are UTC.

        The subject is null where it was erased.
        """
        with self._database.reading() as connection:
            return read_log(connection)

    def verify(self) -> Verification:
        """Whether the log and the frozen lists are as they were written.

        Raises:
            RegisterError: the register cannot be read.
        """
        with self._database.reading(at_one_moment=True) as connection:
            return verify(connection, self._database.heads)

    def copy_to(self, url: str) -> Verification:
        """Copy the whole register to an empty database of PostgreSQL; this one stays as it is.

        Returns:
            what is in the copy.

        Raises:
            RegisterError: a log is not sound, the database is not empty, or one of them cannot be
                read or written to; nothing was copied.
        """
        target = ServerDatabase(url, self._database.heads)
        target.open()
        try:
            return copy_all(self._database, target)
        finally:
            target.engine.dispose()

    def in_place_of(self, url: str, *, replace: bool) -> AbstractContextManager[None]:
        """The whole register in a database of PostgreSQL, as `copying.copied_in_place`."""
        target = ServerDatabase(url, self._database.heads)
        return copied_in_place(self._database, target, replace=replace)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The register as it is now, for as long as this is open; others go on writing to it.

        Raises:
            RegisterError: it cannot be read.
        """
        with snapshot(self._database) as found:
            yield found

    def has_line(self, line: Tip) -> bool:
        """Whether the log has a line of this number and hash."""
        with self._database.reading() as connection:
            return fits(line, OpenLog(connection))

    def logged_until(self) -> int:
        """The highest data version that has a line in the log; 0: none has."""
        return int(self._read(sa.select(sa.func.max(LOGGED_VERSIONS.c.version)))[0][0] or 0)

    def kept_until(self) -> dict[str, date]:
        """Until when somebody decided to keep each load or list, by its name."""
        with self._database.reading() as connection:
            return self._decisions.read(connection, self.openings)

    def erase_subjects(
        self, viewer: Viewer, numbers: Sequence[int], subject: str, *, version: int
    ) -> None:
        """Erase whom or what lines of the log are about; the lines stay, and the chain is whole.

        Args:
            viewer: who erases.
            numbers: of the lines.
            subject: of the line that says so, such as the authority for it.
            version: of the data.

        Raises:
            RegisterError: it cannot be written.
        """
        why = VersionLine("erase", subject, version)
        with self._logging() as (connection, heads, reach):
            reach(erase_subjects(connection, heads, viewer, numbers, why))

    def _write_entries(self, entries: Sequence[Entry]) -> None:
        with self._logging() as (connection, heads, reach):
            reach(append_all(connection, heads, entries))


def _mark_logged(connection: sa.Connection, version: int) -> bool:
    """Mark that a version has its line, and return whether it had none before."""
    return version > 0 and insert_missing(connection, LOGGED_VERSIONS, {"version": version})
