"""Cases in the register: events that are only ever added."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from dashboard.access.actions import LogKind
from dashboard.access.viewer import Viewer
from dashboard.errors import CaseChangedError
from dashboard.register.case_events import CASE, CaseEvent, event_of
from dashboard.register.chain import new_salt
from dashboard.register.log import MOST_VALUES, VersionLine, append
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
        at: when, in UTC and without a zone; None: when it is written.
        who: by whom, in the demonstration, where everybody is made up; empty: by whoever writes it.
    """

    case: str
    number: int
    person: str
    kind: str
    details: Mapping[str, str]
    at: datetime | None = None
    who: str = ""

    @property
    def subject(self) -> str:
        """What the line of the log says."""
        made_up = f", made up: {self.who}" if self.who else ""
        return f"{self.kind.replace('_', ' ')}, case {self.case} of {self.person}{made_up}"


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
        self,
        viewer: Viewer,
        events: Sequence[NewEvent],
        *,
        version: int,
        at: datetime | None = None,
    ) -> None:
        """Add events to cases, each with its line in the log: all of them, or none.

        Args:
            viewer: who does it.
            events: those of one case in the order of their numbers.
            version: of the data that they saw.
            at: when, with a zone; None: now. An event may have a moment of its own.

        Raises:
            CaseChangedError: somebody else wrote in the case meanwhile, or opened one.
            RegisterError: they cannot be written.
        """
        when = (at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
        if not events:
            return
        with self._logging() as (connection, heads, reach):
            _check_next(connection, events)
            rows = [
                CaseEvent(
                    line=0,
                    case=event.case,
                    number=event.number,
                    person=event.person,
                    at=event.at or when,
                    who=event.who or viewer.who,
                    kind=event.kind,
                    salt=new_salt(),
                    details=json.dumps(dict(event.details), ensure_ascii=False, sort_keys=True),
                )
                for event in events
            ]
            lines = [
                VersionLine(CASE, event.subject, version, seal=row.seal)
                for event, row in zip(events, rows, strict=True)
            ]
            written = append(connection, heads, viewer, lines)
            first = written.number - len(rows) + 1  # a line may say first that lines are lost
            numbered = [replace(row, line=first + place) for place, row in enumerate(rows)]
            connection.execute(sa.insert(CASE_EVENTS), [_row_of(row) for row in numbered])
            reach(written)

    def opened_since(
        self,
        references: Collection[str],
        who: str,
        since: datetime,
        *,
        kinds: Collection[LogKind] = OPENED,
    ) -> bool:
        """Whether somebody opened a suspect's own page at or after a moment (UTC).

        Args:
            references: the suspect's; one of them is enough.
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
                SUBJECTS.c.subject.in_(references),
            )
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None


def _row_of(event: CaseEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in CASE_EVENTS.c.keys()}  # noqa: SIM118 - columns


def _check_next(connection: sa.Connection, events: Sequence[NewEvent]) -> None:
    """Refuse events that others were faster than: their numbers go on, and a person has one case.

    Those of one case and of one person may be several, in the order of their numbers.
    """
    table = CASE_EVENTS.c
    cases, people = {event.case for event in events}, {event.person for event in events}
    numbers, of_whom = dict[str, int](), dict[str, str]()
    for some in _portions(sorted(cases)):
        last = sa.select(table.case, sa.func.max(table.number)).where(table.case.in_(some))
        numbers |= {row[0]: row[1] for row in connection.execute(last.group_by(table.case))}
    for some in _portions(sorted(people)):
        theirs = sa.select(table.person, table.case).where(table.person.in_(some)).distinct()
        of_whom |= {row[0]: row[1] for row in connection.execute(theirs)}
    for event in events:
        is_next = numbers.get(event.case, 0) == event.number - 1
        if not is_next or of_whom.setdefault(event.person, event.case) != event.case:
            raise CaseChangedError(
                "Somebody else wrote in this case meanwhile, and nothing was written; open it "
                "again and look at what they wrote."
            )
        numbers[event.case] = event.number


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many at once that one statement takes them."""
    for start in range(0, len(values), MOST_VALUES):
        yield values[start : start + MOST_VALUES]
