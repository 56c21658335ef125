"""Boroughs: where harm was alleged, and what the police recorded there."""

from __future__ import annotations

import streamlit as st

from dashboard import recorded
from dashboard.boroughs import MEASURES, mapped, table_of
from dashboard.figures.borough_map import borough_map
from dashboard.figures.months import months
from dashboard.geography import ATTRIBUTION, outlines
from dashboard.widgets.boroughs import (
    borough_table,
    choose_borough,
    choose_measure,
    in_words,
    look_at_clicked,
)
from dashboard.widgets.chart import chart, clicked, colours
from dashboard.widgets.page import page
from dashboard.wording import NOTHING
from sample_data.recorded import SOURCE

with page() as asked:
    st.title("Boroughs", anchor=False)
    with st.container(horizontal=True):
        measure, chosen = choose_measure(), choose_borough()
    table = table_of(asked.desk, asked.basis)
    left, right = st.columns([11, 10])
    with left:
        picked = clicked(
            borough_map(
                mapped(table, measure),
                outlines(),
                unit=MEASURES[measure].unit,
                chosen=chosen,
                colours=colours(),
            ),
            alt=f"Map of London's boroughs by {MEASURES[measure].title.lower()}; the table "
            f"beside it has the same figures.",
            key=f"map {measure}",
        )
    with right:
        picked = borough_table(table, measure) or picked
    look_at_clicked(picked, chosen)
    as_of = asked.desk.dated(asked.basis)
    words = in_words(table, chosen, recorded.months_to(as_of))
    st.header(words.title, anchor=False)
    st.markdown(words.sentence)
    st.markdown("### Recorded crime by month (real): violence and sexual offences")
    counts = recorded.by_month(chosen, as_of)
    chart(
        months(counts, colours()),
        alt="Violence and sexual offences recorded by month; the table below has the figures.",
        key="months",
    )
    with st.expander("The same as a table"):
        st.dataframe(counts, hide_index=True, placeholder=NOTHING)
    st.markdown(f":small[{SOURCE} {ATTRIBUTION}]")
