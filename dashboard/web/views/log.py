"""Log: who looked at whom, when, and in which role."""

from __future__ import annotations

import streamlit as st

from dashboard.services.access_log import answer_log
from dashboard.services.data.unusual_use import unusual_use
from dashboard.web.kit.page import page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.parts.log import UNUSUAL_USE, choose_part, readings, show_part, show_unusual
from dashboard.wording.log import in_log_words
from dashboard.wording.unusual_use import in_unusual_words

with page() as question:
    st.title("Log", anchor=False)
    part = choose_part()
    if part == UNUSUAL_USE:
        unusual = ask_once("unusual use", (question.key, readings()), lambda: unusual_use(question))
        st.markdown(escaped(in_unusual_words(unusual)))
        show_unusual(unusual, key=f"{question.key} {readings()}")
    else:
        log = ask_once("log", (question.key, readings()), lambda: answer_log(question))
        st.markdown(escaped(in_log_words(log)))
        show_part(log, part, key=f"{question.key} {readings()}")
