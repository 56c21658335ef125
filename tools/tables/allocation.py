"""Strength by command unit, VAWG offences of a year by place, and worked allocations to test by.

The strength is published by command unit alone: no figure by borough exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from tools.tables.sources import (
    GEOGRAPHY_TABLES,
    OGL,
    WORKED_TABLES,
    TableSource,
    write_sources,
)

if TYPE_CHECKING:
    from pathlib import Path

_READ_ON: Final = "2026-11-27"
_YEAR: Final = 2025
#: The total that the source states; the build stops when an offence has gone missing.
_OFFENCES: Final = 132_688
#: What the source calls the two counts, and what each counts.
_COUNTS: Final = (
    ("officer_fte_2025_03", "2025-03-31", "officers"),
    ("officer_plus_pcso_fte_2026_03_31", "2026-03-31", "officers and PCSOs"),
)
#: The worked allocations, by the rule that each column is of.
_WORKED: Final = {
    "equal BCU": "equal",
    "per borough": "per-borough",
    "population": "residents",
    "VAWG offences": "demand",
    "RAF-like gap (VAWG)": "formula-gap",
    "RAF-like, 2% cap": "formula-gap-capped",
    "minimax VAWG/officer": "even-workload",
}

_STRENGTH: Final = TableSource(
    table="strength.csv",
    source="Metropolitan Police Service, MPS Workforce Data Report, read second-hand: full-time "
    "equivalents by Basic Command Unit. March 2025 counts officers; March 2026 counts officers and "
    "PCSOs, so the two are no trend. It includes response and investigation teams",
    edition="end of March 2025 and of March 2026",
    licence=OGL,
    read_on=_READ_ON,
)
_VAWG: Final = TableSource(
    table="vawg_offences.csv",
    source="Metropolitan Police Service, violence against women and girls dashboard data, London "
    "Datastore, offence counts by location. 28,945 of them have a wording outside the VAWG list "
    "and cannot be told apart by place",
    edition="offences recorded in 2025, 132,688 of them",
    licence=OGL,
    read_on=_READ_ON,
)
_EXAMPLES: Final = TableSource(
    table="worked_allocations.csv",
    source="Harmdesk: 240 posts over the 12 Basic Command Units by seven rules, worked out apart "
    "from the code, from strength.csv (March 2026), vawg_offences.csv and boroughs.csv. A "
    "demonstration, no advice",
    edition="first",
    licence="MIT",
    read_on=_READ_ON,
)


def build(sources: Path) -> None:
    """Write the three tables from the source folder's `allocation`, `london` and `geo`.

    `strength.csv`: `code` of the command unit (North Area's is the text `NA`), `as_of`, `counts`
    (what is counted), `fte`, as text of two decimals at most.

    `vawg_offences.csv`: see `offences_by_place`.

    `worked_allocations.csv`, which stands with the tests and not with what is shipped: `rule`,
    `code`, `posts`.

    Raises:
        ValueError: the offences do not add up to the total of their source.
    """
    strength = _strength(sources)
    strength.write_csv(GEOGRAPHY_TABLES / _STRENGTH.table)
    wards = pl.read_csv(sources / "geo" / "wards.csv", infer_schema=False)
    boroughs = pl.read_csv(sources / "geo" / "borough_bcu_lookup.csv", infer_schema=False)
    counts = pl.read_parquet(sources / "london" / "vawg-offences.parquet")
    offences = offences_by_place(counts, wards=wards, boroughs=boroughs)
    if offences["offences"].sum() != _OFFENCES:
        raise ValueError(f"offences add up to {offences['offences'].sum():,}, not {_OFFENCES:,}")
    offences.write_csv(GEOGRAPHY_TABLES / _VAWG.table)
    write_sources(GEOGRAPHY_TABLES, [_STRENGTH, _VAWG])
    _examples(sources).write_csv(WORKED_TABLES / _EXAMPLES.table)
    write_sources(WORKED_TABLES, [_EXAMPLES])


def offences_by_place(
    counts: pl.DataFrame, *, wards: pl.DataFrame, boroughs: pl.DataFrame
) -> pl.DataFrame:
    """Offences recorded in the year, by borough and ward.

    Args:
        counts: the published rows; those of the sheet of locations are counted, by `borough_name`,
            `ward_name_clean_2`, `recorded_date_months` and `count`.
        wards: `ward_code`, `ward_name` and `borough_name`.
        boroughs: `borough_code` and `borough_name`.

    Returns:
        `year`, `borough_code` (empty: another force's area, the airports and unknown places),
        `ward_code` (empty: no ward is named, or one that is none of that borough's), `offences`.
    """
    named = wards.select("ward_code", "borough_name", ward=_folded("ward_name"))
    return (
        counts.filter(
            pl.col("sheet") == "Offence count location",
            pl.col("recorded_date_months").dt.year() == _YEAR,
        )
        .with_columns(ward=_folded("ward_name_clean_2"))
        .join(named, on=["borough_name", "ward"], how="left")
        .join(boroughs.select("borough_code", "borough_name"), on="borough_name", how="left")
        .group_by("borough_code", "ward_code")
        .agg(offences=pl.col("count").sum())
        .select(pl.lit(_YEAR).alias("year"), "borough_code", "ward_code", "offences")
        .sort("borough_code", "ward_code", nulls_last=True)
    )


def _folded(column: str) -> pl.Expr:
    """A ward's name by its letters alone: the sources differ in full stops and apostrophes."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"[^a-z0-9]", "")


def _strength(sources: Path) -> pl.DataFrame:
    source = pl.read_csv(sources / "allocation" / "mps_bcu_strength.csv", infer_schema=False)
    return pl.concat(
        source.select(
            code="bcu_code", as_of=pl.lit(as_of), counts=pl.lit(counts), fte=pl.col(column)
        )
        for column, as_of, counts in _COUNTS
    ).sort("as_of", "code")


def _examples(sources: Path) -> pl.DataFrame:
    folder = sources / "allocation"
    codes = pl.read_csv(folder / "mps_bcu_strength.csv", infer_schema=False)
    worked = pl.read_csv(folder / "allocation_oracle.csv").join(
        codes.select("bcu_code", "bcu_name"), on="bcu_name", validate="1:1"
    )
    return (
        worked.unpivot(on=list(_WORKED), index="bcu_code", variable_name="rule", value_name="posts")
        .select(pl.col("rule").replace_strict(_WORKED), code="bcu_code", posts="posts")
        .sort("rule", "code")
    )
