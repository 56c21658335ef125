"""Works on a case: its plan in four strands, measures, time limits and outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.access.actions import CARE_FOR_VICTIM, WORK_CASE
from dashboard.errors import CaseRefusedError, NotAllowedError
from dashboard.services.cases.case_file import CaseFile, kept_case
from dashboard.services.cases.people import person_of
from dashboard.services.cases.victims import events_of
from dashboard.services.cases.writing import write_events
from dashboard.services.gate import service
from dashboard.services.question import Question
from harm.cases.events import moves
from harm.cases.fold import fold

#: The kinds of event by which a case is worked on, as the table of moves says whose they are.
WORK: Final = frozenset(kind for kind, move in moves().items() if move.who == "owner")
#: The details that name something new in a case, with the letter that its key begins with.
KEYS: Final[Mapping[str, tuple[str, str]]] = {
    "action": ("action", "A"),
    "measure": ("measure", "M"),
    "clock": ("clock", "C"),
    "outcome": ("outcome", "O"),
}


@service(WORK_CASE, lambda question, reference, *_, **__: person_of(question, reference))
def work(question: Question, reference: str, kind: str, details: Mapping[str, str]) -> CaseFile:
    """Write what was done or planned in a case.

    What is new, such as an action, gets the next key (A1, A2 …) where none is given. The first
    action of an adopted case makes it active, unless they are in custody.

    Args:
        question: who writes.
        reference: of the suspect, or the id of the case.
        kind: of the event, as the table of moves has it.
        details: what it needs.

    Raises:
        CaseRefusedError: it is no such event, a text names a victim, or the allegation is none of
            this suspect's.
        HarmError: it cannot happen in the case as it stands.
        UnknownSuspectError: nobody has the reference, or nobody whom the viewer may see.
    """
    person = person_of(question, reference)
    if kind not in WORK:
        raise CaseRefusedError(
            f"{kind[:40]!r} is nothing that is worked on in a case; choose one of "
            f"{', '.join(sorted(WORK))}."
        )
    kept = question.workspace.register.case_events(person=person)
    case = fold(events_of(kept)) if kept else None
    filled = dict(details)
    if kind in KEYS and case is not None:
        name, letter = KEYS[kind]
        taken = getattr(case, f"{name}s")
        number = 1 + sum(key.startswith(letter) for key in taken)
        filled[name] = filled.get(name) or f"{letter}{number}"
    lines = [(kind, filled)]
    if kind == "action" and case is not None and case.state == "adopted":
        lines.append(("start", {}))
    return write_events(question, WORK_CASE, person, lines)


@service(CARE_FOR_VICTIM, lambda question, reference, *_, **__: person_of(question, reference))
def note_victim_step(
    question: Question, reference: str, victim: str, step: str, *, on: str, done: bool
) -> CaseFile:
    """Write down whether something was done for a victim: a safety plan, a contact, news.

    Args:
        question: who looks after them.
        reference: of the suspect, or the id of the case.
        victim: V1, V2 …
        step: a code of the vocabulary.
        on: the day.
        done: whether it was done.

    Raises:
        NotAllowedError: the viewer does not look after this victim.
        HarmError: the step or the day is none.
    """
    person = person_of(question, reference)
    found = kept_case(question, person)
    care = None if found.case is None else found.case.victims.get(victim)
    who = question.viewer.who.strip().casefold()
    if care is None or care.lead.strip().casefold() != who:
        raise NotAllowedError(
            f"What is done for a victim is written down by whoever looks after them, and "
            f"{question.viewer.who} does not; ask the supervisor who decides on the case."
        )
    details = {"victim": victim, "step": step, "on": on, "done": "yes" if done else "no"}
    return write_events(question, CARE_FOR_VICTIM, person, [("victim_step", details)])
