"""A suspect's score over past lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from dashboard.figures.text import plain
from harm.days import in_days, spoken

#: The share of a narrow figure's width that a letter takes.
LETTER: Final = 0.02
#: A change of these alone is usual: every load makes one.
USUAL: Final = "data"


def history(places: pl.DataFrame, colours: Palette) -> go.Figure:
    """Draw the score on each list by its date, and where data, rules or index changed.

    Lists under the same rules and index as the present one are joined, and have the position
    where it was on the list; the others are hollow, since their days are not comparable. Positions
    and words that would run into each other are left to the table, the latest last, and a change
    of data before one of rules or index.

    Args:
        places: as `associates.HISTORY`.
        colours: of the reader's theme.
    """
    span = _span(places)
    figure = go.Figure()
    for alike, mode in ((True, "lines+markers"), (False, "markers")):
        rows = places.filter(pl.col("like") == alike).to_dicts()
        labels = _legible(_positions(rows) if alike else {}, span)
        figure.add_scatter(
            x=[row["as_of"] for row in rows],
            y=[None if row["tenths"] is None else in_days(row["tenths"]) for row in rows],
            mode=f"{mode}+text",
            text=[labels.get(number, "") for number in range(len(rows))],
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
    _mark_changes(figure, places, span, colours)
    figure.update_layout(showlegend=False, **layout(colours, height=240, t=36, b=30, r=16))
    figure.update_yaxes(title_text="days", tickformat=",", rangemode="tozero", **axis(colours))
    figure.update_xaxes(tickformat="%b %y", nticks=5, **axis(colours))
    return figure


def _in_words(row: dict[str, object]) -> str:
    tenths, position = row["tenths"], row["position"]
    if not isinstance(tenths, int) or position is None:
        return f"{row['as_of']:%d %b %y}: not assessed"
    return f"{row['as_of']:%d %b %y}: {spoken(tenths)} days, position {position:,}"


def _span(places: pl.DataFrame) -> timedelta:
    """The time that is shown; never none, so that it has parts."""
    dates = places["as_of"].to_list()
    return max(max(dates) - min(dates), timedelta(days=1)) if dates else timedelta(days=1)


def _positions(rows: list[dict[str, Any]]) -> dict[int, tuple[date, str]]:
    """Where it was on each list, by number of the row, the latest first."""
    return {
        number: (row["as_of"], f"#{row['position']:,}")
        for number, row in reversed([*enumerate(rows)])
        if row["listed"]
    }


def _legible(labels: Mapping[int, tuple[date, str]], span: timedelta) -> dict[int, str]:
    """The labels that have room, given those that come before them in this order."""
    kept: dict[int, tuple[date, str]] = {}
    for number, (on, words) in labels.items():
        if all(
            abs(on - other) >= span * LETTER * (len(words) + len(text) + 2) / 2
            for other, text in kept.values()
        ):
            kept[number] = (on, words)
    return {number: words for number, (_, words) in kept.items()}


def _mark_changes(
    figure: go.Figure, places: pl.DataFrame, span: timedelta, colours: Palette
) -> None:
    """A dotted line at each change, with a word where there is room for one."""
    changed = places.filter(pl.col("changed") != "").select("as_of", "changed").rows()
    latest_first = reversed([*enumerate(changed)])
    unusual_first = sorted(latest_first, key=lambda numbered: numbered[1][1] == USUAL)
    words = _legible(dict(unusual_first), span)
    for number, (on, what) in enumerate(changed):
        ink = colours.quiet if what == USUAL else colours.total
        figure.add_vline(x=on.isoformat(), line={"color": ink, "dash": "dot", "width": 1})
        if number in words:
            figure.add_annotation(
                x=on.isoformat(),
                y=1,
                yref="paper",
                yanchor="bottom",
                text=plain(what),
                showarrow=False,
                font={"color": ink, "size": 11},
            )
