"""Names on a map: those that fit into their areas, and those that a reader looks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import WORDS, Palette, contrast, shade_of
from dashboard.figures.text import plain
from dashboard.geography.label_points import LabelPoint

#: West, south, east and north in degrees.
Box = tuple[float, float, float, float]

#: Of a letter and of a line, in pixels.
LETTER, LINE = 5.6, 12.0
SIZE: Final = 10
#: The width of a map in pixels, as it is at the least on a wide screen, and its height.
WIDTH, DEPTH = 460.0, 370.0
#: How much more than an area a map of it shows.
AROUND: Final = 1.6
#: A name may reach over its area's edge by this part of it.
OVER: Final = 1.12


def map_labels(
    areas: pl.DataFrame,
    points: Mapping[str, LabelPoint],
    *,
    view: Box,
    wanted: Collection[str],
    top: float,
    colours: Palette,
) -> go.Scattergeo:
    """Names where they fit, and those that are wanted wherever they are.

    Args:
        areas: `code`, `name`, `value`.
        points: where each name stands, by code.
        view: what part of the world is shown.
        wanted: codes of the areas that are named in any case.
        top: the value of the darkest shade.
        colours: of the reader's theme.
    """
    order = pl.DataFrame({"code": [*points], "breadth": [at.breadth for at in points.values()]})
    # What is looked for comes first, then the broadest: a name stands where no other does.
    rows = areas.join(order, on="code").sort(
        pl.col("code").is_in([*wanted]), "breadth", descending=True, maintain_order=True
    )
    placed: list[_Placed] = []
    for code, name, value in rows.select("code", "name", "value").iter_rows():
        found = _place(name, points[code], view, wanted=code in wanted)
        if found is not None and not any(found.covers(other) for other in placed):
            placed.append(replace(found, ink=_ink_on(value, top, colours), bold=code in wanted))
    return go.Scattergeo(
        lon=[name.at.lon for name in placed],
        lat=[name.at.lat for name in placed],
        text=[name.text for name in placed],
        mode="text",
        textfont={"size": SIZE, "color": [name.ink for name in placed]},
        hoverinfo="skip",
        showlegend=False,
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A name on the map, in lines, with its middle and its size in pixels."""

    lines: list[str]
    at: LabelPoint
    middle: tuple[float, float]
    ink: str = ""
    bold: bool = False

    @property
    def text(self) -> str:
        text = "<br>".join(plain(line) for line in self.lines)
        return f"<b>{text}</b>" if self.bold else text

    @property
    def size(self) -> tuple[float, float]:
        return max(map(len, self.lines)) * LETTER, len(self.lines) * LINE

    def covers(self, other: _Placed) -> bool:
        return all(
            abs(here - there) * 2 < mine + theirs
            for here, there, mine, theirs in zip(
                self.middle, other.middle, self.size, other.size, strict=True
            )
        )


def _place(name: str, at: LabelPoint, view: Box, *, wanted: bool) -> _Placed | None:
    """A name where it stands; None: it is out of sight, or does not fit and need not be there."""
    west, south, east, north = view
    scale = pixels_per_degree(view)
    lines = fitting_lines(name, at.breadth * scale * OVER) or ([name] if wanted else None)
    if lines is None or not (west < at.lon < east and south < at.lat < north):
        return None
    across = scale / cos(radians(at.lat))
    return _Placed(lines, at, (at.lon * scale, at.lat * across))


def framed(box: Box) -> Box:
    """An area in the middle of a map, with half as much again of what surrounds it.

    Args:
        box: around the area.
    """
    west, south, east, north = box
    stretch = 1 / cos(radians((south + north) / 2))
    wide = max(east - west, (north - south) * stretch * WIDTH / DEPTH) * AROUND
    high = wide * DEPTH / WIDTH / stretch
    lon, lat = (west + east) / 2, (south + north) / 2
    return lon - wide / 2, lat - high / 2, lon + wide / 2, lat + high / 2


def pixels_per_degree(view: Box) -> float:
    """How many pixels a degree of longitude takes on a map of this part of the world."""
    west, south, east, north = view
    stretch = 1 / cos(radians((south + north) / 2))
    return min(WIDTH / (east - west), DEPTH / ((north - south) * stretch))


def fitting_lines(name: str, width: float) -> list[str] | None:
    """A name in one line or two, each no wider than so many pixels; None: it does not fit."""
    words = name.split()
    ways = [[name]] + [
        [" ".join(words[:cut]), " ".join(words[cut:])] for cut in range(1, len(words))
    ]
    fitting = [lines for lines in ways if max(map(len, lines)) * LETTER <= width]
    return min(fitting, key=lambda lines: (len(lines), max(map(len, lines))), default=None)


def _ink_on(value: float | None, top: float, colours: Palette) -> str:
    """The colour of words on a shade, which can be read in both themes."""
    if value is None:
        return colours.quiet
    shade = shade_of(colours, value / top)
    return max(WORDS, key=lambda words: contrast(words, shade))
