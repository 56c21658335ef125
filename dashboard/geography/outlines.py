"""Outlines for maps: GeoJSON with the code of a place as its feature's id.

Outer rings are clockwise, as Plotly fills them. All are ONS boundaries clipped to high water, and
simplified: for looking at, not for deciding in which ward an address lies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import cos, radians
from typing import Any, Final

import polars as pl

from dashboard.geography.resource_files import geojson

#: Shown wherever an outline or a population is.
ATTRIBUTION: Final = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right 2024. Contains National Statistics "
    "data © Crown copyright and database right 2021–2024."
)


def outlines() -> dict[str, Any]:
    """The boroughs as GeoJSON; a feature's id is its GSS code."""
    return geojson("boroughs")


def bcu_outlines() -> dict[str, Any]:
    """The command units as GeoJSON; a feature's id is its code, `NA` for North Area.

    Each is its boroughs without the borders between them, to the point. The City of London, which
    is in no unit, is left open.
    """
    return geojson("bcus")


@cache
def ward_outlines(*borough_codes: str) -> dict[str, Any]:
    """The wards of boroughs, or of all London, as GeoJSON; a feature's id is its GSS code.

    All of London is some 600 kB, which a figure sends whole each time it changes; a borough is
    about 20. Wards are simplified less than boroughs, and their lines need not meet.

    Args:
        borough_codes: GSS codes of the boroughs whose wards to return; an unknown code returns no
            ward. Without any code: every ward.
    """
    every = geojson("wards")
    if not borough_codes:
        return every
    return every | {
        "features": [
            ward
            for ward in every["features"]
            if ward["properties"]["borough_code"] in borough_codes
        ]
    }


@cache
def ward_neighbours() -> pl.DataFrame:
    """Which wards border on each other: whose outlines share a piece of boundary.

    Wards on either bank of the Thames do so only where the boundary runs in the river, as above
    Teddington; below it the water lies between them. Wards that touch in only one point are not
    neighbours, and nothing outside London is included.

    Returns:
        `a` and `b`, GSS codes; each pair once, `a` before `b`, in order.
    """
    bordering: dict[frozenset[tuple[float, ...]], set[str]] = {}
    for ward in geojson("wards")["features"]:
        for ring in _rings(ward["geometry"]["coordinates"]):
            for edge in pairwise(map(tuple, ring)):
                bordering.setdefault(frozenset(edge), set()).add(ward["id"])
    pairs = {tuple(sorted(both)) for both in bordering.values() if len(both) > 1}
    return pl.DataFrame(sorted(pairs), schema={"a": pl.String, "b": pl.String}, orient="row")


def box_around(*borough_codes: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north of boroughs, in degrees; None where no code is a borough."""
    points = [
        point
        for borough in outlines()["features"]
        if borough["id"] in borough_codes
        for ring in _rings(borough["geometry"]["coordinates"])
        for point in ring
    ]
    if not points:
        return None
    east, north = zip(*points, strict=True)
    return min(east), min(north), max(east), max(north)


#: Corners of an outline: to the right and down, as shares of the map's width.
Ring = tuple[tuple[float, float], ...]


@cache
def flat_outlines() -> tuple[tuple[str, tuple[Ring, ...]], ...]:
    """The boroughs for a map on paper: the code of each and its rings, in the order of the codes.

    A degree to the east is as long as it is in the middle of London. The westernmost point has 0
    to the right, the easternmost 1, and the northernmost 0 down.
    """
    features = {
        borough["id"]: borough["geometry"]["coordinates"] for borough in outlines()["features"]
    }
    west, south, east, north = box_around(*features) or (0.0, 0.0, 1.0, 1.0)
    across = east - west
    stretch = 1 / cos(radians((south + north) / 2))
    return tuple(
        (
            code,
            tuple(
                tuple(
                    (round((x - west) / across, 4), round((north - y) * stretch / across, 4))
                    for x, y, *_ in ring
                )
                for ring in _rings(coordinates)
            ),
        )
        for code, coordinates in sorted(features.items())
    )


def _rings(coordinates: Sequence[Any]) -> Iterator[Sequence[Sequence[float]]]:
    """Every ring of a polygon, or of several."""
    if isinstance(coordinates[0][0], (int, float)):
        yield coordinates
        return
    for part in coordinates:
        yield from _rings(part)
