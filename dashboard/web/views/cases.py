"""Cases: who is pursued, who owns it, and what is due."""

from __future__ import annotations

import streamlit as st

from dashboard.services.cases.answer import answer_cases, cases_key
from dashboard.services.review import this_day
from dashboard.web.kit.page import lists_key, page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_case
from dashboard.web.parts.cases import (
    cases_table,
    choose_cases,
    download_calendar,
    download_pack,
    show_totals,
)
from dashboard.wording.case_parts import in_as_of_words
from dashboard.wording.case_tables import in_cases_words
from dashboard.wording.cases import NOT_ADVICE

with page() as question:
    head, files = st.columns([1, 1], vertical_alignment="bottom")
    head.title("Cases", anchor=False)
    with (
        files,
        st.container(
            horizontal=True, horizontal_alignment="right", gap="small", key="side-by-side"
        ),
    ):
        download_pack(question)
        download_calendar(question)
    key = (lists_key(question), cases_key(question))
    answer = ask_once("cases", key, lambda: answer_cases(question))
    st.markdown(escaped(in_cases_words(answer.found.cases, answer.found.list)))
    if answer.on != this_day():
        st.markdown(f":small[{in_as_of_words(answer.on)}]")
    st.markdown(f":small[{NOT_ADVICE}]")
    shown = choose_cases(answer)
    if shown:
        chosen = (st.session_state["state"], st.session_state["owner"])
        open_case(question, cases_table(shown, answer, key=f"cases {key} {chosen}"))
    else:
        st.info("No case fits this choice.")
    st.markdown("## What came of the cases")
    show_totals(answer)
