"""Whose case it is: a person is a suspect's reference, here and nowhere else.

Where references are linked to one person, this is the place that has to say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.errors import OutOfSightError, UnknownSuspectError
from dashboard.register import CaseEvent
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import number_of
from harm.record.victim_codes import codes
from harm.suspects.associates import links

#: How the id of a case begins; the rest is chance and says nothing about anybody.
CASE_ID: Final = "C-"


def person_of(question: Question, reference: str) -> str:
    """Whom a reference of a suspect or the id of a case is about.

    An unknown one and one of somebody whom the viewer may not see are refused in the same words.

    Raises:
        UnknownSuspectError: nobody has it.
        OutOfSightError: nobody whom the viewer may see has it.
    """
    person = reference
    if reference.startswith(CASE_ID):
        events = question.workspace.register.case_events(case=reference)
        person = (events[0].person or reference) if events else reference
    try:
        number_of(question, person)
    except UnknownSuspectError as error:
        kind = OutOfSightError if isinstance(error, OutOfSightError) else UnknownSuspectError
        raise kind(
            f"There is no case or suspect {reference[:60]!r} among those you may see; check it "
            f"against the list or against `harmdesk case list`."
        ) from None
    return person


def visible_people(question: Question, people: Sequence[str]) -> list[str]:
    """Those of some people whom the viewer may see and the record still has, in their order."""
    known = question.seen["suspect_id"].to_frame()
    rows = pl.DataFrame({"suspect_id": list(people)}, schema={"suspect_id": pl.String})
    return rows.join(known, on="suspect_id", how="semi", maintain_order="left")[
        "suspect_id"
    ].to_list()


def visible_events(question: Question) -> dict[str, list[CaseEvent]]:
    """The events of everybody whom the viewer may see, by person; in the order of cases."""
    found = dict[str, list[CaseEvent]]()
    for event in question.workspace.register.case_events():
        if event.person is not None:
            found.setdefault(event.person, []).append(event)
    return {person: found[person] for person in visible_people(question, list(found))}


def victims_of(question: Question, person: str) -> dict[str, str]:
    """The reference of each victim of a suspect by their code; the codes alone leave here."""
    rows = question.store.suspects.crimes_of(person).filter(suspect_id=person)
    return {code: victim for victim, code in codes(rows).iter_rows()}


def crimes_of(question: Question, person: str) -> frozenset[str]:
    """The references of the crimes in which a suspect is named."""
    rows = question.store.suspects.crimes_of(person).filter(suspect_id=person)
    return frozenset(rows["crime_ref"])


def counter_allegations(question: Question, person: str) -> int:
    """In how many crimes a victim of the suspect is accused with the suspect as the victim.

    They are those that the suspect's page shows.
    """
    rows = question.visible(question.store.suspects.linked(person))
    return links(rows, person).counter["crime_ref"].n_unique()
