"""Registers for the tests of the linking."""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl

from dashboard.analysis.linking.records import REGISTER
from sample_data.generator.recorded_twice import register_with_doubles

CAMDEN, HACKNEY = "E09000007", "E09000012"


def register(*people: tuple[str | None, str | None, str, str | None]) -> pl.DataFrame:
    """A register of names, births, sexes and homes; references R01, R02 and so on."""
    rows = [
        (f"R{n:02}", name, born and date.fromisoformat(born), sex, home)
        for n, (name, born, sex, home) in enumerate(people, 1)
    ]
    return pl.DataFrame(rows, schema=REGISTER, orient="row")


@cache
def crowd(people: int = 3_000, seed: int = 11) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A register of many people, and which of its references are one person."""
    return register_with_doubles(people, seed=seed)


def among_others(*people: tuple[str | None, str | None, str, str | None]) -> pl.DataFrame:
    """These people in a register of many others."""
    return pl.concat([register(*people), crowd()[0]])
