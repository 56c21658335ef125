"""Whose case it is: a person is the reference under which their case is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.errors import OutOfSightError, UnknownSuspectError
from dashboard.register import CaseEvent
from dashboard.services.cases.one_person import going_on, kept_under
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import number_of
from harm.suspects.associates import links

#: How the id of a case begins; the rest is chance and says nothing about anybody.
CASE_ID: Final = "C-"


def person_of(question: Question, reference: str) -> str:
    """Whom a reference of a suspect or the id of a case is about, as their case is kept.

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
            f"against the page Cases, or against `harmdesk case list`."
        ) from None
    return kept_under(question, person)


def visible_people(question: Question, people: Sequence[str]) -> list[str]:
    """Those of some people whom the viewer may see and the record still has, in their order.

    Each comes once, by the reference by which they are called.
    """
    known = question.seen["suspect_id"].to_frame()
    called = list(dict.fromkeys(map(question.store.persons.person_of, people)))
    rows = pl.DataFrame({"suspect_id": called}, schema={"suspect_id": pl.String})
    return rows.join(known, on="suspect_id", how="semi", maintain_order="left")[
        "suspect_id"
    ].to_list()


def names_of(question: Question, people: Sequence[str]) -> dict[str, str]:
    """What people are called as last recorded, of those whom the viewer may see; empty: nothing."""
    seen = question.seen.filter(pl.col("suspect_id").is_in(list(people)))
    known = question.store.suspects.particulars(seen["suspect"].to_list())
    named = seen.join(known, on="suspect", how="left").select("suspect_id", "suspect_name")
    return {reference: name or "" for reference, name in named.iter_rows()}


def visible_events(question: Question) -> dict[str, list[CaseEvent]]:
    """The events of everybody whom the viewer may see, by person; in the order of cases.

    Of somebody with several references whose cases are open, the one that goes on alone.
    """
    found = dict[str, dict[str, list[CaseEvent]]]()
    for event in question.workspace.register.case_events():
        if event.person is not None:
            called = question.store.persons.person_of(event.person)
            found.setdefault(called, {}).setdefault(event.person, []).append(event)
    seen = visible_people(question, list(found))
    return {person: found[person][going_on(found[person])] for person in seen}


def crimes_of(question: Question, person: str) -> frozenset[str]:
    """The references of the crimes in which a suspect is named."""
    rows = _rows_of(question, person)
    return frozenset(rows["crime_ref"])


def counter_allegations(question: Question, person: str) -> int:
    """In how many crimes a victim of the suspect is accused with the suspect as the victim.

    They are those that the suspect's page shows.
    """
    called = question.store.persons.person_of(person)
    rows = question.visible(question.store.suspects.linked(called))
    return links(rows, called).counter["crime_ref"].n_unique()


def _rows_of(question: Question, person: str) -> pl.DataFrame:
    """The rows in which a person is named, whichever of their references it is by."""
    called = question.store.persons.person_of(person)
    return question.store.suspects.crimes_of(called).filter(suspect_id=called)
