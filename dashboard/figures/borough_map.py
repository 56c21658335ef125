"""A map of the boroughs in one hue."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette


def borough_map(
    areas: pl.DataFrame,
    outlines: dict[str, Any],
    *,
    unit: str,
    chosen: str | None,
    colours: Palette,
) -> go.Figure:
    """Draw areas, light to dark with their value.

    Args:
        areas: `code`, `name`, `value`; an area without a value is drawn without a fill.
        outlines: GeoJSON whose features' ids are the codes.
        unit: what a value counts, for the legend.
        chosen: code of the area to outline.
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
            colorscale=ramp,
            marker={
                "line": {
                    "color": [
                        colours.total if code == chosen else colours.quiet for code in areas["code"]
                    ],
                    "width": [3 if code == chosen else 0.5 for code in areas["code"]],
                }
            },
            colorbar={
                "title": {"text": unit, "side": "top"},
                "thickness": 12,
                "len": 0.6,
                "x": 0.98,
                "tickformat": ",",
                "outlinewidth": 0,
            },
            hovertemplate="%{customdata}: %{z:,} " + unit + "<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    figure.update_geos(
        fitbounds="locations", visible=False, projection_type="mercator", bgcolor="rgba(0,0,0,0)"
    )
    figure.update_layout(
        height=520,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        font={"color": colours.quiet, "size": 13},
        dragmode=False,
        uirevision="boroughs",
    )
    return figure
