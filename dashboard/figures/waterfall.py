"""What makes a score: a step for each allegation, and the sum."""

from __future__ import annotations

from textwrap import shorten
from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from dashboard.figures.text import plain
from harm.days import in_days, spoken

#: More steps than this cannot be read; the smallest are gathered into one.
STEPS: Final = 10
LETTERS_OF_A_LABEL: Final = 32
ROW_HEIGHT: Final = 42
#: How much further than the longest bar a given scale goes, for the figure next to it.
ROOM: Final = 1.12


def steps(counting: pl.DataFrame) -> pl.DataFrame:
    """The steps of a score, most first, the smallest gathered into one.

    Args:
        counting: `crime_ref`, `index_title`, `tenths`, most first.

    Returns:
        `label`, `tenths`; the tenths add up to those given.
    """
    named = counting.select("index_title", "crime_ref")
    labels = [_label(title, crime) for title, crime in named.iter_rows()]
    labelled = counting.select(pl.Series("label", labels, pl.String), "tenths")
    if labelled.height <= STEPS:
        return labelled
    rest = labelled.slice(STEPS - 1)
    gathered = pl.DataFrame({"label": [f"{rest.height} more"], "tenths": [rest["tenths"].sum()]})
    return pl.concat([labelled.head(STEPS - 1), gathered])


def _label(offence: str, crime_ref: str) -> str:
    """The offence over the crime's reference; Plotly reads tags, so data must not be any."""
    title = shorten(offence, LETTERS_OF_A_LABEL, placeholder=" …")
    return f"{plain(title)}<br><i>{plain(crime_ref)}</i>"


def waterfall(counting: pl.DataFrame, colours: Palette, *, reach: int | None = None) -> go.Figure:
    """Draw the steps and their sum, in days.

    Args:
        counting: as for `steps`.
        colours: of the reader's theme.
        reach: how far the scale goes at least, in tenths, so that two figures have the same.
    """
    parts = steps(counting)
    score = int(parts["tenths"].sum())
    labels = [*parts["label"], "<b>Score</b>"]  # by place, since two could be the same
    figure = go.Figure(
        go.Waterfall(
            orientation="h",
            y=list(range(parts.height + 1)),
            x=[*(in_days(tenths) for tenths in parts["tenths"]), in_days(score)],
            measure=["relative"] * parts.height + ["total"],
            text=[*(spoken(tenths) for tenths in parts["tenths"]), spoken(score)],
            textposition="outside",
            cliponaxis=False,
            customdata=labels,
            hovertemplate="%{customdata}: %{text} days<extra></extra>",
            increasing={"marker": {"color": colours.ink}},
            totals={"marker": {"color": colours.total}},
            connector={"line": {"color": colours.grid, "width": 1}},
        )
    )
    height = ROW_HEIGHT * len(labels) + 60
    figure.update_layout(showlegend=False, **layout(colours, height=height, r=60, t=8, b=36))
    figure.update_yaxes(
        autorange="reversed",
        automargin=True,
        tickvals=list(range(len(labels))),
        ticktext=labels,
        showgrid=False,
        **axis(colours),
    )
    figure.update_xaxes(title_text="days", tickformat=",", nticks=5, **axis(colours))
    if reach is not None:
        figure.update_xaxes(range=[0, in_days(reach) * ROOM])
    return figure
