"""Real crime recorded by the Metropolitan Police, by month, borough or ward, and type of crime.

Counts only; no person is in them. The newest months are revised by up to 2.7 % in later editions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import polars as pl

from tools.tables.sources import GEOGRAPHY_TABLES, OGL, TableSource, write_sources

if TYPE_CHECKING:
    from pathlib import Path

#: The totals that the sources state; the build stops when a crime has gone missing.
_TOTAL: Final = 13_366_674
_WARD_TOTAL: Final = 1_782_174
_UNKNOWN: Final = "Unknown"
#: How the source by ward calls the borough of the ward that Heathrow is in.
_AVIATION: Final = "Aviation Security (SO18)"

_BOROUGHS: Final = TableSource(
    table="recorded_crime.parquet",
    source="Metropolitan Police Service, MPS Monthly Crime Dashboard Data, London Datastore; "
    "older months from archived editions of the same table",
    edition="April 2010 to June 2026, 195 months, 13,366,674 offences",
    licence=OGL,
)
_WARDS: Final = TableSource(
    table="ward_crime.parquet",
    source="Metropolitan Police Service, MPS Ward Level Crime, London Datastore",
    edition="March 2024 to February 2026, 24 months, and 40 offences of February 2024; "
    "1,782,174 offences",
    licence=OGL,
)


def build(sources: Path) -> None:
    """Write both tables of recorded crime from the source folder's `london` and `geo`.

    `recorded_crime.parquet`: `month` (its first day), `area` (borough, airports, or unknown),
    `borough_code` (GSS; null for the last two), `major`, `minor` (the Met's own groups, which
    changed over the years), `crimes`.

    `ward_crime.parquet`: see `by_ward`.

    Raises:
        ValueError: the counts do not add up to the total of their source.
    """
    GEOGRAPHY_TABLES.mkdir(parents=True, exist_ok=True)
    _write(_crimes(sources), _BOROUGHS, _TOTAL)
    _write(_ward_crimes(sources), _WARDS, _WARD_TOTAL)
    write_sources(GEOGRAPHY_TABLES, [_BOROUGHS, _WARDS])


def _write(crimes: pl.DataFrame, table: TableSource, expected: int) -> None:
    total = crimes["crimes"].sum()
    if total != expected:
        raise ValueError(f"{table.table} adds up to {total:,}, expected {expected:,}")
    crimes.write_parquet(GEOGRAPHY_TABLES / table.table, compression="zstd", compression_level=19)


def _ward_crimes(sources: Path) -> pl.DataFrame:
    wards = pl.read_csv(sources / "geo" / "wards.csv", infer_schema=False)
    boroughs = pl.read_csv(sources / "geo" / "borough_bcu_lookup.csv", infer_schema=False)
    return by_ward(
        pl.read_parquet(sources / "london" / "recorded-crime-ward.parquet"),
        borough_of_ward=dict(wards.select("ward_code", "borough_code").iter_rows()),
        borough_by_name=dict(boroughs.select("borough_name", "borough_code").iter_rows()),
    )


def by_ward(
    source: pl.DataFrame,
    *,
    borough_of_ward: Mapping[str, str],
    borough_by_name: Mapping[str, str],
) -> pl.DataFrame:
    """The ward table of the Met, which has a column for each month, with a row for each count.

    Args:
        source: `majortext`, `minortext`, `wardname`, `wardcode`, `lookup_boroughname`, and a
            column of counts a month, named 202403 and so on.
        borough_of_ward: GSS code of the borough by that of each ward that has an outline.
        borough_by_name: GSS code by name.

    Returns:
        `month` (its first day), `ward_code`, `borough_code`, `major`, `minor`, `crimes` (1 or
        more). A ward without a code, or with one that no outline has, is an unknown ward
        (`ward_code` null) of its borough: no crime is left out. Crimes under aviation are counted
        in the borough of their ward, as in the table by borough from March 2024 on; without a
        ward, in no borough.

    Raises:
        ValueError: a borough is named that is none.
    """
    unknown = set(source["lookup_boroughname"]) - {*borough_by_name, _AVIATION}
    if unknown:
        raise ValueError(f"no borough is called {', '.join(sorted(map(str, unknown)))}")
    named = [name for name in source.columns if not name.isdecimal()]
    code = pl.col("wardcode").str.strip_chars()
    return (
        source.unpivot(index=named, variable_name="month", value_name="crimes")
        .filter(pl.col("crimes") > 0)
        .group_by(
            month=pl.col("month").str.to_date("%Y%m"),
            ward_code=pl.when(code.is_in([*borough_of_ward])).then(code),
            borough_code=pl.coalesce(
                code.replace_strict(borough_of_ward, default=None),
                pl.col("lookup_boroughname").replace_strict(borough_by_name, default=None),
            ),
            major="majortext",
            minor="minortext",
        )
        .agg(pl.col("crimes").sum().cast(pl.Int32))
        # In this order the file is smallest.
        .sort("minor", "ward_code", "borough_code", "month", "major")
    )


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
