"""A map of wards that stand out with their neighbours."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import layout
from dashboard.figures.text import plain

HEIGHT: Final = 420
#: The meaning of each shade, from light to dark.
SHADES: Final = {"": "neither", "low": "low", "high": "high"}


def spots_map(wards: pl.DataFrame, outlines: dict[str, Any], colours: Palette) -> go.Figure:
    """Draw wards in three shades of one hue.

    Args:
        wards: `code`, `name` and `spot` (a key of `SHADES`; empty: not tested, and without a fill).
        outlines: GeoJSON whose features' ids are the codes.
        colours: of the reader's theme.
    """
    number = {spot: place for place, spot in enumerate(SHADES)}
    rows = wards.select("code", "name", "spot").rows()
    shades = (colours.grid, colours.ramp[1], colours.ink)
    steps = [(end / len(shades), shade) for n, shade in enumerate(shades) for end in (n, n + 1)]
    words = {"color": colours.quiet}
    figure = go.Figure(
        go.Choropleth(
            geojson=outlines,
            locations=[code for code, _, _ in rows],
            z=[number.get(spot) if spot is not None else None for _, _, spot in rows],
            customdata=[
                f"{plain(name)}: {SHADES[spot]}" if spot is not None else plain(name)
                for _, name, spot in rows
            ],
            zmin=-0.5,
            zmax=len(shades) - 0.5,
            colorscale=steps,
            marker={"line": {"color": colours.quiet, "width": 0.5}},
            colorbar={
                "title": {"text": "with its neighbours", "side": "top", "font": words},
                "tickvals": [*number.values()],
                "ticktext": [*SHADES.values()],
                "tickfont": words,
                "orientation": "h",
                "y": -0.02,
                "yanchor": "top",
                "thickness": 10,
                "len": 0.6,
                "outlinewidth": 0,
            },
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.update_geos(
        fitbounds="locations", visible=False, projection_type="mercator", bgcolor="rgba(0,0,0,0)"
    )
    figure.update_layout(dragmode=False, **layout(colours, height=HEIGHT, b=56))
    return figure
