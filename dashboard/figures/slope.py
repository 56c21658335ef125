"""Places on two lists, joined by a line a suspect."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from dashboard.figures.text import plain

#: What is drawn, quietest first: which movements, in words, and how strong a line.
GROUPS: Final = (
    (("stayed", "up", "down"), "on both lists", 0.8),
    (("left",), "left", 1.6),
    (("entered",), "entered", 1.6),
)
#: How far below the last place somebody who is off the list is drawn, as a share of the list.
BELOW: Final = 0.06
#: How strong those are drawn who are on both lists: they are the most, and the least asked for.
FAINT: Final = 0.4


def slope(
    people: pl.DataFrame, colours: Palette, *, length: int, names: tuple[str, str]
) -> go.Figure:
    """Draw the two positions of everyone on either list; the first place is at the top.

    Whoever is off a list is drawn below it, since how far off would press the list together.

    Args:
        people: `suspect_id`, `position_before`, `position_after`, `movement`.
        colours: of the reader's theme.
        length: of the longer list.
        names: of the two lists.
    """
    ink = {"on both lists": colours.quiet, "left": colours.total, "entered": colours.ink}
    off = length * (1 + BELOW)
    figure = go.Figure()
    for movements, name, width in GROUPS:
        group = people.filter(pl.col("movement").cast(pl.String).is_in(movements))
        figure.add_scatter(
            **_lines(group, length, off),
            name=f"{name} ({group.height:,})",
            mode="lines+markers",
            line={"color": ink[name], "width": width},
            marker={"size": 4},
            opacity=FAINT if name == "on both lists" else 1,
            hovertemplate="%{text}<extra></extra>",
        )
    figure.update_layout(
        legend={"orientation": "h", "y": 1.12, "x": 0, "font": {"color": colours.quiet}},
        **layout(colours, height=580, t=72, l=8, r=8, b=8),
    )
    figure.update_xaxes(
        tickvals=[0, 1],
        ticktext=[plain(name) for name in names],
        range=[-0.15, 1.15],
        side="top",
        **axis(colours),
    )
    ticks = [1, *(place for place in range(length // 5, length + 1, max(length // 5, 1)))]
    figure.update_yaxes(
        tickvals=[*ticks, off],
        ticktext=[*(f"{place:,}" for place in ticks), "off"],
        range=[off + length * 0.02, 1 - length * 0.02],
        **axis(colours),
    )
    return figure


def _lines(group: pl.DataFrame, length: int, off: float) -> dict[str, list[Any]]:
    """A line for each suspect of a group, with a gap after it: where it goes and what it says."""
    lines: dict[str, list[Any]] = {"x": [], "y": [], "text": []}
    places = group.select("suspect_id", "position_before", "position_after")
    for suspect, before, after in places.iter_rows():
        lines["x"] += [0, 1, None]
        lines["y"] += [_height(before, length, off), _height(after, length, off), None]
        lines["text"] += [f"{plain(suspect)}: {_place(before)} → {_place(after)}"] * 2 + [None]
    return lines


def _height(position: int | None, length: int, off: float) -> float:
    return off if position is None or position > length else position


def _place(position: int | None) -> str:
    return "not assessed" if position is None else f"{position:,}"
