"""One case: where it stands, what happened, what is planned, and what may happen next."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.parts.case_head import choose_case, look_at_case
from dashboard.wording.cases import NOT_ADVICE, in_case_words

with page() as question:
    chosen = choose_case(question)
    if chosen is None:
        st.title("Case", anchor=False)
        st.info("Write a reference of a suspect or the id of a case above, or open one from Cases.")
    else:
        name_subject(chosen)
        answer = look_at_case(question, chosen)
        st.title(escaped(f"Case of {answer.found.person}"), anchor=False)
        st.markdown(escaped(in_case_words(answer.found)))
    st.markdown(f":small[{NOT_ADVICE}]")
