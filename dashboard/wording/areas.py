"""Boroughs and other areas in words."""

from __future__ import annotations

from calendar import monthrange
from typing import Final

import polars as pl

from dashboard.geography import CITY_OF_LONDON, borough_names
from dashboard.services.places.area_choices import BASES, BYS, LONDON, MEASURES, Measure
from dashboard.services.places.areas import Areas, NoWards
from dashboard.services.places.comparison import FunnelComparison, own_force, row_of
from dashboard.wording.formats import NOTHING, counted, day, share, whole_months
from dashboard.wording.rules import window_words
from harm.days import spoken

#: What is said of an area within or outside the limits of chance.
LIMIT_BANDS: Final = {
    "below 99.8": "far below what chance would leave likely",
    "below 95": "below what chance would leave likely",
    "within": "within what chance would leave likely",
    "above 95": "above what chance would leave likely",
    "above 99.8": "far above what chance would leave likely",
}


OWN_FORCE: Final = (
    "The City of London has a force of its own, so this data has nothing on its wards."
)
#: What the ends of an interval are.
ENDS: Final = (
    "Low and high: how far chance could have moved this year’s figure. Another year in which "
    "nothing changed lies outside in about one of six, more often where crimes are few."
)


#: Why no wards are shown.
NO_WARDS: Final[dict[NoWards, str]] = {
    NoWards.HOME: "The record has no more than the borough in which suspects live, so no wards "
    "are shown.",
    NoWards.NOT_PUBLISHED: "Recorded crime by ward is published from March 2024 on, not for all of "
    "the twelve months to this date, so no wards are shown.",
}
FUNNEL: Final = (
    "Dotted: chance alone would pass it once in 40 at each end; dashed: once in 1,000. Diamonds "
    "lie outside. Areas within the limits are in no order; one outside is different, not worse: "
    "more may be reported there, or more people be there than live there."
)
OVERDISPERSED: Final = (
    "Areas vary by more than chance for many small reasons ({times:,.1f} times as much), which the "
    "limits allow for."
)


def in_areas_title(areas: Areas) -> str:
    """The measure, the kind of area and the part of London in one line."""
    where = f" in {areas.part}" if areas.part else ""
    return f"{MEASURES[areas.measure].title} by {BYS[areas.by].title}{where}"


#: What is said in place of figures that would give a few crimes away.
NOT_SHOWN: Final = (
    "How many there are is not shown to you: it would tell of 1 to 4 crimes outside your boroughs."
)


def in_window_words(areas: Areas) -> str:
    """What time is counted: the 365 days to 28 February 2026, or from which month to which."""
    if areas.months is not None:
        return whole_months(*areas.months)
    return f"the {window_words(areas.rules)} to {day(areas.as_of)}"


def rate_unit(measure: Measure) -> str:
    """What a rate counts, and per whom."""
    whom = "women aged 16 and over" if measure == "per_1000_women" else "residents"
    what = "crimes" if measure == "crimes" else "days"
    return f"{what} per 1,000 {whom}"


def in_funnel_words(comparison: FunnelComparison) -> str:
    """How to read the limits of chance, and what they allow for."""
    times = comparison.overdispersion
    return FUNNEL if times is None else f"{OVERDISPERSED.format(times=times)} {FUNNEL}"


def in_areas_words(areas: Areas) -> str:
    """What is counted, of when, and how much of it there is, as Markdown."""
    total = areas.total.row(0, named=True)
    source = "real" if BASES[areas.basis].real else _people(areas)
    window = in_window_words(areas)
    when = window if BASES[areas.basis].real else f"recorded in {window}"
    if total["crimes"] is None:
        return (
            f"{BASES[areas.basis].title} ({source}), {when}: {NOT_SHOWN[0].lower()}{NOT_SHOWN[1:]}"
        )
    words = (
        f"{BASES[areas.basis].title} ({source}), {when}: "
        f"**{spoken(total['tenths'])} days** of harm from "
        f"**{counted(total['crimes'], 'crime')}**."
    )
    if not BASES[areas.basis].real:
        return words
    return (
        f"{words} A category is wide, so each crime has the middle score of its category: if all "
        f"were its least or its most serious offence, the days would be "
        f"{round(total['low_days']):,} or {round(total['high_days']):,}. "
        f"{counted(areas.unscored, 'crime')} of categories without a score add none."
    )


def _people(areas: Areas) -> str:
    kinds = {"synthetic": "synthetic people", "mixed": "synthetic and loaded together"}
    return kinds.get(areas.facts.people, "as loaded")


def in_area_words(areas: Areas, code: str | None, limits: str | None) -> str:
    """One place in a few sentences: its sum, its interval, its largest crime, its rate."""
    row = row_of(areas, code)
    if row is not None and row["tenths"] is None and code != CITY_OF_LONDON:
        return NOT_SHOWN
    if row is None or row["tenths"] is None or own_force(areas, code):
        return (
            "The City of London has a police force of its own, whose crimes are not in this data: "
            "that is no low value."
        )
    total = areas.total.row(0, named=True)
    known = code is not None and total["tenths"] is not None
    of_london = "" if not known else f", {share(row['tenths'], total['tenths'])} of London’s"
    days = f"**{spoken(row['tenths'])} days** of harm{of_london}"
    parts = [f"{days}, from {counted(row['crimes'], 'crime')}."]
    if row["largest"] and row["tenths"] and code is not None:
        parts.append(
            f"The most serious single crime is {share(row['largest'], row['tenths'])} of it "
            f"({spoken(row['largest'])} days; without it {spoken(row['tenths'] - row['largest'])})."
        )
    if row["rate"] is not None and code is not None:
        unit = rate_unit(areas.measure)
        smoothed = f" ({row['shrunk']:,.1f} smoothed)" if row["shrunk"] is not None else ""
        london = f"; London {total['rate']:,.1f}" if total["rate"] is not None else ""
        parts.append(f"{row['rate']:,.1f} {unit}{smoothed}{london}.")
    if limits is not None:
        parts.append(f"That is {LIMIT_BANDS[limits]}; a place outside is different, not worse.")
    return " ".join(parts)


def unit_of(areas: Areas) -> str:
    """What is added up, as a heading."""
    return "Crimes" if areas.summed == "crimes" else "Days"


def in_months_words(areas: Areas) -> str:
    """What a series by month counts, and what to know of its ends."""
    words = BASES[areas.basis]
    title = f"{words.title} ({'real' if words.real else _people(areas)})"
    if words.real:
        return f"{title}, by the month in which it was recorded."
    _, last = monthrange(areas.as_of.year, areas.as_of.month)
    until = "" if areas.as_of.day == last else f"; the last month only to {day(areas.as_of)}"
    decay = "" if areas.rules.half_life_days is None else " or half-life"
    return (
        f"{title}, by the month in which it was recorded, without a window{decay}{until}. "
        f"Few crimes move a month of harm."
    )


def in_columns_words(areas: Areas) -> str:
    """What the columns of the table say, for whoever does not know statistics."""
    rates = "" if areas.measure in {"share", "mean"} else in_rate_words(areas)
    ends = "" if areas.measure == "mean" else ENDS
    return f"{rates} {ends}".strip()


def in_rate_words(areas: Areas) -> str:
    """What a rate is, and a smoothed one."""
    return (
        f"Per 1,000: {rate_unit(areas.measure)}. Smoothed: drawn towards London’s, the further the "
        f"fewer live there, since few crimes move a small place’s rate.{_residents_words(areas)}"
    )


def _residents_words(areas: Areas) -> str:
    """Whose residents a rate of wards is by; those of boroughs are of another year."""
    if areas.by != "ward" or areas.measure == "per_1000_women":
        return ""
    return (
        " Residents of wards are estimates from the Census of 2021, those of boroughs are of "
        "mid-2024: the two rates do not compare exactly."
    )


def in_half_words(half: pl.DataFrame, wards: Areas, code: str) -> str:
    """How few wards carry half of a borough's harm, and how much of it is in no known ward."""
    own = wards.rows.filter(pl.col("within") == code)
    known = own.filter(pl.col("code").is_not_null())
    whole, placed, theirs = (int(rows["tenths"].sum()) for rows in (own, known, half))
    if half.is_empty():
        return "All of it is in no known ward." if whole else "No ward of it carries any."
    apart = f"; {share(whole - placed, whole)} has no known ward" if whole > placed else ""
    return (
        f"{counted(half.height, 'ward')} of {known.height:,} "
        f"{'carries' if half.height == 1 else 'carry'} {share(theirs, placed)} of its days of harm"
        f"{' in known wards' if apart else ''}{apart}. Single crimes change which: it says where "
        f"harm was in this time, not that these wards differ by more than chance."
    )


def name_of(code: str | None) -> str:
    """What a place is called."""
    return LONDON if code is None else borough_names().get(code, NOTHING)


def map_unit(areas: Areas) -> str:
    """What the shades of a map count."""
    units = {
        "days": "days",
        "crimes": "crimes",
        "share": "part of London’s days",
        "mean": "days per crime",
    }
    return units.get(areas.measure) or f"{rate_unit(areas.measure)}, smoothed"
