"""The demonstration's year of meetings: made-up decisions, written as any others are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

import polars as pl

from dashboard.register import FrozenList, NewEvent
from dashboard.services.cases.victims import VICTIM, Victims, kept_code, victims_of_each
from dashboard.services.question import Caller
from dashboard.services.ranking_spec import RankingSpec
from dashboard.store import Store
from harm.cases.events import Event
from harm.cases.fold import fold
from harm.scoring.ranking_csv import read
from sample_data.demonstration import told_by_month
from sample_data.meetings import Listed, hold_meetings, known_of

#: How many who stand next to a list may be nominated.
BESIDE: Final = 50


def write_made_up_cases(caller: Caller) -> None:
    """Write the cases of a year of monthly meetings over the frozen lists, where there are none.

    Each event has its own day and its made-up decider; its line in the log has the moment at which
    it was written, by whom, and that it is made up. What the fold of a case refuses is not written.
    Nobody opened anybody's page for it, as whoever decides has to.

    Raises:
        HarmError: an event cannot happen in its case.
        RegisterError: they cannot be written.
    """
    register = caller.workspace.register
    if register.case_events():
        return
    lists = [_listed(caller, frozen) for frozen in _month_ends(caller)]
    people = {person for found in lists for person in (*found.people, *found.beside)}
    cases = hold_meetings(lists, known_of(told_by_month(people)))
    store = caller.workspace.store
    victims = victims_of_each(store, [case.person for case in cases])
    days = _first_days(store, [case.person for case in cases])
    written = list[NewEvent]()
    for case in cases:
        events = [
            (kind, at + timedelta(minutes=later), who, own)
            for kind, at, who, details in case.events
            for later, own in enumerate(_each_victim(kind, at, details, days.get(case.person, [])))
        ]
        fold(
            Event(number, kind, at, who, details)
            for number, (kind, at, who, details) in enumerate(events, 1)
        )
        written += [
            NewEvent(
                case.id, number, case.person, kind, _kept(details, victims[case.person]), at, who
            )
            for number, (kind, at, who, details) in enumerate(events, 1)
        ]
    written.sort(key=lambda event: (event.at, event.case, event.number))
    register.add_events(caller.viewer, written, version=caller.workspace.facts.version)


def _first_days(store: Store, people: Sequence[str]) -> dict[str, list[date]]:
    """The day on which each victim of a suspect was first recorded, in the order of their codes."""
    rows = store.suspects.crimes_of(*people).drop_nulls("victim_id")
    first = rows.group_by("suspect_id", "victim_id").agg(pl.col("recorded_on").min())
    ordered = first.sort("recorded_on", "victim_id").group_by("suspect_id", maintain_order=True)
    return dict(ordered.agg("recorded_on").iter_rows())


def _each_victim(
    kind: str, at: datetime, details: Mapping[str, str], days: Sequence[date]
) -> list[Mapping[str, str]]:
    """The details for each victim who was known by then, where somebody is named for them."""
    if kind != "victim_lead":
        return [details]
    known = max(sum(day <= at.date() for day in days), 1)
    return [{**details, VICTIM: f"V{number}"} for number in range(1, known + 1)]


def _kept(details: Mapping[str, str], victims: Victims) -> Mapping[str, str]:
    """The details as the register keeps them: with whose code it is."""
    if VICTIM not in details:
        return details
    return {**details, VICTIM: kept_code(details[VICTIM], victims)}


def _month_ends(caller: Caller) -> list[FrozenList]:
    """The lists under the usual rules, one a day, oldest first."""
    usual = RankingSpec()
    found = {
        frozen.as_of: frozen
        for frozen in caller.workspace.register.all_frozen()
        if (frozen.rules_id, frozen.index) == (usual.rules.id, usual.index)
    }
    return [found[day] for day in sorted(found)]


def _listed(caller: Caller, frozen: FrozenList) -> Listed:
    """Who is on a list and who stands next to it; whoever was erased is not."""
    kept = caller.workspace.register.frozen(frozen.name)
    rows = [] if kept is None else read(kept.content, kept.listed + BESIDE)["suspect_id"].to_list()
    on, beside = (
        tuple(person for person in part if person)
        for part in (rows[: frozen.listed], rows[frozen.listed :])
    )
    return Listed(frozen.as_of, frozen.name, on, beside)
