"""Method: the rules, the index in full, the sources, and the limits of use."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.text import escaped
from dashboard.web.parts.method import LIMITS_OF_USE, STEPS, choices, index_table, sources
from dashboard.wording.lot import METHOD
from dashboard.wording.rules import in_rules_words

with page() as question:
    st.title("Method", anchor=False)
    st.markdown(escaped(in_rules_words(question.spec.rules)))
    st.header("What counts, in this order", anchor=False)
    st.markdown(STEPS)
    st.header("Every choice", anchor=False)
    choices(question.spec)
    st.header("A lot at the cut", anchor=False)
    st.markdown(escaped(METHOD))
    st.header("The index", anchor=False)
    index_table(question.spec)
    st.header("Sources", anchor=False)
    st.markdown(sources())
    st.header("Limits of use", anchor=False)
    st.markdown(LIMITS_OF_USE)
