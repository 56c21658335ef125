"""When each allegation was recorded, a lane for each victim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from dashboard.figures.text import plain
from dashboard.figures.timeline_labels import above, beside, legible_marks
from dashboard.figures.timeline_words import in_mark_words, in_period_words
from harm.days import spoken
from harm.suspects.timeline import Period, Stage, gather

#: The lane of allegations whose victim is not recorded.
NOT_RECORDED: Final = "Not known"
#: More lanes than this are not drawn; the tables have all.
LANES: Final = 24
#: Up to so many lanes there is room for labels above the marks; with more they are next to them.
ROOMY: Final = 8
#: Marks from this long before the window are left to the tables, so that the year stays legible.
LOOK_BACK: Final = timedelta(days=365)
#: The most marks that are drawn one by one; the smaller are added up by month, or by a longer
#: period where there would be too many months over all lanes.
ALONE: Final = 400
ADDED_UP: Final = 600
DAYS_OF: Final[Mapping[Period, int]] = {"month": 28, "quarter": 90, "year": 365}
MARGIN: Final = timedelta(days=12)
SMALLEST, LARGEST = 9, 26
#: The shape of a mark says how far the allegation has gone; whether it is filled, if it counts.
SHAPES: Final[Mapping[Stage, str]] = {
    "charged": "square",
    "earlier": "circle",
    "ended": "diamond",
}


def lanes(marks: pl.DataFrame) -> list[str | None]:
    """The victims' codes from the top: V1 first, and the lane of those not recorded last."""
    codes = marks["victim_code"].unique().to_list()
    return sorted(codes, key=lambda code: (code is None, len(code or ""), code or ""))[:LANES]


def lane_height(order: Sequence[str | None]) -> int:
    """The height of a lane in pixels."""
    return 50 if len(order) <= ROOMY else 34


def marks_with_room(marks: pl.DataFrame, window: tuple[date, date]) -> pl.DataFrame:
    """The marks that the figure has room for; the tables have the others too."""
    codes = lanes(marks)
    return marks.filter(
        pl.col("victim_code").is_in(codes, nulls_equal=True),
        pl.col("recorded_on").is_between(window[0] - LOOK_BACK, window[1]),
    )


def period_of(marks: pl.DataFrame) -> Period:
    """The shortest period whose sums, over all lanes, are no more than are drawn."""
    first, last = marks["recorded_on"].min(), marks["recorded_on"].max()
    if not isinstance(first, date) or not isinstance(last, date):
        return "month"
    count = len(lanes(marks))
    return next(
        (
            period
            for period, days in DAYS_OF.items()
            if count * ((last - first).days // days + 2) <= ADDED_UP
        ),
        "year",
    )


def gathered(marks: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The marks that are drawn one by one, and the others added up, of those with room."""
    return gather(marks, ALONE, period_of(marks))


def timeline(
    marks: pl.DataFrame,
    window: tuple[date, date],
    colours: Palette,
    *,
    chosen: str | None = None,
) -> go.Figure:
    """Draw the marks by the date recorded, each with a line back to the date committed.

    Args:
        marks: as `harm.suspects.timeline.MARKS`.
        window: its first and its last day.
        colours: of the reader's theme.
        chosen: the crime that is pointed out.
    """
    inside, order = marks_with_room(marks, window), lanes(marks)
    alone, periods = gathered(inside)
    lane = {code: number for number, code in enumerate(order)}
    figure = go.Figure()
    _delays(figure, alone, lane, window, colours)
    _marks(figure, alone, lane, window, colours)
    _periods(figure, periods, period_of(inside), lane, colours)
    _pointed_out(figure, alone.filter(pl.col("crime_ref") == (chosen or "")), lane, colours)
    _edges(figure, window, colours)
    first = min([window[0], *inside["recorded_on"].to_list()]) - MARGIN
    figure.update_layout(
        showlegend=False, **layout(colours, height=lane_height(order) * len(order) + 74, t=24, b=30)
    )
    figure.update_yaxes(
        tickvals=list(lane.values()),
        ticktext=[code or NOT_RECORDED for code in lane],
        range=[len(order) - 0.4, -0.6],
        automargin=True,
        **axis(colours),
    )
    figure.update_xaxes(
        range=[first.isoformat(), (window[1] + MARGIN).isoformat()],
        tickformat="%b %y",
        nticks=6,
        **axis(colours) | {"gridcolor": "rgba(0,0,0,0)"},
    )
    return figure


def _marks(
    figure: go.Figure,
    marks: pl.DataFrame,
    lane: Mapping[str | None, int],
    window: tuple[date, date],
    colours: Palette,
) -> None:
    most = max([1, *marks["index_tenths"].drop_nulls().to_list()])
    rows, legible = marks.to_dicts(), legible_marks(marks, most, window)
    figure.add_trace(
        go.Scatter(
            x=[row["recorded_on"] for row in rows],
            y=[lane[row["victim_code"]] for row in rows],
            mode="markers+text",
            text=[spoken(row["tenths"]) if row["crime_ref"] in legible else "" for row in rows],
            textposition=[
                (above if len(lane) <= ROOMY else beside)(row["recorded_on"], window)
                for row in rows
            ],
            textfont={"size": 11, "color": colours.quiet},
            cliponaxis=False,
            marker={
                "size": [size(row["index_tenths"] or 0, most) for row in rows],
                "symbol": [symbol(row) for row in rows],
                "color": [colours.ink if row["counts"] else colours.quiet for row in rows],
                "opacity": 1,
                "line": {"width": [0 if row["counts"] else 1.5 for row in rows]},
            },
            customdata=[in_mark_words(row) for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _periods(
    figure: go.Figure,
    periods: pl.DataFrame,
    period: Period,
    lane: Mapping[str | None, int],
    colours: Palette,
) -> None:
    """A mark for what a period of a lane has besides the marks drawn one by one."""
    if periods.is_empty():
        return
    rows = periods.to_dicts()
    figure.add_trace(
        go.Scatter(
            x=[row["first_recorded_on"] for row in rows],
            y=[lane[row["victim_code"]] for row in rows],
            mode="markers",
            marker={"size": SMALLEST, "symbol": "triangle-up", "color": colours.quiet},
            customdata=[
                f"and {row['allegations']:,} more in "
                f"{in_period_words(row['first_recorded_on'], period)}<br>"
                f"{plain(row['victim_code'] or 'victim not recorded')}; "
                f"{spoken(row['tenths'])} days"
                for row in rows
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def symbol(row: Mapping[str, Any]) -> str:
    """The shape of a mark by its stage: filled where it counts, and open where it does not."""
    shape = SHAPES[row["stage"]]
    return shape if row["counts"] else f"{shape}-open"


def size(tenths: int, most: int) -> float:
    """A mark's width in pixels: its area goes with the days, and none vanishes."""
    return max(SMALLEST, LARGEST * sqrt(tenths / most))


def _delays(
    figure: go.Figure,
    marks: pl.DataFrame,
    lane: Mapping[str | None, int],
    window: tuple[date, date],
    colours: Palette,
) -> None:
    """A line from the date committed to the date recorded, cut where the figure begins."""
    first = window[0] - LOOK_BACK
    known = marks.filter(pl.col("committed_on") < pl.col("recorded_on"))
    xs: list[date | None] = []
    ys: list[int | None] = []
    for row in known.to_dicts():
        height = lane[row["victim_code"]]
        xs += [max(row["committed_on"], first), row["recorded_on"], None]
        ys += [height, height, None]
    figure.add_trace(
        go.Scatter(
            x=xs, y=ys, mode="lines", line={"color": colours.quiet, "width": 1}, hoverinfo="skip"
        )
    )


def _pointed_out(
    figure: go.Figure, marks: pl.DataFrame, lane: Mapping[str | None, int], colours: Palette
) -> None:
    figure.add_trace(
        go.Scatter(
            x=marks["recorded_on"].to_list(),
            y=[lane[code] for code in marks["victim_code"]],
            mode="markers",
            marker={
                "size": LARGEST + 8,
                "symbol": "circle-open",
                "color": colours.total,
                "line": {"width": 2.5},
            },
            hoverinfo="skip",
        )
    )


def _edges(figure: go.Figure, window: tuple[date, date], colours: Palette) -> None:
    """The two edges of the window, each with its date."""
    for edge, anchor in zip(window, ("left", "right"), strict=True):
        at = edge.isoformat()
        figure.add_vline(x=at, line={"color": colours.total, "dash": "dot", "width": 1.5})
        figure.add_annotation(
            x=at,
            y=1,
            yref="paper",
            yanchor="bottom",
            xanchor=anchor,
            text=f"{edge.day} {edge:%b %y}",
            showarrow=False,
            font={"color": colours.total, "size": 11},
        )
