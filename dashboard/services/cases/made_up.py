"""The demonstration's year of meetings: made-up decisions, written as any others are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.register import FrozenList, NewEvent
from dashboard.services.cases.victims import VICTIM, Victims, kept_code, victims_of_each
from dashboard.services.question import Caller
from dashboard.services.ranking_spec import RankingSpec
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
    victims = victims_of_each(caller.workspace.store, [case.person for case in cases])
    written = list[NewEvent]()
    for case in cases:
        fold(
            Event(number, kind, at, who, details)
            for number, (kind, at, who, details) in enumerate(case.events, 1)
        )
        own = victims[case.person]
        written += [
            NewEvent(case.id, number, case.person, kind, _kept(details, own), at, who)
            for number, (kind, at, who, details) in enumerate(case.events, 1)
        ]
    written.sort(key=lambda event: (event.at, event.case, event.number))
    register.add_events(caller.viewer, written, version=caller.workspace.facts.version)


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
