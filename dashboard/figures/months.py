"""A count by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from dashboard.figures.text import plain

#: Of a bar; Plotly draws one that is alone as wide as a millisecond.
WIDTH: Final = timedelta(days=22)
#: Room before the first month and behind the last.
EDGE: Final = timedelta(days=20)


def months(
    counts: pl.DataFrame,
    colours: Palette,
    *,
    value: str = "crimes",
    breaks: Mapping[date, str] | None = None,
) -> go.Figure:
    """Draw a bar a month.

    Args:
        counts: `month` and the value.
        colours: of the reader's theme.
        value: the column that is drawn.
        breaks: months at whose beginning the series breaks, each with why, in a few words;
            those outside the months are not drawn.
    """
    figure = go.Figure(
        go.Bar(
            x=counts["month"].to_list(),
            y=counts[value].to_list(),
            width=WIDTH // timedelta(milliseconds=1),
            marker={"color": colours.ink},
            hovertemplate="%{x|%B %Y}: %{y:,}<extra></extra>",
        )
    )
    figure.update_layout(**layout(colours, height=220, t=24 if breaks else 8))
    figure.update_yaxes(tickformat=",", rangemode="tozero", **axis(colours))
    figure.update_xaxes(tickformat="%b %y", **axis(colours))
    dates = counts["month"].to_list()
    if not dates:
        return figure
    first, last = min(dates) - EDGE, max(dates) + EDGE
    figure.update_xaxes(range=[first, last])  # Plotly's own leaves out a bar that is alone
    for month, why in (breaks or {}).items():
        if not first <= month <= last:
            continue
        figure.add_vline(x=month.isoformat(), line={"color": colours.total, "dash": "dot"})
        figure.add_annotation(
            x=month.isoformat(),
            y=1.02,
            yref="paper",
            yanchor="bottom",
            xanchor="left",
            text=plain(why),
            showarrow=False,
            font={"color": colours.total, "size": 12},
        )
    return figure
