"""Method: the rules, the index in full, the sources, and the limits of use."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.text import escaped
from dashboard.web.parts.method import LIMITS_OF_USE, STEPS, choices, index_table, sources
from dashboard.wording.rules import in_rules_words

with page() as question:
    st.title("Method", anchor=False)
    st.markdown(escaped(in_rules_words(question.spec.rules)))
    st.markdown("## What counts, in this order")
    st.markdown(STEPS)
    st.markdown("## Every choice")
    choices(question.spec)
    st.markdown("## The index")
    index_table(question.spec)
    st.markdown("## Sources")
    st.markdown(sources())
    st.markdown("## Limits of use")
    st.markdown(LIMITS_OF_USE)
