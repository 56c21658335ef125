"""How solid a place on a list is, and what would change it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.services.suspects.stability import Stability, WhatIf
from dashboard.wording.explanation import NUMBERS
from dashboard.wording.formats import day, days_words
from harm.days import in_days
from harm.scoring.rules import Rules
from harm.stability.ageing_out import STEP
from harm.stability.fragility import Single
from harm.stability.pieces import MOST
from harm.stability.what_if import Place

ON_THE_LIST: Final = {True: "On the list", False: "Off the list"}

#: Of the allegations that each alone hold a place, so many are named; the count is of all.
SINGLES_NAMED: Final = 6

PLACES: Final = pl.Schema(
    {
        "date": pl.Date,
        "position": pl.UInt32,
        "days": pl.Float64,
        "what": pl.String,
        "list": pl.String,
    }
)


def window_of(rules: Rules, as_of: date) -> tuple[date, date]:
    """The first and the last day of the window."""
    return (as_of - timedelta(days=rules.window_days - 1), as_of)


def in_fragility_words(stability: Stability) -> str:
    """Which single allegations hold somebody on the list or, where none does, how few do."""
    found = stability.fragility
    if found.changes == 0:
        return "Not on the list, so no allegation holds a place on it."
    if found.changes is None:
        return f"On the list whichever {NUMBERS[MOST]} of the allegations were left out."
    without = f"without {_and(found.crimes)}, {_bare(stability.without)}"
    if found.singles:
        return f"{_in_single_words(found.singles)} {without[:1].upper()}{without[1:]}."
    return (
        f"No single allegation holds the place; the fewest that do are "
        f"{NUMBERS[found.changes]}: {without}."
    )


def _in_single_words(singles: Sequence[Single]) -> str:
    """Every allegation that alone would do, the largest with their days."""
    largest = [f"{single.crime_ref} ({days_words(single.tenths)})" for single in singles]
    if len(singles) == 1:
        return f"One allegation alone holds the place: {largest[0]}."
    named = largest[:SINGLES_NAMED]
    more = len(singles) - len(named)
    which = _and([*named, f"{more:,} more"]) if more else _either(named)
    return (
        f"Any one of these {_number(len(singles))} alone would take the suspect off the list if "
        f"it were left out: {which}."
    )


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def _either(crimes: Sequence[str]) -> str:
    *most, last = crimes
    return f"{', '.join(most)} or {last}"


def in_clock_words(stability: Stability) -> str:
    """When the largest allegation leaves the window, and where that leaves the suspect."""
    if not stability.clock.leaving:
        return "No allegation counts, so none leaves the window."
    first = stability.clock.leaving[0]
    return (
        f"The largest allegation, {first.crime_ref}, leaves the window on "
        f"{day(first.leaves_on)}: with nothing recorded after {day(stability.newest)}, of anybody, "
        f"the suspect then {_would(first.place)}. High scores fall by themselves, as allegations "
        f"leave the window."
    )


def in_nearby_words(stability: Stability) -> str:
    """Where the suspect stands a little before and after the date of the list."""
    before, after = stability.clock.before, stability.clock.after
    return (
        f"{STEP.days} days before {day(stability.as_of)}: {in_place_words(before)}; "
        f"{STEP.days} days after: {in_place_words(after)}."
    )


def in_what_if_words(answer: WhatIf) -> str:
    """Where the suspect would stand, next to where they stand."""
    if answer.then == answer.real:
        return f"It would change nothing: {in_place_words(answer.real)}."
    return f"The suspect {_would(answer.then)}; as recorded: {in_place_words(answer.real)}."


def dated_places(stability: Stability) -> pl.DataFrame:
    """Where the suspect stands as time passes, as `PLACES`, earliest first."""
    clock, as_of = stability.clock, stability.as_of
    places: list[tuple[date, Place, str]] = [
        (as_of - STEP, clock.before, f"{STEP.days} days before"),
        (as_of, clock.now, "The list"),
        (as_of + STEP, clock.after, f"{STEP.days} days after"),
        *(
            (row.leaves_on, row.place, f"{row.crime_ref} leaves, {days_words(row.tenths)}")
            for row in clock.leaving
        ),
    ]
    rows = [
        (on, place.position, in_days(place.tenths), what, on_the_list(place))
        for on, place, what in places
    ]
    return pl.DataFrame(rows, schema=PLACES, orient="row").sort("date", maintain_order=True)


def on_the_list(place: Place) -> str:
    """Whether a place is on the list, in words."""
    return "Not assessed" if place.position is None else ON_THE_LIST[place.listed]


def _would(place: Place) -> str:
    if place.position is None:
        return "would not be assessed"
    return f"would have {in_place_words(place)}"


def in_place_words(place: Place) -> str:
    """A place in words, with whether it is off the list: position 120 with 94 days, off the list.

    Of whoever is not assessed, who is on no list, only that.
    """
    off = place.position is not None and not place.listed
    return f"{_bare(place)}, off the list" if off else _bare(place)


def _bare(place: Place) -> str:
    """A place in words: position 37 with 4,829 days."""
    if place.position is None:
        return "not assessed"
    return f"position {place.position:,} with {days_words(place.tenths)}"


def _and(crimes: Sequence[str]) -> str:
    *most, last = crimes
    return f"{', '.join(most)} and {last}" if most else last
