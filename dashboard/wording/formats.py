"""How days, numbers and single words are written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import polars as pl

from harm.days import as_days, spoken
from harm.scoring.texts import texts_of

#: What stands in a cell that has no value.
NOTHING: Final = "–"

#: Percent.
ALL: Final = 100
TENTHS_IN_A_DAY: Final = 10

SITUATION: Final = {
    "at_large": "At large",
    "custody": "Custody",
    "prison": "Prison",
    "deceased": "Deceased",
    "unknown": "Unknown",
}


def day(value: date) -> str:
    """A date as people write it: 28 February 2026."""
    return f"{value.day} {value:%B %Y}"


def short_day(value: date) -> str:
    """A date where there is little room: 28 Feb 26."""
    return f"{value.day} {value:%b %y}"


def whole_days(name: str = "tenths") -> pl.Expr:
    """A column of tenths as whole days, for a table that is read down.

    Halves are rounded up. Where two rows of different tenths would show the same number, both
    keep their tenth: it decides which of them comes first.
    """
    tenths = pl.col(name)
    whole = (tenths + TENTHS_IN_A_DAY // 2) // TENTHS_IN_A_DAY
    return pl.when(tenths.n_unique().over(whole) > 1).then(as_days(tenths)).otherwise(whole)


def moment(value: datetime) -> str:
    """A time in UTC as people write it: 28 February 2026, 09:05 UTC."""
    return f"{day(value)}, {value:%H:%M} UTC"


#: Columns that a reader would not know by their names.
LABELS: Final = {
    "crime_ref": "Crime reference",
    "suspect_id": "Suspect reference",
    "victim_id": "Victim reference",
    "recorded_on": "Date recorded",
    "committed_on": "Date committed",
    "suspect_born": "Suspect’s date of birth",
    "crimes": "Number of crimes",
    "lsoa": "Census area (LSOA)",
}


def phrase(value: str) -> str:
    """A value of the data as words: no_further_action is `No further action`."""
    return LABELS.get(value) or value.replace("_", " ").capitalize()


def counted(number: int, thing: str, things: str | None = None) -> str:
    """A number of things: 1 suspect, 567 suspects; 1 entry, 2 entries."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def share(part: int, whole: int) -> str:
    """A share in whole percent that never says all of it, or none, unless that is so."""
    return percent_words(100 * part / whole) if whole else "0 %"


def days_words(tenths: int) -> str:
    """Days of harm in words: 1 day, 547.5 days."""
    return f"{spoken(tenths)} {'day' if tenths == TENTHS_IN_A_DAY else 'days'}"


def percent_words(percent: float) -> str:
    """A percentage, rounded to a whole one but never up to all of it or down to none."""
    whole = round(percent)
    if whole == ALL and percent < ALL:
        return "over 99 %"
    if whole == 0 and percent:
        return "under 1 %"
    return f"{whole} %"


def grouped_counts(counts: pl.Series) -> pl.Series:
    """Banded counts with digits as people read them, such as 1,234; words as they are."""
    return texts_of(counts, lambda count: f"{int(count):,}" if count.isdecimal() else count)


def whole_months(first: date, last: date) -> str:
    """From which month to which: March 2025 to February 2026."""
    return f"{first:%B %Y} to {last:%B %Y}"


def megabytes(size: int) -> str:
    """A size on disk as people say it: 8.4 MB."""
    return f"{size / 1_000_000:,.1f} MB"


def file_part(text: str, *, most: int = 60) -> str:
    """A text as a part of a file's name: small letters, digits and dashes; empty for signs alone.

    Args:
        text: any.
        most: so many letters are kept.
    """
    letters = "".join(letter if letter.isalnum() else " " for letter in text.lower())
    return "-".join(letters.split())[:most].strip("-")
