"""Real recorded crime of the Metropolitan Police: by borough 2010 to 2026, by ward 2024 to 2026."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

SOURCE: Final = (
    "Metropolitan Police recorded crime, London Datastore, Open Government Licence; the latest "
    "months are still revised. From 28 February 2024 crimes are recorded in a new system, so "
    "figures before and after do not compare."
)

WARD_SOURCE: Final = (
    "Metropolitan Police recorded crime by ward, London Datastore, Open Government Licence, March "
    "2024 to February 2026. About 3 in 100 crimes of the borough table are not in it, more of some "
    "kinds: of possession of weapons 18 in 100, of rape 8. City of London Police is not in it."
)

#: The ward table's first whole month. For February 2024 it has 40 crimes, from the days in which
#: the new system began: do not plot this month or add it to a year.
FIRST_WHOLE_WARD_MONTH: Final = date(2024, 3, 1)

#: Heathrow Villages in Hillingdon, whose crimes are nearly all the airport's: do not show a rate
#: by the few who live there.
AIRPORT_WARD: Final = "E05013570"

#: The kinds of crime closest to what the allegations are about; their counts include victims of
#: every sex and age.
NEAREST: Final = ("VIOLENCE AGAINST THE PERSON", "SEXUAL OFFENCES")


@cache
def recorded_crime() -> pl.DataFrame:
    """Every count: `month`, `area`, `borough_code`, `major`, `minor`, `crimes`.

    The airports, which are separate until February 2024, and crimes whose place is unknown have no
    borough code. Later the airport is in Hillingdon.
    """
    return _table("recorded_crime")


@cache
def ward_crime() -> pl.DataFrame:
    """Counts by ward: `month`, `ward_code`, `borough_code`, `major`, `minor`, `crimes`.

    No row means no crime recorded. A ward that the source does not give would be null, with the
    borough's code; in this edition there is none, and all 679 wards of the Met are included.

    The figures do not add up to those of `recorded_crime`, an edition four months younger that also
    has crimes without a ward. March 2024 to February 2026: 1,782,134 here and 1,845,317 there
    (96.6 %); 95.7 to 97.8 % by borough, 93.6 to 99.3 % by month, and 82 (possession of weapons)
    to 99 % for kinds of more than a thousand crimes. So compare a ward with other wards, and do not
    show it as a part of the borough table's figure; and where a ward's rape or weapons figure is
    only a few crimes, the missing crimes may explain a difference.

    Source: `WARD_SOURCE`. Counts are by the place of the crime, not by those who live there: the
    West End and the airport (`AIRPORT_WARD`) have most crimes, and few residents.
    """
    return _table("ward_crime")


def _table(name: str) -> pl.DataFrame:
    path = files("dashboard.geography") / "tables" / f"{name}.parquet"
    return pl.read_parquet(path.read_bytes())


MONTHS: int = 12


def months_to(as_of: date, *, newest: date | None = None) -> tuple[date, date]:
    """First and last of the twelve whole months to a date, within what is recorded.

    The month of the date is one of them on its last day alone.

    Args:
        as_of: the date.
        newest: the last month that is recorded; None: of all of London.
    """
    last_recorded = newest or recorded_crime()["month"].max()
    whole = (as_of + timedelta(days=1)).day == 1
    last = as_of.replace(day=1) if whole else _last_month(as_of)
    if isinstance(last_recorded, date):
        last = min(last, last_recorded)
    first = date(last.year - 1, last.month, 1)
    return _next_month(first), last


def _last_month(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _next_month(month: date) -> date:
    return date(month.year + month.month // MONTHS, month.month % MONTHS + 1, 1)
