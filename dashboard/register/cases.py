"""Cases in the register: events that are only ever added."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from dashboard.access.actions import LogKind
from dashboard.access.viewer import Viewer
from dashboard.errors import CaseChangedError
from dashboard.register.case_events import CASE, CaseEvent, event_of
from dashboard.register.chain import new_salt
from dashboard.register.log import OpenLog, VersionLine, append
from dashboard.register.people import People
from dashboard.register.tables import CASE_EVENTS, LINES, SUBJECTS

#: The lines of whoever opened a suspect's own page.
OPENED: Final[tuple[LogKind, ...]] = ("suspect",)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that somebody writes.

    Attributes:
        case: the case's id.
        number: that it will have; others may have written it meanwhile.
        person: the reference of whom it is about.
        kind: what.
        details: what else there is to say.
    """

    case: str
    number: int
    person: str
    kind: str
    details: Mapping[str, str]


class Cases(People):
    """The part of a register that is about cases."""

    def case_events(self, *, person: str | None = None, case: str | None = None) -> list[CaseEvent]:
        """The events of one person, of one case or of all, by case and number.

        Those of somebody who was erased are among them, without a person and without details.

        Raises:
            RegisterError: the register cannot be read.
        """
        query = sa.select(CASE_EVENTS).order_by(CASE_EVENTS.c.case, CASE_EVENTS.c.number)
        if person is not None:
            query = query.where(CASE_EVENTS.c.person == person)
        if case is not None:
            query = query.where(CASE_EVENTS.c.case == case)
        with self._database.reading() as connection:
            return [event_of(row) for row in connection.execute(query)]

    def last_case_line(self) -> int:
        """The line of the log of the latest event of any case; 0: there is none.

        It grows with each event, so that whoever keeps an answer about cases can tell whether it
        still holds.

        Raises:
            RegisterError: the register cannot be read.
        """
        with self._database.reading() as connection:
            return int(connection.execute(sa.select(sa.func.max(CASE_EVENTS.c.line))).scalar() or 0)

    def add_events(
        self, viewer: Viewer, events: Sequence[NewEvent], *, version: int, at: datetime
    ) -> None:
        """Add events to cases, each with its line in the log: all of them, or none.

        Args:
            viewer: who does it.
            events: those of one case in the order of their numbers.
            version: of the data that they saw.
            at: when, in UTC; with a zone.

        Raises:
            CaseChangedError: somebody else wrote in the case meanwhile, or opened one.
            RegisterError: they cannot be written.
        """
        when = at.astimezone(UTC).replace(tzinfo=None)
        with self._logging() as (connection, heads, reach):
            for event in events:
                _check_next(connection, event)
                tip = OpenLog(connection).tip()
                row = CaseEvent(
                    line=tip.number + 1,
                    case=event.case,
                    number=event.number,
                    person=event.person,
                    at=when,
                    who=viewer.who,
                    kind=event.kind,
                    salt=new_salt(),
                    details=json.dumps(dict(event.details), ensure_ascii=False, sort_keys=True),
                )
                subject = f"{event.kind.replace('_', ' ')}, case {event.case} of {event.person}"
                line = VersionLine(CASE, subject, version, seal=row.seal)
                written = append(connection, heads, viewer, [line])
                row = replace(row, line=written.number)  # a line may say first that lines are lost
                connection.execute(sa.insert(CASE_EVENTS), [_row_of(row)])
                reach(written)

    def opened_since(
        self, person: str, who: str, since: datetime, *, kinds: Collection[LogKind] = OPENED
    ) -> bool:
        """Whether somebody opened a suspect's own page at or after a moment (UTC).

        Args:
            person: the suspect's reference.
            who: who opened it.
            since: the moment.
            kinds: what counts as having opened it, by the words of the lines.

        Raises:
            RegisterError: the register cannot be read.
        """
        query = (
            sa.select(LINES.c.id)
            .join(SUBJECTS, SUBJECTS.c.line == LINES.c.id)
            .where(
                LINES.c.action.in_(kinds),
                LINES.c.who == who,
                LINES.c.at >= since,
                SUBJECTS.c.subject == person,
            )
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None


def _row_of(event: CaseEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in CASE_EVENTS.c.keys()}  # noqa: SIM118 - columns


def _check_next(connection: sa.Connection, event: NewEvent) -> None:
    """Refuse an event that others were faster than."""
    last = sa.select(sa.func.max(CASE_EVENTS.c.number)).where(CASE_EVENTS.c.case == event.case)
    known = connection.execute(last).scalar_one() or 0
    theirs = sa.select(CASE_EVENTS.c.case).where(
        CASE_EVENTS.c.person == event.person, CASE_EVENTS.c.case != event.case
    )
    if known != event.number - 1 or connection.execute(theirs.limit(1)).first() is not None:
        raise CaseChangedError(
            "Somebody else wrote in this case meanwhile, and nothing was written; open it again "
            "and look at what they wrote."
        )
