"""Cases in words: how one stands, what happened in it, and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from dashboard.services.cases.case_file import CareSummary, CaseFile
from dashboard.services.cases.meeting import Item, Part
from dashboard.wording.formats import NOTHING, counted, day, moment
from harm.cases.case import INSIDE
from harm.cases.clock_rules import rules
from harm.cases.details import ACHILLES_HEEL, CODES, GROUNDS
from harm.cases.events import Event, moves
from harm.cases.plan import Due
from harm.cases.vocabulary import orders, words_of

#: Said wherever a time limit or an order is shown.
NOT_ADVICE: Final = (
    "Time limits and orders are a help to remember and not legal advice; a court, a custody "
    "officer or a lawyer decides."
)
STATES: Final[Mapping[str, str]] = {
    "candidate": "candidate",
    "in_review": "in review",
    "not_adopted": "not adopted",
    "deferred": "deferred",
    "adopted": "adopted",
    "active": "active",
    "in_custody": "in custody",
    "recalled": "recalled",
    "deselected": "deselected",
    "closed": "closed",
}
PART_TITLES: Final[Mapping[Part, str]] = {
    "new": "New on the list",
    "nominated": "Nominated",
    "near": "Near misses",
    "in_review": "In review",
    "deferred": "Deferred",
    "reviews": "Reviews due",
    "clocks": "Time limits",
    "releases": "Releases",
    "overdue": "Overdue actions",
    "expiring": "Orders that expire",
    "without_lead": "Victims whom nobody looks after",
    "deselections": "Proposed to be taken off",
}
#: How somebody without a case stands, who is no candidate either.
NO_CASE: Final = "no case"
STANDING: Final[Mapping[str, str]] = {
    "running": "",
    "warned": "soon",
    "overdue": "overdue",
    "paused": "waits, in custody",
    "unknown": "end not known",
}
#: Fields of the vocabulary in which an event's details may be codes.
_FIELDS: Final = (
    *("strand", "tactic", "result", "measure_status", "outcome", "disruption", "because"),
    *("nomination", "deselection", "at_once", "scheme", "view", "counter", "custody"),
    "step",
)
EVENT_HEADINGS: Final = ("When (UTC)", "Who", "What", "Details")
DUE_HEADINGS: Final = ("What", "Until", "Standing", "Who", "May be extended by")
AGENDA_HEADINGS: Final = ("Person", "State", "Owner", "Due", "What")


def in_case_words(found: CaseFile) -> str:
    """How a case stands, in a few sentences; the suspect's reference is in none of them."""
    if found.case is None:
        return "On the newest frozen list; nobody has looked at it as a case yet."
    case = found.case
    since = case.inside[-1][0] if case.state in INSIDE else case.since.date()
    owner = f" {case.owner} owns it." if case.owner else ""
    reason = f" Last reason: {case.reason}." if case.reason else ""
    ground = f" Ground: {coded(case.ground)}." if case.ground else ""
    put_off = f" Deferred to {day(case.deferred_until)}." if case.deferred_until else ""
    care = found.care
    victims = f" {counted(care.victims, 'victim')}, {in_lead_words(care)}." if care.victims else ""
    victims += f" {counted(care.lost, 'victim')} to be named again." if care.lost else ""
    uninformed = (
        f" {counted(care.uninformed, 'victim')} not told of the release." if care.uninformed else ""
    )
    return (
        f"The case is {STATES[case.state]} since {day(since)}, after "
        f"{counted(found.count, 'event')}.{owner}{ground}{reason}{put_off}{victims}{uninformed}"
    )


def outcomes_words(found: CaseFile, most: int = 4) -> str:
    """What came of a case, the latest first; empty: nothing is written down yet."""
    outcomes = [] if found.case is None else list(found.case.outcomes.values())
    outcomes.sort(key=lambda outcome: (outcome.on, outcome.key), reverse=True)
    if not outcomes:
        return ""
    said = [
        f"{in_outcome_words(outcome.what)} on {day(outcome.on)}"
        f"{f' ({outcome.offences:,} offences)' if outcome.offences > 1 else ''}"
        f"{'' if outcome.counts else ' (waits for a second person)'}"
        for outcome in outcomes[:most]
    ]
    more = f"; and {len(outcomes) - most} before" if len(outcomes) > most else ""
    return f"What came of it: {'; '.join(said)}{more}."


def event_row(event: Event) -> tuple[str, str, str, str]:
    """An event as a row under `EVENT_HEADINGS`."""
    details = "; ".join(
        f"{_named(name)}: {_valued(event.kind, name, value)}"
        for name, value in event.details.items()
    )
    return (moment(event.at), event.who, event.kind.replace("_", " "), details or NOTHING)


def due_row(due: Due) -> tuple[str, str, str, str, str]:
    """What is due as a row under `DUE_HEADINGS`."""
    return (due_words(due), ends_words(due), STANDING[due.standing], due.owner, due.next_by)


def due_words(due: Due) -> str:
    """What it is that is due."""
    if due.kind == "clock":
        return rules()[due.code].name
    if due.kind == "measure":
        return f"{orders()[due.code].name} expires"
    if due.kind == "action":
        return f"{due.key}: {words_of('tactic')[due.code]}"
    return {"review": "Review of the case", "release": "Release", "deferred": "Decision"}[due.kind]


def ends_words(due: Due) -> str:
    """Until when, in London."""
    if due.ends is None:
        return NOTHING
    if isinstance(due.ends, datetime):
        return f"{day(due.ends.date())}, {due.ends:%H:%M}"
    return day(due.ends)


def agenda_row(item: Item) -> tuple[str, str, str, str, str]:
    """A line of the agenda as a row under `AGENDA_HEADINGS`."""
    case, due = item.case, item.due
    until = NOTHING if due is None else f"{ends_words(due)} {STANDING[due.standing]}".strip()
    what = _matter(item) if due is None else due_words(due)
    if item.part == "near":
        what = "right below the end of the list"
    if item.part == "releases":
        what = f"{what}; {counted(case.care.uninformed, 'victim')} not told"
    state = NO_CASE if item.part == "near" else STATES[case.state]
    owner = due.owner if due is not None and due.kind == "action" else case.owner
    return (case.person, state, owner or NOTHING, until, what)


def _matter(item: Item) -> str:
    """What is to be decided or seen to where nothing is due on a day."""
    case = item.case.case
    if item.part == "nominated" and case is not None:
        return f"{coded(case.ground)}: {case.reason}"
    if item.part == "deferred" and case is not None and case.deferred_until is not None:
        return f"put off to {day(case.deferred_until)}: {case.reason}"
    if item.part == "deselections" and case is not None:
        return coded(case.deselection)
    if item.part == "without_lead":
        return _without_lead(item.case)
    if item.part == "in_review" and case is not None:
        return f"reviewed by {case.reviewer}"
    return "not looked at yet"


def in_lead_words(care: CareSummary) -> str:
    """How many victims have nobody who looks after them."""
    if not care.without_lead:
        each = "" if care.victims == 1 else "each "
        return f"{each}with somebody who looks after them"
    return f"{care.without_lead:,} without anybody who looks after them"


def _without_lead(found: CaseFile) -> str:
    care = found.care
    nobody = counted(care.without_lead, "victim") if care.without_lead else ""
    lost = f"{counted(care.lost, 'victim')} to be named again" if care.lost else ""
    return "; ".join(filter(None, (nobody, lost)))


def coded(code: str) -> str:
    """What a code of the vocabulary is called; the code itself where it is none.

    An outcome may have the code of a tactic: `in_outcome_words` says what outcomes are called.
    """
    return next((words_of(field)[code] for field in _FIELDS if code in words_of(field)), code)


def in_outcome_words(code: str) -> str:
    """What an outcome is called; the code itself where it is none."""
    return words_of("outcome").get(code, code)


def meaning_of(kind: str) -> str:
    """What a kind of event means."""
    return moves()[kind].meaning


def _named(name: str) -> str:
    return {"tied_to": "tied to", "at_once": "ground"}.get(name, name.replace("_", " "))


def _valued(kind: str, name: str, value: str) -> str:
    """A detail in words: the same code is another word elsewhere, such as an arrest."""
    if name == "tied_to" and value == ACHILLES_HEEL:
        return "other offending (Achilles' heel)"
    if name == "order" and value in orders():
        return orders()[value].name
    if name == "rule" and value in rules():
        return rules()[value].name
    field = GROUNDS.get(kind) if name == "ground" else CODES.get(name)
    if field is not None:
        return words_of(field).get(value, value)
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value
