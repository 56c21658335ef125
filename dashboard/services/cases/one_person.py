"""Which case is a person's where several of their references have one.

References are linked and taken apart again; cases stay as they are kept. Which of two open ones
goes on is said when they are linked, and holds while they are one person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dashboard.register import CaseEvent
from dashboard.services.cases.victims import events_of
from dashboard.services.question import Question
from harm.cases.case import Case
from harm.cases.fold import fold


def references_of(question: Question, reference: str) -> tuple[str, ...]:
    """All references of the person, that by which they are called first."""
    return question.store.persons.references_of(reference)


def is_among(question: Question, reference: str, people: Collection[str]) -> bool:
    """Whether any reference of a person is among some people, such as those on a list."""
    return not set(references_of(question, reference)).isdisjoint(people)


def cases_of(question: Question, reference: str) -> dict[str, list[CaseEvent]]:
    """The events of each of a person's references that has a case."""
    register = question.workspace.register
    found = {each: register.case_events(person=each) for each in references_of(question, reference)}
    return {each: events for each, events in found.items() if events}


def kept_under(question: Question, reference: str) -> str:
    """The reference under which a person's case is kept; as they are called where there is none."""
    references = references_of(question, reference)
    if len(references) == 1:
        return reference
    found = cases_of(question, reference)
    return going_on(found) if found else references[0]


def going_on(cases: Mapping[str, Sequence[CaseEvent]]) -> str:
    """Which of a person's cases goes on, by the reference under which it is kept.

    That into which others were joined last; without any, the open one that began first.

    Args:
        cases: the events of each, by reference; at least one.
    """
    folded = {reference: folded_case(events) for reference, events in cases.items()}
    by_id = {events[0].case: reference for reference, events in cases.items()}
    joins = [case.joined for case in folded.values() if case.is_open and case.joined is not None]
    for into, _ in sorted(joins, key=lambda join: join[1], reverse=True):
        if into in by_id and folded[by_id[into]].is_open:
            return by_id[into]
    return min(
        cases,
        key=lambda reference: (
            not folded[reference].is_open,
            cases[reference][0].at,
            cases[reference][0].case,
        ),
    )


def folded_case(events: Sequence[CaseEvent]) -> Case:
    """A case as its kept events leave it."""
    return fold(events_of(events))
