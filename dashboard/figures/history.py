"""A suspect's score over past lists."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from harm.days import in_days, spoken


def history(places: pl.DataFrame, colours: Palette) -> go.Figure:
    """Draw the score on each list by its date, and where data, rules or index changed.

    Lists under the same rules and index as the present one are joined, and have the position
    where it was on the list; the others are hollow, since their days are not comparable.

    Args:
        places: as `context.HISTORY`.
        colours: of the reader's theme.
    """
    figure = go.Figure()
    for alike, mode in ((True, "lines+markers"), (False, "markers")):
        rows = places.filter(pl.col("like") == alike).to_dicts()
        figure.add_scatter(
            x=[row["as_of"] for row in rows],
            y=[None if row["tenths"] is None else in_days(row["tenths"]) for row in rows],
            mode=f"{mode}+text",
            text=[f"#{row['position']:,}" if row["listed"] and alike else "" for row in rows],
            textposition="top center",
            textfont={"size": 11, "color": colours.quiet},
            cliponaxis=False,
            line={"color": colours.ink, "width": 2},
            marker={
                "size": 8,
                "opacity": 1,
                "color": colours.ink if alike else colours.quiet,
                "symbol": ["circle" if alike else "circle-open"] * len(rows),
            },
            customdata=[_in_words(row) for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
        )
    for on, what in places.filter(pl.col("changed") != "").select("as_of", "changed").iter_rows():
        _changed(figure, on.isoformat(), what, colours)
    figure.update_layout(showlegend=False, **layout(colours, height=240, t=36, b=30, r=16))
    figure.update_yaxes(title_text="days", tickformat=",", rangemode="tozero", **axis(colours))
    figure.update_xaxes(tickformat="%b %y", nticks=8, **axis(colours))
    return figure


def _in_words(row: dict[str, object]) -> str:
    tenths, position = row["tenths"], row["position"]
    if not isinstance(tenths, int) or position is None:
        return f"{row['as_of']:%d %b %y}: not assessed"
    return f"{row['as_of']:%d %b %y}: {spoken(tenths)} days, position {position:,}"


def _changed(figure: go.Figure, on: str, what: str, colours: Palette) -> None:
    figure.add_vline(x=on, line={"color": colours.total, "dash": "dot", "width": 1})
    figure.add_annotation(
        x=on,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=what,
        showarrow=False,
        font={"color": colours.total, "size": 11},
    )
