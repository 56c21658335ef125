"""Whether pursuing works, on a page: what could be seen, and then what was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from dashboard.services.cases.answer import cases_key
from dashboard.services.listing.results import Measured, Results, results
from dashboard.services.question import Question
from dashboard.web.kit.page import lists_key
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.results import HEADINGS, comparison_words, result_row


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


def show_results_table(rows: Sequence[Measured], *, alt: str) -> None:
    """Show every comparison with its numbers."""
    widths = dict(zip(HEADINGS, (170, 110, 330, 110, 110, 90, 90, 90, 150, 130), strict=True))
    small_table(
        pl.DataFrame(
            [result_row(row) for row in rows],
            schema=dict.fromkeys(HEADINGS, pl.String),
            orient="row",
        ),
        {name: st.column_config.TextColumn(name, width=widths[name]) for name in HEADINGS},
        alt=alt,
    )
