"""A change on the year before, in words."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.services.places.trends import NEW_SYSTEM, NotCompared, YearOnYear
from dashboard.wording.formats import counted, day, phrase
from harm.days import spoken

SETTLING: Final = (
    "In the later time suspects are still being named and crimes cancelled; the earlier has had a "
    "year longer for that."
)


#: Where a series of months breaks, and what is written there.
BREAK: Final = {NEW_SYSTEM: "new recording system"}
OTHER_SYSTEM: Final = "The time before was recorded in another system, so the two are not compared."


def earlier_words(years: YearOnYear) -> str:
    """What the earlier time is called: the same days of the year before."""
    if years.whole_months:
        return "the same months of the year before"
    if years.years == 1:
        return "the same days of the year before"
    return f"the same days {years.years} years before"


def in_not_compared_words(years: YearOnYear) -> str:
    """Why a time is not compared with the year before; empty where it is."""
    match years.why_not:
        case None:
            return ""
        case NotCompared.OTHER_SYSTEM:
            return OTHER_SYSTEM
        case NotCompared.NOT_PUBLISHED:
            return (
                "Recorded crime is not published for all of the twelve months to "
                f"{day(years.days[1])}."
            )
        case NotCompared.RECORD_TOO_YOUNG:
            begins = "" if years.record_from is None else f" on {day(years.record_from)}"
            return (
                f"The record begins{begins} and the earlier time on {day(years.earlier_from)}, so "
                f"the two are not compared; load what is older, or choose a later date."
            )
        case NotCompared.FEW:
            return (
                "The two times are not compared: in one of them there were 1 to 4 crimes outside "
                "your boroughs, or a count from which one of these could be worked out."
            )


def in_change_words(years: YearOnYear) -> str:
    """The change in a sentence or two: whether it is more than chance, and what drove it."""
    if years.why_not is not None or years.before is None or years.after is None:
        return in_not_compared_words(years)
    earlier = earlier_words(years)
    if not years.before and not years.after:
        return f"There was none here, neither in this time nor in {earlier}."
    if years.low is None or years.high is None or years.change is None:
        return f"{_amount(years, years.after)}, {_number(years, years.before)} in {earlier}."
    way = "more" if years.change >= 0 else "fewer"
    chance = (
        "so chance alone could have done it"
        if years.low <= 0 <= years.high
        else "so it is more than chance alone would do"
    )
    return (
        f"{_amount(years, years.after)}, {_number(years, abs(years.change))} {way} than in "
        f"{earlier}; as far as chance goes between {_end(years, years.low)} and "
        f"{_end(years, years.high)}, {chance}. {_driven(years)}"
    ).strip()


def _driven(years: YearOnYear) -> str:
    named = years.drivers.filter(pl.col("group").is_not_null(), pl.col("change") != 0).head(2)
    parts = [
        f"{offence_words(group)} ({_signed(years, change)})"
        for group, change in named.select("group", "change").iter_rows()
    ]
    return f"Its largest parts: {' and '.join(parts)}." if parts else ""


def offence_words(group: str) -> str:
    """An offence as people write it: published categories are in capitals."""
    return phrase(group.lower()) if group.isupper() else group


def _number(years: YearOnYear, number: int) -> str:
    """Crimes, or days to the tenth."""
    return spoken(number) if years.measure == "tenths" else f"{number:,}"


def _amount(years: YearOnYear, number: int) -> str:
    if years.measure == "crimes":
        return counted(number, "crime")
    return f"{spoken(number)} days of harm"


def _signed(years: YearOnYear, number: int) -> str:
    """A number with its sign: +12, −3, 0."""
    size = _number(years, abs(number))
    return f"+{size}" if number > 0 else f"−{size}" if number < 0 else "0"


def _end(years: YearOnYear, number: int) -> str:
    """The end of an interval: whole days, since it is no more exact than that."""
    return _signed(years, round(number, -1) if years.measure == "tenths" else number)
