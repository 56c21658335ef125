"""The tab of the borough page about who lives within a walk of a police counter."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard.services.question import Question
from dashboard.services.resources.reach import reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.web.kit.text import escaped
from dashboard.web.parts.reach_figures import areas_table
from dashboard.wording.reach import (
    CAVEAT,
    in_across_words,
    in_borough_promise_words,
    in_promise_words,
    in_reach_words,
    in_source_words,
)


def show_reach_of(question: Question, code: str | None) -> None:
    """Show who is within a walk of a counter of the latest list, whenever it is open.

    Args:
        question: who asks; the record has no part in it.
        code: of a borough, whose wards are shown; None: London, whose boroughs are.
    """
    reach = reach_of(question, ReachChoice())
    row, promise, shown = None, in_promise_words(reach), reach
    if code is not None:
        row = reach.rows.filter(code=code).row(0, named=True)
        own = reach.promises.filter(code=code)
        promise = "" if own.is_empty() else in_borough_promise_words(own.row(0, named=True))
        by_ward = reach_of(question, ReachChoice(), level="ward")
        shown = replace(by_ward, rows=by_ward.rows.filter(pl.col("within") == code))
    st.markdown(f"**{escaped(in_reach_words(reach, row))}** {escaped(promise)}")
    st.markdown(escaped(in_across_words(reach, row)))
    areas_table(shown, name="Borough" if code is None else "Ward")
    st.markdown(f":small[{CAVEAT}]")
    st.markdown(f":small[{escaped(in_source_words(reach))}]")
