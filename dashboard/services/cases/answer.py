"""Everything that the pages of cases show, asked for once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.meeting import moment_on, usual_day
from dashboard.services.cases.next_steps import next_steps, own_victims
from dashboard.services.cases.one_person import is_among
from dashboard.services.cases.opening import CaseList, newest_listed, open_case, see_cases
from dashboard.services.cases.people import counter_allegations, crimes_of, names_of
from dashboard.services.cases.totals import CaseTotals, case_totals, recorded_outcomes
from dashboard.services.cases.victims import victims_of
from dashboard.services.question import Question
from harm.cases.proposals import Proposal

#: States in the order in which somebody has to see to them.
_ORDER: Final = (
    *("active", "in_custody", "recalled", "adopted", "in_review", "deferred", "candidate"),
    *("not_adopted", "deselected", "closed"),
)


@dataclass(frozen=True)
class CasesAnswer:
    """The cases that the viewer may see, and counts of all.

    Attributes:
        found: the cases; by state those that are worked on first, candidates last, and within a
            state by reference: the order says nothing about anybody's rank.
        names: of their people as last recorded, by reference; empty where none is.
        totals: counts of everybody, the small ones banded for whoever may not see everybody.
        on: the day as of which it is worked out what is due, as a meeting's usual day.
    """

    found: CaseList
    names: Mapping[str, str]
    totals: CaseTotals
    on: date


def answer_cases(question: Question) -> CasesAnswer:
    """See the cases: who has one, where it stands, and what is due.

    Raises:
        NotAllowedError: the viewer may not see cases.
        RegisterError: the register cannot be read.
    """
    on = usual_day(question)
    found = see_cases(question, moment_on(on))
    ordered = sorted(found.cases, key=lambda case: (_ORDER.index(case.state), case.person))
    names = names_of(question, [case.person for case in ordered])
    return CasesAnswer(CaseList(found.list, tuple(ordered)), names, case_totals(question), on)


@dataclass(frozen=True)
class CaseAnswer:
    """One case as its page shows it.

    Attributes:
        found: its events, its plan and what is due; the victim side only counted.
        name: of the suspect as last recorded; empty where none is.
        listed: the newest frozen list; empty: none is frozen.
        is_listed: whether they are on it.
        proposed: outcomes that the record tells of and the case does not have.
        steps: the kinds of event that the viewer may write next.
        counter: in how many crimes there are counter-allegations.
        crimes: references of their allegations, to which an outcome may be tied.
        victims: codes of their victims, as the suspect's page has them.
        own_victims: those of these whom the viewer looks after.
        on: the day as of which it is worked out what is due, as a meeting's usual day.
    """

    found: CaseFile
    name: str
    listed: str
    is_listed: bool
    proposed: tuple[Proposal, ...]
    steps: tuple[str, ...]
    counter: int
    crimes: tuple[str, ...]
    victims: tuple[str, ...]
    own_victims: tuple[str, ...]
    on: date


def answer_case(question: Question, reference: str) -> CaseAnswer:
    """Open a case: one look, with one line in the log.

    Raises:
        UnknownSuspectError: nobody has the reference, or nobody whom the viewer may see.
        NotAllowedError: the viewer may not open cases.
        RegisterError: the register cannot be read.
    """
    on = usual_day(question)
    found = open_case(question, reference, now=moment_on(on))
    listed, people = newest_listed(question)
    is_listed = is_among(question, found.person, people)
    counter = counter_allegations(question, found.person)
    return CaseAnswer(
        found=found,
        name=names_of(question, [found.person]).get(found.person, ""),
        listed=listed,
        is_listed=is_listed,
        proposed=recorded_outcomes(question, found),
        steps=next_steps(question, found, is_listed=is_listed, counter=counter),
        counter=counter,
        crimes=tuple(sorted(crimes_of(question, found.person))),
        victims=tuple(sorted(victims_of(question, found.person), key=lambda code: int(code[1:]))),
        own_victims=own_victims(question, found),
        on=on,
    )


def cases_key(question: Question) -> int:
    """What names the cases as they are now: the line of the log of the event written last."""
    return question.workspace.register.last_case_line()


def case_key(question: Question, person: str) -> int:
    """What names a case as it is now: how many events it has."""
    return len(question.workspace.register.case_events(person=person))


def overdue_in(case: CaseFile) -> int:
    """How much of a case is overdue."""
    return sum(due.standing == "overdue" for due in case.due)
