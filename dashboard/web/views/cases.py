"""Cases: who is pursued, who owns it, and what is due."""

from __future__ import annotations

import streamlit as st

from dashboard.services.cases.answer import answer_cases, cases_key
from dashboard.web.kit.page import lists_key, page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_case
from dashboard.web.parts.cases import cases_table, choose_cases
from dashboard.wording.case_tables import in_cases_words
from dashboard.wording.cases import NOT_ADVICE

with page() as question:
    st.title("Cases", anchor=False)
    key = (lists_key(question), cases_key(question))
    answer = ask_once("cases", key, lambda: answer_cases(question))
    st.markdown(escaped(in_cases_words(answer.found.cases, answer.found.list)))
    st.markdown(f":small[{NOT_ADVICE}]")
    shown = choose_cases(answer)
    if shown:
        chosen = (st.session_state["state"], st.session_state["owner"])
        open_case(question, cases_table(shown, answer, key=f"cases {key} {chosen}"))
    else:
        st.info("No case fits this choice.")
