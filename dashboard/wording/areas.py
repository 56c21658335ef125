"""Boroughs and other areas in words."""

from __future__ import annotations

from calendar import monthrange
from typing import Final

import polars as pl

from dashboard.geography import borough_names
from dashboard.services.places.area_choices import BASES, LONDON
from dashboard.services.places.areas import Areas, rate_unit
from dashboard.services.places.comparison import own_force, row_of
from dashboard.wording.formats import NOTHING, counted, day
from harm.days import spoken
from harm.suspects.explanation import share

#: What each place of a funnel is called.
OUTSIDE: Final = {
    "below 99.8": "far below what chance would leave likely",
    "below 95": "below what chance would leave likely",
    "within": "within what chance would leave likely",
    "above 95": "above what chance would leave likely",
    "above 99.8": "far above what chance would leave likely",
}


OWN_FORCE: Final = (
    "The City of London has a force of its own, so nothing is known of its wards here."
)
#: What the ends of an interval are.
ENDS: Final = (
    "Low and high: where the figure would lie in 95 of 100 years like this one, by chance."
)


def in_areas_words(told: Areas) -> str:
    """What is counted, of when, and how much of it there is, as Markdown."""
    total = told.total.row(0, named=True)
    source = "real" if BASES[told.basis].real else _people(told)
    when = told.window if BASES[told.basis].real else f"recorded in {told.window}"
    words = (
        f"{BASES[told.basis].title} ({source}), {when}: "
        f"**{spoken(total['tenths'])} days** of harm from "
        f"**{counted(total['crimes'], 'crime')}**."
    )
    if not BASES[told.basis].real:
        return words
    return (
        f"{words} A category is wide, so each crime has the middle score of its category: if all "
        f"were its least or its gravest offence, the days would be "
        f"{round(total['low_days']):,} or {round(total['high_days']):,}. "
        f"{counted(told.unscored, 'crime')} of categories without a score add none."
    )


def _people(told: Areas) -> str:
    kinds = {"synthetic": "synthetic people", "mixed": "synthetic and loaded together"}
    return kinds.get(told.facts.people, "as loaded")


def in_area_words(told: Areas, code: str | None, outside: str | None) -> str:
    """One place in a few sentences: its sum, its interval, its largest crime, its rate."""
    row = row_of(told, code)
    if row is None or row["tenths"] is None or own_force(told, code):
        return (
            "The City of London has a police force of its own, whose crimes are not in this data: "
            "that is no low value."
        )
    total = told.total.row(0, named=True)
    of_london = "" if code is None else f", {share(row['tenths'], total['tenths'])} of London’s"
    days = f"**{spoken(row['tenths'])} days** of harm{of_london}"
    parts = [f"{days}, from {counted(row['crimes'], 'crime')}."]
    if row["largest"] and row["tenths"] and code is not None:
        parts.append(
            f"The gravest single crime is {share(row['largest'], row['tenths'])} of it "
            f"({spoken(row['largest'])} days; without it {spoken(row['tenths'] - row['largest'])})."
        )
    if row["rate"] is not None and code is not None:
        unit = rate_unit(told)
        smoothed = f" ({row['shrunk']:,.1f} smoothed)" if row["shrunk"] is not None else ""
        london = f"; London {total['rate']:,.1f}" if total["rate"] is not None else ""
        parts.append(f"{row['rate']:,.1f} {unit}{smoothed}{london}.")
    if outside is not None:
        parts.append(f"That is {OUTSIDE[outside]}; a place outside is different, not worse.")
    return " ".join(parts)


def unit_of(told: Areas) -> str:
    """What is added up, as a heading."""
    return "Crimes" if told.summed == "crimes" else "Days"


def in_months_words(told: Areas) -> str:
    """What a series by month counts, and what to know of its ends."""
    words = BASES[told.basis]
    title = f"{words.title} ({'real' if words.real else _people(told)})"
    if words.real:
        return f"{title}, by the month in which it was recorded."
    _, last = monthrange(told.as_of.year, told.as_of.month)
    until = "" if told.as_of.day == last else f"; the last month only to {day(told.as_of)}"
    decay = "" if told.rules.half_life_days is None else " or half-life"
    return (
        f"{title}, by the month in which it was recorded, without a window{decay}{until}. "
        f"Few crimes move a month of harm."
    )


def in_columns_words(told: Areas) -> str:
    """What the columns of the table say, for whoever does not know statistics."""
    rates = "" if told.measure in {"share", "mean"} else in_rate_words(told)
    ends = "" if told.measure == "mean" else ENDS
    return f"{rates} {ends}".strip()


def in_rate_words(told: Areas) -> str:
    """What a rate is, and a smoothed one."""
    return (
        f"Per 1,000: {rate_unit(told)}. Smoothed: drawn towards London’s, the further the fewer "
        f"live there, since few crimes move a small place’s rate."
    )


def in_half_words(half: pl.DataFrame, wards: Areas, code: str) -> str:
    """How few wards carry half of a borough's harm, and how much of it is in no known ward."""
    own = wards.rows.filter(pl.col("within") == code)
    known = own.filter(pl.col("code").is_not_null())
    whole, placed, theirs = (int(rows["tenths"].sum()) for rows in (own, known, half))
    if half.is_empty():
        return "All of it is in no known ward." if whole else "No ward of it carries any."
    apart = f"; of {share(whole - placed, whole)} no ward is known" if whole > placed else ""
    return (
        f"{counted(half.height, 'ward')} of {known.height:,} "
        f"{'carries' if half.height == 1 else 'carry'} {share(theirs, placed)} of its days of harm"
        f"{' in known wards' if apart else ''}{apart}. Single crimes change which: it says where "
        f"harm was in this time, not that these wards differ by more than chance."
    )


def name_of(code: str | None) -> str:
    """What a place is called."""
    return LONDON if code is None else borough_names().get(code, NOTHING)


def map_unit(told: Areas) -> str:
    """What the shades of a map count."""
    units = {
        "days": "days",
        "crimes": "crimes",
        "share": "part of London’s days",
        "mean": "days per crime",
    }
    return units.get(told.measure) or f"{rate_unit(told)}, smoothed"
