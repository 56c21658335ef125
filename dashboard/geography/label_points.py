"""Where the name of an area stands on a map: at its broadest place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

#: So many lines across an area are tried for the broadest.
LINES: Final = 24


@dataclass(frozen=True, slots=True)
class LabelPoint:
    """The middle of the broadest stretch of an area from west to east.

    Attributes:
        lon: degrees.
        lat: degrees.
        breadth: of the stretch, in degrees of longitude.
    """

    lon: float
    lat: float
    breadth: float


def label_points(outlines: dict[str, Any]) -> dict[str, LabelPoint]:
    """A point inside each area, by its code.

    Args:
        outlines: GeoJSON of polygons whose features' ids are the codes.
    """
    return {
        feature["id"]: _broadest(list(edges_of(feature["geometry"]["coordinates"])))
        for feature in outlines["features"]
    }


def edges_of(coordinates: Sequence[Any]) -> Iterator[tuple[Sequence[float], Sequence[float]]]:
    """Every edge of a polygon, or of several, holes among them."""
    if isinstance(coordinates[0][0], (int, float)):
        yield from pairwise(coordinates)
        return
    for part in coordinates:
        yield from edges_of(part)


def _broadest(edges: list[tuple[Sequence[float], Sequence[float]]]) -> LabelPoint:
    lats = [start[1] for start, _ in edges]
    south, north = min(lats), max(lats)
    step = (north - south) / LINES
    return max(
        (
            stretch
            for line in range(LINES)
            for stretch in _stretches(edges, south + (line + 0.5) * step)
        ),
        key=lambda stretch: stretch.breadth,
    )


def _stretches(
    edges: list[tuple[Sequence[float], Sequence[float]]], lat: float
) -> Iterator[LabelPoint]:
    """The stretches of a line across an area that lie inside it."""
    crossings = sorted(
        start[0] + (lat - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
        for start, end in edges
        if (start[1] <= lat) != (end[1] <= lat)
    )
    for west, east in zip(crossings[::2], crossings[1::2], strict=True):
        yield LabelPoint((west + east) / 2, lat, east - west)
