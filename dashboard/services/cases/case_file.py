"""One case as its services hand it out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from dashboard.register import CaseEvent
from dashboard.services.cases.people import CASE_ID, visible_events
from dashboard.services.question import Question
from harm.cases.case import Case
from harm.cases.clock_rules import recall_lengths
from harm.cases.events import VICTIM_SIDE, Event
from harm.cases.fold import fold
from harm.cases.plan import Due, due_in

#: Random bytes of a case's id.
ID_BYTES: Final = 5


@dataclass(frozen=True)
class CareSummary:
    """The victim side for those who do not look after anybody: whether, and not what.

    Attributes:
        victims: how many are written down.
        without_lead: how many have nobody who looks after them.
        uninformed: how many were not told of the release, where one is expected or was.
    """

    victims: int
    without_lead: int
    uninformed: int


@dataclass(frozen=True)
class CaseFile:
    """One case.

    Attributes:
        id: of the case; empty: nobody has written in it yet.
        person: the suspect's reference.
        case: as its events have left it; None: they are on a frozen list and nobody looked.
        events: without those of the victim side, oldest first.
        count: how many events there are in all.
        due: what is due, the earliest first.
        care: the victim side, counted.
        looks_after: whether the viewer looks after a victim in this case.
    """

    id: str
    person: str
    case: Case | None
    events: tuple[Event, ...]
    count: int
    due: tuple[Due, ...]
    care: CareSummary
    looks_after: bool

    @property
    def state(self) -> str:
        """Where it stands."""
        return "candidate" if self.case is None else self.case.state

    @property
    def owner(self) -> str:
        """Who owns it; empty: nobody yet."""
        return "" if self.case is None else self.case.owner


def new_id() -> str:
    """The id of a new case, which says nothing about anybody."""
    return f"{CASE_ID}{secrets.token_hex(ID_BYTES)}"


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def events_of(kept: Sequence[CaseEvent]) -> list[Event]:
    """Events of a register as values."""
    return [Event(event.number, event.kind, event.at, event.who, event.facts) for event in kept]


def case_of(question: Question, person: str, kept: Sequence[CaseEvent], now: datetime) -> CaseFile:
    """One case from the events that are kept of it.

    Args:
        question: who asks.
        person: the suspect's reference.
        kept: their events, oldest first; none: nobody wrote in it yet.
        now: for what is due.
    """
    events = events_of(kept)
    case = fold(events) if events else None
    who = question.viewer.who.strip().casefold()
    victims = {} if case is None else case.victims
    lengths = (*recall_lengths(), *question.settings.recalls)
    return CaseFile(
        id=kept[0].case if kept else "",
        person=question.store.persons.person_of(person),
        case=case,
        events=tuple(event for event in events if event.kind not in VICTIM_SIDE),
        count=len(events),
        due=() if case is None else due_in(case, now, lengths),
        care=_summary(case),
        looks_after=any(care.lead.strip().casefold() == who for care in victims.values()),
    )


def kept_case(question: Question, person: str, now: datetime | None = None) -> CaseFile:
    """The case that is kept under a reference.

    Args:
        question: who asks.
        person: the reference under which it is kept, as `people.person_of` has it.
        now: for what is due; None: this moment.

    Raises:
        RegisterError: the register cannot be read.
    """
    kept = question.workspace.register.case_events(person=person)
    return case_of(question, person, kept, now or now_utc())


def every_case(question: Question, now: datetime) -> list[CaseFile]:
    """The case of everybody whom the viewer may see, in the order of their ids."""
    return [
        case_of(question, person, kept, now) for person, kept in visible_events(question).items()
    ]


def _summary(case: Case | None) -> CareSummary:
    if case is None:
        return CareSummary(0, 0, 0)
    victims = case.victims.values()
    is_near = case.release_due is not None or any(until for _, until in case.inside)
    since = max((begun for begun, _ in case.inside), default=None)
    informed: Mapping[str, bool] = {
        care.code: any(
            step == "told_of_release" and done and (since is None or on >= since)
            for step, on, done in care.steps
        )
        for care in victims
    }
    return CareSummary(
        victims=len(informed),
        without_lead=sum(not care.lead for care in victims),
        uninformed=sum(not known for known in informed.values()) if is_near else 0,
    )
