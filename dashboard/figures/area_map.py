"""A map of areas in one hue."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import layout

HEIGHT: Final = 500
#: Of an outline, in pixels: of an area that is looked at, of one that borders on it, of others.
THICK, MIDDLE, THIN = 3, 1.5, 0.5


def area_map(
    areas: pl.DataFrame,
    outlines: dict[str, Any],
    *,
    unit: str,
    own: Collection[str],
    near: Collection[str] = (),
    colours: Palette,
) -> go.Figure:
    """Draw areas, light to dark with their value.

    Args:
        areas: `code`, `name`, `value`; an area without a value is drawn without a fill.
        outlines: GeoJSON whose features' ids are the codes.
        unit: what a value counts, for the legend.
        own: codes of the areas that are looked at, to outline.
        near: codes of those that border on them, to outline more thinly.
        colours: of the reader's theme.
    """
    ramp = [[n / 3, colour] for n, colour in enumerate(colours.ramp)]
    figure = go.Figure(
        go.Choropleth(
            geojson=outlines,
            locations=areas["code"].to_list(),
            z=areas["value"].to_list(),
            customdata=areas["name"].to_list(),
            zmin=0,
            zmax=areas["value"].max() or 1,
            colorscale=ramp,
            marker={"line": _outlines(areas, own, near, colours)},
            colorbar=_legend(unit, colours),
            hovertemplate="%{customdata}: %{z:,} " + unit + "<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    figure.update_geos(
        fitbounds="locations", visible=False, projection_type="mercator", bgcolor="rgba(0,0,0,0)"
    )
    figure.update_layout(
        dragmode=False, uirevision=f"{len(areas)} areas", **layout(colours, height=HEIGHT, b=56)
    )
    return figure


def _outlines(
    areas: pl.DataFrame, own: Collection[str], near: Collection[str], colours: Palette
) -> dict[str, Any]:
    """Of each area: thick where it is looked at, thinner where it borders on one that is."""
    codes = areas["code"].to_list()
    return {
        "color": [colours.total if code in {*own, *near} else colours.quiet for code in codes],
        "width": [THICK if code in own else MIDDLE if code in near else THIN for code in codes],
    }


def _legend(unit: str, colours: Palette) -> dict[str, Any]:
    """A scale below the map, in words and units."""
    words = {"color": colours.quiet}
    return {
        "title": {"text": unit, "side": "top", "font": words},
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
