"""A date of birth in a text, with or without a name."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

import polars as pl

from dashboard.intake import dates
from dashboard.search.normalise import parts

#: A date has at most this many words: 7 May 1990.
MOST_WORDS: Final = 3
#: A text of more words is not searched for a date.
MOST_LOOKED_AT: Final = 12
#: What people write before a date, and which is not a name.
BEFORE: Final = frozenset({("born",), ("b",), ("dob",), ("d", "o", "b"), ("date", "of", "birth")})

#: Out of 100: how well one date of birth fits another with one slip, or one that is not recorded.
SLIP: Final = 70
UNKNOWN: Final = 40


class Sought(NamedTuple):
    """What a text asks for: a name, a date of birth, or both."""

    name: str
    born: date | None


def taken_apart(text: str, *, today: date) -> Sought:
    """The date of birth in a text, and the rest of the text.

    Days come before months unless the text says otherwise, as `intake.dates` has it.

    Args:
        text: as somebody wrote it.
        today: years of two digits are in this century up to today's year.
    """
    words = text.split()
    if len(words) > MOST_LOOKED_AT:
        return Sought(text, None)
    spans = [
        (start, start + length)
        for length in range(1, MOST_WORDS + 1)
        for start in range(len(words) - length + 1)
    ]
    texts = [" ".join(words[start:end]).strip(" ,;()") for start, end in spans]
    read = dates.read(pl.Series("text", texts, pl.String), today=today)
    for (start, end), value, serial in zip(spans, read.values, read.serials, strict=True):
        if value is not None and not serial:
            rest = " ".join((*words[:start], *words[end:]))
            return Sought("" if parts(rest) in BEFORE else _without_born(rest), value)
    return Sought(text, None)


def _without_born(rest: str) -> str:
    return " ".join(word for word in rest.split() if parts(word) not in BEFORE or len(word) == 1)


def turned(born: date) -> date | None:
    """The date with day and month swapped, where this is another date."""
    if born.day == born.month or born.day > 12:  # noqa: PLR2004 - months
        return None
    return date(born.year, born.day, born.month)


def likeness(born: date | None, sought: date) -> int:
    """How well a recorded date fits the one sought, out of 100: a slip is one part or a swap."""
    if born is None:
        return UNKNOWN
    if born == sought:
        return 100
    differing = (born.year != sought.year, born.month != sought.month, born.day != sought.day)
    return SLIP if sum(differing) == 1 or born == turned(sought) else 0
