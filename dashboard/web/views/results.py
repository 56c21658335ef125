"""Results: whether pursuing works, as far as this can be known, and what could have been seen."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.text import escaped
from dashboard.web.parts.results import (
    choose_start,
    show_comparisons,
    show_drawn,
    show_tables,
    the_results,
)
from dashboard.wording.results import LIMITS, arrests_words, in_results_words, lot_words

with page() as question:
    st.title("Results", anchor=False)
    found = the_results(question, choose_start())
    st.markdown(escaped(in_results_words(found)))
    real = [row for row in found.rows if row.real]
    trials = [row for row in found.rows if not row.real]
    if real:
        st.markdown("## At the end of the list")
        show_comparisons(real)
    if found.rows and (words := lot_words(found)):
        st.markdown("## Drawn in by lot, and drawn out")
        st.markdown(escaped(words))
        show_drawn(found.drawn)
    if found.rows:
        st.markdown("## Every comparison, with the trials")
        show_tables([*real, *trials])
        st.markdown(f":small[{escaped(LIMITS)} {escaped(arrests_words(found))}]")
