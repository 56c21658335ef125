"""Which months of real recorded crime a date stands for."""

from __future__ import annotations

from datetime import date

from sample_data.recorded import recorded_crime

MONTHS: int = 12


def months_to(as_of: date) -> tuple[date, date]:
    """First and last of the twelve whole months to a date, within what is recorded."""
    newest = recorded_crime()["month"].max()
    last = as_of.replace(day=1)
    if isinstance(newest, date):
        last = min(last, newest)
    first = date(last.year - 1, last.month, 1)
    return _next_month(first), last


def _next_month(month: date) -> date:
    return date(month.year + month.month // MONTHS, month.month % MONTHS + 1, 1)
