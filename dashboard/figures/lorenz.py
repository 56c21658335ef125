"""How far few suspects carry most: a curve against the line of equal shares."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from dashboard.figures.text import plain

HEIGHT: Final = 380
WHOLE: Final = (0, 100)
#: Where on the line of equal shares it is named: there is room on a telephone too.
EQUAL: Final = (54, 54, "equal shares")


def lorenz(points: pl.DataFrame, marked: dict[int, str], colours: Palette) -> go.Figure:
    """Draw the share of harm that the first so many suspects carry.

    Args:
        points: `suspects`, `percent_of_suspects`, `percent_of_harm`; most harm first.
        marked: suspects of points to mark, each with what it is, in a few words.
        colours: of the reader's theme.
    """
    figure = go.Figure(
        go.Scatter(
            x=points["percent_of_suspects"].to_list(),
            y=points["percent_of_harm"].to_list(),
            customdata=points["suspects"].to_list(),
            mode="lines",
            line={"color": colours.ink, "width": 3},
            hovertemplate="%{customdata:,} suspects, %{x:.2f} %: %{y:.2f} % of the harm"
            "<extra></extra>",
        )
    )
    figure.add_scatter(
        x=WHOLE,
        y=WHOLE,
        mode="lines",
        line={"color": colours.quiet, "dash": "dot", "width": 1},
        hoverinfo="skip",
    )
    chosen = points.filter(pl.col("suspects").is_in(list(marked)))
    words = [plain(marked[suspects]) for suspects in chosen["suspects"]]
    x, y = chosen["percent_of_suspects"].to_list(), chosen["percent_of_harm"].to_list()
    figure.add_scatter(
        x=x,
        y=y,
        text=words,
        mode="markers",
        marker={"color": colours.total, "size": 9},
        hovertemplate="%{text}: %{x:.2f} % of suspects, %{y:.2f} % of the harm<extra></extra>",
    )
    for place in zip(x, y, words, strict=True):
        figure.add_annotation(_label(*place, colours, colours.total))
    figure.add_annotation(_label(*EQUAL, colours, colours.quiet))
    figure.update_layout(showlegend=False, **layout(colours, height=HEIGHT, t=8, b=44, l=52, r=8))
    shared = {"ticksuffix": " %", "nticks": 6, **axis(colours)}
    figure.update_xaxes(title_text="suspects assessed, most harm first", range=[-1, 101], **shared)
    figure.update_yaxes(title_text="alleged harm", range=[0, 103], **shared)
    return figure


def _label(x: float, y: float, words: str, colours: Palette, colour: str) -> dict[str, Any]:
    """Words to the right of a point and a little below it, where the curve is not."""
    return {
        "x": x,
        "y": y,
        "text": words,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "xshift": 8,
        "yshift": 2,
        "font": {"color": colour, "size": 13},
        "bgcolor": colours.paper,  # hides the lines behind it
    }
