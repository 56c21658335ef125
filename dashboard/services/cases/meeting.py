"""The meeting: what is on its agenda, worked out from the cases as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Final, Literal, get_args

from dashboard.services.cases.case_file import CaseFile, now_utc
from dashboard.services.cases.opening import CaseList, see_cases
from dashboard.services.cases.people import names_of
from dashboard.services.question import Question
from harm.cases.clocks import LONDON
from harm.cases.events import Event
from harm.cases.plan import Due

#: The parts of the agenda, in their order.
Part = Literal[
    "new",
    "nominated",
    "near",
    "in_review",
    "deferred",
    "reviews",
    "clocks",
    "releases",
    "overdue",
    "expiring",
    "without_lead",
    "deselections",
]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
#: In which part something stands that is due.
_OF_DUE: Final[dict[str, Part]] = {
    "review": "reviews",
    "clock": "clocks",
    "release": "releases",
    "measure": "expiring",
    "action": "overdue",
}


#: Kinds of event that a meeting's minutes have.
DECISIONS: Final = (
    *("nominate", "adopt", "decline", "defer", "deselect", "close", "reopen", "minute"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda.

    Attributes:
        part: of the agenda.
        case: whose; in `near` it is nobody's case, but somebody below the end of the list.
        due: what is due; None: the case itself is the matter.
    """

    part: Part
    case: CaseFile
    due: Due | None = None


@dataclass(frozen=True)
class Meeting:
    """What a meeting has before it.

    Attributes:
        at: when it was worked out.
        found: every case that the viewer may see.
        items: the agenda, part by part; within a part what is due first, those
            without a case in the order of the list.
        names: of the people of `found` as last recorded, by reference; empty where none is.
    """

    at: datetime
    found: CaseList
    items: tuple[Item, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    def part(self, part: Part) -> tuple[Item, ...]:
        """The lines of one part."""
        return tuple(item for item in self.items if item.part == part)

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it is about, each once, in the order of the agenda."""
        return tuple(dict.fromkeys(item.case.person for item in self.items))

    @property
    def overdue_by_owner(self) -> tuple[tuple[str, int], ...]:
        """How many actions are overdue of each owner, the most first."""
        counts = dict[str, int]()
        for item in self.part("overdue"):
            owner = item.due.owner if item.due is not None else ""
            counts[owner] = counts.get(owner, 0) + 1
        return tuple(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def usual_day(question: Question) -> date:
    """The day of a meeting unless somebody chooses another: today, in London.

    A demonstration stands still, and so does its day: that of its newest allegation.
    """
    facts = question.facts
    return facts.newest if facts.people == "synthetic" else now_utc().astimezone(LONDON).date()


def moment_on(day: date) -> datetime:
    """The moment at which what is due on a day is worked out: now, or the end of another day."""
    now = now_utc()
    if day == now.astimezone(LONDON).date():
        return now
    return datetime.combine(day, time(23, 59), tzinfo=LONDON).astimezone(UTC)


def minutes_of(found: CaseList, meeting: str = "") -> list[tuple[CaseFile, Event]]:
    """What was decided and said at meetings, by day, time and case.

    Args:
        found: the cases that the viewer was shown.
        meeting: the day of one meeting, as 2026-05-01; empty: of all.
    """
    rows = [
        (case, event)
        for case in found.cases
        for event in case.events
        if event.kind in DECISIONS and event.details.get("meeting")
        if meeting in {"", event.details["meeting"]}
    ]
    return sorted(rows, key=lambda row: (row[1].details["meeting"], row[1].at, row[0].id))


def answer_meeting(question: Question, now: datetime | None = None) -> Meeting:
    """What a meeting would have before it now, of those whom the viewer may see.

    Raises:
        NotAllowedError: the viewer may not see cases.
        RegisterError: the register cannot be read.
    """
    at = now or now_utc()
    found = see_cases(question, at)
    items = sorted(
        (
            *(item for case in found.cases for item in _items(case)),
            *(Item("near", case) for case in found.near),
        ),
        key=lambda item: (PARTS.index(item.part), _ends(item)),  # then in the order of the cases
    )
    people = [case.person for case in (*found.cases, *found.near)]
    return Meeting(at, found, tuple(items), names_of(question, people))


def _items(case: CaseFile) -> Iterator[Item]:
    if case.state == "candidate":
        nominated = case.case is not None and bool(case.case.ground)
        yield Item("nominated" if nominated else "new", case)
    if case.state in {"in_review", "deferred"}:
        yield Item("in_review" if case.state == "in_review" else "deferred", case)
    for due in case.due:
        part = _OF_DUE.get(due.kind)
        if part is not None and due.standing in {"warned", "overdue", "unknown"}:
            is_late = due.kind != "action" or due.standing == "overdue"
            if is_late:
                yield Item(part, case, due)
    if case.case is not None and case.case.is_open and (case.care.without_lead or case.care.lost):
        yield Item("without_lead", case)
    if case.case is not None and case.case.is_open and case.case.deselection:
        yield Item("deselections", case)


def _ends(item: Item) -> str:
    if item.due is None or item.due.ends is None:
        return ""
    return item.due.ends.isoformat()
