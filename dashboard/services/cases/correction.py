"""Who has to be told that a case was about the wrong person: whoever received a file of them."""

from __future__ import annotations

from dashboard.access.actions import PROPOSE_CASE
from dashboard.services.cases.people import person_of
from dashboard.services.cases.victims import events_of
from dashboard.services.gate import service
from dashboard.services.question import Question
from dashboard.services.removal.receivers import Received, receivers_of
from harm.cases.fold import fold


@service(PROPOSE_CASE, person_of)
def files_to_correct(question: Question, reference: str) -> tuple[Received, ...]:
    """The files that left and named whoever a case was wrongly about, oldest first.

    How it misleads: a copy of a file leaves no line, and what was read on a page left no file.

    Args:
        question: who asks.
        reference: of the suspect, or the id of the case.

    Returns:
        none where the case was not closed for the wrong person.
    """
    person, register = person_of(question, reference), question.workspace.register
    kept = register.case_events(person=person)
    if not kept or fold(events_of(kept)).ground != "wrong_person":
        return ()
    return tuple(receivers_of(register.files_that_left(), person))
