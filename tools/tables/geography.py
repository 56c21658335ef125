"""Boroughs, wards, who borders whom, and the maps of command units, boroughs and wards.

Boundaries are ONS wards of May 2024 (generalised, clipped to high water); a borough is the union
of its wards, and a Basic Command Unit of its boroughs. City of London has a police force of its
own, and so no command unit.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import polars as pl

from tools.tables.sources import GEOGRAPHY_TABLES, OGL, TableSource, write_sources

if TYPE_CHECKING:
    from pathlib import Path

Point: TypeAlias = tuple[float, float]
Polygons: TypeAlias = list[list[list[Point]]]

#: Four decimals of a degree are about ten metres, less than a pixel on a map of the city.
_DECIMALS: Final = 4

#: A borough's wards are drawn larger, and some in the City are a hundred metres across. With four
#: decimals eight wards would cross their own outline; a file with five is a tenth larger.
_WARD_DECIMALS: Final = 5

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
        source="Office for National Statistics wards; residents, of all ages and aged 16 and over, "
        "estimated from Census 2021 small areas by share of area (mean error 4.3 %: for shares, "
        "not for league tables); lon and lat: a point inside the outline",
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
    TableSource(
        table="bcus.geojson",
        source=_BOUNDARIES + ". Boroughs dissolved to Basic Command Units: Metropolitan Police "
        "pages, three sources compared",
        edition="boundaries May 2024; BCUs 2025",
        licence=OGL,
    ),
    TableSource(
        table="wards.geojson",
        source="Office for National Statistics ward boundaries (BGC), simplified with shared "
        "edges. Contains OS data © Crown copyright and database right 2024",
        edition="May 2024",
        licence=OGL,
    ),
)


def build(sources: Path) -> None:
    """Write the geography tables from the source folder's `geo`."""
    geo = sources / "geo"
    GEOGRAPHY_TABLES.mkdir(parents=True, exist_ok=True)
    _boroughs(geo).write_csv(GEOGRAPHY_TABLES / "boroughs.csv")
    _wards(geo).write_csv(GEOGRAPHY_TABLES / "wards.csv")
    _neighbours(geo).write_csv(GEOGRAPHY_TABLES / "neighbours.csv")
    for name, features in _maps(geo).items():
        (GEOGRAPHY_TABLES / name).write_text(_geojson(features), encoding="utf-8")
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
        .with_columns(pl.col("lon", "lat").round(_DECIMALS))
        .sort("code")
    )


_WARD_COLUMNS: Final = {
    "ward_code": "code",
    "ward_name": "name",
    "borough_code": "borough_code",
    "pop2021_est": "residents",
    "pop16plus_2021_est": "residents_16plus",
    "label_lon": "lon",
    "label_lat": "lat",
}


def _neighbours(geo: Path) -> pl.DataFrame:
    pairs = pl.read_csv(geo / "borough_adjacency.csv")
    return pairs.select(a="borough_code_a", b="borough_code_b", kind="type").sort("a", "b")


def _maps(geo: Path) -> dict[str, list[dict[str, Any]]]:
    boroughs = [
        _feature(source["id"], _only(source, "name"), _turned(source["geometry"], _DECIMALS))
        for source in _read(geo / "london_boroughs_light.geojson")
    ]
    wards = [
        _feature(
            source["id"],
            _only(source, "name", "borough_code"),
            _turned(source["geometry"], _WARD_DECIMALS),
        )
        for source in _read(geo / "london_wards.geojson")
    ]
    bcus = list(_bcus(boroughs, _boroughs(geo)))
    return {"boroughs.geojson": boroughs, "wards.geojson": wards, "bcus.geojson": bcus}


def _read(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def _only(source: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: source["properties"][name] for name in names}


def _geojson(features: Iterable[Mapping[str, Any]]) -> str:
    collection = {
        "type": "FeatureCollection",
        "features": sorted(features, key=lambda f: str(f["id"])),
    }
    return json.dumps(collection, separators=(",", ":"), ensure_ascii=False) + "\n"


def _feature(code: str, properties: Mapping[str, str], polygons: Polygons) -> dict[str, Any]:
    single = len(polygons) == 1
    return {
        "type": "Feature",
        "id": code,
        "properties": properties,
        "geometry": {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": polygons[0] if single else polygons,
        },
    }


def _polygons(shape: Mapping[str, Any]) -> Polygons:
    several = shape["type"] == "MultiPolygon"
    polygons: Polygons = shape["coordinates"] if several else [shape["coordinates"]]
    return polygons


def _turned(shape: Mapping[str, Any], decimals: int) -> Polygons:
    """The rounded rings; outlines clockwise and holes the other way, as Plotly fills."""
    return [
        [_ring(_rounded(ring, decimals), hole=i > 0) for i, ring in enumerate(polygon)]
        for polygon in _polygons(shape)
    ]


def _rounded(points: list[Point], decimals: int) -> list[Point]:
    """The ring with fewer decimals, each point once where several became one."""
    rounded = [(round(x, decimals), round(y, decimals)) for x, y in points]
    return [rounded[0]] + [b for a, b in itertools.pairwise(rounded) if a != b]


def _ring(points: list[Point], *, hole: bool) -> list[Point]:
    return points if (_signed_area(points) < 0) != hole else points[::-1]


def _signed_area(ring: list[Point]) -> float:
    """Twice the area, in square degrees: positive when the ring runs anticlockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))


def _bcus(boroughs: Iterable[Mapping[str, Any]], units: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """A feature for each command unit: its boroughs' outlines without the borders inside it."""
    shapes = {borough["id"]: borough["geometry"] for borough in boroughs}
    for (code, name), members in units.drop_nulls("bcu_code").group_by("bcu_code", "bcu_name"):
        rings = [
            ring
            for borough in members["code"]
            for polygon in _polygons(shapes[borough])
            for ring in polygon
        ]
        yield _feature(str(code), {"name": str(name)}, [[ring] for ring in _dissolved(rings)])


def _dissolved(rings: Iterable[list[Point]]) -> list[list[Point]]:
    """The outer rings that are left when every edge walked both ways is taken out.

    Neighbours share the points of their border, and every outline is clockwise: so an inner
    border is walked once each way, to the point. No point is moved, and no sliver can come of it.

    Raises:
        ValueError: a hole is left, or two rings touch: then some borders do not meet.
    """
    edges = {edge for ring in rings for edge in itertools.pairwise(ring)}
    left = [(a, b) for a, b in edges if (b, a) not in edges]
    onward = dict(left)
    outer = _joined(dict(onward))
    if len(onward) != len(left) or any(_signed_area(ring) >= 0 for ring in outer):
        raise ValueError("borders within a command unit do not meet; dissolve boroughs that do")
    return outer


def _joined(onward: dict[Point, Point]) -> list[list[Point]]:
    """Edges, each from one point to the next, as closed rings, the westernmost start first."""
    rings = []
    while onward:
        ring = [min(onward)]
        while ring[-1] in onward:
            ring.append(onward.pop(ring[-1]))
        rings.append(ring)
    return rings
