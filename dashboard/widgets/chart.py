"""A chart with its text alternative, and no way round the log."""

from __future__ import annotations

from typing import Final, Literal

import plotly.graph_objects as go
import streamlit as st

from dashboard.figures.palette import Palette, palette

#: The empty map file keeps a map from asking another machine for one; no toolbar, since its
#: picture would leave unmarked and unlogged.
CONFIG: Final = {
    "displayModeBar": False,
    "topojsonURL": "/app/static/topojson/",
    "scrollZoom": False,
    "doubleClick": "reset",
}


def colours() -> Palette:
    """The colours of the reader's theme."""
    theme: Literal["light", "dark"] = "dark" if st.context.theme.type == "dark" else "light"
    return palette(theme)


def chart(figure: go.Figure, *, alt: str, key: str) -> None:
    """Show a figure that is only looked at."""
    st.plotly_chart(figure, config=CONFIG, alt=alt, key=key, theme="streamlit")


def clicked(figure: go.Figure, *, alt: str, key: str) -> str | None:
    """Show a map, and say which area was clicked last."""
    event = st.plotly_chart(
        figure,
        config=CONFIG,
        alt=alt,
        key=key,
        theme="streamlit",
        on_select="rerun",
        selection_mode="points",
    )
    points = event.selection.points
    return str(points[0]["location"]) if points else None
