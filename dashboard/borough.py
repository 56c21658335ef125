"""Places in words, and the wards of a borough that carry half of its harm."""

from __future__ import annotations

from calendar import monthrange
from typing import Any, Final

import polars as pl

from dashboard.geography import CITY_OF_LONDON, borough_names, boroughs, neighbours_of
from dashboard.places import BASES, LONDON, Places
from dashboard.wording import NOTHING, counted, day
from harm.days import spoken
from harm.explanation import share

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


def in_places_words(told: Places) -> str:
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


def _people(told: Places) -> str:
    kinds = {"synthetic": "synthetic people", "mixed": "synthetic and loaded together"}
    return kinds.get(told.facts.people, "as loaded")


def in_place_of_words(told: Places, code: str | None, outside: str | None) -> str:
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
        steadied = f" ({row['shrunk']:,.1f} steadied)" if row["shrunk"] is not None else ""
        london = f"; London {total['rate']:,.1f}" if total["rate"] is not None else ""
        parts.append(f"{row['rate']:,.1f} {unit}{steadied}{london}.")
    if outside is not None:
        parts.append(f"That is {OUTSIDE[outside]}; a place outside is different, not worse.")
    return " ".join(parts)


def own_force(told: Places, code: str | None) -> bool:
    """Whether nothing is known of a place here, since another force records it."""
    if code != CITY_OF_LONDON:
        return False
    theirs = (pl.col("code") == code) | (pl.col("within") == code)
    return told.rows.filter(theirs, pl.col("crimes") > 0).is_empty()


def unit_of(told: Places) -> str:
    """What is added up, as a heading."""
    return "Crimes" if told.summed == "crimes" else "Days"


def in_months_words(told: Places) -> str:
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


def in_columns_words(told: Places) -> str:
    """What the columns of the table say, for whoever does not know statistics."""
    rates = "" if told.measure in {"share", "mean"} else in_rate_words(told)
    ends = "" if told.measure == "mean" else ENDS
    return f"{rates} {ends}".strip()


def in_rate_words(told: Places) -> str:
    """What a rate is, and a steadied one."""
    return (
        f"Per 1,000: {rate_unit(told)}. Steadied: drawn towards London’s, the further the fewer "
        f"live there, since few crimes move a small place’s rate."
    )


def rate_unit(told: Places) -> str:
    """What a rate counts, per whom."""
    whom = "women aged 16 and over" if told.measure == "per_1000_women" else "residents"
    what = "crimes" if told.measure == "crimes" else "days"
    return f"{what} per 1,000 {whom}"


def row_of(told: Places, code: str | None) -> dict[str, Any] | None:
    """The row of a place; of London where no code is given."""
    if code is None:
        return told.total.row(0, named=True)
    found = told.rows.filter(pl.col("code") == code)
    return None if found.is_empty() else found.row(0, named=True)


def half_of(wards: Places, code: str) -> pl.DataFrame:
    """The fewest wards that carry half of a borough's harm in known wards, most first.

    It is a fact of this year's sum. Which wards these are changes with single crimes; it is no
    finding that they differ from others by more than chance.
    """
    known = pl.col("within") == code, pl.col("code").is_not_null()
    own = wards.rows.filter(*known).sort("tenths", "name", descending=[True, False])
    before = pl.col("tenths").cum_sum() - pl.col("tenths")
    return own.filter(before * 2 < pl.col("tenths").sum(), pl.col("tenths") > 0)


def in_half_words(half: pl.DataFrame, wards: Places, code: str) -> str:
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


def beside(told: Places, code: str) -> pl.DataFrame:
    """A borough beside those that border on it, its command unit's others and London, as rows.

    Of the City of London the figures are empty where nothing of it is recorded: that is no 0.
    """
    near = neighbours_of(code).select("code", kind=pl.lit("borders on it"))
    unit = told.rows.filter(pl.col("code") == code).select("within").drop_nulls()
    same = (
        told.rows.join(unit, on="within", how="semi", maintain_order="left")
        .filter(pl.col("code") != code)
        .select("code", kind=pl.lit("same command unit"))
    )
    kinds = pl.concat(
        [pl.DataFrame({"code": [code], "kind": ["this borough"]}), same, near]
    ).unique("code", keep="first", maintain_order=True)
    figures = ("days", "rate", "shrunk", "crimes")
    known = (pl.col("code") != CITY_OF_LONDON) | (pl.col("crimes") > 0)
    rows = kinds.join(told.rows, on="code", how="left", maintain_order="left").with_columns(
        pl.when(known).then(pl.col(figures))
    )
    london = told.total.with_columns(kind=pl.lit(LONDON), name=pl.lit(LONDON))
    return pl.concat([rows, london], how="diagonal_relaxed").select("name", *figures, "kind")


def own_areas(told: Places, code: str | None) -> frozenset[str]:
    """The areas of an answer that a borough is, has, or is in; none where none is chosen."""
    if code is None:
        return frozenset()
    units = boroughs().filter(pl.col("code") == code)["bcu_code"].to_list()
    own = pl.col("code").is_in([code, *units]) | (pl.col("within") == code)
    return frozenset(told.rows.filter(own.fill_null(value=False))["code"].drop_nulls())


def name_of(code: str | None) -> str:
    """What a place is called."""
    return LONDON if code is None else borough_names().get(code, NOTHING)
