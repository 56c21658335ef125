"""A count by month."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette


def months(counts: pl.DataFrame, colours: Palette) -> go.Figure:
    """Draw a bar a month.

    Args:
        counts: `month`, `crimes`.
        colours: of the reader's theme.
    """
    figure = go.Figure(
        go.Bar(
            x=counts["month"].to_list(),
            y=counts["crimes"].to_list(),
            marker={"color": colours.ink},
            hovertemplate="%{x|%B %Y}: %{y:,}<extra></extra>",
        )
    )
    figure.update_layout(
        height=220,
        bargap=0.25,
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": colours.quiet, "size": 13},
    )
    figure.update_yaxes(gridcolor=colours.grid, tickformat=",", rangemode="tozero", fixedrange=True)
    figure.update_xaxes(tickformat="%b %y", fixedrange=True)
    return figure
