"""Real recorded crime of the Metropolitan Police, by month and borough, 2010 to 2026."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

SOURCE: Final = (
    "Metropolitan Police recorded crime, London Datastore, Open Government Licence; the latest "
    "months are still revised. From 28 February 2024 crimes are recorded in a new system, so "
    "figures before and after do not compare."
)

#: The kinds of crime that lie nearest to what the allegations are about; counts of them are of
#: victims of every sex and age.
NEAREST: Final = ("VIOLENCE AGAINST THE PERSON", "SEXUAL OFFENCES")


@cache
def recorded_crime() -> pl.DataFrame:
    """Every count: `month`, `area`, `borough_code`, `major`, `minor`, `crimes`.

    The airports and crimes whose place is unknown have no borough code.
    """
    path = files("sample_data") / "data" / "recorded_crime.parquet"
    return pl.read_parquet(path.read_bytes())
