"""The published distributions that the synthetic people are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from tools.tables.offence_mix import offence_mix
from tools.tables.published import published_figures
from tools.tables.reporting_delay import reporting_delay
from tools.tables.sources import DATA, OGL, TableSource, write_sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_YEAR: Final = 2025
_VAWG_COUNTS: Final = (
    "Metropolitan Police Service, violence against women and girls dashboard data, London Datastore"
)
_OURS: Final = "Our assumption: no public source gives it for suspects of these offences"

#: Ages in years and the share of suspects in each band. About one in thirty is under 18.
_AGE_BANDS: Final = (
    (14, 15, 0.008),
    (16, 17, 0.022),
    (18, 24, 0.185),
    (25, 34, 0.315),
    (35, 44, 0.245),
    (45, 54, 0.135),
    (55, 64, 0.065),
    (65, 79, 0.025),
)


def build(sources: Path) -> None:
    """Write `marginals/*.csv` from the source folder."""
    folder = DATA / "marginals"
    folder.mkdir(parents=True, exist_ok=True)
    for source, table in _TABLES:
        table(sources).write_csv(DATA / source.table)
    write_sources(DATA, (source for source, _ in _TABLES))


def _borough_shares(sources: Path) -> pl.DataFrame:
    """Crimes by borough of offence; areas of other forces and unknown places have no code."""
    counts = pl.read_csv(sources / "calibration" / "mps_vawg_offences_by_borough_year.csv")
    codes = pl.read_csv(sources / "geo" / "borough_bcu_lookup.csv", infer_schema=False)
    return (
        counts.filter(pl.col("y") == _YEAR)
        .join(codes, on="borough_name", how="left")
        .select(area="borough_name", borough_code="borough_code", crimes="count")
        .sort("borough_code", "area", nulls_last=True)
    )


def _ward_shares(sources: Path) -> pl.DataFrame:
    """Violence and sexual offences by ward, March 2025 to February 2026."""
    wide = pl.read_parquet(sources / "london" / "recorded-crime-ward.parquet")
    months = [c for c in wide.columns if c.isdigit() and "202503" <= c <= "202602"]
    boroughs = pl.read_csv(sources / "geo" / "wards.csv", columns=["ward_code", "borough_code"])
    return (
        wide.filter(pl.col("majortext").is_in(["VIOLENCE AGAINST THE PERSON", "SEXUAL OFFENCES"]))
        .group_by(ward_code="wardcode")
        .agg(crimes=pl.sum_horizontal(pl.col(months).sum()))
        .join(boroughs, on="ward_code", validate="1:1")
        .select("borough_code", "ward_code", "crimes")
        .sort("borough_code", "ward_code")
    )


def _months(sources: Path) -> pl.DataFrame:
    """Crimes by month recorded, for the months of the demonstration."""
    counts = pl.read_parquet(sources / "london" / "vawg-offences.parquet")
    month = pl.col("recorded_date_months").cast(pl.Date)
    return (
        counts.filter(
            pl.col("sheet") == "Offence count classification",
            pl.col("crimsec_offences") != "Non-Vawg Crime",
            month.is_between(pl.date(2024, 3, 1), pl.date(2026, 2, 1)),
        )
        .group_by(month=month)
        .agg(crimes=pl.col("count").sum())
        .sort("month")
    )


def _suspect_sex(sources: Path) -> pl.DataFrame:
    """Sex of people with a custody disposal for sexual offences or assault."""
    counts = pl.read_csv(sources / "calibration" / "mps_custody_disposals_year.csv")
    return (
        counts.filter(
            pl.col("current_disposal_year") == _YEAR,
            pl.col("offence_group").is_in(["Sexual Offences", "Assault"]),
        )
        .with_columns(
            sex=pl.col("gender").replace_strict({"Male": "M", "Female": "F"}, default="U")
        )
        .group_by("offence_group", "sex")
        .agg(disposals=pl.col("offence_count").sum())
        .sort("offence_group", "sex")
    )


def _suspect_ages(_: Path) -> pl.DataFrame:
    return pl.DataFrame(
        _AGE_BANDS,
        schema={"age_from": pl.Int32, "age_to": pl.Int32, "share": pl.Float64},
        orient="row",
    )


_TABLES: Final[tuple[tuple[TableSource, Callable[[Path], pl.DataFrame]], ...]] = (
    (
        TableSource(
            table="marginals/offence_mix.csv",
            source=_VAWG_COUNTS
            + ", offence counts by classification, crimes outside the VAWG list "
            "left out; codes and titles: Cambridge Crime Harm Index, 2020 update, and our mapping",
            edition="crimes recorded in 2025",
            licence=OGL + " (counts); index titles: copyright Cambridge Centre for Evidence Based "
            "Policing 2020",
        ),
        offence_mix,
    ),
    (
        TableSource(
            table="marginals/borough_shares.csv",
            source=_VAWG_COUNTS + ", offence counts by location (crimes outside the VAWG list "
            "cannot be told apart there)",
            edition="crimes recorded in 2025",
            licence=OGL,
        ),
        _borough_shares,
    ),
    (
        TableSource(
            table="marginals/ward_shares.csv",
            source="Metropolitan Police Service, MPS Ward Level Crime, London Datastore; violence "
            "against the person and sexual offences added",
            edition="March 2025 to February 2026",
            licence=OGL,
        ),
        _ward_shares,
    ),
    (
        TableSource(
            table="marginals/months.csv",
            source=_VAWG_COUNTS + ", crimes outside the VAWG list left out",
            edition="crimes recorded March 2024 to February 2026",
            licence=OGL,
        ),
        _months,
    ),
    (
        TableSource(
            table="marginals/reporting_delay.csv",
            source=_VAWG_COUNTS + ", month committed and month recorded; drawn_share is ours, "
            "scaled to the published total of all flagged crimes",
            edition="crimes recorded 2023 to 2025",
            licence=OGL,
        ),
        reporting_delay,
    ),
    (
        TableSource(
            table="marginals/suspect_sex.csv",
            source="Metropolitan Police Service, custody disposals, London Datastore "
            "(disposals, not people)",
            edition="2025",
            licence=OGL,
        ),
        _suspect_sex,
    ),
    (
        TableSource(
            table="marginals/suspect_ages.csv", source=_OURS, edition="first", licence="MIT"
        ),
        _suspect_ages,
    ),
    (
        TableSource(
            table="marginals/published_figures.csv",
            source="Figures published about the Metropolitan Police's V100 list (Independent, "
            "18 July 2023; PA and BBC, 20 March 2025) and sums of its VAWG data; a source each row",
            edition="2023 to 2026",
            licence="facts, cited",
        ),
        published_figures,
    ),
)
