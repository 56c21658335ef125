"""Decides on a case, one person at a time: named, with a reason, and after their page was opened.

What is tried otherwise is refused, and the log has a line of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.access.actions import DECIDE_CASE, PROPOSE_CASE
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.people import counter_allegations, person_of
from dashboard.services.cases.proposing import begun, opened_list
from dashboard.services.cases.victims import events_of
from dashboard.services.cases.writing import Step, refuse, write_events
from dashboard.services.gate import about, service
from dashboard.services.question import Question
from harm.cases.details import FEWEST_LETTERS
from harm.cases.fold import fold

_ONE = about("a case")


@service(DECIDE_CASE, _ONE)
def adopt(
    question: Question, references: Sequence[str], owner: str, reason: str, meeting: str = ""
) -> CaseFile:
    """Take a case on.

    Whoever decides reviews it by that, where nobody has: they opened the page.

    Args:
        question: who decides.
        references: of one suspect, or the id of one case; more are refused.
        owner: who owns the case.
        reason: why.
        meeting: the day of the meeting; empty: there was none.

    Raises:
        CaseRefusedError: several at once, without a reason, or without opening the page; or
            counter-allegations that no second person answered. The log has a line.
        HarmError: the case cannot be adopted as it stands.
    """
    person = _one(question, references, reason)
    name = opened_list(question, person)
    steps = _reviewed(question, person, name)
    answered = _counter(question, person)
    details = {
        "owner": owner,
        "reason": reason,
        "list": name,
        "counter": "answered" if answered else "none",
        "meeting": meeting,
    }
    return write_events(question, DECIDE_CASE, person, [*steps, ("adopt", details)])


@service(DECIDE_CASE, _ONE)
def decline(
    question: Question, references: Sequence[str], reason: str, meeting: str = ""
) -> CaseFile:
    """Do not take a case on.

    Raises:
        CaseRefusedError: as for adopting.
        HarmError: the case cannot be declined as it stands.
    """
    person = _one(question, references, reason)
    name = opened_list(question, person)
    steps = _reviewed(question, person, name)
    details = {"reason": reason, "list": name, "meeting": meeting}
    return write_events(question, DECIDE_CASE, person, [*steps, ("decline", details)])


@service(DECIDE_CASE, _ONE)
def defer(
    question: Question, references: Sequence[str], reason: str, until: str, meeting: str = ""
) -> CaseFile:
    """Put a decision off to a dated meeting.

    Raises:
        CaseRefusedError: several at once, or without a reason. The log has a line.
        HarmError: the case cannot be deferred as it stands, or the day is none.
    """
    person = _one(question, references, reason)
    details = {"reason": reason, "until": until, "meeting": meeting}
    steps = [*begun(question, person), ("defer", details)]
    return write_events(question, DECIDE_CASE, person, steps)


@service(DECIDE_CASE, _ONE)
def decide(
    question: Question, references: Sequence[str], kind: str, details: dict[str, str]
) -> CaseFile:
    """Take another decision: hand over, deselect, close or reopen.

    Args:
        question: who decides.
        references: of one suspect, or the id of one case; more are refused.
        kind: of the event, as the table of moves has it.
        details: what it needs.

    Raises:
        CaseRefusedError: several at once, without a reason, or no such decision.
        HarmError: it cannot be taken in the case as it stands.
    """
    person = _one(question, references, details.get("reason", ""))
    if kind not in {"hand_over", "deselect", "close", "reopen"}:
        raise refuse(question, DECIDE_CASE, [person], f"{kind[:40]!r} is no such decision.")
    return write_events(question, DECIDE_CASE, person, [(kind, details)])


@service(PROPOSE_CASE, _ONE)
def close_at_once(
    question: Question, references: Sequence[str], ground: str, reason: str
) -> CaseFile:
    """Close the case of somebody who died, was cleared, is a child or the wrong person.

    Raises:
        CaseRefusedError: several at once, or without a reason.
        HarmError: it is closed already, or the ground is none of these.
    """
    person = _one(question, references, reason)
    details = {"at_once": ground, "reason": reason}
    steps = [*begun(question, person), ("close_at_once", details)]
    return write_events(question, PROPOSE_CASE, person, steps)


@service(DECIDE_CASE, lambda question, reference, *_, **__: person_of(question, reference))
def minute(question: Question, reference: str, meeting: str, assessment: str) -> CaseFile:
    """Write down what a meeting said of a case: an assessment and no fact.

    Raises:
        HarmError: there is no case, or no words.
    """
    person = person_of(question, reference)
    details = {"meeting": meeting, "assessment": assessment}
    return write_events(question, DECIDE_CASE, person, [("minute", details)])


@service(DECIDE_CASE, lambda question, reference, *_, **__: person_of(question, reference))
def confirm_disruption(question: Question, reference: str, outcome: str) -> CaseFile:
    """Agree with the level of a disruption, as a second person.

    Raises:
        HarmError: the same person wrote it down, or it is no disruption.
    """
    person = person_of(question, reference)
    steps = [("confirm_disruption", {"outcome": outcome})]
    return write_events(question, DECIDE_CASE, person, steps)


@service(DECIDE_CASE, lambda question, reference, *_, **__: person_of(question, reference))
def name_victim_lead(question: Question, reference: str, victim: str, lead: str) -> CaseFile:
    """Name who looks after a victim; they alone open the victim side, and never own the case.

    Args:
        question: who decides.
        reference: of the suspect, or the id of the case.
        victim: V1, V2 … as the suspect's page has it.
        lead: the name by which the log knows them.

    Raises:
        CaseRefusedError: the suspect has no such victim.
        HarmError: the lead owns the case, or there is none.
    """
    person = person_of(question, reference)
    details = {"victim": victim, "lead": lead}
    return write_events(question, DECIDE_CASE, person, [("victim_lead", details)])


def _one(question: Question, references: Sequence[str], reason: str) -> str:
    """The one person of a decision that has a reason.

    Raises:
        CaseRefusedError: there are several or none, or there is no reason.
    """
    people = [person_of(question, reference) for reference in references]
    if len(people) != 1:
        raise refuse(
            question,
            DECIDE_CASE,
            people,
            f"{len(people)} people at once: a decision is taken for one person at a time.",
        )
    if sum(letter.isalnum() for letter in reason) < FEWEST_LETTERS:
        raise refuse(
            question,
            DECIDE_CASE,
            people,
            f"There is no reason of {FEWEST_LETTERS} letters or more; say why.",
        )
    return people[0]


def _reviewed(question: Question, person: str, name: str) -> list[Step]:
    """What comes before a decision where nobody has reviewed the case: the decider has, by now."""
    kept = question.workspace.register.case_events(person=person)
    case = fold(events_of(kept)) if kept else None
    if case is not None and case.state not in {"candidate", "deferred"}:
        return []
    return [*begun(question, person), ("review", {"list": name})]


def _counter(question: Question, person: str) -> bool:
    """Whether there are counter-allegations, which a second person answered.

    Raises:
        CaseRefusedError: there are, and nobody did.
    """
    if not counter_allegations(question, person):
        return False
    kept = question.workspace.register.case_events(person=person)
    case = fold(events_of(kept)) if kept else None
    if case is None or not case.counter_by:
        raise refuse(
            question,
            DECIDE_CASE,
            [person],
            "On this suspect's page are counter-allegations: one of their victims is accused of a "
            "crime against them. A second person answers them first: “Answer the "
            "counter-allegations” on the page of the case, or `harmdesk case counter`.",
        )
    return True
