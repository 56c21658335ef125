"""Writes events into a case: what the fold refuses, nobody writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.access.actions import Action
from dashboard.access.policy import acting_role
from dashboard.access.viewer import Viewer
from dashboard.errors import CaseRefusedError
from dashboard.register import NewEvent
from dashboard.services.cases.case_file import CaseFile, case_of, new_id, now_utc
from dashboard.services.cases.people import crimes_of
from dashboard.services.cases.texts import check_texts
from dashboard.services.cases.victims import VICTIM, Victims, events_of, kept_code, victims_of
from dashboard.services.question import Question
from harm.cases.details import ACHILLES_HEEL
from harm.cases.events import Event
from harm.cases.fold import fold, follow

#: A kind of event and its details.
Step = tuple[str, Mapping[str, str]]


def write_events(
    question: Question, action: Action, person: str, steps: Sequence[Step]
) -> CaseFile:
    """Write events into somebody's case, all of them or none, and hand back the case.

    Args:
        question: who writes.
        action: as what.
        person: the suspect's reference, which the viewer may see.
        steps: what to write, in this order.

    Raises:
        HarmError: one of them cannot happen in this case as it stands.
        CaseRefusedError: a text names a victim, or a reference is none of the case.
        CaseChangedError: somebody else wrote in it meanwhile.
        RegisterError: it cannot be written.
    """
    register, now = question.workspace.register, now_utc()
    known = register.case_events(person=person)
    victims = victims_of(question, person)
    case = fold(events_of(known, victims)) if known else None
    case_id, written = known[0].case if known else new_id(), list[NewEvent]()
    for number, (kind, details) in enumerate(steps, len(known) + 1):
        kept = {name: value.strip() for name, value in details.items() if value.strip()}
        event = Event(number, kind, now.replace(tzinfo=None), question.viewer.who, kept)
        case = follow(case, event)
        _check_record(question, person, event, victims)
        if VICTIM in kept:
            kept = {**kept, VICTIM: kept_code(kept[VICTIM], victims)}
        written.append(NewEvent(case_id, number, person, kind, kept))
    register.add_events(_acting(question, action), written, version=question.version, at=now)
    return case_of(question, person, register.case_events(person=person), now, victims)


def refuse(question: Question, action: Action, people: Sequence[str], why: str) -> CaseRefusedError:
    """The refusal of a decision, after the log has its line for each person.

    Args:
        question: who tried.
        action: what they tried.
        people: references of those concerned, whom the viewer may see.
        why: in a sentence.
    """
    register, viewer = question.workspace.register, _acting(question, action)
    for person in people:
        register.note(
            viewer, "case_refused", f"{action.name} of {person}", version=question.version
        )
    return CaseRefusedError(f"{why} The attempt is in the log.")


def _acting(question: Question, action: Action) -> Viewer:
    viewer = question.viewer
    return viewer.acting_as(acting_role(viewer, action) or viewer.role)


def _check_record(question: Question, person: str, event: Event, victims: Victims) -> None:
    """What only the record knows: whose victim, which allegation, and names in free text."""
    check_texts(question, person, event.kind, event.details)
    tied = event.details.get("tied_to", ACHILLES_HEEL)
    if tied != ACHILLES_HEEL and tied not in crimes_of(question, person):
        raise CaseRefusedError(
            f"{tied[:60]!r} is no allegation against this suspect; name one of those on their "
            f"page, or {ACHILLES_HEEL} for other offending."
        )
    code = event.details.get(VICTIM)
    if code is not None and code not in victims:
        raise CaseRefusedError(
            f"This suspect has no victim {code}; the suspect's page has the codes that there are."
        )
