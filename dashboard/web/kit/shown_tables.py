"""The tables that a page has shown, so that all of them can be taken in one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.documents.workbook import Column, Table
from dashboard.wording.formats import phrase

#: Where a session keeps what its page shows.
KEPT: Final = "tables of this page"


@dataclass(slots=True)
class Shown:
    """What a page shows, as its last run left it.

    Attributes:
        page: what it is called.
        about: whom or what it is about; empty where its name says it.
        tables: by what tells each apart on the page.
        counts: makes the tables that stand for them in a file of counts alone; None: there is no
            such file of the page.
    """

    page: str = ""
    about: str = ""
    tables: dict[str, Table] = field(default_factory=dict)
    counts: Callable[[], Sequence[Table]] | None = None

    @property
    def title(self) -> str:
        """The page's name, and whom or what it is about."""
        return f"{self.page}: {self.about}" if self.about else self.page


def begin_page(title: str) -> None:
    """Forget the tables of the run before."""
    st.session_state[KEPT] = Shown(title)


def name_subject(about: str) -> None:
    """Say whom or what the page is about, for the files that leave it."""
    shown_now().about = about


def shown_now() -> Shown:
    """What the page shows."""
    if KEPT not in st.session_state:
        begin_page("Page")
    shown: Shown = st.session_state[KEPT]
    return shown


def note_table(name: str, about: str, frame: pl.DataFrame, columns: Mapping[str, Any]) -> None:
    """Keep a table that is shown.

    Args:
        name: what it can be forgotten by; a second of the same name is kept too.
        about: what it is, in words.
        frame: all of its rows.
        columns: how each column is shown, as Streamlit takes it; None hides one.
    """
    read = (
        _column(column, columns.get(column, column))
        for column in frame.columns
        if columns.get(column, column) is not None
    )
    tables = shown_now().tables
    while name in tables:
        name = f"{name} again"
    tables[name] = Table(about, frame, tuple(read))


def note_counts(make: Callable[[], Sequence[Table]]) -> None:
    """Say how the page's tables are made for a file of counts alone, which names nobody."""
    shown_now().counts = make


def forget_table(name: str) -> None:
    """Let go of a table that a part of the page may show no more."""
    shown_now().tables.pop(name, None)


def _column(name: str, config: Any) -> Column:  # noqa: ANN401 - as Streamlit takes it
    """A column as its configuration describes it: a text, a dictionary, or a button's."""
    config = getattr(config, "config", config)
    if isinstance(config, str):
        return Column(name, phrase(config) if config == name else config)
    kind = config.get("type_config") or {}
    shown_as = kind.get("format") or ""
    clicked = kind.get("type") == "button"  # its help says what a click does
    means = "" if clicked else config.get("help") or ""
    return Column(name, config.get("label") or phrase(name), means, shown_as)
