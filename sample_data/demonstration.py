"""The demonstration as it is shipped: what `sample_data.generator` makes, kept as a file.

Whoever shows the demonstration reads it, in a tenth of a second and without the generator's
libraries. `python -m sample_data.demonstration` writes it again after a change to the generator; a
test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from sample_data.extracts import ORDER, as_known
from sample_data.months import month_end

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

FILE: Final = "demonstration.parquet"
TRUTH: Final = "linking_truth.parquet"
#: Rows of one allegation follow each other in the file, which is how it is smallest.
_ORDER: Final = ("crime_ref", "suspect_id", "victim_id", "month")


#: What changes about an allegation and its suspect.
_TOLD: Final = ("allegation_status", "suspect_situation")


@dataclass(frozen=True, slots=True)
class MonthlyExtract:
    """What a force would load after a month.

    Attributes:
        known_on: the last day of the month.
        rows: the columns of `harm.record.allegations.SCHEMA`, by `recorded_on`, `crime_ref`,
            `suspect_id`: what is new, and what has changed.
    """

    known_on: date
    rows: pl.DataFrame


def demonstration() -> pl.DataFrame:
    """Twenty-four months of synthetic allegations, to 28 February 2026, as known on that day.

    Returns:
        The columns of `harm.record.allegations.SCHEMA`, by `recorded_on`, `crime_ref`,
        `suspect_id`; as `sample_data.generator.generate` makes them of its default seed, every
        value and in order.
    """
    return as_known(_shipped())


def monthly_extracts() -> list[MonthlyExtract]:
    """The demonstration as it arrives: an extract after each of its months."""
    parts = _shipped().partition_by("month", as_dict=True, include_key=False)
    return [
        MonthlyExtract(month_end(int(key[0]) - 1), rows)
        for key, rows in sorted(parts.items(), key=lambda part: part[0])
    ]


def told_by_month(people: Collection[str]) -> pl.DataFrame:
    """What the extracts say of some people, and of whoever is accused of a crime against them.

    Args:
        people: references of suspects.

    Returns:
        `suspect_id`, `crime_ref`, `victim_id`, `allegation_status`, `suspect_situation`, and
        `known_on`, the day of the extract; in no order.
    """
    rows = pl.read_parquet(
        (files("sample_data") / "data" / FILE).read_bytes(),
        columns=["month", "suspect_id", "victim_id", "crime_ref", *_TOLD],
    ).filter(pl.col("suspect_id").is_in(people) | pl.col("victim_id").is_in(people))
    days = {month: month_end(int(month) - 1) for month in rows["month"].unique()}
    return rows.select(
        *("suspect_id", "crime_ref", "victim_id"),
        pl.col(_TOLD).cast(pl.String),
        pl.col("month").replace_strict(days, return_dtype=pl.Date).alias("known_on"),
    )


def linking_truth() -> pl.DataFrame:
    """Which references of the demonstration are one person: to see how good the linking is.

    Synthetic, as everybody in it. Nothing learns from it, and no list uses it.

    Returns:
        `suspect_id`; `pair`, a number that the two references of one person share, else empty;
        `culture`, whose names they have; by reference.
    """
    return pl.read_parquet((files("sample_data") / "data" / TRUTH).read_bytes())


def _shipped() -> pl.DataFrame:
    """The extracts as the generator has them."""
    rows = pl.read_parquet((files("sample_data") / "data" / FILE).read_bytes())
    return rows.sort(ORDER, maintain_order=True)


def write() -> None:
    """Make the files again; Faker, which draws the names, is a developers' package."""
    from sample_data.generator.cultures import truth_of  # noqa: PLC0415 - the same
    from sample_data.generator.population import generate  # noqa: PLC0415 - not there where nobody develops

    folder, made = Path(__file__).parent / "data", generate()
    extracts = made.extracts.sort(_ORDER, nulls_last=False, maintain_order=True)
    extracts.write_parquet(folder / FILE, compression_level=19, statistics=False)
    truth = truth_of(made.truth, made.allegations)
    truth.write_parquet(folder / TRUTH, compression_level=19, statistics=False)


if __name__ == "__main__":
    write()
