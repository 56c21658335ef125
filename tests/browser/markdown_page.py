"""A page that shows every probe wherever Streamlit reads Markdown; run by the test beside it."""

from __future__ import annotations

import streamlit as st

from dashboard.wording.markdown import escaped
from tests.browser.probes import PROBES

for number, probe in enumerate(PROBES):
    words = escaped(probe)
    with st.container(key=f"probe-{number}"):
        st.markdown(words)
        st.markdown(f":small[{words}]")
        st.markdown(f"**{words}**")
        st.markdown(f"- {words}")
        st.markdown(f"### {words}")
        st.caption(words)
        st.info(words)
        st.checkbox(words, key=f"box {number}")

with st.container(key="once"):
    everything = escaped(" ".join(PROBES))
    st.title(everything, anchor=False)
    st.metric(everything, everything)
    st.expander(everything, expanded=True)
    st.button(everything)
    st.segmented_control("Segments", PROBES, format_func=escaped)
    st.select_slider("Slider", PROBES, format_func=escaped)
    st.table({everything: everything})
    st.text_input("Explained", help=everything)
    st.multiselect("Plain", PROBES, default=PROBES)
