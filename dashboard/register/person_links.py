"""Writes and reads the links between references that may be one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from threading import Lock
from typing import Final

import sqlalchemy as sa

from dashboard.access.actions import LogKind
from dashboard.access.viewer import Viewer
from dashboard.register.chain import Tip
from dashboard.register.database import Database
from dashboard.register.head import Heads
from dashboard.register.links import (
    Decision,
    LinkRow,
    Proposal,
    links_seal,
    ordered,
    read_links,
    salted,
    subject_of,
)
from dashboard.register.log import VersionLine, append
from dashboard.register.people import People
from dashboard.register.server import ServerDatabase
from dashboard.register.tables import PERSON_LINKS

#: The word of a line by which links are proposed, decided or taken back.
COMBINED: Final[LogKind] = "combination"
#: What a proposal is compared by: whoever proposes the same again adds nothing.
SAME: Final = ("a", "b", "weight", "levels", "model")


class PersonLinks(People):
    """The part of a register that says which references are one person."""

    def __init__(self, database: Database | ServerDatabase) -> None:
        """Use a database that is opened for each request; no link is read yet."""
        super().__init__(database)
        self._link_lock = Lock()
        self._link_state: tuple[int, int, int] = (0, 0, 0)
        self._decided: tuple[LinkRow, ...] = ()

    def propose_links(
        self, viewer: Viewer, rows: Sequence[Proposal], *, version: int
    ) -> list[LinkRow]:
        """Keep what the matching proposes, under one line of the log; nothing is decided by it.

        Args:
            viewer: who let the matching run.
            rows: the pairs, each with `a` before `b`.
            version: of the data that they were found in.

        Returns:
            the rows that were written: a pair that was last proposed in the same way has none.

        Raises:
            RegisterError: they cannot be written.
        """
        with self._logging() as (connection, heads, reach):
            latest = {(row.a, row.b): row for row in _proposed(connection)}
            new = [row for row in rows if asdict(row) != _essence(latest.get((row.a, row.b)))]
            if not new:
                return []
            common = {"decision": "proposed", "reason": "", "needs": 0, "blind": False}
            found = [{**asdict(row), **common, "reading": 0} for row in new]
            written, tip = _write(
                connection, heads, viewer, found, f"{len(new)} proposals", version
            )
            reach(tip)
        return written

    def decide_link(  # noqa: PLR0913 - each is a column of the row
        self,
        viewer: Viewer,
        a: str,
        b: str,
        decision: Decision,
        reason: str,
        *,
        needs: int = 1,
        blind: bool = False,
        version: int,
    ) -> LinkRow:
        """Keep what a reviewer says of two references, with its line in the log.

        Args:
            viewer: the reviewer.
            a: a reference.
            b: another one.
            decision: whether they are the same person; `undone` takes back what was said of them.
            reason: why.
            needs: how many reviewers must say so before it is used.
            blind: whether they did not know what anybody else said.
            version: of the data that they saw.

        Returns:
            the row.

        Raises:
            RegisterError: it cannot be written.
        """
        first, second = ordered(a, b)
        with self._logging() as (connection, heads, reach):
            rows = _of_pair(connection, first, second)
            proposed = next((row for row in reversed(rows) if row.decision == "proposed"), None)
            row: dict[str, object] = {
                "a": first,
                "b": second,
                "decision": decision,
                "weight": proposed and proposed.weight,
                "levels": proposed and proposed.levels,
                "model": proposed.model if proposed else "",
                "reason": reason,
                "needs": needs,
                "reading": _reading(rows) if decision != "undone" else 0,
                "blind": blind,
            }
            subject = f"{subject_of(first, second)}: {decision}"
            written, tip = _write(connection, heads, viewer, [row], subject, version)
            reach(tip)
        return written[0]

    def undo_link(
        self, viewer: Viewer, a: str, b: str, reason: str, *, needs: int = 1, version: int
    ) -> LinkRow:
        """Take back what was decided of two references; the rows of it stay.

        Raises:
            RegisterError: it cannot be written.
        """
        return self.decide_link(viewer, a, b, "undone", reason, needs=needs, version=version)

    def links(self, *, after: int = 0) -> list[LinkRow]:
        """Every row of the links that was not erased, in the order in which they were written.

        Args:
            after: only rows of a higher number.

        Raises:
            RegisterError: the register cannot be read.
        """
        with self._database.reading() as connection:
            rows = read_links(connection, PERSON_LINKS, after=after)
            return [row for row in rows if row.erased_by is None]

    def decided_links(self) -> tuple[LinkRow, ...]:
        """The rows that decide something or take it back, in their order; kept while none comes.

        Raises:
            RegisterError: the register cannot be read.
        """
        decided = PERSON_LINKS.c.decision != "proposed"
        columns = [sa.func.max(PERSON_LINKS.c.number), sa.func.count(PERSON_LINKS.c.erased_by)]
        with self._link_lock, self._database.reading(at_one_moment=True) as connection:
            last, erased = connection.execute(sa.select(*columns).where(decided)).one()
            state = (self._database.openings, last or 0, erased)
            if state != self._link_state:
                present = sa.select(PERSON_LINKS).where(
                    decided & PERSON_LINKS.c.erased_by.is_(None)
                )
                rows = connection.execute(present.order_by(PERSON_LINKS.c.number))
                self._decided = tuple(LinkRow(**row._asdict()) for row in rows)
                self._link_state = state
            return self._decided


def _write(
    connection: sa.Connection,
    heads: Heads,
    viewer: Viewer,
    found: Sequence[dict[str, object]],
    subject: str,
    version: int,
) -> tuple[list[LinkRow], Tip]:
    """Write rows, and the line of the log that vouches for them."""
    at = datetime.now(UTC).replace(tzinfo=None)  # the column is UTC
    last = connection.execute(sa.select(sa.func.max(PERSON_LINKS.c.number))).scalar_one() or 0
    kept = {"who": viewer.who, "at": at, "salt": None, "digest": "", "line": 0}
    rows = [
        salted(LinkRow(number=number, **values, **kept))  # type: ignore[arg-type]
        for number, values in enumerate(found, last + 1)
    ]
    line = VersionLine(COMBINED, subject, version, seal=links_seal(rows))
    tip = append(connection, heads, viewer, [line])
    table = [{**asdict(row), "line": tip.number} for row in rows]
    connection.execute(sa.insert(PERSON_LINKS), table)
    return [LinkRow(**values) for values in table], tip


def _proposed(connection: sa.Connection) -> list[LinkRow]:
    present = (PERSON_LINKS.c.decision == "proposed") & PERSON_LINKS.c.erased_by.is_(None)
    query = sa.select(PERSON_LINKS).where(present).order_by(PERSON_LINKS.c.number)
    return [LinkRow(**row._asdict()) for row in connection.execute(query)]


def _essence(row: LinkRow | None) -> dict[str, object] | None:
    return None if row is None else {name: getattr(row, name) for name in SAME}


def _of_pair(connection: sa.Connection, a: str, b: str) -> list[LinkRow]:
    pair = (PERSON_LINKS.c.a == a) & (PERSON_LINKS.c.b == b)
    query = sa.select(PERSON_LINKS).where(pair).order_by(PERSON_LINKS.c.number)
    return [LinkRow(**row._asdict()) for row in connection.execute(query)]


def _reading(rows: Sequence[LinkRow]) -> int:
    """Which reading comes next: the first after what was said of the pair was taken back."""
    reading = 1
    for row in rows:
        if row.decision == "undone":
            reading = 1
        elif row.decision != "proposed":
            reading += 1
    return reading
