"""The day on which each version of the record was known, so that an earlier day can be asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import duckdb

from dashboard.errors import StoreError

LONDON: Final = ZoneInfo("Europe/London")


def today() -> date:
    """The day in London."""
    return datetime.now(LONDON).date()


def known_on(connection: duckdb.DuckDBPyConnection, given: date | None) -> date:
    """The day of the next version: never before that of the last one.

    Args:
        connection: the record.
        given: the day that was given with the load; None: today, or the day of the last version
            where that is later.

    Raises:
        StoreError: the day given is before that of the last version.
    """
    last = connection.execute("select max(known_on) from versions").fetchall()[0][0]
    if given is None:
        return max(today(), last or date.min)
    if last is not None and given < last:
        raise StoreError(
            f"The record is as it was known on {last}, and a later load cannot have been known "
            f"before, on {given}; give that date or a later one."
        )
    return given
