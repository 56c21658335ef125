"""Rates with the limits that chance alone would seldom pass."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import axis, layout
from dashboard.figures.text import plain

HEIGHT: Final = 420
#: The limits, outermost first, with how each is drawn.
LINES: Final = (("low_998", "dash"), ("high_998", "dash"), ("low_95", "dot"), ("high_95", "dot"))
#: Names of more areas than these would cover each other.
LABELLED: Final = 40
WITHIN: Final = "within"


def funnel_figure(
    areas: pl.DataFrame,
    lines: pl.DataFrame,
    colours: Palette,
    *,
    rate: float,
    unit: str,
    own: Collection[str],
) -> go.Figure:
    """Draw each area's rate by how many people live there, and the limits.

    Args:
        areas: `code`, `name`, `people`, `rate`, `outside`; those without a rate are left out.
        lines: as `harm.areas.funnel.curve`.
        colours: of the reader's theme.
        rate: of all areas together.
        unit: of a rate.
        own: codes of the areas that are looked at.
    """
    figure = go.Figure([*_limits(lines, colours), _marks(areas, colours, unit, own)])
    figure.add_hline(y=rate, line={"color": colours.quiet, "width": 1})
    figure.update_layout(showlegend=False, **layout(colours, height=HEIGHT, t=20, b=44, r=16))
    words = {"tickformat": ","}
    figure.update_xaxes(title_text="residents", nticks=6, **words, **axis(colours))
    figure.update_yaxes(title_text=unit, rangemode="tozero", **words, **axis(colours))
    return figure


def _limits(lines: pl.DataFrame, colours: Palette) -> list[go.Scatter]:
    return [
        go.Scatter(
            x=lines["people"].to_list(),
            y=lines[name].to_list(),
            mode="lines",
            line={"color": colours.quiet, "width": 1, "dash": dash},
            hoverinfo="skip",
        )
        for name, dash in LINES
    ]


def _marks(areas: pl.DataFrame, colours: Palette, unit: str, own: Collection[str]) -> go.Scatter:
    rows = areas.drop_nulls("rate").to_dicts()
    return go.Scatter(
        x=[row["people"] for row in rows],
        y=[row["rate"] for row in rows],
        mode="markers+text",
        text=[plain(row["name"]) if _says(row, own, len(rows)) else "" for row in rows],
        textposition="top center",
        textfont={"size": 11, "color": colours.quiet},
        cliponaxis=False,
        marker={
            "size": [12 if row["code"] in own else 8 for row in rows],
            "opacity": 1,
            "symbol": ["circle" if row["outside"] == WITHIN else "diamond" for row in rows],
            "color": [colours.total if row["code"] in own else colours.ink for row in rows],
        },
        customdata=[_in_words(row, unit) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _says(row: dict[str, Any], own: Collection[str], areas: int) -> bool:
    """Whether an area is named: outside the outer limits or looked at, where areas are few."""
    return areas <= LABELLED and ("99.8" in str(row["outside"]) or row["code"] in own)


def _in_words(row: dict[str, Any], unit: str) -> str:
    return f"{plain(row['name'])}: {row['rate']:,.1f} {unit}; {row['outside']}"
