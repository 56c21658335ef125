"""Reach in words: who is within a walk of a counter, and what a change does to that."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from dashboard.analysis.reach.hours import moment_name
from dashboard.analysis.reach.walking import DETOURS, METRES_A_MINUTE
from dashboard.geography.counters import COUNTERS_SOURCE, FROM_OSM, OSM_ATTRIBUTION
from dashboard.geography.residents import RESIDENTS_SOURCE
from dashboard.services.resources.counting import MOST_UNKNOWN_PERCENT, USUAL_MINUTES
from dashboard.services.resources.homes import Group
from dashboard.services.resources.own_places import Fault, OwnPlaces
from dashboard.services.resources.reach import Reach
from dashboard.services.resources.sites import ReachChoice
from dashboard.wording.formats import counted, day
from dashboard.wording.streets import (
    ALONG,
    STREETS_CAVEAT,
    in_not_placed_words,
    in_ratio_words,
)

#: The least share in percent that is written as a number, but for none.
LEAST: Final = 0.1
#: What these figures are not.
CAVEAT: Final = (
    "A straight line crosses rivers, railways and estates that a walker goes round, each small "
    "area is one point, and not everybody walks at this speed. A counter within reach is not a "
    "report made; nothing here says what a counter brings about."
)
ESTIMATE: Final = (
    "Women aged 16 and over are an estimate by area: residents of that age times the share of "
    "women among them in the borough (Census 2021)."
)
ACROSS: Final = (
    "Across the river: residents whose nearest counter is on the other bank of the Thames, so that "
    "their walk goes by a bridge and may be much longer than is counted."
)
PROMISE: Final = "The Met has undertaken to keep a counter open round the clock in each borough."
KEPT: Final = {True: "kept", False: "not kept", None: "not known"}
#: Who is counted.
PEOPLE: Final[dict[Group, str]] = {
    "residents": "residents",
    "women_16plus": "women aged 16 and over (an estimate)",
}
PTAL: Final = (
    "Access to public transport: Transport for London's levels of 2015, from 1a (poor) to 6b "
    "(excellent). Of about 6 in 100 residents it is not known, since their small area has changed."
)
#: Why a row of a reader's file was refused, and what to do.
FAULTS: Final[dict[Fault, str]] = {
    "shape": "it has more or fewer cells than the headings; put quotes round cells with commas",
    "no name": "it has no name; give it one",
    "same name": "another row has this name; give each its own",
    "coordinates unreadable": "its coordinates are no numbers; write them as 51.4648 and -0.1131, "
    "or as metres of the National Grid, such as 530625 and 178388",
    "half a coordinate": "it has one coordinate of two; give both or neither",
    "coordinates far off": "its coordinates are not in or near London; check them",
    "coordinates swapped": "its latitude and longitude stand the wrong way round; swap them",
    "coordinates disagree": "its degrees and its grid coordinates are over 250 m apart; leave the "
    "right ones",
    "unknown borough": "its borough is none of London's; write its name or code",
    "other borough": "its coordinates lie over 100 m outside the borough that it states; mend one",
    "unknown ward": "its ward is none of May 2024; write its name or code",
    "several wards": "several boroughs have a ward of this name; give the borough or the code",
    "no ward": "it names no ward; give one",
}


def in_walk_words(detour: float) -> str:
    """What each number of minutes rests on."""
    return f"at {METRES_A_MINUTE:g} m a minute and {detour:g} times the straight line"


def in_choice_walk_words(choice: ReachChoice) -> str:
    """What each number of minutes rests on, by straight lines or along streets."""
    return ALONG if choice.basis == "streets" else in_walk_words(choice.detour)


def in_caveat_words(reach: Reach) -> str:
    """What the figures are not."""
    return CAVEAT if reach.streets is None else STREETS_CAVEAT


def in_sites_words(reach: Reach) -> str:
    """Which sites are counted, such as `2 counters, open on Tuesday 04:00, as of 3 March 2026`."""
    choice = reach.choice
    what = "site of your own" if choice.own else "counter"
    parts = [counted(reach.counted, what, "sites of your own" if choice.own else "counters")]
    if choice.hours == "24":
        parts.append("open round the clock")
    if choice.at is not None:
        parts.append(f"open on {moment_name(choice.at)}")
    if choice.own is None:
        parts.append(f"as of {day(choice.as_of)}")
    return ", ".join([parts[0], *parts[1:]])


def in_reach_words(reach: Reach, row: dict[str, Any] | None = None) -> str:
    """How many residents of London, or of an area, are within 20 minutes, with the band.

    Args:
        reach: the answer.
        row: of an area; None: all of London.
    """
    row = row or reach.total.row(0, named=True)
    within, low, high = (row[name] for name in (f"within_{USUAL_MINUTES}", "low", "high"))
    of_all = row["residents"]
    if not reach.counted:
        what = "site" if reach.choice.own else "counter"
        return (
            f"No {what} is counted: none of {reach.sites.height} is known to be "
            f"{_asked(reach.choice)}."
        )
    one_of = "one of " if reach.counted > 1 else ""
    walk = in_choice_walk_words(reach.choice)
    beyond = f"within {USUAL_MINUTES} minutes' walk, {walk}, of {one_of}{in_sites_words(reach)}"
    who = f"{row['name']}'s {PEOPLE[reach.group]}"
    if reach.streets is not None:
        return _along(low, high, of_all, who, beyond)
    return (
        f"{_percent(within, of_all)} of {who} ({within:,} of {of_all:,}) live {beyond}; "
        f"{_percent(low, of_all)} to {_percent(high, of_all)} at {max(DETOURS):g} to "
        f"{min(DETOURS):g} times."
    )


def _along(low: int, high: int, of_all: int, who: str, beyond: str) -> str:
    """How many are within a walk along streets: all of them, at least, between, or not known."""
    known, most, unknown = _percent(low, of_all), _percent(high, of_all), high - low
    if not unknown:
        return f"{known} of {who} ({low:,} of {of_all:,}) live {beyond}."
    if unknown == of_all:
        return (
            f"How many of {who} ({of_all:,}) live {beyond}, is not known: the street network does "
            f"not reach them, or leads from them to no site."
        )
    if unknown * 100 <= of_all * MOST_UNKNOWN_PERCENT:
        return (
            f"At least {known} of {who} ({low:,} of {of_all:,}) live {beyond}; of {unknown:,} it "
            f"is not known, so that it may be up to {most}."
        )
    return (
        f"Between {known} and {most} of {who} ({low:,} to {high:,} of {of_all:,}) live {beyond}: "
        f"of {unknown:,} it is not known."
    )


def in_streets_words(reach: Reach) -> str:
    """How walks along streets compare with straight lines, and what is not placed; or nothing."""
    on = reach.streets
    if on is None:
        return ""
    everybody = reach.total["residents"][0]
    line = (
        f"By straight lines {_percent(on.by_line, everybody)} of London would be within "
        f"{USUAL_MINUTES} minutes, {in_walk_words(reach.choice.detour)}."
    )
    return " ".join(filter(None, (in_ratio_words(on.ratio), line, in_not_placed_words(on))))


def _asked(choice: ReachChoice) -> str:
    always = ["open round the clock"] if choice.hours == "24" else []
    then = [f"open on {moment_name(choice.at)}"] if choice.at is not None else []
    return " and ".join([*always, *then]) or "open"


def in_unknown_words(reach: Reach) -> str:
    """Which sites are not counted since their hours, or their places, are not known; or nothing."""
    parts, own = list[str](), reach.choice.own
    if unknown := reach.state("unknown"):
        parts.append(
            f"The hours of {counted(unknown, 'more site')} {_are(unknown)} not known: not counted "
            f"as open."
        )
    if reach.left_out:
        parts.append(
            f"{counted(reach.left_out, 'counter')} {_are(reach.left_out)} left out of every share, "
            f"as was asked: {'its' if reach.left_out == 1 else 'their'} place is from "
            f"OpenStreetMap."
        )
    if own is not None and own.not_placed:
        parts.append(
            f"{counted(own.not_placed, 'site')} of your file {_have(own.not_placed)} no "
            f"coordinates: not placed, and in no share."
        )
    return " ".join(parts)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def in_promise_words(reach: Reach) -> str:
    """In how many boroughs the promise is kept, not kept, or not known to be."""
    kept = reach.promises["kept"]
    number, unknown = int(kept.sum()), kept.null_count()
    boroughs = kept.len()
    without = boroughs - number - unknown
    parts = [
        f"{number} of the Met's {boroughs} boroughs {_have(number)} one"
        if number
        else f"none of the Met's {boroughs} boroughs has one"
    ]
    parts += [f"{without} {_have(without)} not"] if without and number else []
    parts += [f"of {unknown} it is not known, since hours are not"] if unknown else []
    if reach.choice.own:
        return f"A site open round the clock: {', '.join(parts)}."
    return f"{PROMISE} As of {day(reach.choice.as_of)}: {', '.join(parts)}."


def in_borough_promise_words(row: dict[str, Any]) -> str:
    """Whether a borough has what was promised, from a row of `promises_of`."""
    has = {
        True: f"{counted(row['round_the_clock'], 'counter')} open round the clock: the promise of "
        f"one in each borough is kept",
        False: "no counter open round the clock: the promise of one in each borough is not kept",
        None: "no counter that is known to be open round the clock",
    }[row["kept"]]
    return f"{row['name']} has {has}."


def in_note_words(reach: Reach, row: dict[str, Any], promise: dict[str, Any] | None) -> str:
    """A borough's share within 20 minutes in one short line.

    Args:
        reach: by borough.
        row: of the borough.
        promise: its row of `promises_of`; None: it was promised nothing.
    """
    share = _percent(row[f"within_{USUAL_MINUTES}"], row["residents"])
    always = "" if promise is None else f"; {promise['round_the_clock'] or 'none'} round the clock"
    return (
        f"Counters of {reach.choice.as_of:%B %Y}: {share} live within {USUAL_MINUTES} minutes "
        f"({METRES_A_MINUTE:g} m a minute, {reach.choice.detour:g} × straight line){always}."
    )


def in_across_words(reach: Reach, row: dict[str, Any] | None = None) -> str:
    """How many of those within reach would cross the Thames; or nothing.

    Args:
        reach: the answer.
        row: of an area; None: all of London.
    """
    across = (row or reach.total.row(0, named=True))["across"]
    if not across:
        return ""
    walk = in_choice_walk_words(reach.choice)
    return (
        f"{across:,} of those within {USUAL_MINUTES} minutes, {walk}, {_have(across)} their "
        f"nearest on the other bank of the Thames, and may walk much farther, to a bridge."
    )


def in_file_words(places: OwnPlaces) -> str:
    """What became of the rows of a reader's file."""
    placed = places.rows.height - places.not_placed
    parts = [f"Of {counted(places.read, 'row')} of {places.file} {placed:,} are placed"]
    parts += [f"{places.not_placed:,} are not placed"] if places.not_placed else []
    parts += [f"{places.refused.height:,} are refused"] if places.refused.height else []
    return f"{', '.join(parts)}. Nothing of the file is kept."


def fault_words(fault: str) -> str:
    """Why a row was refused, and what to do."""
    return next((words for known, words in FAULTS.items() if known == fault), fault)


CITY: Final = (
    "The City of London has its own police: its residents are counted, but not its counters, and "
    "no site can be tried out there."
)


def in_source_words(reach: Reach) -> str:
    """Where the figures are from; the attribution of OpenStreetMap where any row is from there."""
    own = reach.choice.own
    sites = f"Sites: {own.file}" if own else COUNTERS_SOURCE
    osm = reach.sites.filter(pl.col("placed_by") == FROM_OSM).height
    places = f". {counted(osm, 'place')}: {OSM_ATTRIBUTION}" if osm else ""
    streets = f". Streets: {reach.streets.facts.source}" if reach.streets else ""
    return f"{RESIDENTS_SOURCE}. {sites}{places}{streets}."


def percent(part: int | None, whole: int) -> float | None:
    """A share in percent, to a tenth; None of nobody, and where it is not known."""
    return round(100 * part / whole, 1) if whole and part is not None else None


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole if part else 0
    return f"{share:.1f} %" if share >= LEAST else ("under 0.1 %" if part else "0 %")
