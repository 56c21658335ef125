"""Proposes cases: whoever is on a frozen list, or somebody from another cohort with a ground."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dashboard.access.actions import PROPOSE_CASE, LogKind
from dashboard.errors import CaseRefusedError, FrozenListError
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.one_person import is_among, references_of
from dashboard.services.cases.opening import listed_on, newest_listed
from dashboard.services.cases.people import counter_allegations, person_of, visible_people
from dashboard.services.cases.writing import Step, refuse, write_events
from dashboard.services.gate import about, service
from dashboard.services.question import Question

#: What a decider did since the list was frozen: they opened the suspect's page. A reviewer may have
#: read the suspect without their rank instead.
DECIDED_AFTER: Final[tuple[LogKind, ...]] = ("suspect",)
REVIEWED_AFTER: Final[tuple[LogKind, ...]] = ("suspect", "case_read")


@service(PROPOSE_CASE, about("the people of a list"))
def propose_listed(question: Question, name: str) -> list[CaseFile]:
    """Make candidates of everybody on a frozen list who has no case; whoever has one stays so.

    Args:
        question: who proposes.
        name: of the list.

    Raises:
        FrozenListError: there is no such list.
    """
    listed = listed_on(question, name)
    if not listed:
        raise FrozenListError(
            f"There is no frozen list called {name[:60]!r}; the page Movement and "
            f"`harmdesk lists` name those that there are."
        )
    register = question.workspace.register
    called = question.store.persons.person_of
    known = {called(event.person) for event in register.case_events() if event.person is not None}
    return [
        write_events(question, PROPOSE_CASE, person, [("list", {"list": name})])
        for person in visible_people(question, listed)
        if person not in known
    ]


@service(PROPOSE_CASE, lambda question, reference, *_, **__: person_of(question, reference))
def nominate(
    question: Question, reference: str, ground: str, reason: str, meeting: str = ""
) -> CaseFile:
    """Name somebody from another cohort, with a ground; it changes no score and no list.

    Args:
        question: who nominates.
        reference: of the suspect.
        ground: a code of the vocabulary.
        reason: why.
        meeting: the day of the meeting at which it was done, whose minutes have it; empty: none.

    Raises:
        HarmError: they have a case already, or the ground is none.
        UnknownSuspectError: nobody has the reference, or nobody whom the viewer may see.
    """
    person = person_of(question, reference)
    details = {"ground": ground, "reason": reason, "meeting": meeting}
    return write_events(question, PROPOSE_CASE, person, [("nominate", details)])


@service(PROPOSE_CASE, lambda question, reference, *_, **__: person_of(question, reference))
def propose_again(question: Question, reference: str, reason: str) -> CaseFile:
    """Propose somebody whose case was not adopted.

    Raises:
        HarmError: their case stands elsewhere.
    """
    person = person_of(question, reference)
    return write_events(question, PROPOSE_CASE, person, [("propose_again", {"reason": reason})])


@service(PROPOSE_CASE, lambda question, reference, *_, **__: person_of(question, reference))
def review(question: Question, reference: str, view: str = "") -> CaseFile:
    """Take a case up for review, with one's own view before the rank is shown, where one has it.

    Args:
        question: who reviews.
        reference: of the suspect, or the id of the case.
        view: adopt, decline or unsure; empty: none.

    Raises:
        CaseRefusedError: the reviewer has neither opened the suspect's page since the list was
            frozen nor read them without their rank.
    """
    person = person_of(question, reference)
    name = opened_list(question, person, kinds=REVIEWED_AFTER)
    steps: list[Step] = [*begun(question, person), ("review", {"list": name})]
    if view:
        steps.append(("own_view", {"view": view}))
    return write_events(question, PROPOSE_CASE, person, steps)


@service(PROPOSE_CASE, lambda question, reference, *_, **__: person_of(question, reference))
def answer_counter(question: Question, reference: str, answer: str) -> CaseFile:
    """Answer the counter-allegations on a suspect's page, as a second person.

    Raises:
        CaseRefusedError: there are none, or the page was not opened.
        HarmError: the same person reviews the case.
    """
    person = person_of(question, reference)
    opened_list(question, person)
    if not counter_allegations(question, person):
        raise CaseRefusedError(
            "There are no counter-allegations on this suspect's page, and nothing to answer."
        )
    return write_events(question, PROPOSE_CASE, person, [("answer_counter", {"answer": answer})])


def begun(question: Question, person: str) -> list[Step]:
    """The event with which a case of somebody on the newest list begins; none: it has begun.

    Raises:
        CaseRefusedError: they have no case, and are not on that list.
    """
    if question.workspace.register.case_events(person=person):
        return []
    name, listed = newest_listed(question)
    if not is_among(question, person, listed):
        raise CaseRefusedError(
            "They are on no newest frozen list and have no case; nominate them with a ground "
            "first: “Nominate with a ground” on the page of the case, or `harmdesk case propose "
            "REF --ground stalking --reason …`."
        )
    return [("list", {"list": name})]


def opened_list(
    question: Question, person: str, *, kinds: Collection[LogKind] = DECIDED_AFTER
) -> str:
    """The frozen list of a decision, after which its decider opened the suspect's page.

    Args:
        question: who decides.
        person: the suspect's reference.
        kinds: what counts as having opened it, by the words of the log's lines.

    Raises:
        CaseRefusedError: no list is frozen, or they did not open it since; the log has a line.
    """
    name, _ = newest_listed(question)
    if not name:
        raise CaseRefusedError(
            "No list is frozen, and a case rests on one; freeze one with “Freeze this list” on the "
            "page List, or with `harmdesk freeze`."
        )
    register = question.workspace.register
    frozen = register.frozen(name)
    since = None if frozen is None else frozen.at
    who, theirs = question.viewer.who, references_of(question, person)
    if since is None or not register.opened_since(theirs, who, since, kinds=kinds):
        raise refuse(
            question,
            PROPOSE_CASE,
            [person],
            f"{question.viewer.who} has not opened this suspect's page since the list {name} was "
            f"frozen; open it (the page Suspect, or `harmdesk explain`), and decide then.",
        )
    return name
