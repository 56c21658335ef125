"""Two values of each area on one line: before and after."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from dashboard.figures.text import plain

#: Of a row, and of what is around them, in pixels.
ROW: Final = 26
AROUND: Final = 76


def dumbbell(rows: pl.DataFrame, colours: Palette, *, unit: str) -> go.Figure:
    """Draw each area's value before, as a ring, and after, as a disc, with a line between.

    Args:
        rows: `name`, `before`, `after` and `posts`, the first at the top.
        colours: of the reader's theme.
        unit: of the values.
    """
    shown = rows.reverse().to_dicts()
    places = [*range(len(shown))]
    words = [_in_words(row, unit) for row in shown]
    line: dict[str, list[Any]] = {"x": [], "y": []}
    for place, row in zip(places, shown, strict=True):
        line["x"] += [row["before"], row["after"], None]
        line["y"] += [place, place, None]
    figure = go.Figure(
        [
            go.Scatter(
                **line,
                mode="lines",
                line={"color": colours.quiet, "width": 2},
                hoverinfo="skip",
                showlegend=False,
            ),
            _dots(shown, places, words, "before", colours.quiet, "circle-open"),
            _dots(shown, places, words, "after", colours.ink, "circle"),
        ]
    )
    figure.update_layout(
        legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0},
        **layout(colours, height=AROUND + ROW * len(shown), t=28, b=44, r=8),
    )
    figure.update_xaxes(title_text=unit, tickformat=",", nticks=6, **axis(colours))
    figure.update_yaxes(
        tickvals=places,
        ticktext=[plain(row["name"]) for row in shown],
        range=[-0.6, len(shown) - 0.4],
        **axis(colours) | {"showgrid": False},
    )
    return figure


def _dots(
    rows: list[dict[str, Any]],
    places: list[int],
    words: list[str],
    side: str,
    colour: str,
    symbol: str,
) -> go.Scatter:
    return go.Scatter(
        x=[row[side] for row in rows],
        y=places,
        mode="markers",
        name=side.capitalize(),
        marker={"size": 11, "color": colour, "symbol": symbol, "line": {"width": 2}},
        customdata=words,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _in_words(row: dict[str, Any], unit: str) -> str:
    return (
        f"{plain(row['name'])}: {row['before']:,.2f} {unit} before and {row['after']:,.2f} after "
        f"{row['posts']:,} posts"
    )
