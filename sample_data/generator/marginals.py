"""The published distributions, as the generator reads them; `data/SOURCES.csv` has the sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import polars as pl

from sample_data.generator.offences import Offence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Value = TypeVar("Value")

_TABLES: Final = Path(__file__).parents[1] / "data" / "marginals"
_GEOGRAPHY: Final = Path(__file__).parents[2] / "dashboard" / "geography" / "tables"


@dataclass(frozen=True, slots=True)
class Shares(Generic[Value]):
    """Values and how often each occurs, in any unit."""

    values: tuple[Value, ...]
    weights: tuple[float, ...]


#: First and last month of a delay; the open bin of over ten years ends at forty.
Months = tuple[int, int]
_LONGEST_DELAY: Final = 480


@dataclass(frozen=True, slots=True)
class Marginals:
    """Everything that the generator draws from.

    Attributes:
        offences: the Met's VAWG wordings and their 2025 counts.
        boroughs: GSS codes and 2025 counts; None is outside the Met's boroughs, or unknown.
        wards: for each borough its wards, by recent violence and sexual offences.
        neighbours: for each borough the boroughs next to it or across the river from it.
        months: first days of the 24 months and the crimes recorded in each.
        delays: for each group of offences the months from committing to recording.
        ages: youngest and oldest age of each band of suspects.
    """

    offences: Shares[Offence]
    boroughs: Shares[str | None]
    wards: Mapping[str, Shares[str]]
    neighbours: Mapping[str, tuple[str, ...]]
    months: Shares[date]
    delays: Mapping[str, Shares[Months]]
    ages: Shares[tuple[int, int]]


@cache
def load_marginals() -> Marginals:
    """Read the shipped tables."""
    return Marginals(
        offences=_offences(),
        boroughs=_shares(_table("borough_shares"), "borough_code", "crimes"),
        wards=_wards(),
        neighbours=_neighbours(),
        months=_shares(
            _table("months").with_columns(pl.col("month").str.to_date()), "month", "crimes"
        ),
        delays=_delays(),
        ages=_ages(),
    )


def _table(name: str) -> pl.DataFrame:
    return pl.read_csv(_TABLES / f"{name}.csv", infer_schema=False)


def _shares(table: pl.DataFrame, value: str, weight: str) -> Shares[Any]:
    return Shares(tuple(table[value]), tuple(table[weight].cast(pl.Float64)))


def _offences() -> Shares[Offence]:
    table = _table("offence_mix")
    columns = table.select(
        "crimsec_group", "offence_class", "offence_code", "offence_title", "urn", "victim_sex"
    )
    offences = tuple(Offence(*row) for row in columns.iter_rows())
    return Shares(offences, tuple(table["crimes"].cast(pl.Float64)))


def _wards() -> dict[str, Shares[str]]:
    parts = _table("ward_shares").partition_by("borough_code", as_dict=True)
    return {str(key[0]): _shares(part, "ward_code", "crimes") for key, part in parts.items()}


def _neighbours() -> dict[str, tuple[str, ...]]:
    pairs = pl.read_csv(_GEOGRAPHY / "neighbours.csv").select("a", "b").rows()
    both = sorted(pairs + [(b, a) for a, b in pairs])
    return {code: tuple(b for a, b in both if a == code) for code, _ in both}


def _delays() -> dict[str, Shares[Months]]:
    table = _table("reporting_delay").with_columns(
        pl.col("months_from").cast(pl.Int32),
        pl.col("months_to").cast(pl.Int32).fill_null(_LONGEST_DELAY),
    )
    bins = table.partition_by("crimsec_group", as_dict=True)
    return {
        str(key[0]): Shares(
            tuple(part.select("months_from", "months_to").rows()),
            tuple(part["drawn_share"].cast(pl.Float64)),
        )
        for key, part in bins.items()
    }


def _ages() -> Shares[tuple[int, int]]:
    table = _table("suspect_ages")
    bands = table.select(pl.col("age_from", "age_to").cast(pl.Int32)).rows()
    return Shares(tuple(bands), tuple(table["share"].cast(pl.Float64)))
