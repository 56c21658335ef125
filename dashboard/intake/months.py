"""Months as people write them in headings: 202407, 2024-07, Jul 2024, July-24, 07/2024."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

NAMES: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
BY_NAME: Final = {name[:3]: number for number, name in enumerate(NAMES, start=1)}
#: The first and the last year in which a month is accepted.
FIRST_YEAR, LAST_YEAR = 1990, 2089

NUMBERED: Final = re.compile(r"(\d{4})[-/. ]?(\d{2})(?:-01(?: 00:00:00)?)?")
TURNED: Final = re.compile(r"(\d{1,2})[-/. ](\d{4})")
NAMED: Final = re.compile(r"([a-z]{3,9})\.?[-/ ]*'?(\d{4}|\d{2})", re.IGNORECASE)
#: Letters of the shortest abbreviation of a month.
SHORTEST_NAME: Final = 3
#: A table with this many months among its headings has a column for each month.
MONTHS_OF_A_WIDE_TABLE: Final = 2


@lru_cache(4096)
def month_of(text: str) -> date | None:
    """The first day of the month that a text names; None where it names none."""
    words = text.strip()
    if numbered := NUMBERED.fullmatch(words):
        return _first(int(numbered[1]), int(numbered[2]))
    if turned := TURNED.fullmatch(words):
        return _first(int(turned[2]), int(turned[1]))
    if named := NAMED.fullmatch(words):
        month = month_named(named[1])
        year = int(named[2])
        return None if month is None else _first(year if year > 99 else 2000 + year, month)  # noqa: PLR2004 - two digits
    return None


def month_named(word: str) -> int | None:
    """The number of a month by its name or the name's beginning: Sept is 9."""
    lower = word.lower()
    number = BY_NAME.get(lower[:SHORTEST_NAME])
    if number is None or not NAMES[number - 1].startswith(lower):
        return None
    return number


def _first(year: int, month: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= len(NAMES):
        return None
    return date(year, month, 1)
