"""A map of areas in one hue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import layout
from dashboard.figures.text import plain

#: West, south, east and north in degrees.
Box: TypeAlias = tuple[float, float, float, float]

HEIGHT: Final = 500
#: The width of an outline in pixels: of the area looked at, of its neighbours, of others.
THICK, MIDDLE, THIN = 3, 1.5, 0.5


@dataclass(frozen=True, slots=True)
class Scale:
    """What shades mean, from nothing to the darkest.

    Attributes:
        unit: what a value counts, for the legend.
        top: the value of the darkest; whatever is more is as dark.
    """

    unit: str
    top: float


def area_map(
    areas: pl.DataFrame,
    outlines: dict[str, Any],
    *,
    scale: Scale,
    own: Collection[str],
    near: Collection[str] = (),
    box: Box | None = None,
    colours: Palette,
) -> go.Figure:
    """Draw areas, light to dark with their value.

    Args:
        areas: `code`, `name`, `value`; an area without a value is drawn without a fill.
        outlines: GeoJSON whose features' ids are the codes.
        scale: what shades mean.
        own: codes of the areas that are looked at, to outline.
        near: codes of those that border on them, to outline more thinly.
        box: what part of the world is shown; None: all areas.
        colours: of the reader's theme.
    """
    ramp = [[n / 3, colour] for n, colour in enumerate(colours.ramp)]
    figure = go.Figure(
        go.Choropleth(
            geojson=outlines,
            locations=areas["code"].to_list(),
            z=areas["value"].to_list(),
            customdata=[plain(name) for name in areas["name"]],
            zmin=0,
            zmax=scale.top,
            colorscale=ramp,
            marker={"line": _outlines(areas, own, near, colours)},
            colorbar=_legend(scale, colours),
            hovertemplate="%{customdata}: %{z:,} " + scale.unit + "<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
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


def _view(box: Box | None) -> dict[str, Any]:
    if box is None:
        return {"fitbounds": "locations"}
    west, south, east, north = box
    return {"lonaxis": {"range": [west, east]}, "lataxis": {"range": [south, north]}}


def _outlines(
    areas: pl.DataFrame, own: Collection[str], near: Collection[str], colours: Palette
) -> dict[str, Any]:
    """Outlines: thick for the areas looked at, thinner for their neighbours."""
    codes = areas["code"].to_list()
    return {
        "color": [colours.total if code in {*own, *near} else colours.quiet for code in codes],
        "width": [THICK if code in own else MIDDLE if code in near else THIN for code in codes],
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
