"""Harm and crimes compared with the same days of the year before, and what drove the change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_AREAS
from dashboard.services.gate import about, service
from dashboard.services.places.area_harm import HarmBasis, recorded_months
from dashboard.services.places.guarding import (
    check_window,
    named_together,
    offences_together,
    totals_left_out,
)
from dashboard.services.places.monthly import in_area, violent_crime
from dashboard.services.places.offence_mix import (
    loaded_by_offence,
    recorded_by_offence,
    summed_by_offence,
)
from dashboard.services.places.windows import Windows, years_before
from dashboard.services.question import Question
from dashboard.store.facts import Facts
from harm.areas.change_drivers import drivers
from harm.areas.intervals import changes
from harm.areas.rates import Measure

#: From this month on crimes are recorded in a new system: before and after do not compare.
NEW_SYSTEM: Final = date(2024, 3, 1)
#: The day on which it was switched on.
SWITCHED: Final = date(2024, 2, 28)
#: So many days at the beginning of a year may be without a row and it still counts as whole.
GRACE: Final = 7


class NotCompared(Enum):
    """Why a time is not compared with the year before."""

    OTHER_SYSTEM = "the earlier time was recorded in another system"
    NOT_PUBLISHED = "recorded crime is not published for all of the twelve months"
    RECORD_TOO_YOUNG = "the record begins after the earlier time"
    FEW = "the viewer is not shown how few there were in another borough"


@dataclass(frozen=True, kw_only=True)
class Times:
    """A time and the earlier one that it is compared with.

    Attributes:
        days: first and last day of the later time.
        earlier_from: the first day of the earlier.
        why_not: why the two are not compared; None where they are.
        years: how many years the earlier time lies before the later: more than one where the
            window is longer than a year.
        whole_months: whether both times are whole months, as of recorded crime, or days.
        record_from: the oldest day of the record; None: of recorded crime.
    """

    days: tuple[date, date]
    earlier_from: date
    why_not: NotCompared | None
    years: int = 1
    whole_months: bool = True
    record_from: date | None = None


@dataclass(frozen=True, kw_only=True)
class YearOnYear(Times):
    """A time compared with the same days of the year before.

    Attributes:
        measure: what is added up: `crimes`, or `tenths` of a day of harm.
        before: the sum of the earlier time; None: the viewer is not shown it.
        after: that of the later; None as well.
        low: of the change, the lower end of what chance alone would leave likely; empty: none.
        high: the upper end.
        drivers: what the change is made of, as `harm.areas.change_drivers.DRIVERS`; it adds up
            exactly.
    """

    measure: Measure
    before: int | None
    after: int | None
    low: int | None
    high: int | None
    drivers: pl.DataFrame

    @property
    def change(self) -> int | None:
        """The later sum less the earlier; None where either is not shown."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def year_on_year(code: str | None, months: tuple[date, date]) -> YearOnYear:
    """Violence and sexual offences recorded in a year, compared with the year before.

    Args:
        code: of the borough; None: all that is recorded, airports and unknown places too.
        months: first and last month of the later year.
    """
    first, last = months
    earlier = (years_before(first, 1), years_before(last, 1))
    before, after = (
        violent_crime(code, span).select(offence="minor", tenths=pl.lit(0), crimes="crimes")
        for span in (earlier, months)
    )
    return _compared(_times_of(months, earlier), before, after, "crimes")


@service(SEE_AREAS, about("the year before"))
def compare_years(
    question: Question, *, of: HarmBasis, measure: Measure, code: str | None
) -> YearOnYear:
    """What is counted in a place, compared with the same days of the year before.

    Both times are scored under the same rules and by what is known now, so that nothing but what
    was recorded differs; a window of more than a year is compared with the one before it.

    How it misleads: as `harm.areas.change_drivers`, `harm.areas.intervals` and `SETTLING` say.

    Args:
        question: rules, index and date. Of recorded crime the index and the date alone matter.
        of: what is counted.
        measure: crimes, or harm.
        code: of the borough; None: everything, in known places or not.

    Raises:
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
        NotAllowedError: as `guarding.check_window`.
    """
    if of == "recorded":
        return _recorded_change(question, measure, code)
    return _loaded_change(question, of, measure, code)


def _recorded_change(question: Question, measure: Measure, code: str | None) -> YearOnYear:
    as_of = question.as_of
    months = recorded_months("borough", as_of)
    if months is None:
        none = pl.DataFrame(schema={"offence": pl.String, "tenths": pl.Int64, "crimes": pl.Int64})
        times = Times(days=(as_of, as_of), earlier_from=as_of, why_not=NotCompared.NOT_PUBLISHED)
        return _compared(times, none, none, measure)
    earlier = (years_before(months[0], 1), years_before(months[1], 1))
    before, after = (
        in_area(recorded_by_offence(question, span), code) for span in (earlier, months)
    )
    times = _times_of(months, earlier)
    return _compared(times, before, after, measure)


def _loaded_change(
    question: Question, of: HarmBasis, measure: Measure, code: str | None
) -> YearOnYear:
    check_window(question, code)
    windows = Windows.to(question.as_of, question.spec.rules.window_days)
    times = Times(
        days=windows.now,
        earlier_from=windows.before[0],
        why_not=_why_not(question.facts, windows.before[0]),
        years=windows.years,
        whole_months=False,
        record_from=question.facts.oldest,
    )
    everywhere = [
        loaded_by_offence(question, end, of) for end in (windows.before[1], windows.now[1])
    ]
    together = offences_together(question, code, *everywhere)
    before, after = (in_area(named_together(harms, together), code) for harms in everywhere)
    compared = _compared(times, before, after, measure)
    totals = [
        totals_left_out(question, harms.select("crimes", code="borough")) for harms in everywhere
    ]
    hidden = [left_out.london if code is None else code in left_out.boroughs for left_out in totals]
    return _without_totals(compared, *hidden) if any(hidden) else compared


def _without_totals(years: YearOnYear, before: bool, after: bool) -> YearOnYear:  # noqa: FBT001
    """The same without the sum of either time, and without what it could be worked out from."""
    return replace(
        years,
        why_not=years.why_not or NotCompared.FEW,
        before=None if before else years.before,
        after=None if after else years.after,
        low=None,
        high=None,
        drivers=years.drivers.clear(),
    )


def _why_not(facts: Facts, first: date) -> NotCompared | None:
    """Why a time that begins on a day is not compared with a later one; None where it is."""
    if facts.oldest > first + timedelta(days=GRACE):
        return NotCompared.RECORD_TOO_YOUNG
    return NotCompared.OTHER_SYSTEM if first < SWITCHED else None


def _times_of(months: tuple[date, date], earlier: tuple[date, date]) -> Times:
    """Whole months and those of the year before, which another system may have recorded."""
    why_not = None if earlier[0] >= NEW_SYSTEM else NotCompared.OTHER_SYSTEM
    return Times(days=months, earlier_from=earlier[0], why_not=why_not)


def _compared(
    times: Times, before: pl.DataFrame, after: pl.DataFrame, measure: Measure
) -> YearOnYear:
    """Both times with the interval of the change and its drivers.

    Args:
        times: which they are.
        before: `offence`, `tenths` of each of so many `crimes`.
        after: the same of the later time.
        measure: what is added up.
    """
    whole = [summed_by_offence(harms) for harms in (before, after)]
    intervals = changes(*(_as_harms(harms, measure) for harms in (before, after)))
    low, high = intervals.select("low", "high").row(0) if intervals.height else (None, None)
    return YearOnYear(
        **vars(times),
        measure=measure,
        before=int(whole[0][measure].sum()),
        after=int(whole[1][measure].sum()),
        low=low,
        high=high,
        drivers=drivers(*whole, group="offence", measure=measure),
    )


def _as_harms(harms: pl.DataFrame, measure: Measure) -> pl.DataFrame:
    """What an interval is drawn from: each crime with its harm, or counted as one."""
    tenths = pl.lit(1, pl.Int64) if measure == "crimes" else pl.col("tenths")
    return (
        harms.select(area=pl.lit(""), tenths=tenths, crimes=pl.col("crimes").cast(pl.Int64))
        .group_by("area", "tenths", maintain_order=True)
        .agg(pl.col("crimes").sum())
        .sort("tenths")
    )
