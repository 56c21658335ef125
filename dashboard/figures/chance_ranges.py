"""Rates with the range of chance of each, a line an area, all of them named."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.funnel import WITHIN
from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from dashboard.figures.text import plain

HEIGHT: Final = 430
#: The limits that are shaded, the wider first, with how thick and how dark each is.
RANGES: Final = (("low_998", "high_998", 0.3, 0.55), ("low_95", "high_95", 0.72, 1.0))
#: Of the names, in pixels.
SMALL: Final = 10


def ranges_figure(
    areas: pl.DataFrame,
    colours: Palette,
    *,
    rate: float,
    unit: str,
    own: Collection[str],
) -> go.Figure:
    """Draw each area's rate as a mark on the range in which chance alone would leave it.

    Args:
        areas: `code`, `name`, `rate`, the limits and `outside`; those without a rate are left out.
        colours: of the reader's theme.
        rate: of all areas together.
        unit: of a rate.
        own: codes of the areas that are looked at.
    """
    known = areas.drop_nulls("rate").sort("rate", "name", descending=[False, True])
    rows = known.to_dicts()
    figure = go.Figure([*_shades(known, colours), _marks(rows, colours, unit, own)])
    figure.add_vline(x=rate, line={"color": colours.quiet, "width": 1})
    figure.add_annotation(
        x=rate,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=f"London {rate:,.1f}",
        showarrow=False,
        font={"color": colours.quiet, "size": SMALL + 1},
    )
    figure.update_layout(
        showlegend=False, barmode="overlay", **layout(colours, height=HEIGHT, t=20, b=40, r=8)
    )
    figure.update_xaxes(title_text=unit, tickformat=",", nticks=6, **axis(colours))
    names = {"tickvals": [*range(len(rows))], "ticktext": [_name(row, own) for row in rows]}
    words = {"color": colours.quiet, "size": SMALL}
    figure.update_yaxes(
        **names,
        range=[-0.6, len(rows) - 0.4],
        **axis(colours) | {"tickfont": words, "showgrid": False},
    )
    return figure


def _shades(areas: pl.DataFrame, colours: Palette) -> list[go.Bar]:
    return [
        go.Bar(
            orientation="h",
            y=[*range(areas.height)],
            base=areas[low].to_list(),
            x=(areas[high] - areas[low]).to_list(),
            width=thick,
            marker={"color": colours.shade, "opacity": dark, "line": {"width": 0}},
            hoverinfo="skip",
        )
        for low, high, thick, dark in RANGES
    ]


def _marks(
    rows: list[dict[str, Any]], colours: Palette, unit: str, own: Collection[str]
) -> go.Scatter:
    return go.Scatter(
        x=[row["rate"] for row in rows],
        y=[*range(len(rows))],
        mode="markers",
        marker={
            "size": [12 if row["code"] in own else 8 for row in rows],
            "opacity": 1,
            "symbol": ["circle" if row["outside"] == WITHIN else "diamond" for row in rows],
            "color": [colours.total if row["code"] in own else colours.ink for row in rows],
        },
        customdata=[_in_words(row, unit) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _name(row: dict[str, Any], own: Collection[str]) -> str:
    name = plain(row["name"])
    return f"<b>{name}</b>" if row["code"] in own else name


def _in_words(row: dict[str, Any], unit: str) -> str:
    return (
        f"{plain(row['name'])}: {row['rate']:,.1f} {unit}; chance alone would leave it between "
        f"{row['low_95']:,.1f} and {row['high_95']:,.1f}"
    )
