"""From when an offence can have been committed, by the law that made it one."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import polars as pl

_TABLE: Final = Path(__file__).parents[1] / "data" / "law_in_force.csv"

#: Offences of the Sexual Offences Act 2003 that were others, or none, before.
_SEXUAL_OFFENCES_ACT: Final = date(2004, 5, 1)


def in_force_from(title: str, group: str) -> date:
    """The first day on which an offence of this wording can have been committed.

    Args:
        title: as the index or the Met words it.
        group: the Met's group, which decides for sexual offences that the table does not name.

    Returns:
        the day on which the law came into force in England; `date.min` where the offence is older
        than anybody recorded here.
    """
    for pattern, day in _laws():
        if pattern.search(title):
            return day
    return _SEXUAL_OFFENCES_ACT if group == "Other Sexual Offences" else date.min


@cache
def _laws() -> tuple[tuple[re.Pattern[str], date], ...]:
    """Wordings and the days of their laws; the first that fits decides."""
    table = pl.read_csv(_TABLE, infer_schema=False)
    return tuple(
        (re.compile(pattern, re.IGNORECASE), date.fromisoformat(day))
        for pattern, day in table.select("pattern", "in_force_from").iter_rows()
    )
