"""Of which offences the harm and the crimes of a place are made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_AREAS
from dashboard.services.gate import about, service
from dashboard.services.places.area_harm import (
    HarmBasis,
    loaded_harms,
    recorded_harms,
    recorded_months,
)
from dashboard.services.places.guarding import (
    check_window,
    named_together,
    offences_together,
    totals_left_out,
)
from dashboard.services.places.monthly import in_area
from dashboard.services.question import Question
from harm.days import TENTHS

MIX: Final = pl.Schema(
    {
        "offence": pl.String(),
        "crimes": pl.Int64(),
        "tenths": TENTHS(),
        "london_crimes": pl.Int64(),
        "london_tenths": TENTHS(),
    }
)
#: What a place's own are; the others are London's.
SUMS: Final = ("crimes", "tenths")


@service(SEE_AREAS, about("offences"))
def mix_of_offences(question: Question, *, of: HarmBasis, code: str | None) -> pl.DataFrame:
    """The offences in a place with their crimes and harm, next to those of all London.

    A crime with several offences counts as the one with most days. How it misleads: one serious
    crime can be most of a place's harm, and an offence that is seldom reported is no rare one.

    Args:
        question: rules, index and date. Of recorded crime the index and the date alone matter.
        of: what is counted; of `recorded` an offence is a published category.
        code: of the borough; None: all of London.

    Returns:
        As `MIX`, most days first, then most crimes: every offence that there is in London, so that
        the columns add up to the place's crimes and tenths, and to London's. Empty where recorded
        crime is not published for all of the twelve months. To a viewer with boroughs of their
        own, offences with few crimes elsewhere are one, and `crimes` and `tenths` of a borough
        whose total is not shown are empty.

    Raises:
        NotAllowedError: as `guarding.check_window`.
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
    """
    if of != "recorded":
        check_window(question)
    harms = _harms(question, of)
    if harms is None:
        return MIX.to_frame()
    without_total = False
    if of != "recorded":
        harms = named_together(harms, offences_together(question, code, harms))
        left_out = totals_left_out(question, harms.select("crimes", code="borough"))
        without_total = code in left_out.boroughs or (code is None and left_out.london)
    here = summed_by_offence(in_area(harms, code))
    london = summed_by_offence(harms).rename({"crimes": "london_crimes", "tenths": "london_tenths"})
    mix = (
        london.join(here, on="offence", how="left")
        .with_columns(pl.col("crimes", "tenths").fill_null(0))
        .sort("tenths", "crimes", "offence", descending=[True, True, False])
        .select(pl.col(name).cast(dtype) for name, dtype in MIX.items())
    )
    if without_total:
        return mix.with_columns(pl.lit(None).cast(MIX[name]).alias(name) for name in SUMS)
    return mix


@service(SEE_AREAS, about("offences"))
def loaded_by_offence(question: Question, end: date, of: HarmBasis) -> pl.DataFrame:
    """What is counted in the window to a date, in every borough; one look for all of them."""
    dated = replace(question.spec, as_of=end)
    return question.remember(
        ("harms by offence", of, dated),
        lambda: loaded_harms(question.store, dated, of, offences=True),
    )


@service(SEE_AREAS, about("offences"))
def recorded_by_offence(question: Question, months: tuple[date, date]) -> pl.DataFrame:
    """Real recorded crime of some months by category, in every borough."""
    return question.remember(
        ("recorded by offence", months, question.spec.index),
        lambda: recorded_harms("borough", months, question.index),
    )


def _harms(question: Question, of: HarmBasis) -> pl.DataFrame | None:
    if of != "recorded":
        return loaded_by_offence(question, question.as_of, of)
    months = recorded_months("borough", question.as_of)
    return None if months is None else recorded_by_offence(question, months)


def summed_by_offence(harms: pl.DataFrame) -> pl.DataFrame:
    """The `tenths` and `crimes` of each `offence`, in no order."""
    return harms.group_by("offence").agg(
        tenths=(pl.col("tenths") * pl.col("crimes")).sum(), crimes=pl.col("crimes").sum()
    )
