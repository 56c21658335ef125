"""A chart with its text alternative, and no way round the log."""

from __future__ import annotations

from collections.abc import Callable
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


def clickable(figure: go.Figure, *, alt: str, key: str, on_click: Callable[[str], None]) -> None:
    """Show a map, and do something with the code of an area, or of a mark, that is clicked.

    It is done before the page runs again, and once for each click: what was clicked last stays
    marked in the browser, and is no wish of the reader's for ever.
    """
    st.plotly_chart(
        figure,
        config=CONFIG,
        alt=alt,
        key=key,
        theme="streamlit",
        on_select=lambda: _tell(key, on_click),
        selection_mode="points",
    )


def _tell(key: str, on_click: Callable[[str], None]) -> None:
    for point in st.session_state[key].selection.points[:1]:
        on_click(str(point.get("location") or point["customdata"]))
