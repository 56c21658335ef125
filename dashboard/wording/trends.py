"""A change on the year before, in words."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.services.places.trends import YearOnYear
from dashboard.wording.formats import counted, phrase
from harm.days import spoken

SETTLING: Final = (
    "In the later time suspects are still being named and crimes cancelled; the earlier has had a "
    "year longer for that."
)


def in_change_words(told: YearOnYear) -> str:
    """The change in a sentence or two: whether it is more than chance, and what drove it."""
    if told.why_not:
        return told.why_not
    if not told.before and not told.after:
        return f"There was none here, neither in this time nor in {told.earlier}."
    if told.low is None or told.high is None:
        return f"{_amount(told, told.after)}, {_number(told, told.before)} in {told.earlier}."
    way = "more" if told.change >= 0 else "fewer"
    chance = (
        "so chance alone could have done it"
        if told.low <= 0 <= told.high
        else "so it is more than chance alone would do"
    )
    return (
        f"{_amount(told, told.after)}, {_number(told, abs(told.change))} {way} than in "
        f"{told.earlier}; as far as chance goes between {_end(told, told.low)} and "
        f"{_end(told, told.high)}, {chance}. {_driven(told)}"
    ).strip()


def _driven(told: YearOnYear) -> str:
    named = told.drivers.filter(pl.col("group").is_not_null(), pl.col("change") != 0).head(2)
    parts = [
        f"{offence_words(group)} ({_signed(told, change)})"
        for group, change in named.select("group", "change").iter_rows()
    ]
    return f"Its largest parts: {' and '.join(parts)}." if parts else ""


def offence_words(group: str) -> str:
    """An offence as people write it: published categories are in capitals."""
    return phrase(group.lower()) if group.isupper() else group


def _number(told: YearOnYear, number: int) -> str:
    """Crimes, or days to the tenth."""
    return spoken(number) if told.measure == "tenths" else f"{number:,}"


def _amount(told: YearOnYear, number: int) -> str:
    if told.measure == "crimes":
        return counted(number, "crime")
    return f"{spoken(number)} days of harm"


def _signed(told: YearOnYear, number: int) -> str:
    """A number with its sign: +12, −3, 0."""
    size = _number(told, abs(number))
    return f"+{size}" if number > 0 else f"−{size}" if number < 0 else "0"


def _end(told: YearOnYear, number: int) -> str:
    """The end of an interval: whole days, since it is no more exact than that."""
    return _signed(told, round(number, -1) if told.measure == "tenths" else number)
