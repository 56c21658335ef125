"""The access log and the links, in SQLite through SQLAlchemy Core."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import secrets
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, Self

import polars as pl
import sqlalchemy as sa

from dashboard.errors import RegisterError
from dashboard.register.lists import FrozenList, table_of

Role = Literal["analyst", "supervisor", "auditor"]
Action = Literal[
    "list",
    "suspect",
    "what_if",
    "load",
    "file",
    "rehearsal",
    "quality",
    "lanes",
    "freeze",
    "movement",
    "find",
]

#: Seconds that a line waits for another process's.
PATIENCE = 10

UNWRITABLE: Final = (
    "The register cannot be written to, and nothing is done or shown without a log; check that "
    "the disk is not full and that the data folder can be written to."
)

#: 72 random bits: a link cannot be guessed, and says nothing of whom it leads to.
TOKEN_BYTES: Final = 9

_metadata: Final = sa.MetaData()
_looks: Final = sa.Table(
    "access_log",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
_links: Final = sa.Table(
    "links",
    _metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("suspect_id", sa.Text, nullable=False, unique=True),
)
_mappings: Final = sa.Table(
    "mappings",
    _metadata,
    sa.Column("headings", sa.Text, primary_key=True),
    sa.Column("mapping", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
)
_lists: Final = table_of(_metadata)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking.

    Attributes:
        who: the name that the log keeps.
        role: what they do here.
        boroughs: GSS codes that are theirs; empty: all of London.
    """

    who: str
    role: Role = "analyst"
    boroughs: frozenset[str] = frozenset()

    @classmethod
    def here(cls) -> Self:
        """Whoever's process this is: by the system's own word, which no variable changes."""
        try:
            return cls(who=pwd.getpwuid(os.getuid()).pw_name)
        except KeyError:  # a container may run under a number that has no name
            return cls(who=f"user {os.getuid()}")


class Register:
    """The register of one data folder."""

    def __init__(self, engine: sa.Engine) -> None:
        """Make the tables that are not there yet."""
        self._engine = engine
        _metadata.create_all(engine)

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The register of a data folder; made if it is not there.

        Raises:
            RegisterError: the file cannot be read or written.
        """
        file = directory / "register.sqlite"
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)  # its owner's alone
            return cls(sa.create_engine(f"sqlite:///{file}", connect_args={"timeout": PATIENCE}))
        except (OSError, sa.exc.DatabaseError) as error:
            raise RegisterError(
                f"The register {file} cannot be opened, and nothing is shown without a log; check "
                f"that the folder can be written to, or restore the register from a backup."
            ) from error

    def note(self, viewer: Viewer, action: Action, subject: str, *, version: int) -> None:
        """Write a line of the log.

        Args:
            viewer: who looked.
            action: what they did.
            subject: the list, suspect or file that they did it with.
            version: of the data that they saw.

        Raises:
            RegisterError: the line cannot be written.
        """
        line = {
            "at": datetime.now(UTC).replace(tzinfo=None),  # the column is UTC
            "who": viewer.who,
            "role": viewer.role,
            "action": action,
            "subject": subject,
            "version": version,
        }
        self._write(sa.insert(_looks).values(line))

    def ready(self) -> None:
        """Make sure that a line can be written, before anything is done that needs one.

        Raises:
            RegisterError: it cannot.
        """
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("begin immediate")
            connection.rollback()
        except sqlite3.DatabaseError as error:
            raise RegisterError(UNWRITABLE) from error
        finally:
            connection.close()

    def log(self) -> pl.DataFrame:
        """The whole log, oldest first; times are UTC."""
        rows = self._read(sa.select(_looks).order_by(_looks.c.id))
        return pl.DataFrame(
            [tuple(row) for row in rows], schema=[c.name for c in _looks.c], orient="row"
        )

    def link(self, suspect_id: str) -> str:
        """The token that stands for a suspect in a link; the same one every time."""
        known = sa.select(_links.c.token).where(_links.c.suspect_id == suspect_id)
        if found := self._read(known):
            return str(found[0][0])
        self._write(
            sa.insert(_links)
            .prefix_with("or ignore")
            .values(token=secrets.token_urlsafe(TOKEN_BYTES), suspect_id=suspect_id)
        )
        return str(self._read(known)[0][0])

    def linked(self, token: str) -> str | None:
        """The suspect behind a token; None when it stands for nobody here."""
        query = sa.select(_links.c.suspect_id).where(_links.c.token == token)
        found = self._read(query)
        return str(found[0][0]) if found else None

    def remember(
        self, viewer: Viewer, headings: Sequence[str], mapping: Mapping[str, str | None]
    ) -> None:
        """Keep what somebody chose for a file's headings, for the next file that has the same.

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
        self._write(sa.insert(_mappings).prefix_with("or replace").values(line))

    def recall(self, headings: Sequence[str]) -> dict[str, str | None]:
        """What was chosen for these headings last; nothing where nobody chose."""
        query = sa.select(_mappings.c.mapping).where(
            _mappings.c.headings == _same_headings(headings)
        )
        found = self._read(query)
        mapping: dict[str, str | None] = json.loads(found[0][0]) if found else {}
        return mapping

    def freeze(self, frozen: FrozenList) -> FrozenList:
        """Keep a list as it stands; one that was frozen before stays as it was then.

        Raises:
            RegisterError: it cannot be written.
        """
        line = asdict(replace(frozen, content=zlib.compress(frozen.content)))
        self._write(sa.insert(_lists).prefix_with("or ignore").values(line))
        kept = self.frozen(frozen.name)
        return frozen if kept is None else kept

    def frozen(self, name: str) -> FrozenList | None:
        """The frozen list of that name; None where there is none."""
        found = self._read(sa.select(_lists).where(_lists.c.name == name))
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
        """Every frozen list by its date, then as it was frozen, without its content."""
        columns = [column for column in _lists.c if column.name != "content"]
        query = sa.select(*columns).order_by(_lists.c.as_of, _lists.c.at, _lists.c.name)
        return [FrozenList(**row._asdict(), content=b"") for row in self._read(query)]

    def _read(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        try:
            with self._engine.connect() as connection:
                return connection.execute(query).all()
        except sa.exc.DatabaseError as error:
            raise RegisterError(
                "The register cannot be read: it is damaged, or in use for too long. Try again, "
                "or restore it from a backup."
            ) from error

    def _write(self, statement: sa.Insert) -> None:
        try:
            with self._engine.begin() as connection:
                connection.execute(statement)
        except sa.exc.DatabaseError as error:
            raise RegisterError(UNWRITABLE) from error


def _same_headings(headings: Sequence[str]) -> str:
    """What names a set of headings, however they are ordered."""
    return hashlib.sha256("\n".join(sorted(headings)).encode()).hexdigest()
