"""What the viewer owns and has to do in the cases that they may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.access.actions import SEE_OWN_WORK
from dashboard.services.cases.case_file import CaseFile, case_of
from dashboard.services.cases.meeting import moment_on, usual_day
from dashboard.services.cases.people import visible_events
from dashboard.services.cases.victims import NOBODY, victims_in
from dashboard.services.gate import about, service
from dashboard.services.question import Question
from harm.cases.plan import Due

#: Standings of what somebody has to see to now.
NOW_DUE = frozenset({"overdue", "warned", "unknown"})


@dataclass(frozen=True, slots=True)
class OwnWork:
    """What is somebody's.

    Attributes:
        owned: the open cases that they own.
        looks_after: the cases in which they look after a victim.
        due: what is due of theirs, with its case: overdue first, then the earliest.
    """

    owned: tuple[CaseFile, ...]
    looks_after: tuple[CaseFile, ...]
    due: tuple[tuple[CaseFile, Due], ...]


@dataclass(frozen=True, slots=True)
class OwnCounts:
    """How much is somebody's.

    Attributes:
        overdue: things whose day is over.
        soon: things that are due soon, or whose day nobody knows.
        reviews: how many of both are reviews of a case.
    """

    overdue: int
    soon: int
    reviews: int


def own_work(cases: Sequence[CaseFile], who: str) -> OwnWork:
    """What is somebody's in cases that they were shown.

    A name counts without its capitals, as everywhere in cases.

    Args:
        cases: as the viewer may see them.
        who: by the name that the log has.
    """
    due = [(case, each) for case in cases for each in case.due if is_theirs(each.owner, who)]
    late = [row for row in due if row[1].standing == "overdue"]
    rest = [row for row in due if row[1].standing != "overdue"]
    return OwnWork(
        owned=tuple(
            case
            for case in cases
            if case.case is not None and case.case.is_open and is_theirs(case.owner, who)
        ),
        looks_after=tuple(case for case in cases if case.looks_after),
        due=tuple(row for part in (late, rest) for row in sorted(part, key=_ends)),
    )


def is_theirs(owner: str, who: str) -> bool:
    """Whether a name is somebody's, whatever its capitals; nobody's name is nobody's."""
    return bool(owner.strip()) and owner.strip().casefold() == who.strip().casefold()


@service(SEE_OWN_WORK, about("their own work"))
def count_own_work(question: Question) -> OwnCounts:
    """How much the viewer has to see to, as a front page says it.

    Raises:
        RegisterError: the register cannot be read.
    """
    who, now = question.viewer.who, moment_on(usual_day(question))
    theirs = {
        person: kept
        for person, kept in visible_events(question).items()
        if any(is_theirs(event.facts.get("owner", ""), who) for event in kept)
    }
    victims = victims_in(question, theirs)
    cases = [
        case_of(question, person, kept, now, victims.get(person, NOBODY))
        for person, kept in theirs.items()
    ]
    found = own_work(cases, who)
    late = [due for _, due in found.due if due.standing == "overdue"]
    soon = [due for _, due in found.due if due.standing in NOW_DUE - {"overdue"}]
    reviews = sum(due.kind == "review" for due in (*late, *soon))
    return OwnCounts(len(late), len(soon), reviews)


def _ends(row: tuple[CaseFile, Due]) -> tuple[str, str, str]:
    """The earliest first; what has no day last."""
    case, due = row
    ends = "unknown" if due.ends is None else due.ends.isoformat()
    return (ends, case.id, due.key)
