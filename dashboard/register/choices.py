"""What the register keeps besides the log and the lists: links, and what people chose."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.register.database import Database
from dashboard.register.server import ServerDatabase
from dashboard.register.statements import insert_missing, insert_or_replace
from dashboard.register.tables import LINKS, MAPPINGS, SETTINGS

#: 72 random bits: a link cannot be guessed, and does not reveal whose profile it opens.
TOKEN_BYTES: Final = 9
#: The setting that is no person's but a session's, under its name: until when it is over.
SESSION_OVER: Final = "session over"


class Choices:
    """The part of a register that has no lines in the log."""

    def __init__(self, database: Database | ServerDatabase) -> None:
        """Use a database that is opened for each request."""
        self._database = database

    def link(self, suspect_id: str) -> str:
        """The token that stands for a suspect in a link; the same one every time."""
        known = sa.select(LINKS.c.token).where(LINKS.c.suspect_id == suspect_id)
        if found := self._read(known):
            return str(found[0][0])
        row = {"token": secrets.token_urlsafe(TOKEN_BYTES), "suspect_id": suspect_id}
        with self._database.writing() as connection:
            insert_missing(connection, LINKS, row)
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
        row = {
            "headings": _same_headings(headings),
            "mapping": json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True),
            "at": datetime.now(UTC).replace(tzinfo=None),  # the column is UTC
            "who": viewer.who,
        }
        with self._database.writing() as connection:
            insert_or_replace(connection, MAPPINGS, row)

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
        with self._database.writing() as connection:
            insert_or_replace(connection, SETTINGS, row)

    def setting(self, viewer: Viewer, name: str) -> str | None:
        """What somebody chose for themselves; None where they chose nothing."""
        own = (SETTINGS.c.who == viewer.who) & (SETTINGS.c.name == name)
        found = self._read(sa.select(SETTINGS.c.value).where(own))
        return found[0][0] if found else None

    def end_session(self, name: str, until: datetime) -> None:
        """Keep that a session is over, for every server on this register.

        Args:
            name: of the session: nothing by which it could be taken up.
            until: when it would have been over by itself, so that this is forgotten.
        """
        now = datetime.now(UTC)
        past = (SETTINGS.c.name == SESSION_OVER) & (SETTINGS.c.value < _in_utc(now))
        row = {
            "who": name,
            "name": SESSION_OVER,
            "value": _in_utc(until),
            "at": now.replace(tzinfo=None),  # the column is UTC
        }
        with self._database.writing() as connection:
            connection.execute(sa.delete(SETTINGS).where(past))
            insert_or_replace(connection, SETTINGS, row)

    def ended_sessions(self) -> frozenset[str]:
        """The sessions that were ended and would not yet be over by themselves."""
        query = sa.select(SETTINGS.c.who).where(SETTINGS.c.name == SESSION_OVER)
        return frozenset(row.who for row in self._read(query))

    def _read(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with self._database.reading() as connection:
            return connection.execute(query).all()


def _in_utc(when: datetime) -> str:
    """A time as it is kept: two of them compare as their texts do."""
    return when.astimezone(UTC).isoformat(timespec="seconds")


def _same_headings(headings: Sequence[str]) -> str:
    """A key for a set of headings, in any order."""
    return hashlib.sha256("\n".join(sorted(headings)).encode()).hexdigest()
