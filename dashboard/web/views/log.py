"""Log: who looked at whom, when, and in which role."""

from __future__ import annotations

import streamlit as st

from dashboard.services.access_log import answer_log
from dashboard.web.kit.page import page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.parts.log import choose_part, readings, show_part
from dashboard.wording.log import in_log_words

with page() as question:
    st.title("Log", anchor=False)
    log = ask_once("log", (question.key, readings()), lambda: answer_log(question))
    st.markdown(escaped(in_log_words(log)))
    show_part(log, choose_part(), key=f"{question.key} {readings()}")
