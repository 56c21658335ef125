"""One page of a long table: the rest stays on the server until it is asked for."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

#: A browser is sent no more rows than these at a time.
PAGE_ROWS: Final = 2_000
SORTED: Final = (
    "Pages follow the order of the whole table; a heading sorts the page in sight alone."
)


def choose_page(frame: pl.DataFrame, *, name: str) -> tuple[pl.DataFrame, int]:
    """The rows of the page that the reader chooses, and its number from 0.

    A table that fits on one page has no control.

    Args:
        frame: the whole table, in its order.
        name: what tells this table apart on its page.
    """
    if frame.height <= PAGE_ROWS:
        return frame, 0
    pages = -(-frame.height // PAGE_ROWS)
    number: int = st.selectbox(
        "Rows shown",
        range(pages),
        format_func=lambda page: page_words(page, rows=frame.height),
        key=f"page of {name}",
        width=260,
    )
    st.markdown(f":small[{SORTED}]")
    return frame.slice(number * PAGE_ROWS, PAGE_ROWS), number


def page_words(page: int, *, rows: int) -> str:
    """What a page is called: Rows 1–2,000 of 100,000."""
    first, last = page * PAGE_ROWS + 1, min((page + 1) * PAGE_ROWS, rows)
    return f"Rows {first:,}–{last:,} of {rows:,}"
