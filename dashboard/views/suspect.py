"""One suspect: why they stand where they stand."""

from __future__ import annotations

import streamlit as st

from dashboard.figures.waterfall import waterfall
from dashboard.widgets.chart import chart, colours
from dashboard.widgets.page import page
from dashboard.widgets.suspect import (
    choose_suspect,
    counting_table,
    look_at,
    recognised_by,
    show_solidity,
    solidity_of,
    uncounted_table,
)
from dashboard.widgets.text import escaped
from dashboard.widgets.whatif import show_what_if, suppose, what_if
from harm.days import spoken

with page() as asked:
    chosen = choose_suspect(asked)
    if chosen is None:
        st.title("Suspect", anchor=False)
        st.info("Choose somebody from the list, or write a reference above.")
    else:
        file = look_at(asked, chosen)
        explanation = file.explanation
        st.title(escaped(chosen), anchor=False)
        st.markdown(recognised_by(file))
        st.header(escaped(explanation.sentence), anchor=False)
        counting = explanation.counting
        if counting.height:
            st.markdown("### What makes the score")
            chart(
                waterfall(counting, colours()),
                alt=f"Bars that add up to {spoken(explanation.tenths)} days; the table below "
                f"has the same figures.",
                key=f"waterfall {asked.key} {chosen}",
            )
            st.markdown("### Allegations that count")
            counting_table(counting)
        uncounted = explanation.rows.filter(~explanation.rows["counts"])
        if uncounted.height:
            st.markdown("### What does not count, and why")
            uncounted_table(uncounted)
        if counting.height:
            st.markdown("### How solid is it")
            show_solidity(solidity_of(asked, chosen))
        st.markdown("### What if")
        supposed = suppose(asked, file)
        if supposed.crimes:
            show_what_if(what_if(asked, file, supposed))
