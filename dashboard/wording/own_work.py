"""What somebody has to do in cases, in words."""

from __future__ import annotations

from typing import Final

from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.own_work import OwnCounts, OwnWork
from dashboard.wording.cases import STANDING, STATES, due_words, ends_words
from dashboard.wording.formats import counted
from harm.cases.plan import Due

WORK_HEADINGS: Final = ("Person", "Standing", "Until", "What", "Case", "State")
OWNED_HEADINGS: Final = ("Person", "Case", "State", "Due", "Overdue")
#: What the calendar file has, and what it has not.
CALENDAR: Final = "A calendar (ICS) of what is due: ids of cases alone, and nobody's name"


def in_work_words(work: OwnWork, who: str) -> str:
    """What somebody owns, and what of it is due."""
    if not (work.owned or work.due or work.looks_after):
        return (
            f"Nothing is {who}'s: no case, no action and no victim to look after. A case has the "
            f"owner whom its decision names, by the name that the log has."
        )
    late = sum(due.standing == "overdue" for _, due in work.due)
    soon = sum(due.standing == "warned" for _, due in work.due)
    cares = (
        f" {who} looks after a victim in {counted(len(work.looks_after), 'case')}."
        if work.looks_after
        else ""
    )
    return (
        f"{who} owns {counted(len(work.owned), 'case')} and has "
        f"{counted(len(work.due), 'thing')} to see to: {late:,} overdue, {soon:,} due soon.{cares}"
    )


def in_own_words(counts: OwnCounts) -> str:
    """How much the reader has to see to, for the front page; empty: nothing."""
    if not (counts.overdue or counts.soon):
        return ""
    reviews = f", of these {counted(counts.reviews, 'review')}" if counts.reviews else ""
    return f"Yours in cases: {counts.overdue:,} overdue and {counts.soon:,} due soon{reviews}"


def work_row(case: CaseFile, due: Due) -> tuple[str, ...]:
    """What is due as a row under `WORK_HEADINGS`."""
    standing = STANDING[due.standing] or "later"
    return (
        *(case.person, standing, ends_words(due), due_words(due)),
        *(case.id, STATES[case.state]),
    )


def owned_row(case: CaseFile) -> tuple[str, str, str, int, int]:
    """A case that somebody owns as a row under `OWNED_HEADINGS`."""
    late = sum(due.standing == "overdue" for due in case.due)
    return (case.person, case.id, STATES[case.state], len(case.due), late)
