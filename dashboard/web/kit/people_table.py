"""Suspects on a page: whom a link leads to, and a table whose references open them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

import polars as pl
import streamlit as st

from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import linked_reference
from dashboard.web.kit.browser import opened_by_key
from dashboard.web.kit.parameters import find_fault, quoted, values_of
from dashboard.web.kit.references import cell_reference
from dashboard.web.kit.style import ROW_HEIGHT
from dashboard.web.kit.table import OPENS, OPENS_CASE, show_table

#: Pixels of a reference, and of one with the name of its force.
WIDTH: Final = 90
WIDTH_WITH_FORCE: Final = 176


def linked_suspect(question: Question, key: str) -> str | None:
    """The suspect whose token a link has; None where it has none, or one of nobody here."""
    tokens = values_of(key)
    if not tokens:
        return None
    linked = linked_reference(question, tokens[0]) if len(tokens) == 1 else None
    if linked is None:
        find_fault(
            key,
            f"This link leads to nobody here: it was cut short, or made on another desk "
            f"({key} {quoted(tokens[0])}; nobody is opened instead).",
        )
    return linked


def people_table(
    people: pl.DataFrame,
    columns: Mapping[str, Any],
    *,
    key: str,
    alt: str,
    most_rows: int,
    opens: Literal["suspect", "case"] = "suspect",
) -> str | None:
    """Show suspects.

    Args:
        people: what is shown of each, and no more: what is sent to a browser is disclosed. Among
            it `suspect_id`.
        columns: how each other column is shown.
        key: what names this table, and changes when the people do.
        alt: what is shown, in words.
        most_rows: how many are seen without scrolling.
        opens: what a reference leads to.

    Returns:
        The reference that was clicked, or at whose row Enter was pressed, by itself and not by its
        row; None where none was.
    """
    clicked = f"opened in {key}"
    shown: dict[str, str] = {cell_reference(own): own for own in people["suspect_id"]}
    reference = st.column_config.ButtonColumn(
        "Suspect",
        width=WIDTH if all(cell == own for cell, own in shown.items()) else WIDTH_WITH_FORCE,
        pinned=True,
        type="tertiary",
        alignment="left",
        key=clicked,
        help=f"A reference opens the {opens}; so does Enter anywhere in the row",
    )
    # Without a frame of its own the browser keeps the last table's sorting, scrolling and words.
    with st.container(key=f"around {key}"):
        show_table(
            people,
            {**columns, "suspect_id": reference},
            key=key,
            height=ROW_HEIGHT * (min(people.height, most_rows) + 1) + 3,
            alt=f"{alt}{OPENS if opens == 'suspect' else OPENS_CASE}",
        )
    click = st.session_state.get(clicked)
    if click is not None:
        return shown.get(str(click["label"]), str(click["label"]))
    return shown.get(opened_by_key() or "")
