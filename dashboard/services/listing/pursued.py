"""Arrests and charges after a first listing, read from how far the record says each crime went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.services.question import Question
from harm.results.pursued import PURSUED, newly_pursued

#: How many days after a first listing arrests and charges are looked for.
SOON: Final = 90
#: How many days before the end of these the record must have been loaded, so that it shows them.
LATEST_LOAD: Final = 31


def measured_days(question: Question, days: Iterable[date]) -> tuple[date, ...]:
    """Those of some lists of which the record can show who was arrested or charged after them.

    It was loaded by the day of the list, so that what is new can be told from what was known, and
    again in the last `LATEST_LOAD` of the `SOON` days after it.
    """
    loads = [day for day in question.store.versions()["known_on"] if day is not None]
    far, late = timedelta(days=SOON), timedelta(days=SOON - LATEST_LOAD)
    return tuple(
        day
        for day in days
        if any(load <= day for load in loads)
        and any(day + late <= load <= day + far for load in loads)
    )


def with_pursued(question: Question, people: pl.DataFrame, days: Iterable[date]) -> pl.DataFrame:
    """The people of the lists of some days, with `arrested_or_charged`.

    Args:
        question: of which record.
        people: `suspect_id` and `as_of`, and what else there is to keep.
        days: of the lists that `measured_days` has; the people of others are left out.
    """
    some = people.filter(pl.col("as_of").is_in(list(days)))
    if some.is_empty():
        return some.with_columns(pl.lit(value=False).alias("arrested_or_charged"))
    versions = question.store.versions().select(
        pl.col("version").cast(pl.Int64).alias("from_version"), pl.col("known_on").cast(pl.Date)
    )
    statuses = question.store.suspects.statuses_of(some["suspect_id"].unique().to_list())
    known = statuses.with_columns(pl.col("from_version").cast(pl.Int64)).join(
        versions, on="from_version"
    )
    found = newly_pursued(some, known, SOON).select(*PURSUED)
    return some.join(found, on=["suspect_id", "as_of"], how="left", maintain_order="left")
