"""Harm and crimes by month, in an area."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from dashboard.access.actions import SEE_AREAS
from dashboard.geography import borough_names
from dashboard.geography.recorded_crime import NEAREST, months_to, recorded_crime
from dashboard.services.gate import about, service
from dashboard.services.places.area_harm import (
    FIRST_MONTH,
    HarmBasis,
    loaded_parts,
    scored_months,
)
from dashboard.services.places.guarding import check_window, months_left_out
from dashboard.services.places.windows import Windows
from dashboard.services.question import Question
from dashboard.services.ranking_spec import RankingSpec
from dashboard.store import Store
from harm.areas.rates import Measure
from harm.offences import indices
from harm.scoring.rules import MOST_DAYS


def in_area(harms: pl.DataFrame, code: str | None) -> pl.DataFrame:
    """Those of a borough."""
    return harms if code is None else harms.filter(pl.col("borough") == code)


@service(SEE_AREAS, about("months"))
def count_by_month(
    question: Question, *, of: HarmBasis, measure: Measure, code: str | None
) -> pl.DataFrame:
    """What is counted in a place, by the month in which it was recorded.

    Args:
        question: rules, index and date; neither the window nor a half-life, which would bend the
            series, is applied. Of recorded crime the index and the date alone matter.
        of: what is counted.
        measure: crimes, or harm.
        code: of the borough; None: everything, in known places or not.

    Returns:
        `month` (its first day) and `value` (crimes, or tenths of a day): every month from the
        first that the data has to that of the date. The first and the last need not be whole.
        `value` is empty where `guarding.months_left_out` leaves it out: small counts of a borough
        that is none of the viewer's own, and what they could be worked out from.

    Raises:
        NotAllowedError: as `guarding.check_window`.
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
    """
    if of != "recorded":
        check_window(question, code)
    as_of, facts, dated = question.as_of, question.facts, question.dated
    windows = Windows.to(as_of, question.spec.rules.window_days)
    harms = question.remember(
        ("harms by month", of, dated), lambda: _by_month(question.store, dated, of, windows)
    )
    value = pl.col("crimes") if measure == "crimes" else pl.col("tenths") * pl.col("crimes")
    month = pl.col("part").dt.truncate("1mo").alias("month")
    summed = in_area(harms, code).group_by(month).agg(value=value.sum().cast(pl.Int64))
    first = FIRST_MONTH if of == "recorded" else facts.oldest
    last = min(as_of, months_to(as_of)[1]) if of == "recorded" else as_of
    every = _every_month(first, last)
    series = every.join(summed, on="month", how="left").fill_null(0)
    if of == "recorded" or question.limits is None:  # published, or everybody's
        return series
    left_out = months_left_out(question, _counted(harms, every, windows), code, windows)
    shown = pl.when(~pl.col("month").is_in(left_out)).then(pl.col("value"))
    return series.with_columns(value=shown)


def _counted(harms: pl.DataFrame, every: pl.DataFrame, windows: Windows) -> pl.DataFrame:
    """The crimes of each borough, and of none, in each part of some months; 0 where none were."""
    known = pl.when(pl.col("borough").is_in(sorted(borough_names()))).then(pl.col("borough"))
    counts = harms.group_by(known, "part").agg(pl.col("crimes").sum().cast(pl.Int64))
    if every.is_empty():
        parts = every.select(part="month")
    else:
        begins = pl.DataFrame({"part": windows.begins}, schema={"part": pl.Date})
        inside = begins.filter(pl.col("part") > every["month"].min())
        parts = pl.concat([every.select(part="month"), inside]).unique().sort("part")
    return (
        pl.DataFrame({"borough": [*sorted(borough_names()), None]})
        .join(parts, how="cross")
        .join(counts, on=["borough", "part"], how="left", nulls_equal=True)
        .with_columns(pl.col("crimes").fill_null(0))
    )


def _every_month(first: date, last: date) -> pl.DataFrame:
    """The first day of each month from that of one date to that of another."""
    if last < first:
        return pl.DataFrame(schema={"month": pl.Date})
    whole = pl.date_range(first.replace(day=1), last.replace(day=1), "1mo", eager=True)
    return pl.DataFrame({"month": whole})


def _by_month(store: Store, dated: RankingSpec, of: HarmBasis, windows: Windows) -> pl.DataFrame:
    """Harms by `part`: the first day of a month, or of the part of one in another window."""
    as_of = dated.as_of or store.facts.newest
    if of == "recorded":
        return scored_months(as_of, indices.get(dated.index)).rename({"month": "part"})
    # Without a window or a half-life: each month as it was.
    reach = min(max((as_of - store.facts.oldest).days + 1, 1), MOST_DAYS)
    whole = replace(dated.rules, window_days=reach, half_life_days=None)
    return loaded_parts(store, replace(dated, rules=whole), of, windows.begins)


def violent_months(code: str | None, as_of: date) -> pl.DataFrame:
    """Violence and sexual offences recorded by month since April 2010, as `months_of`."""
    return (
        violent_crime(code, (FIRST_MONTH, as_of))
        .group_by("month")
        .agg(value=pl.col("crimes").sum().cast(pl.Int64))
        .sort("month")
    )


def violent_crime(code: str | None, months: tuple[date, date]) -> pl.DataFrame:
    """Recorded violence and sexual offences of some months, in a borough or everywhere."""
    chosen = recorded_crime().filter(
        pl.col("major").is_in(NEAREST), pl.col("month").is_between(*months)
    )
    return chosen if code is None else chosen.filter(pl.col("borough_code") == code)
