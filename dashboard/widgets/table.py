"""A table that is only read: every row in sight, no index, no empty cell without a sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import polars as pl
import streamlit as st

from dashboard.widgets.style import ROW_HEIGHT
from dashboard.wording import NOTHING


def small_table(
    frame: pl.DataFrame,
    columns: Mapping[str, Any],
    *,
    alt: str,
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """Show a frame whole.

    Args:
        frame: what is shown, and no more: what is sent to a browser is disclosed.
        columns: how each column is shown.
        alt: what is shown, in words.
        width: all that there is, or as much as the columns need.
    """
    st.dataframe(
        frame,
        hide_index=True,
        width=width,
        placeholder=NOTHING,
        row_height=ROW_HEIGHT,
        height="content",
        column_config=dict(columns),
        alt=alt,
    )
