"""Real crime recorded by the Metropolitan Police, by month, borough and type of crime.

Counts only; no person is in them. The newest months are revised by up to 2.7 % in later editions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from sample_data.tables.sources import DATA, OGL, TableSource, write_sources

if TYPE_CHECKING:
    from pathlib import Path

#: What the source says of itself; the build stops when a row has gone missing.
_TOTAL: Final = 13_366_674
_UNKNOWN: Final = "Unknown"

_SOURCE: Final = TableSource(
    table="recorded_crime.parquet",
    source="Metropolitan Police Service, MPS Monthly Crime Dashboard Data, London Datastore; "
    "older months from archived editions of the same table",
    edition="April 2010 to June 2026, 195 months, 13,366,674 offences",
    licence=OGL,
)


def build(sources: Path) -> None:
    """Write `recorded_crime.parquet` from the source folder's `london` and `geo`.

    Columns: `month` (its first day), `area` (borough, airports, or unknown), `borough_code` (GSS;
    null for the last two), `major`, `minor` (the Met's own groups, which changed over the years),
    `crimes`.

    Raises:
        ValueError: the counts do not add up to the published total.
    """
    crimes = _crimes(sources)
    total = crimes["crimes"].sum()
    if total != _TOTAL:
        raise ValueError(f"recorded crime adds up to {total:,}, expected {_TOTAL:,}")
    DATA.mkdir(parents=True, exist_ok=True)
    crimes.write_parquet(DATA / _SOURCE.table, compression="zstd", compression_level=19)
    write_sources(DATA, [_SOURCE])


def _crimes(sources: Path) -> pl.DataFrame:
    source = pl.read_csv(sources / "london" / "mps_borough_crime_long_2010-04_2026-06.csv.gz")
    codes = pl.read_csv(sources / "geo" / "borough_bcu_lookup.csv", infer_schema=False).select(
        area="borough_name", borough_code="borough_code"
    )
    return (
        source.select(
            month=pl.col("month").cast(pl.String).str.to_date("%Y%m"),
            area=pl.col("borough").str.strip_chars(),
            major=pl.col("major"),
            minor=pl.col("minor"),
            crimes=pl.col("n").cast(pl.Int32),
        )
        .join(codes, on="area", how="left")
        .with_columns(area=pl.col("area").replace({_UNKNOWN: "Unknown place"}))
        .select("month", "area", "borough_code", "major", "minor", "crimes")
        .sort("month", "area", "major", "minor")
    )
