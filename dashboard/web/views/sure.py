"""How sure: whether the names of the list would stay once the record settles, or otherwise."""

from __future__ import annotations

import streamlit as st

from dashboard.services.listing.sureness import answer_sureness
from dashboard.web.kit.page import page
from dashboard.web.kit.session import ask_once
from dashboard.web.navigation import open_suspect
from dashboard.web.parts.sureness import choose_part, show_part

with page() as question:
    with st.spinner("Drawing settled lists…"):
        found = ask_once("sureness", question.key, lambda: answer_sureness(question))
    st.title("How sure", anchor=False)
    st.markdown("Would the names on this list still be there if something else were true?")
    opened = show_part(choose_part(), found, key=f"{question.key}")
    open_suspect(question, opened)
