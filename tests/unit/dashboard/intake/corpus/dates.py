"""Files whose dates are written in many ways."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import (
    ASSUMED,
    DAY_FIRST,
    HEAD,
    MONTH_FIRST,
    SERIALS,
    Trouble,
    of_lines,
)

JANUARY: Final = [date(2026, 1, 5), date(2026, 1, 25)]


def dated(
    name: str,
    *texts: str,
    days: Sequence[date],
    notes: Sequence[str] = (),
    repaired: dict[str, int] | None = None,
) -> Trouble:
    """Sound rows that were recorded on days so written."""
    rows = (f'C{n},S{n},019/08,"{text}"' for n, text in enumerate(texts))
    return of_lines(
        name,
        HEAD,
        *rows,
        rows=len(texts),
        accepted=len(texts),
        notes=notes,
        repaired=repaired or {},
        values={"recorded_on": days},
    )


FORMS: Final = [
    dated("ISO dates", "2026-01-05", "2026-01-25", days=JANUARY),
    dated(
        "ISO dates with times",
        "2026-01-05T23:59:59.999Z",
        "2026-01-25 00:00:00",
        days=JANUARY,
    ),
    dated("ISO dates without hyphens", "20260105", "20260125", days=JANUARY),
    dated("British dates", "05/01/2026", "25/01/2026", days=JANUARY, notes=[DAY_FIRST]),
    dated(
        "British dates with times",
        "05/01/2026 13:45",
        "25/01/2026 1:45:07 PM",
        days=JANUARY,
        notes=[DAY_FIRST],
    ),
    dated(
        "British dates with points and without noughts",
        "5.1.2026",
        "25.1.2026",
        days=JANUARY,
        notes=[DAY_FIRST],
    ),
    dated("years of two digits", "05/01/26", "25/01/26", days=JANUARY, notes=[DAY_FIRST]),
    dated(
        "a spreadsheet's numbers of days",
        "46027",
        "46047.75",
        days=JANUARY,
        repaired={SERIALS: 2},
    ),
    dated(
        "names of months",
        "5 Jan 2026",
        "25-JAN-26",
        "5th January 2026",
        "Sunday, 25 January 2026",
        "January 5, 2026",
        "5 Sept 2025",
        days=[*JANUARY, *JANUARY, JANUARY[0], date(2025, 9, 5)],
    ),
]

ORDERS: Final = [
    dated(
        "American dates, which one day over twelve proves",
        "01/05/2026",
        "01/25/2026",
        days=JANUARY,
        notes=[MONTH_FIRST],
    ),
    dated(
        "dates that may be of either order",
        "03/04/2026",
        "05/04/2026",
        days=[date(2026, 4, 3), date(2026, 4, 5)],
        notes=[ASSUMED],
    ),
    of_lines(
        "dates of either order beside a column that proves the American one",
        f"{HEAD},committed_on",
        "C1,S1,019/08,03/04/2026,02/25/2026",
        "C2,S2,008/06,03/05/2026,03/01/2026",
        rows=2,
        accepted=2,
        notes=[MONTH_FIRST, "The dates of “committed_on” are read month first."],
        values={
            "recorded_on": [date(2026, 3, 4), date(2026, 3, 5)],
            "committed_on": [date(2026, 2, 25), date(2026, 3, 1)],
        },
    ),
    of_lines(
        "births in years of two digits",
        f"{HEAD},suspect_born",
        "C1,S1,019/08,2026-01-05,31/12/85",
        "C2,S2,008/06,2026-01-05,13/02/04",
        "C3,S3,008/06,2026-01-05,14/02/40",
        rows=3,
        accepted=3,
        notes=["The dates of “suspect_born” are read day first."],
        values={"suspect_born": [date(1985, 12, 31), date(2004, 2, 13), date(1940, 2, 14)]},
    ),
    of_lines(
        "days that no calendar has",
        HEAD,
        "C1,S1,019/08,2026-02-29",
        "C2,S2,019/08,2026-01-05",
        "C3,S3,019/08,0026-01-05",
        "C4,S4,019/08,next Tuesday",
        rows=4,
        accepted=1,
        rejected=3,
        reasons={"recorded_on cannot be read": 3},
        lines=[2, 4, 5],
        values={"crime_ref": ["C2"]},
    ),
]

TROUBLES: Final = [*FORMS, *ORDERS]
