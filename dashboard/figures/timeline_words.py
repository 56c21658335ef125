"""The marks of a timeline in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from dashboard.figures.text import plain
from harm.days import spoken
from harm.suspects.timeline import Period, Stage

STAGE_WORDS: Final[Mapping[Stage, str]] = {
    "charged": "charged or convicted",
    "earlier": "not charged so far",
    "ended": "ended without a charge or conviction",
}


def in_period_words(on: date, period: Period) -> str:
    """The month, quarter or year that a date is in, as a person writes it."""
    if period == "month":
        return f"{on:%B %Y}"
    if period == "year":
        return f"{on.year}"
    first = on.month - (on.month - 1) % 3
    return f"{date(on.year, first, 1):%B} to {date(on.year, first + 2, 1):%B %Y}"


def in_mark_words(row: Mapping[str, Any]) -> str:
    """A mark in words; Plotly reads tags, so data must not be any."""
    return "<br>".join(plain(line) for line in mark_lines(row))


def mark_lines(row: Mapping[str, Any]) -> list[str]:
    """What a mark means, in three short lines."""
    carries = f"{spoken(row['tenths'])} days" if row["counts"] else "does not count"
    committed, delay = row["committed_on"], row["delay_days"]
    if committed is None:
        when = "date committed not recorded"
    elif delay:
        when = f"committed {_short(committed)}, {delay:,} {'day' if delay == 1 else 'days'} before"
    else:
        when = "committed the same day"
    return [
        f"{row['crime_ref']}: {row['offence'] or 'offence not recorded'}",
        f"{row['victim_code'] or 'victim not recorded'}; {carries}; {STAGE_WORDS[row['stage']]}",
        f"recorded {_short(row['recorded_on'])}, {when}",
    ]


def _short(value: date) -> str:
    return f"{value.day} {value:%b %y}"
