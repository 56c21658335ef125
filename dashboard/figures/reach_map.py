"""A map of shares of residents within a walk, with the sites as marks upon it."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.choropleth import THIN, UNFADED, WORDS, Scale, area_map
from dashboard.figures.map_labels import Box
from dashboard.figures.palette import Palette
from dashboard.figures.text import plain

#: What the code of a mark begins with, so that it is never taken for that of an area.
MARK: Final = "site "
#: The mark of a site in each of its states: its sign, and whether it is filled.
SIGNS: Final = {
    "open": "circle",
    "shut": "circle-open",
    "unknown": "diamond-open",
    "closed on trial": "x-thin-open",
}
SIZE: Final = 9


def reach_map(
    areas: pl.DataFrame,
    sites: pl.DataFrame,
    outlines: dict[str, Any],
    *,
    scale: Scale,
    own: frozenset[str],
    box: Box | None,
    colours: Palette,
) -> go.Figure:
    """Draw areas light to dark with their share, and the sites, a click on each of which counts.

    Args:
        areas: `code`, `name`, `value` (percent), `words`, and if there is one, `unknown`: whether
            the share is not known, so that the area is grey.
        sites: `name`, `lon`, `lat`, `state`; a mark's code is `MARK` and its row in this frame,
            so that a name goes to the browser as it is shown there, and not once more as it is.
        outlines: GeoJSON whose features' ids are the codes.
        scale: what shades mean.
        own: codes of the areas that are looked at.
        box: what part of the world is shown.
        colours: of the reader's theme.
    """
    figure = area_map(areas, outlines, scale=scale, own=own, box=box, colours=colours)
    if "unknown" in areas.columns:
        _draw_unknown(figure, areas.filter("unknown"), outlines, colours)
    _draw_sites(figure, sites, colours)
    return figure


def _draw_sites(figure: go.Figure, sites: pl.DataFrame, colours: Palette) -> None:
    """Draw a mark for each site, by its state."""
    numbered = sites.with_row_index("row")
    for state, sign in SIGNS.items():
        theirs = numbered.filter(pl.col("state") == state)
        if theirs.is_empty():
            continue
        rim = {"color": colours.paper if sign == "circle" else colours.total, "width": 1.5}
        figure.add_trace(
            go.Scattergeo(
                lon=theirs["lon"].to_list(),
                lat=theirs["lat"].to_list(),
                customdata=[f"{MARK}{row}" for row in theirs["row"]],
                text=[f"{plain(name)}: {state}" for name in theirs["name"]],
                mode="markers",
                marker={"symbol": sign, "size": SIZE, "color": colours.total, "line": rim},
                showlegend=False,
                hovertemplate="%{text}<extra></extra>",
                **UNFADED,
            )
        )


def _draw_unknown(
    figure: go.Figure, areas: pl.DataFrame, outlines: dict[str, Any], colours: Palette
) -> None:
    """Draw areas whose share is not known in the grey of lines, which is no shade of the scale."""
    if areas.is_empty():
        return
    figure.add_trace(
        go.Choropleth(
            geojson=outlines,
            locations=areas["code"].to_list(),
            z=[0] * areas.height,
            customdata=["<br>".join(map(plain, lines)) for lines in areas["words"]],
            colorscale=[[0, colours.grid], [1, colours.grid]],
            marker={"line": {"color": colours.quiet, "width": THIN}},
            showscale=False,
            hovertemplate=WORDS,
            **UNFADED,
        )
    )
