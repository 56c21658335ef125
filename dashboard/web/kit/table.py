"""The one way in which a table goes to the browser.

Streamlit would hand a Polars frame to pandas, and hold Python's lock (the GIL) while it waits for
the threads of Polars. Here the table is ready as Arrow before Streamlit sees it, and nothing on
the way there holds the lock while it waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

import polars as pl
import pyarrow as pa
import streamlit as st

from dashboard.web.kit.paging import choose_page
from dashboard.web.kit.references import with_cell_references
from dashboard.web.kit.shown_tables import note_table
from dashboard.web.kit.style import ROW_HEIGHT
from dashboard.wording.formats import NOTHING

Width = Literal["stretch", "content"]
#: A table with more rows than these is scrolled, however much of it should be in sight.
MOST_IN_SIGHT: Final = 100
#: What the words of a table of suspects end with on a page, and not in a file.
OPENS: Final = " A reference opens the suspect."
OPENS_CASE: Final = " A reference opens the case."


def show_table(
    frame: pl.DataFrame,
    columns: Mapping[str, Any],
    *,
    alt: str,
    key: str | None = None,
    width: Width = "stretch",
    height: int | Literal["auto", "content"] = "auto",
    row_height: int | None = ROW_HEIGHT,
) -> None:
    """Show a table; every table of every page goes through here, a long one page by page.

    Args:
        frame: what is shown, and no more: what is sent to a browser is disclosed.
        columns: how each column is shown, by its name.
        alt: what is shown, in words.
        key: what names this table, and changes when its rows do; None: its place on the page.
        width: all that there is, or as much as the columns need.
        height: in pixels; `content`: every row in sight, up to a hundred; `auto`: ten rows, and
            the rest by scrolling.
        row_height: of a row, in pixels; None: Streamlit's own.
    """
    note_table(key or alt, alt.removesuffix(OPENS).removesuffix(OPENS_CASE), frame, columns)
    rows, page = choose_page(frame, name=key or alt)
    if height == "content" and rows.height > MOST_IN_SIGHT:
        height = ROW_HEIGHT * (MOST_IN_SIGHT + 1) + 3
    st.dataframe(
        arrow_of(with_cell_references(rows)),
        # Another page is another table: its scrolling and sorting are its own.
        key=f"{key} page {page}" if key and page else key,
        hide_index=True,
        width=width,
        height=height,
        placeholder=NOTHING,
        row_height=row_height,
        column_config=dict(columns),
        alt=alt,
        lazy=False,
    )


def small_table(
    frame: pl.DataFrame, columns: Mapping[str, Any], *, alt: str, width: Width = "stretch"
) -> None:
    """Show a table that is only read, with every row in sight, up to a hundred.

    Args:
        frame: what is shown, and no more: what is sent to a browser is disclosed.
        columns: how each column is shown, by its name.
        alt: what is shown, in words.
        width: all that there is, or as much as the columns need.
    """
    show_table(frame, columns, alt=alt, width=width, height="content")


def show_pairs(pairs: Mapping[str, str]) -> None:
    """Show names, each with its value; both are read as Markdown."""
    st.table(dict(pairs), border="horizontal")


def show_marked(columns: Mapping[str, list[str]]) -> None:
    """Show a few rows by their columns; headings and cells are read as Markdown."""
    st.table(dict(columns), border="horizontal", hide_index=True)


def arrow_of(frame: pl.DataFrame) -> pa.Table:
    """A frame as an Arrow table that every browser reads: categories and texts as plain texts.

    `DataFrame.to_arrow` and `to_pandas` hold Python's lock while the threads of Polars convert
    the columns; the Arrow stream, which `pyarrow.table` reads, is read without it.
    """
    plain = frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    table = pa.table(plain)
    schema = pa.schema(pa.field(field.name, _plain(field.type)) for field in table.schema)
    return table.cast(schema)


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type that browsers know, for one that they do not."""
    if pa.types.is_large_list(kind):
        return pa.list_(_plain(kind.value_type))
    return pa.string() if pa.types.is_string_view(kind) else kind
