"""A count by month."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout


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
    figure.update_layout(bargap=0.25, **layout(colours, height=220, t=8))
    figure.update_yaxes(tickformat=",", rangemode="tozero", **axis(colours))
    figure.update_xaxes(tickformat="%b %y", **axis(colours))
    return figure
