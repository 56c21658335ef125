"""Events of cases as they are kept, each vouched for by a line of the log.

The line has the event's hash as its seal. An erasure alone changes an event: then a line of its
own vouches for it as it is from then on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from dashboard.access.actions import LogKind
from dashboard.register.chain import new_salt
from dashboard.register.log import SEALS_CASE, VersionLine
from dashboard.register.tables import CASE_EVENTS
from dashboard.register.victim_marks import without_victim

#: The word of the line of an event.
CASE: Final[LogKind] = "case"
#: The words of a line that vouches again for an event from which somebody was removed.
CASE_REDACTED: Final[LogKind] = "erase_case"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """An event of a case as the register keeps it.

    Attributes:
        line: of the log, that vouches for it.
        case: the case's id, which says nothing about anybody.
        number: within the case.
        person: the reference of whom it is about; None: they were erased.
        at: when, in UTC and without a zone.
        who: by whom.
        kind: what.
        salt: makes the hash tell nothing of the details.
        details: what else there is to say, as JSON; None: erased with the person.
    """

    line: int
    case: str
    number: int
    person: str | None
    at: datetime
    who: str
    kind: str
    salt: bytes = field(repr=False)
    details: str | None

    @property
    def facts(self) -> Mapping[str, str]:
        """The details, each by its name; none where they were erased."""
        return MappingProxyType(json.loads(self.details or "{}"))

    @property
    def seal(self) -> str:
        """What its line vouches for."""
        covered = [
            self.case,
            self.number,
            self.person,
            self.at.isoformat(timespec="microseconds"),
            self.who,
            self.kind,
            self.salt.hex(),
            self.details,
        ]
        digest = hashlib.sha256(json.dumps(covered, ensure_ascii=True).encode()).hexdigest()
        return f"{SEALS_CASE} {self.case} {self.number} {digest}"


def event_of(row: sa.Row[Any]) -> CaseEvent:
    """A row of the table as an event."""
    return CaseEvent(**row._asdict())


def changed_events(
    connection: sa.Connection, references: Collection[str], redacted: Callable[[str], str]
) -> list[CaseEvent]:
    """The events that are others without a person or a crime, as they are without them.

    Args:
        connection: to the register.
        references: of the person, whose own events keep neither person nor details, and of whom
            as a victim the events of others keep the code alone.
        redacted: a text without the person or crime.
    """
    theirs = {reference.upper() for reference in references}
    query = sa.select(CASE_EVENTS).where(CASE_EVENTS.c.details.is_not(None))
    found = []
    for row in connection.execute(query.order_by(CASE_EVENTS.c.line)):
        event = event_of(row)
        if event.person is not None and event.person.upper() in theirs:
            found.append(replace(event, person=None, details=None))
            continue
        left = {name: redacted(value) for name, value in event.facts.items()}
        if "victim" in left:
            left["victim"] = without_victim(event.facts["victim"], references)
        if left != dict(event.facts):
            kept = json.dumps(left, ensure_ascii=False, sort_keys=True)
            found.append(replace(event, details=kept))
    return [replace(event, salt=new_salt()) for event in found]


def put_events(connection: sa.Connection, events: Sequence[CaseEvent]) -> list[VersionLine]:
    """Put changed events in the place of those of before.

    Returns:
        the lines that vouch for them as they are now.
    """
    for event in events:
        connection.execute(
            sa.update(CASE_EVENTS)
            .where(CASE_EVENTS.c.line == event.line)
            .values(person=event.person, details=event.details, salt=event.salt)
        )
    return [
        VersionLine(CASE_REDACTED, f"case {event.case}", 0, seal=event.seal) for event in events
    ]
