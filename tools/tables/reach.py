"""Who lives where, and where the counters are: what walks to a police counter are worked out from.

Coordinates that are from OpenStreetMap say so in each row, so that they keep their attribution
wherever a row goes, and can be left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from tools.tables.banks import banks_of_wards
from tools.tables.sources import (
    GEOGRAPHY_TABLES,
    OGL,
    REACH_FIGURES,
    TableSource,
    write_sources,
)

if TYPE_CHECKING:
    from pathlib import Path

_READ_ON: Final = "2026-11-26"
_ODBL: Final = "Open Database License 1.0"
#: What each row from OpenStreetMap carries.
_OSM: Final = "© OpenStreetMap contributors, ODbL"
_ROYAL_MAIL: Final = "Contains Royal Mail data © Royal Mail copyright and database right"

_TABLES: Final = (
    TableSource(
        table="small_areas.csv",
        source="Office for National Statistics, Census 2021: residents of small areas (LSOA 2021), "
        "of all ages and aged 16 and over; lon and lat: the centre of where they live; ward of May "
        "2024 by best fit. ptal: Transport for London, Public Transport Accessibility Levels by "
        "LSOA 2011, London Datastore; empty where the area of 2021 has another code",
        edition="Census 2021; PTAL 2015",
        licence=OGL,
        read_on=_READ_ON,
    ),
    TableSource(
        table="ward_centres.csv",
        source="Office for National Statistics wards; lon and lat: the centre of where residents "
        "live, from Census 2021 small areas. bank: of the Thames, from which boroughs meet by land "
        "and which across the river; Richmond upon Thames by ward",
        edition="wards May 2024; residents Census 2021",
        licence=OGL,
        read_on=_READ_ON,
    ),
    TableSource(
        table="counters.csv",
        source="Metropolitan Police front counters, from its announcements and pages; places by "
        f"postcode ({_ROYAL_MAIL}), by street, or from OpenStreetMap, as each row says",
        edition="2025 and March 2026",
        licence=f"{OGL}; rows that say OpenStreetMap: {_ODBL}",
        read_on=_READ_ON,
    ),
    TableSource(
        table="counter_hours.csv",
        source="Metropolitan Police front counters, from its announcements and pages; empty: not "
        "known. Ten closed on 28 February 2026; the hours since 3 March 2026 as announced",
        edition="2025 and March 2026",
        licence=OGL,
        read_on=_READ_ON,
    ),
    TableSource(
        table="premises.csv",
        source="Metropolitan Police premises, from an answer to a freedom of information request, "
        "second-hand: buildings, not bases, and some are closed. Places as each row says; empty: "
        f"by postcode alone, and so not placed. {_ROYAL_MAIL}",
        edition="August 2023",
        licence=f"No licence was stated; rows that say OpenStreetMap: {_ODBL}",
        read_on=_READ_ON,
    ),
)
_FIGURES: Final = TableSource(
    table="figures.csv",
    source="Harmdesk: residents within 20 minutes of a counter at 80 metres a minute, worked out "
    "apart from the program from the published tables; straight line times the detour",
    edition="residents Census 2021; counters of 2025 and 2026",
    licence=OGL,
    read_on=_READ_ON,
)

#: The first day for which the counters and their hours are known.
_FIRST: Final = "2025-01-01"
#: The last day of the ten that closed, and with it of the hours of before.
_LAST_BEFORE: Final = "2026-02-28"
#: Between the closures and the new hours: of what stayed open, no hours are published.
_BETWEEN: Final = ("2026-03-01", "2026-03-02")
_NEW_HOURS: Final = "2026-03-03"
_ROUND_THE_CLOCK: Final = "24 hours"


def build(sources: Path) -> None:
    """Write the tables of reach from the source folder's `geo` and `reach`."""
    geo, reach = sources / "geo", sources / "reach"
    GEOGRAPHY_TABLES.mkdir(parents=True, exist_ok=True)
    counters = pl.read_csv(geo / "met_front_counters.csv")
    _small_areas(geo, reach).write_csv(GEOGRAPHY_TABLES / "small_areas.csv")
    _ward_centres(geo).write_csv(GEOGRAPHY_TABLES / "ward_centres.csv")
    _counters(counters).write_csv(GEOGRAPHY_TABLES / "counters.csv")
    _hours(counters).write_csv(GEOGRAPHY_TABLES / "counter_hours.csv")
    _premises(geo, reach).write_csv(GEOGRAPHY_TABLES / "premises.csv")
    write_sources(GEOGRAPHY_TABLES, _TABLES)
    REACH_FIGURES.mkdir(parents=True, exist_ok=True)
    _figures(reach).write_csv(REACH_FIGURES / "figures.csv")
    write_sources(REACH_FIGURES, [_FIGURES])


def _small_areas(geo: Path, reach: Path) -> pl.DataFrame:
    bands = pl.read_csv(reach / "ptal_2015_lsoa11.csv", infer_schema=False)
    return (
        pl.read_csv(geo / "lsoa21_points.csv")
        .join(bands, left_on="lsoa21_code", right_on="lsoa11_code", how="left", validate="1:1")
        .select(
            code="lsoa21_code",
            borough_code="borough_code",
            ward_code="ward24_bestfit",
            residents="pop2021",
            residents_16plus="pop16plus_2021",
            ptal="ptal_2015",
            lon="lon",
            lat="lat",
        )
        .sort("code")
    )


def _ward_centres(geo: Path) -> pl.DataFrame:
    wards = pl.read_csv(geo / "wards.csv", infer_schema_length=None)
    pairs = pl.read_csv(geo / "borough_adjacency.csv")
    banks = banks_of_wards(wards.select("ward_code", "ward_name", "borough_code"), pairs)
    return wards.select(
        code="ward_code",
        lon="popw_lon",
        lat="popw_lat",
        bank=pl.col("ward_code").replace_strict(banks),
    ).sort("code")


def _placed() -> list[pl.Expr]:
    """How a row was placed, and what that asks of whoever passes it on."""
    by = pl.col("coord_source")
    placed_by = (
        pl.when(by.str.contains("OpenStreetMap"))
        .then(pl.lit("OpenStreetMap"))
        .when(by.str.contains("postcode centroid"))
        .then(pl.lit("postcode"))
        .when(by.str.contains("approximate"))
        .then(pl.lit("street, within 300 m"))
    )
    return [
        placed_by.alias("placed_by"),
        pl.when(placed_by == "OpenStreetMap").then(pl.lit(_OSM)).alias("attribution"),
    ]


def _counters(counters: pl.DataFrame) -> pl.DataFrame:
    return counters.select(
        "name", "borough_code", "ward_code", "postcode", "lon", "lat", *_placed()
    ).sort("name")


def _hours(counters: pl.DataFrame) -> pl.DataFrame:
    """A row for each counter and each time during which its hours were the same."""
    day_and_night = pl.lit(_ROUND_THE_CLOCK)
    known = pl.when("is_24h_2025").then(day_and_night)
    between = pl.when(pl.col("is_24h_2025") & pl.col("is_24h_2026")).then(day_and_night)
    parts = [
        _period(counters.filter("open_2025"), _FIRST, _LAST_BEFORE, known),
        _period(counters.filter("open_2026"), *_BETWEEN, between),
        _period(counters.filter("open_2026"), _NEW_HOURS, None, pl.col("hours_2026")),
    ]
    return pl.concat(parts).sort("name", "since")


def _period(counters: pl.DataFrame, since: str, until: str | None, hours: pl.Expr) -> pl.DataFrame:
    last = pl.lit(until, dtype=pl.String)
    return counters.select("name", pl.lit(since).alias("since"), until=last, hours=hours)


def _premises(geo: Path, reach: Path) -> pl.DataFrame:
    units = pl.read_csv(geo / "borough_bcu_lookup.csv", infer_schema=False)
    return (
        pl.read_csv(reach / "met_premises_foi_2023.csv")
        .join(units, left_on="borough", right_on="borough_name", validate="m:1")
        .select("name", "borough_code", "bcu_code", "postcode", "lon", "lat", *_placed())
        .sort("bcu_code", "name")
    )


def _figures(reach: Path) -> pl.DataFrame:
    """A row for each set of counters, area and detour."""
    wide = pl.read_csv(reach / "reach_oracle.csv")
    prefix = "share_20min_detour_"
    shares = [name for name in wide.columns if name.startswith(prefix)]
    return (
        wide.unpivot(
            shares,
            index=["set", "sites", "area", "pop2021", "mean_km"],
            variable_name="detour",
            value_name="share",
        )
        .with_columns(pl.col("detour").str.strip_prefix(prefix))
        .rename({"pop2021": "residents", "set": "counters"})
        .select("counters", "sites", "area", "residents", "mean_km", "detour", "share")
        .sort("counters", "area", "detour")
    )
