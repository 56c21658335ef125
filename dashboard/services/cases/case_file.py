"""One case as its services hand it out."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from dashboard.register import CaseEvent
from dashboard.services.cases.one_person import cases_of, references_of
from dashboard.services.cases.people import CASE_ID, visible_events
from dashboard.services.cases.victims import NOBODY, Victims, events_of, renamed, victims_in
from dashboard.services.question import Question
from harm.cases.case import TAKEN_ON, Case, VictimCare
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
        victims: how many the suspect has, where the case was taken on; else how many are written
            down.
        without_lead: how many of these have nobody who looks after them.
        lost: how many are none of the suspect's victims by now though nobody erased them, or were
            written down without a mark of who they are.
        uninformed: how many were not told of the release, where one is expected or was.
    """

    victims: int
    without_lead: int
    lost: int
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
        renamed: codes of victims that are others than when they were written: then, and now.
        looks_after: whether the viewer looks after a victim in this case.
    """

    id: str
    person: str
    case: Case | None
    events: tuple[Event, ...]
    count: int
    due: tuple[Due, ...]
    care: CareSummary
    renamed: tuple[tuple[str, str], ...]
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


def case_of(
    question: Question,
    person: str,
    kept: Sequence[CaseEvent],
    now: datetime,
    victims: Victims | None = None,
) -> CaseFile:
    """One case from the events that are kept of it.

    Args:
        question: who asks.
        person: the suspect's reference.
        kept: their events, oldest first; none: nobody wrote in it yet.
        now: for what is due.
        victims: the suspect's, where they are known already.
    """
    if victims is None:
        victims = victims_in(question, {person: kept}).get(person, NOBODY)
    events = events_of(kept, victims)
    case = _with_resting(question, person, kept[0].case, fold(events)) if events else None
    who = question.viewer.who.strip().casefold()
    cares = () if case is None else case.victims.values()
    lengths = (*recall_lengths(), *question.settings.recalls)
    return CaseFile(
        id=kept[0].case if kept else "",
        person=question.store.persons.person_of(person),
        case=case,
        events=tuple(event for event in events if event.kind not in VICTIM_SIDE),
        count=len(events),
        due=() if case is None else due_in(case, now, lengths),
        care=_summary(case, victims),
        renamed=renamed(kept, victims),
        looks_after=any(care.lead.strip().casefold() == who for care in cares),
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
    seen = visible_events(question)
    victims = victims_in(question, seen)
    return [
        case_of(question, person, kept, now, victims.get(person, NOBODY))
        for person, kept in seen.items()
    ]


def _with_resting(question: Question, person: str, case_id: str, case: Case) -> Case:
    """A case with the victim side of those that rest while their suspects are one person.

    Whoever looks after a victim there goes on doing so, unless they own this case.
    """
    if len(references_of(question, person)) == 1:
        return case
    found = cases_of(question, person)
    kept = {each: own for each, own in found.items() if own[0].case != case_id}
    victims, cares = victims_in(question, kept), dict(case.victims)
    for other in sorted(victims):
        resting = fold(events_of(kept[other], victims[other]))
        if resting.is_open:
            for code, care in resting.victims.items():
                cares[code] = _both(care, cares.get(code), case.owner)
    return replace(case, victims=cares)


def _both(resting: VictimCare, going: VictimCare | None, owner: str) -> VictimCare:
    is_owner = resting.lead.strip().casefold() == owner.strip().casefold()
    lead = "" if is_owner else resting.lead
    if going is None:
        return replace(resting, lead=lead)
    steps = sorted((*resting.steps, *going.steps), key=lambda step: step[1])
    return replace(going, lead=going.lead or lead, steps=tuple(steps))


def _summary(case: Case | None, victims: Victims) -> CareSummary:
    if case is None:
        return CareSummary(0, 0, 0, 0)
    cares = {code: care for code, care in case.victims.items() if care.is_known}
    codes = {*cares, *(victims if case.state in TAKEN_ON else ())}
    is_near = case.release_due is not None or any(until for _, until in case.inside)
    since = max((begun for begun, _ in case.inside), default=None)
    informed = {
        code
        for code, care in cares.items()
        if any(
            step == "told_of_release" and done and (since is None or on >= since)
            for step, on, done in care.steps
        )
    }
    return CareSummary(
        victims=len(codes),
        without_lead=len(codes - {code for code, care in cares.items() if care.lead}),
        lost=sum(not care.is_known and not care.is_removed for care in case.victims.values()),
        uninformed=len(codes - informed) if is_near else 0,
    )
