"""Boroughs, wards, who borders whom, and the borough map.

Boundaries are ONS wards of May 2024 (generalised, clipped to high water); a borough is the union
of its wards. City of London has a police force of its own, and so no Basic Command Unit.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from sample_data.tables.sources import GEOGRAPHY_TABLES, OGL, TableSource, write_sources

if TYPE_CHECKING:
    from pathlib import Path

#: Four decimals of a degree are about ten metres, less than a pixel on a map of the city.
_DECIMALS: Final = 4

_BOUNDARIES: Final = (
    "Office for National Statistics ward boundaries (BGC), dissolved to boroughs. "
    "Contains OS data © Crown copyright and database right 2024"
)

_TABLES: Final = (
    TableSource(
        table="boroughs.csv",
        source="Borough to BCU lookup: Metropolitan Police pages, three sources compared. "
        "residents: ONS mid-2024 estimate, as totalled for London boroughs. "
        "women_16plus: Census 2021, female residents aged 16 and over, derived from age by sex "
        "(about ±30 a borough)",
        edition="residents mid-2024; women_16plus Census 2021; BCUs 2025",
        licence=OGL,
    ),
    TableSource(
        table="wards.csv",
        source="Office for National Statistics wards; residents estimated from Census 2021 small "
        "areas by share of area (mean error 4.3 %: for shares, not for league tables)",
        edition="wards May 2024; residents Census 2021",
        licence=OGL,
    ),
    TableSource(
        table="neighbours.csv",
        source=_BOUNDARIES + ". Boroughs that share a boundary by land, or face across the Thames",
        edition="May 2024",
        licence=OGL,
    ),
    TableSource(
        table="spellings.csv",
        source="Harmdesk: how people write the boroughs' names; codes of the 2001 census from the "
        "Office for National Statistics",
        edition="2026",
        licence=OGL,
        read_on="2026-11-24",
    ),
    TableSource(table="boroughs.geojson", source=_BOUNDARIES, edition="May 2024", licence=OGL),
)


def build(sources: Path) -> None:
    """Write the geography tables from the source folder's `geo`."""
    geo = sources / "geo"
    GEOGRAPHY_TABLES.mkdir(parents=True, exist_ok=True)
    _boroughs(geo).write_csv(GEOGRAPHY_TABLES / "boroughs.csv")
    _wards(geo).write_csv(GEOGRAPHY_TABLES / "wards.csv")
    _neighbours(geo).write_csv(GEOGRAPHY_TABLES / "neighbours.csv")
    (GEOGRAPHY_TABLES / "boroughs.geojson").write_text(_map(geo), encoding="utf-8")
    write_sources(GEOGRAPHY_TABLES, _TABLES)


def _boroughs(geo: Path) -> pl.DataFrame:
    # Read as text: the code of North Area is NA, which a reader may take for "not available".
    units = pl.read_csv(geo / "borough_bcu_lookup.csv", infer_schema=False)
    people = pl.read_csv(geo / "borough_population.csv")
    return (
        units.join(people, on="borough_code", validate="1:1")
        .select(
            code="borough_code",
            name="borough_name",
            bcu_code="bcu_code",
            bcu_name="bcu_name",
            force="police_force",
            residents="mid2024_total",
            women_16plus="census2021_female_16plus",
            area_km2="area_km2",
        )
        .sort("code")
    )


def _wards(geo: Path) -> pl.DataFrame:
    return (
        pl.read_csv(geo / "wards.csv", columns=[*_WARD_COLUMNS])
        .rename(_WARD_COLUMNS)
        .select(_WARD_COLUMNS.values())
        .sort("code")
    )


_WARD_COLUMNS: Final = {
    "ward_code": "code",
    "ward_name": "name",
    "borough_code": "borough_code",
    "pop2021_est": "residents",
}


def _neighbours(geo: Path) -> pl.DataFrame:
    pairs = pl.read_csv(geo / "borough_adjacency.csv")
    return pairs.select(a="borough_code_a", b="borough_code_b", kind="type").sort("a", "b")


def _map(geo: Path) -> str:
    source = json.loads((geo / "london_boroughs_light.geojson").read_text(encoding="utf-8"))
    features = sorted((_feature(f) for f in source["features"]), key=lambda f: str(f["id"]))
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":"), ensure_ascii=False) + "\n"


def _feature(source: dict[str, Any]) -> dict[str, Any]:
    shape = source["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    turned = [[_ring(ring, hole=i > 0) for i, ring in enumerate(p)] for p in polygons]
    single = len(turned) == 1
    return {
        "type": "Feature",
        "id": source["id"],
        "properties": {"name": source["properties"]["name"]},
        "geometry": {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": turned[0] if single else turned,
        },
    }


def _ring(points: list[list[float]], *, hole: bool) -> list[list[float]]:
    """The ring to four decimals; outlines clockwise and holes the other way, as Plotly fills."""
    rounded = [[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in points]
    kept = [rounded[0]] + [b for a, b in itertools.pairwise(rounded) if a != b]
    return kept if (_signed_area(kept) < 0) != hole else kept[::-1]


def _signed_area(ring: list[list[float]]) -> float:
    """Twice the area, in square degrees: positive when the ring runs anticlockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
