"""A meeting in words: what is before it, one person at a time, and what it decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.meeting import Item, Meeting
from dashboard.services.cases.readiness import Ready
from dashboard.wording.cases import (
    PART_TITLES,
    STANDING,
    agenda_row,
    ends_words,
    event_row,
    in_case_words,
)
from dashboard.wording.formats import counted, day
from harm.cases.events import Event

MINUTES_HEADINGS: Final = ("Case", "Person", "When (UTC)", "Who", "What", "Details")
#: What minutes are.
MINUTES_ARE: Final = (
    "What a meeting says is an assessment and no fact. Victims are named by code alone."
)
#: What each decision is called on its key, and what was done once it is taken.
DECISIONS: Final[Mapping[str, tuple[str, str]]] = {
    "adopt": ("Adopt", "Adopted"),
    "decline": ("Do not adopt", "Not adopted"),
    "defer": ("Defer", "Deferred"),
    "deselect": ("Take off", "Taken off"),
    "minute": ("Minute", "Minuted"),
    "nominate": ("Nominate", "Nominated"),
}
#: Where nobody can decide anything yet.
NO_LIST: Final = (
    "No list is frozen, and a meeting rests on one: freeze a list on the page of the list first."
)
NOTHING_UP: Final = "Nothing is before this meeting."
#: Said above the words of a minute.
ASSESSMENT: Final = (
    "Assessment: what the meeting said, which is no fact. No victim is named: V1, V2 …"
)


def in_meeting_words(meeting: Meeting, on: date) -> str:
    """What is before a meeting, and which list it rests on."""
    if not meeting.found.list:
        return NO_LIST
    lines, people = (
        counted(len(meeting.items), "line"),
        counted(len(meeting.people), "person", "people"),
    )
    return (
        f"Before the meeting of {day(on)}: {lines} about {people}, by the list "
        f"{meeting.found.list}. What is due is as of that day."
    )


def in_owner_words(meeting: Meeting) -> str:
    """How many actions are overdue of each owner; empty where none is."""
    owners = meeting.overdue_by_owner
    if not owners:
        return ""
    each = ", ".join(f"{who or 'nobody'} {number:,}" for who, number in owners)
    return f"Overdue actions by owner: {each}."


def agenda_lines(items: Sequence[Item]) -> list[str]:
    """Why somebody is on the agenda, a line for each reason."""
    lines = []
    for item in items:
        _, _, owner, _, what = agenda_row(item)
        when = ""
        if item.due is not None:
            standing = STANDING[item.due.standing]
            when = f", {ends_words(item.due)}{f' ({standing})' if standing else ''}"
        whose = f", {owner}" if item.part == "overdue" else ""
        lines.append(f"{PART_TITLES[item.part]}: {what}{when}{whose}")
    return lines


def in_ready_words(ready: Ready) -> str:
    """How the case of the person shown stands, and their place once it may be shown."""
    case = ready.case
    stands = in_case_words(case)
    if case.case is None and not ready.is_listed:
        stands = "They have no case, and are not on the newest frozen list."
    if not ready.opened:
        return f"{stands} Their place is shown once you have opened their page."
    if ready.place is None:
        return f"{stands} The list {ready.list} has no place for them."
    return f"{stands} Place {ready.place:,} of the list {ready.list}, which has {ready.listed:,}."


def in_obstacle_words(ready: Ready, kind: str) -> str:
    """Why a decision would be refused, before anybody tries it; empty: it would not be.

    Args:
        ready: the person shown.
        kind: of the decision.
    """
    if kind in {"adopt", "decline"} and not ready.opened:
        return (
            "You have not opened this suspect's page since the list was frozen; open it first, and "
            "come back."
        )
    if kind == "adopt" and ready.waits_for_answer:
        return (
            f"One of their victims is accused of {counted(ready.counter, 'crime')} against them; a "
            f"second person answers that first, on the page of the case."
        )
    return ""


def in_done_words(kind: str, case: CaseFile, on: date) -> str:
    """What became of a decision, said to whoever took it."""
    return f"{DECISIONS[kind][1]}: {case.person}. It is in the minutes of {day(on)}."


def in_minutes_words(rows: Sequence[tuple[CaseFile, Event]], on: date) -> str:
    """How much was decided and said at a meeting."""
    if not rows:
        return f"Nothing is minuted of the meeting of {day(on)}."
    people = len({case.person for case, _ in rows})
    said = sum(event.kind == "minute" for _, event in rows)
    decided = counted(len(rows) - said, "decision")
    return (
        f"{decided} and {counted(said, 'assessment')} about "
        f"{counted(people, 'person', 'people')}, oldest first."
    )


def minutes_row(case: CaseFile, event: Event) -> tuple[str, ...]:
    """A line of the minutes as a row under `MINUTES_HEADINGS`."""
    when, who, what, details = event_row(event)
    said = "assessment" if event.kind == "minute" else what
    return (case.id, case.person, when, who, said, details)
