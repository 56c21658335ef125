"""Whether pursuing works, on a page: what could be seen, and then what was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from dashboard.services.cases.answer import cases_key
from dashboard.services.listing.results import Measured, Results, results
from dashboard.services.question import Question
from dashboard.web.kit.page import lists_key
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.results import HEADINGS, OUTCOMES, comparison_words, drawn_words, result_row

#: The column of what is compared, which each table has as its title instead.
OUTCOME: Final = HEADINGS[2]
#: Of the columns, in pixels.
WIDTHS: Final = dict(
    zip(
        [name for name in HEADINGS if name != OUTCOME],
        (180, 120, 105, 110, 90, 96, 90, 140, 150),
        strict=True,
    )
)


def choose_start() -> date | None:
    """Ask since when lists are acted on; None: since the first case that was adopted."""
    chosen = st.date_input(
        "Lists are acted on since",
        value=None,
        format="DD/MM/YYYY",
        width=200,
        key="results since",
        help="Empty: since the first case was adopted",
    )
    return chosen if isinstance(chosen, date) else None


def the_results(question: Question, since: date | None) -> Results:
    """The comparisons, asked once until a list is frozen or something is written in a case."""
    key = (lists_key(question), cases_key(question), since)
    with st.spinner("Comparing those inside the cut with those outside…"):
        return ask_once("results", key, lambda: results(question, since=since))


def show_comparisons(rows: Sequence[Measured]) -> None:
    """Say each comparison in a sentence or three."""
    st.markdown("\n".join(f"- {escaped(comparison_words(row))}" for row in rows))


def show_drawn(rows: Sequence[Measured]) -> None:
    """Say of each outcome what became of those drawn in by lot, and of those drawn out."""
    if rows:
        st.markdown("\n".join(f"- {escaped(drawn_words(row))}" for row in rows))


def show_tables(rows: Sequence[Measured]) -> None:
    """Show every comparison with its numbers, a table for each outcome."""
    for outcome in dict.fromkeys(row.outcome for row in rows):
        title = OUTCOMES[outcome]
        st.markdown(f"### {escaped(title)}")
        table = pl.DataFrame(
            [result_row(row) for row in rows if row.outcome == outcome],
            schema=dict.fromkeys(HEADINGS, pl.String),
            orient="row",
        ).drop(OUTCOME)
        small_table(
            table,
            {name: st.column_config.TextColumn(name, width=WIDTHS[name]) for name in WIDTHS},
            alt=f"{title}: people on both sides, both rates, their difference with its interval, "
            f"and the smallest difference that it would find 80 times of 100.",
        )
