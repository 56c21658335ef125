"""Boroughs: where harm was alleged, and what the police recorded there."""

from __future__ import annotations

import streamlit as st

from dashboard import recorded
from dashboard.boroughs import MEASURES, mapped, table_of
from dashboard.figures.borough_map import borough_map
from dashboard.figures.months import months
from dashboard.geography import ATTRIBUTION, outlines
from dashboard.widgets.boroughs import borough_table, in_words
from dashboard.widgets.chart import chart, clicked, colours
from dashboard.widgets.page import page
from sample_data.recorded import SOURCE

with page() as asked:
    st.title("Boroughs", anchor=False)
    measure = st.selectbox(
        "Measure",
        list(MEASURES),
        format_func=lambda name: MEASURES[name].title,
        key="measure",
        bind="query-params",
        width=420,
    )
    table = table_of(asked.desk, asked.basis)
    chosen = st.session_state.get("borough")
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
    if picked is not None and picked != chosen:
        st.session_state["borough"] = picked
        st.rerun()
    st.subheader(in_words(table, chosen).title, anchor=False)
    st.markdown(in_words(table, chosen).sentence)
    st.markdown("#### Recorded crime by month (real): violence and sexual offences")
    counts = recorded.by_month(chosen, asked.desk.dated(asked.basis))
    chart(
        months(counts, colours()),
        alt="Violence and sexual offences recorded by month; the table below has the figures.",
        key="months",
    )
    with st.expander("The same as a table"):
        st.dataframe(counts, hide_index=True)
    st.caption(f"{SOURCE} {ATTRIBUTION}")
