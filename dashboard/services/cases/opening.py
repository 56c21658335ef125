"""Sees the cases, opens one, and lets whoever looks after a victim open the victim side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_CASE, SEE_CASES, SEE_VICTIM_SIDE
from dashboard.errors import NotAllowedError
from dashboard.register import FrozenList
from dashboard.services.cases.case_file import CaseFile, case_of, every_case, kept_case, now_utc
from dashboard.services.cases.people import person_of, visible_people
from dashboard.services.gate import about, service
from dashboard.services.question import Question
from dashboard.services.review import open_lists
from harm.cases.case import VictimCare
from harm.scoring.ranking_csv import read

#: How many places below the end of the list a meeting looks at, so that it can nominate somebody.
NEAREST: Final = 10


@dataclass(frozen=True)
class CaseList:
    """The cases, and how many stand where.

    Attributes:
        list: the newest frozen list, whose people without a case are candidates; empty: none is
            frozen.
        cases: of those whom the viewer may see; those on the list without a case come last, in
            the order of the list.
        near: those who stand right below the end of that list and have no case, in their order;
            they are no candidates unless somebody nominates them.
    """

    list: str
    cases: tuple[CaseFile, ...]
    near: tuple[CaseFile, ...] = ()

    @property
    def states(self) -> Mapping[str, int]:
        """How many of these stand where; they are people whom the viewer may see by name."""
        found = dict[str, int]()
        for case in self.cases:
            found[case.state] = found.get(case.state, 0) + 1
        return found


@service(SEE_CASES, about("the cases"))
def see_cases(question: Question, now: datetime | None = None) -> CaseList:
    """Every case of those whom the viewer may see, and who on the newest list has none.

    Raises:
        RegisterError: the register cannot be read.
    """
    when = now or now_utc()
    found = every_case(question, when)
    name, listed, below = newest_places(question)
    known = {case.person for case in found}
    candidates, near = (
        tuple(
            case_of(question, person, [], when)
            for person in visible_people(question, people)
            if person not in known
        )
        for people in (listed, below)
    )
    return CaseList(name, (*found, *candidates), near)


@service(SEE_CASE, lambda question, reference, **_: person_of(question, reference))
def open_case(question: Question, reference: str, *, now: datetime | None = None) -> CaseFile:
    """One case: its events, its plan and what is due; the victim side is only counted.

    Args:
        question: who asks.
        reference: of the suspect, or the id of the case.
        now: for what is due; None: this moment.

    Raises:
        UnknownSuspectError: nobody has it, or nobody whom the viewer may see.
    """
    return kept_case(question, person_of(question, reference), now)


def _own_victims(question: Question, reference: str) -> str:
    """Whom the line is about; refused where the viewer looks after no victim in the case."""
    person = person_of(question, reference)
    if not kept_case(question, person).looks_after:
        raise NotAllowedError(
            f"The victim side of a case is for whoever looks after a victim in it, and "
            f"{question.viewer.who} does not in this one; ask the supervisor who decides on it."
        )
    return person


@service(SEE_VICTIM_SIDE, _own_victims)
def open_victim_side(question: Question, reference: str) -> tuple[VictimCare, ...]:
    """What is done for each victim, by code alone, for whoever looks after one of them.

    Raises:
        NotAllowedError: the viewer looks after none in this case.
        UnknownSuspectError: nobody has the reference, or nobody whom the viewer may see.
    """
    found = kept_case(question, person_of(question, reference))
    who = question.viewer.who.strip().casefold()
    cares = () if found.case is None else found.case.victims.values()
    return tuple(care for care in cares if care.lead.strip().casefold() == who)


def newest_list(question: Question) -> FrozenList | None:
    """The newest frozen list that is not locked; None: there is none."""
    lists = open_lists(question.workspace)
    return max(lists, key=lambda frozen: (frozen.as_of, frozen.at, frozen.name), default=None)


def newest_listed(question: Question) -> tuple[str, list[str]]:
    """The name of the newest frozen list that is not locked, and who is on it, in its order."""
    name, listed, _ = newest_places(question)
    return name, listed


def newest_places(question: Question) -> tuple[str, list[str], list[str]]:
    """The newest frozen list that is not locked: its name, who is on it, and who is right below."""
    newest = newest_list(question)
    if newest is None:
        return "", [], []
    frozen = question.workspace.register.frozen(newest.name)
    if frozen is None:
        return newest.name, [], []
    rows = read(frozen.content, frozen.listed + NEAREST).filter(pl.col("position").is_not_null())
    parts = (rows.head(frozen.listed), rows.slice(frozen.listed))
    listed, below = ([who for who in part["suspect_id"].to_list() if who] for part in parts)
    return newest.name, listed, below


def listed_on(question: Question, name: str) -> list[str]:
    """Who is on a frozen list, in its order; whoever was erased is not; none: no such list."""
    frozen = question.workspace.register.frozen(name)
    if frozen is None:
        return []
    rows = read(frozen.content).head(frozen.listed)
    return [person for person in rows["suspect_id"].to_list() if person]
