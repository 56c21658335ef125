"""Reach as CSV files, marked: the areas, the sites with their attribution, and a text next to them.

Nobody is named in it, and no record is behind it: it is the same for whoever takes it.
"""

from __future__ import annotations

import polars as pl

from dashboard.analysis.reach.hours import moment_name
from dashboard.documents import files_as_zip, marked_as_csv
from dashboard.services.files import WHOLE, Handling, Outgoing, take_note
from dashboard.services.question import Caller
from dashboard.services.resources.counting import MOST_UNKNOWN_PERCENT
from dashboard.services.resources.reach import Reach
from dashboard.wording.formats import day
from dashboard.wording.notices import LIMITS, in_taken_words, marking_with
from dashboard.wording.reach import (
    ACROSS,
    ESTIMATE,
    in_across_words,
    in_caveat_words,
    in_choice_walk_words,
    in_promise_words,
    in_reach_words,
    in_source_words,
    in_streets_words,
    in_unknown_words,
)
from dashboard.wording.streets import in_network_words

NOBODY = "Nobody is named in this file."


def reach_outgoing(caller: Caller, reach: Reach, handling: Handling = WHOLE) -> Outgoing:
    """Reach as a file, before it leaves: a ZIP archive of two CSV files and a text.

    Each row of the areas says at what speed and detour people walk; each row of the sites has the
    attribution that its place asks for.
    """
    taking = take_note(caller, handling)
    walk = in_choice_walk_words(reach.choice)
    stem = reach_stem(reach)
    notice = " · ".join(filter(None, (caller.settings.marking, NOBODY, _of_record(caller))))
    marking = marking_with(f"{notice} · {in_source_words(reach)}", taking)
    areas = pl.concat([reach.rows, reach.total]).select(
        pl.all(), pl.lit(reach.group).alias("counted"), pl.lit(walk).alias("walk")
    )
    if reach.level == "borough":
        kept = reach.promises.select("code", "counters", "round_the_clock", promise_kept="kept")
        areas = areas.join(kept, on="code", how="left", maintain_order="left")
    lines = (
        notice,
        _asked(reach),
        in_reach_words(reach),
        in_promise_words(reach),
        in_unknown_words(reach),
        in_across_words(reach),
        in_streets_words(reach),
        *_columns(reach, walk),
        ESTIMATE if reach.group == "women_16plus" else "",
        in_caveat_words(reach),
        in_source_words(reach),
        f"{in_taken_words(taking)}.",
        f"Limits of use: {LIMITS}",
    )
    text = "\ufeff" + "".join(f"{line}\n" for line in lines if line)
    content = files_as_zip(
        {
            f"{stem}.csv": marked_as_csv(areas, marking=marking),
            f"{stem}-sites.csv": marked_as_csv(reach.sites, marking=marking),
            f"{stem}.txt": text.encode(),
        }
    )
    return Outgoing(content, f"reach by {reach.level}", caller.version, taking=taking)


def _columns(reach: Reach, walk: str) -> list[str]:
    """What the columns of the areas say."""
    if reach.streets is None:
        return [
            f"Walks: {walk}. `low` and `high`: within 20 minutes at 1.4 and at 1.2 times.",
            ACROSS,
        ]
    columns = (
        f"Walks: {walk}. `low`: known to be within 20 minutes; `high`: with those of whom it is "
        f"not known. Empty: of over {MOST_UNKNOWN_PERCENT} in 100 residents there it is not known."
    )
    return [columns, in_network_words(reach.streets.facts)]


def reach_stem(reach: Reach) -> str:
    """What the files are called."""
    streets = "-streets" if reach.streets else ""
    return f"harmdesk-reach{streets}-{reach.level}-{reach.choice.as_of:%Y-%m-%d}"


def _of_record(caller: Caller) -> str:
    return f"beside version {caller.version:,} of the record" if caller.version else ""


def _asked(reach: Reach) -> str:
    choice = reach.choice
    of = f"sites of {choice.own.file}" if choice.own else f"counters as of {day(choice.as_of)}"
    then = "whenever they are open" if choice.at is None else f"on {moment_name(choice.at)}"
    always = ", round the clock alone" if choice.hours == "24" else ""
    osm = "" if choice.with_osm else ", without places from OpenStreetMap"
    trial = "".join(
        [
            *(f"; closed on trial: {name}" for name in sorted(choice.closed)),
            *(f"; opened on trial: ward {code}" for code in choice.opened),
        ]
    )
    return f"Asked: {of}{always}, {then}{osm}{trial}."
