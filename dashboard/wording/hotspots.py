"""Wards that stand out with their neighbours, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.services.places.areas import Areas
from dashboard.services.places.hotspots import Hotspots
from dashboard.wording.formats import counted, share

SHOWS: Final = (
    "It shows wards that, taken together with their neighbours, have a higher or lower rate than "
    "if the same rates were spread over London at random. A marked ward need not have a high rate "
    "itself: its neighbours may. Of the wards marked, on average no more than 1 in 20 is marked by "
    "chance alone; another draw of chance can add or drop a ward near that line."
)
SHOWS_NOT: Final = (
    "It does not show where harm will happen, nor why it did, nor anything about the people who "
    "live there. The rate is by residents: many who come to the West End or to a station live "
    "elsewhere. At the edge of London the neighbours outside are missing, and so are those across "
    "the Thames below Teddington. Other ward boundaries would give other spots. A ward without "
    "a mark is not shown to be like all others."
)
UNKNOWN_LARGEST: Final = (
    "The largest single crime of each ward is not known here, so it is not tested whether one "
    "serious crime makes a spot."
)
#: So many wards are named in a sentence; the table has all.
WARDS_NAMED: Final = 8
ALL_STAY: Final = "Without the largest single crime of each ward, all these spots remain."


def in_hotspot_words(hotspots: Hotspots) -> str:
    """How many wards stand out, what is left out, and what single crimes may have made."""
    return " ".join(filter(None, [in_found_words(hotspots), in_largest_words(hotspots)]))


def in_own_spots_words(wards: pl.DataFrame, name: str) -> str:
    """How many of a borough's wards stand out.

    Args:
        wards: the borough's, as in `Hotspots.table`.
        name: of the borough.
    """
    tested = wards.drop_nulls("spot")
    if tested.is_empty():
        return f"No ward of {name} can be tested, since none has a rate and a neighbour with one."
    high, low = (tested.filter(pl.col("spot") == side).height for side in ("high", "low"))
    whole = counted(tested.height, "ward")
    if not high and not low:
        return f"None of {name}’s {whole} stands out."
    return f"Of {name}’s {whole}, {high:,} {_stand(high)} out as high and {low:,} as low."


def in_spot_names(marked: pl.DataFrame) -> str:
    """Which wards stand out, by name: the high ones, then the low ones; empty where none does.

    Args:
        marked: those that do, as in `Hotspots.table`.
    """
    by_side = {
        side: marked.filter(pl.col("spot") == side).sort("name", "borough")
        for side in ("high", "low")
    }
    return " ".join(
        f"{words}: {_named([f'{ward} ({place})' for ward, place in pairs])}."
        for words, wards in (
            ("High with their neighbours", by_side["high"]),
            ("Low with their neighbours", by_side["low"]),
        )
        if (pairs := list(wards.select("name", "borough").iter_rows()))
    )


def in_half_names(half: pl.DataFrame) -> str:
    """Which wards carry half of a borough's harm, by name, most first; empty where none does.

    Args:
        half: as from `dashboard.services.places.comparison.half_of`.
    """
    return f"Half of it is in {_named(half['name'].to_list())}." if half.height else ""


def _named(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - WARDS_NAMED
    shown = [*names[:WARDS_NAMED], f"{more:,} more"] if more > 0 else [*names]
    *most, last = shown
    return f"{', '.join(most)} and {last}" if most else last


def _stand(number: int) -> str:
    return "stands" if number == 1 else "stand"


def in_found_words(hotspots: Hotspots) -> str:
    """How many wards stand out of how many, and which are left out."""
    table = hotspots.table
    nowhere = _in_nowhere_words(hotspots.areas)
    tested = table.drop_nulls("spot")
    if tested.is_empty():
        none = "No spot can be found: no two wards that border on each other have a rate."
        return f"{none} {nowhere}".strip()
    high, low = (tested.filter(pl.col("spot") == side).height for side in ("high", "low"))
    alone = table.filter(
        pl.col("code").is_not_null(), pl.col("rate").is_not_null(), pl.col("spot").is_null()
    ).height
    unrated = table.filter(pl.col("code").is_not_null(), pl.col("rate").is_null()).height
    sides = f"{high:,} {_stand(high)} out as high and {low:,} as low"
    parts = [
        f"Of {counted(tested.height, 'ward')} tested, {sides}, each together with its neighbours."
    ]
    if unrated:
        parts.append(f"{counted(unrated, 'ward')} without a rate {_are(unrated)} left out.")
    if alone:
        parts.append(f"{counted(alone, 'ward')} without a neighbour {_are(alone)} not tested.")
    return " ".join(filter(None, [*parts, nowhere]))


def _in_nowhere_words(areas: Areas) -> str:
    """How much is in no rate, since its ward is not known; empty where all of it is."""
    whole = int(areas.rows[areas.summed].sum())
    nowhere = int(areas.rows.filter(pl.col("code").is_null())[areas.summed].sum())
    what = "crimes" if areas.summed == "crimes" else "days"
    return f"No ward is known for {share(nowhere, whole)} of the {what}." if nowhere else ""


def in_largest_words(hotspots: Hotspots) -> str:
    """Which hotspots one serious crime may have made; empty of crime counts, or without one."""
    table = hotspots.table
    if hotspots.areas.measure == "crimes":
        return ""
    marked = table.filter(pl.col("spot").is_in(["high", "low"]))
    if marked.is_empty():
        return ""
    if table["spot_without"].drop_nulls().is_empty():
        return UNKNOWN_LARGEST
    gone = marked.filter(pl.col("spot").ne_missing(pl.col("spot_without")))
    if gone.is_empty():
        return ALL_STAY
    wards = gone.sort("name", "borough").select("name", "borough").iter_rows()
    names = ", ".join(f"{name} ({borough})" for name, borough in wards)
    return (
        f"Without the largest single crime of each ward, {gone.height:,} of {marked.height:,} "
        f"{_are(gone.height)} no longer so marked: {names}."
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
