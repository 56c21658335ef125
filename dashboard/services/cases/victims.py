"""The victims of a case by their codes of now, whatever they were called when it was written.

Codes go by date, and an older allegation, a link or an erasure makes others of them. An event says
by a mark whom it is about; here it gets the code that this victim has on the suspect's page now.
Where that cannot be told nobody else takes the place: the code is *former* then, and *removed*
where the victim was erased.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from dashboard.register import CaseEvent
from dashboard.register.victim_marks import code_of, is_erased, mark_victim, marks_any
from dashboard.services.question import Question
from dashboard.store import Store
from harm.cases.details import FORMER, REMOVED
from harm.cases.events import VICTIM_SIDE, Event
from harm.record.victim_codes import codes

#: The detail that has a victim's code.
VICTIM: Final = "victim"
#: The references of each victim of a suspect by their code; the codes alone leave the services.
Victims = Mapping[str, tuple[str, ...]]
NOBODY: Final[Victims] = MappingProxyType({})


def victims_of(question: Question, person: str) -> Victims:
    """The references of each victim of a suspect, by the code that the suspect's page has."""
    return victims_of_each(question.store, [person])[person]


def victims_of_each(store: Store, people: Collection[str]) -> dict[str, Victims]:
    """The same of several suspects, by the reference by which they are asked for."""
    persons = store.persons
    called = {person: persons.person_of(person) for person in people}
    rows = store.suspects.crimes_of(*sorted(set(called.values())))
    own = rows.partition_by("suspect_id", as_dict=True)
    found = {
        whose: {code: persons.references_of(victim) for victim, code in codes(each).iter_rows()}
        for (whose,), each in own.items()
    }
    return {person: found.get(whose, NOBODY) for person, whose in called.items()}


def victims_in(question: Question, cases: Mapping[str, Sequence[CaseEvent]]) -> dict[str, Victims]:
    """The same of those whose case was ever taken on, or in whose events a victim is.

    The others need no look into the record.
    """
    concerned = sorted(person for person, kept in cases.items() if _has_victims(kept))
    if not concerned:
        return {}
    return question.remember(
        ("victims by code", *concerned), lambda: victims_of_each(question.store, concerned)
    )


def events_of(kept: Sequence[CaseEvent], victims: Victims = NOBODY) -> list[Event]:
    """Events of a register as values, each victim by their code of now.

    Args:
        kept: those of one case, oldest first.
        victims: of the suspect; without them each code is a former one.
    """
    return [
        Event(event.number, event.kind, event.at, event.who, _facts(event, victims))
        for event in kept
    ]


def renamed(kept: Sequence[CaseEvent], victims: Victims) -> tuple[tuple[str, str], ...]:
    """The codes that are others by now: as it was written, and of now; each pair once."""
    values = [event.facts[VICTIM] for event in kept if _is_of_a_victim(event)]
    pairs = {(code_of(value), _present(value, victims)) for value in values}
    return tuple(sorted(pair for pair in pairs if pair[0] != pair[1]))


def kept_code(code: str, victims: Victims) -> str:
    """A code as the register keeps it, with the mark of whose it is.

    Args:
        code: one of the suspect's victims.
        victims: of the suspect.
    """
    return mark_victim(code, victims[code][0])


def _has_victims(kept: Sequence[CaseEvent]) -> bool:
    return any(event.kind == "adopt" or _is_of_a_victim(event) for event in kept)


def _is_of_a_victim(event: CaseEvent) -> bool:
    return event.kind in VICTIM_SIDE and VICTIM in event.facts


def _facts(event: CaseEvent, victims: Victims) -> Mapping[str, str]:
    if VICTIM not in event.facts:
        return event.facts
    return {**event.facts, VICTIM: _present(event.facts[VICTIM], victims)}


def _present(value: str, victims: Victims) -> str:
    """The code of now of whom a kept code is about."""
    if is_erased(value):
        return f"{REMOVED}{code_of(value)}"
    for code, references in victims.items():
        if marks_any(value, references):
            return code
    return f"{FORMER}{code_of(value)}"
