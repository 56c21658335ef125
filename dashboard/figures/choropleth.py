"""A map of areas in one hue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.map_labels import Box, map_labels
from dashboard.figures.palette import Palette
from dashboard.figures.style import layout
from dashboard.figures.text import plain
from dashboard.geography.label_points import LabelPoint

HEIGHT: Final = 430
#: The width of an outline in pixels: of the area looked at, and of others.
THICK, THIN = 3, 0.5
#: What stands under the pointer: the words of an area, and nothing else.
WORDS: Final = "%{customdata}<extra></extra>"
#: Whatever is not clicked keeps its colour.
UNFADED: Final = {
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}},
}


@dataclass(frozen=True, slots=True)
class Scale:
    """What shades mean, from nothing to the darkest.

    Attributes:
        unit: what a value counts, for the legend.
        top: the value of the darkest; whatever is more is as dark.
    """

    unit: str
    top: float


@dataclass(frozen=True, slots=True)
class MapNames:
    """Which names stand on a map.

    Attributes:
        points: where a name stands, by the code of its area.
        view: what part of the world is shown.
        wanted: codes of the areas that are named whether or not the name fits.
    """

    points: Mapping[str, LabelPoint]
    view: Box
    wanted: Collection[str]


def area_map(
    areas: pl.DataFrame,
    outlines: dict[str, Any],
    *,
    scale: Scale,
    own: Collection[str],
    box: Box | None = None,
    names: MapNames | None = None,
    colours: Palette,
) -> go.Figure:
    """Draw areas, light to dark with their value; those that are looked at above the others.

    Args:
        areas: `code`, `name`, `value`, and if there are any `words`, the lines that tell of an
            area; an area without a value is drawn without a fill.
        outlines: GeoJSON whose features' ids are the codes.
        scale: what shades mean.
        own: codes of the areas that are looked at, to outline.
        box: what part of the world is shown; None: all areas.
        names: which areas are named on the map; None: none of them.
        colours: of the reader's theme.
    """
    areas = areas.sort(pl.col("code").is_in([*own]), maintain_order=True)
    figure = go.Figure(_shaded(areas, outlines, scale=scale, own=own, colours=colours))
    if names is not None:
        figure.add_trace(
            map_labels(
                areas,
                names.points,
                view=names.view,
                wanted=names.wanted,
                top=scale.top,
                colours=colours,
            )
        )
    figure.update_geos(
        visible=False,
        projection_type="mercator",
        bgcolor="rgba(0,0,0,0)",
        **_view(box),
    )
    figure.update_layout(dragmode=False, **layout(colours, height=HEIGHT, b=56))
    return figure


def _shaded(
    areas: pl.DataFrame,
    outlines: dict[str, Any],
    *,
    scale: Scale,
    own: Collection[str],
    colours: Palette,
) -> go.Choropleth:
    """The areas, each with its shade, its outline and its words."""
    return go.Choropleth(
        geojson=outlines,
        locations=areas["code"].to_list(),
        z=areas["value"].to_list(),
        customdata=_words(areas, scale),
        zmin=0,
        zmax=scale.top,
        colorscale=[[n / 3, colour] for n, colour in enumerate(colours.ramp)],
        marker={"line": _outlines(areas, own, colours)},
        colorbar=_legend(scale, colours),
        hovertemplate=WORDS,
        **UNFADED,
    )


def _words(areas: pl.DataFrame, scale: Scale) -> list[str]:
    """What is said of each area: its own lines, or its name and its value."""
    if "words" in areas.columns:
        return ["<br>".join(map(plain, lines)) for lines in areas["words"]]
    return [
        plain(name) if value is None else f"{plain(name)}: {value:,} {scale.unit}"
        for name, value in areas.select("name", "value").iter_rows()
    ]


def _view(box: Box | None) -> dict[str, Any]:
    if box is None:
        return {"fitbounds": "locations"}
    west, south, east, north = box
    return {"lonaxis": {"range": [west, east]}, "lataxis": {"range": [south, north]}}


def _outlines(areas: pl.DataFrame, own: Collection[str], colours: Palette) -> dict[str, Any]:
    """Outlines: thick for the areas looked at, thin and grey for all others."""
    codes = areas["code"].to_list()
    return {
        "color": [colours.total if code in own else colours.quiet for code in codes],
        "width": [THICK if code in own else THIN for code in codes],
    }


def _legend(scale: Scale, colours: Palette) -> dict[str, Any]:
    """A scale below the map, in words and units."""
    words = {"color": colours.quiet}
    return {
        "title": {"text": scale.unit, "side": "top", "font": words},
        "tickfont": words,
        "orientation": "h",
        "y": -0.02,
        "yanchor": "top",
        "thickness": 10,
        "len": 0.7,
        "nticks": 5,
        "tickformat": ",",
        "outlinewidth": 0,
    }
