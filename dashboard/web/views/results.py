"""Results: whether pursuing works, as far as this can be known, and what could have been seen."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.text import escaped
from dashboard.web.parts.results import (
    choose_start,
    show_comparisons,
    show_tables,
    the_results,
)
from dashboard.wording.results import LIMITS, NOT_COMPARED, in_results_words

with page() as question:
    st.title("Results", anchor=False)
    found = the_results(question, choose_start())
    st.markdown(escaped(in_results_words(found)))
    real = [row for row in found.rows if row.real]
    trials = [row for row in found.rows if not row.real]
    if real:
        st.markdown("## At the end of the list")
        show_comparisons(real)
    if found.rows:
        st.markdown("## Every comparison, with the trials")
        show_tables([*real, *trials])
        st.markdown(f":small[{escaped(LIMITS)} {escaped(NOT_COMPARED)}]")
