"""A year of made-up meetings over the demonstration's frozen lists: who is taken on, and when.

Decisions are drawn with a seed. How many are taken on a month follows what was published of the
programme (199 people in ten months). What then becomes of each case is in `sample_data.pursuit`.
Everybody who decides here is made up, as everybody who is decided on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

import polars as pl

from sample_data.pursuit import Case, Known, pursue

SEED: Final = 20250311
#: How many meetings there are: the newest list is left with people whom nobody has looked at.
MEETINGS: Final = 12
#: How many are taken on at a meeting, and that one fewer are at the last of the first ten.
A_MEETING, TEN, IN_TEN = 20, 10, 199
#: How often somebody is not taken on, and how often a decision is put off.
DECLINED, DEFERRED = 0.12, 0.07
#: How often a reviewer says what they think before they see the rank, and how often it agrees.
BLIND, AGREES = 0.6, 0.8
#: Tuesday, and how many of a month come before that of the meeting.
TUESDAY, SECOND = 1, 1
ANALYST, REVIEWER, DECIDER, OTHER = (
    *("Analyst Example", "DI Sample"),
    *("DCI Example", "DCI Specimen"),
)
GROUNDS: Final = ("coercive_control", "stalking", "withdrawn_victim", "partner")
WHY: Final = {
    "adopt": (
        "Grave harm that goes on, against several victims",
        "New allegations since the last list, and no order in force",
        "Harm is high and recent, and a victim is at risk",
        "Pattern of allegations that ended without a charge",
    ),
    "decline": (
        "A long sentence was passed, and the risk is managed there",
        "Already managed elsewhere at a high level",
        "One old allegation carries nearly all of the score",
    ),
    "defer": ("Facts are awaited from another force", "A decision on a charge is expected"),
    "nominate": (
        "Pattern of control that few offences show",
        "Named by a partner agency as a grave risk",
        "A victim withdrew after threats",
    ),
    "answer": (
        "Their own allegations came after the first report against them",
        "Read both files: who is at risk does not change",
    ),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A frozen list.

    Attributes:
        as_of: its date.
        name: of it.
        people: on it, in order; `beside`: those who stand next to it.
    """

    as_of: date
    name: str
    people: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(slots=True)
class _Table:
    """What is before the meetings."""

    rng: Random
    known: Mapping[str, Known]
    cases: dict[str, Case] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    put_off: list[str] = field(default_factory=list)
    taken: list[Case] = field(default_factory=list)


def hold_meetings(lists: Sequence[Listed], known: Mapping[str, Known]) -> list[Case]:
    """The cases that a year of monthly meetings leaves, in the order in which they began.

    Args:
        lists: oldest first; the last of them is not met about.
        known: what the record tells of each of their people, and when.
    """
    table = _Table(Random(SEED), known)
    met = lists[: min(MEETINGS, len(lists) - 1)]
    if not met:
        return []
    days = [meeting_day(found.as_of) for found in met]
    for number, (found, day) in enumerate(zip(met, days, strict=True), 1):
        following = days[number] if number < len(days) else meeting_day(lists[number].as_of)
        _list(table, found)
        _nominate(table, found, day)
        room = A_MEETING if number != TEN else IN_TEN - A_MEETING * (TEN - 1)
        _decide(table, found, (day, following), room)
    pursue(table.rng, table.taken, days, lists[-1].as_of)
    return list(table.cases.values())


def meeting_day(as_of: date) -> date:
    """The second Tuesday of the month after a list."""
    first = (as_of.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first + timedelta(days=(TUESDAY - first.weekday()) % 7 + 7 * SECOND)


def _list(table: _Table, found: Listed) -> None:
    """Make candidates of those who are new."""
    at = datetime.combine(found.as_of + timedelta(days=3), time(9))
    for person in found.people:
        if person not in table.cases:
            case = Case(person, _new_id(table.rng), table.known.get(person, Known()))
            case.add("list", at, ANALYST, list=found.name)
            table.cases[person] = case
            table.waiting.append(person)


def _nominate(table: _Table, found: Listed, day: date) -> None:
    """Name one who stands next to the list, with a ground."""
    rest = [person for person in found.beside if person not in table.cases]
    if rest:
        person = table.rng.choice(rest)
        case = Case(person, _new_id(table.rng), table.known.get(person, Known()))
        at = datetime.combine(day - timedelta(days=5), time(11))
        ground, why = table.rng.choice(GROUNDS), table.rng.choice(WHY["nominate"])
        case.add("nominate", at, ANALYST, ground=ground, reason=why)
        table.cases[person] = case
        table.waiting.insert(0, person)


def _decide(table: _Table, found: Listed, days: tuple[date, date], room: int) -> None:
    """Decide on those put off, on whoever was nominated, and then down the list.

    Whoever is not on it any more comes last.
    """
    place = {person: number for number, person in enumerate(found.people)}

    def turn(person: str) -> int:
        return -1 if table.cases[person].nominated else place.get(person, len(place))

    queue, table.put_off = [*table.put_off, *sorted(table.waiting, key=turn)], []
    for number, person in enumerate(queue):
        if room == 0:
            table.put_off += [late for late in queue[number:] if late not in table.waiting]
            break
        room -= _decide_one(table, table.cases[person], found.name, days, number)


def _decide_one(table: _Table, case: Case, name: str, days: tuple[date, date], number: int) -> bool:
    """Whether somebody is taken on."""
    rng, (day, following) = table.rng, days
    if case.person in table.waiting:
        table.waiting.remove(case.person)
    before = datetime.combine(day - timedelta(days=1), time(9)) + timedelta(minutes=7 * number)
    at = datetime.combine(day, time(13)) + timedelta(minutes=4 * number)
    if case.known.died is not None and case.known.died <= day:
        reason = "The record says that they died"
        case.add("close_at_once", at, ANALYST, at_once="deceased", reason=reason)
        return False
    drawn, meeting = rng.random(), f"{day}"
    kind = "decline" if drawn < DECLINED else "defer" if drawn < DECLINED + DEFERRED else "adopt"
    case.add("review", before, REVIEWER, list=name)
    if rng.random() < BLIND:
        own = {"adopt": "adopt", "decline": "decline", "defer": "unsure"}[kind]
        others = [view for view in ("adopt", "decline", "unsure") if view != own]
        case.add("own_view", before, REVIEWER, view=own if rng.random() < AGREES else others[0])
    reason = rng.choice(WHY[kind])
    if kind == "defer":
        case.add("defer", at, DECIDER, reason=reason, until=f"{following}", meeting=meeting)
        table.put_off.append(case.person)
        return False
    if kind == "decline":
        case.add("decline", at, DECIDER, reason=reason, list=name, meeting=meeting)
        return False
    if case.known.accused_by_victim:
        case.add("answer_counter", before, OTHER, answer=rng.choice(WHY["answer"]))
    counter = "answered" if case.known.accused_by_victim else "none"
    case.adopt(at, DECIDER, rng, reason=reason, list=name, counter=counter, meeting=meeting)
    table.taken.append(case)
    return True


def _new_id(rng: Random) -> str:
    return f"C-{rng.getrandbits(40):010x}"


def known_of(rows: pl.DataFrame) -> dict[str, Known]:
    """What the record tells of each person, from its rows as they came.

    Args:
        rows: `suspect_id`, `crime_ref`, `victim_id`, `allegation_status`, `suspect_situation` and
            `known_on`, of everybody who is asked for and of their victims.
    """
    accused = {
        (suspect, victim)
        for suspect, victim in rows.select("suspect_id", "victim_id").drop_nulls().iter_rows()
    }
    found = dict[str, Known]()
    columns = ["suspect_id", "crime_ref", "victim_id", "allegation_status"]
    ordered = rows.sort("known_on", "crime_ref", "victim_id", "allegation_status", nulls_last=True)
    for suspect, crime, victim, status, situation, day in ordered.select(
        *columns, "suspect_situation", "known_on"
    ).iter_rows():
        known = found.setdefault(suspect, Known())
        known.note(crime, victim, status, situation, day)
        if (victim, suspect) in accused:
            known.accused_by_victim = True
    return found
