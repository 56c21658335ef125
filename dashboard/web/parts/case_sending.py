"""What a form of a case asks its service to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.deciding import (
    adopt,
    close_at_once,
    confirm_disruption,
    decide,
    decline,
    defer,
    minute,
    name_victim_lead,
)
from dashboard.services.cases.proposing import answer_counter, nominate, propose_again, review
from dashboard.services.cases.working import note_victim_step, work
from dashboard.services.question import Question

Details = Mapping[str, str]
Sender = Callable[[Question, str, Details], CaseFile]


def _said(details: Details, *names: str) -> list[str]:
    """Details by their names; what was left empty is an empty text, which the service judges."""
    return [details.get(name, "") for name in names]


def _decided(kind: str) -> Sender:
    return lambda question, person, given: decide(question, [person], kind, dict(given))


def _care(question: Question, person: str, given: Details) -> CaseFile:
    victim, step, on = _said(given, "victim", "step", "on")
    return note_victim_step(
        question, person, victim, step, on=on, done=given.get("done", "") == "yes"
    )


#: The service of each kind; of all others it is `work`.
_SENDERS: Final[Mapping[str, Sender]] = {
    "nominate": lambda q, person, given: nominate(q, person, *_said(given, "ground", "reason")),
    "propose_again": lambda q, person, given: propose_again(q, person, *_said(given, "reason")),
    "review": lambda q, person, given: review(q, person, *_said(given, "view")),
    "answer_counter": lambda q, person, given: answer_counter(q, person, *_said(given, "answer")),
    "adopt": lambda q, person, given: adopt(
        q, [person], *_said(given, "owner", "reason", "meeting")
    ),
    "decline": lambda q, person, given: decline(q, [person], *_said(given, "reason", "meeting")),
    "defer": lambda q, person, given: defer(
        q, [person], *_said(given, "reason", "until", "meeting")
    ),
    "close_at_once": lambda q, person, given: close_at_once(
        q, [person], *_said(given, "at_once", "reason")
    ),
    "minute": lambda q, person, given: minute(q, person, *_said(given, "meeting", "assessment")),
    "confirm_disruption": lambda q, person, given: confirm_disruption(
        q, person, *_said(given, "outcome")
    ),
    "victim_lead": lambda q, person, given: name_victim_lead(
        q, person, *_said(given, "victim", "lead")
    ),
    "victim_step": _care,
    **{kind: _decided(kind) for kind in ("hand_over", "deselect", "close", "reopen")},
}


def send(question: Question, person: str, kind: str, details: Details) -> CaseFile:
    """Write one event into one case.

    Args:
        question: who writes.
        person: the suspect's reference.
        kind: of the event, as the table of moves has it.
        details: what was filled in; what was left empty is not among it.

    Raises:
        HarmdeskError: the service refuses it; the log has a line where that is a decision.
        HarmError: it cannot happen in the case as it stands.
    """
    sender = _SENDERS.get(kind)
    if sender is None:
        return work(question, person, kind, details)
    return sender(question, person, details)
