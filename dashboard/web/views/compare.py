"""Compare: two suspects side by side, on the same list and the same scale."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.parts.compare import (
    SIDES,
    choose_two,
    look_at_both,
    missing_side,
    show_both,
)
from dashboard.web.parts.suspect import show_last_opened

with page() as question:
    st.title("Compare", anchor=False)
    two = choose_two(question)
    if len(two) < len(SIDES):
        st.info("Write two references above; a suspect’s page leads here too.")
        chosen = two[0] if two else None
        show_last_opened(question, side=missing_side(), but=chosen)
    else:
        name_subject(" and ".join(two))
        first, second = look_at_both(question, two)
        if first[0].explanation.suspect_id == second[0].explanation.suspect_id:
            st.info("Both are the same suspect; write the reference of another one beside it.")
        else:
            show_both(first, second, key=question.key)
