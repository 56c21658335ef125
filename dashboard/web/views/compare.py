"""Compare: two suspects side by side, on the same list and the same scale."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.parts.compare import (
    SIDES,
    choose_two,
    compared_table,
    look_at_both,
    missing_side,
    show_side,
)
from dashboard.web.parts.suspect import show_last_opened
from dashboard.wording.compare import compared, in_common_words

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
        st.markdown(escaped(in_common_words(first[0], second[0])))
        compared_table(compared(first, second), names=two)
        reach = max(side[0].explanation.tenths for side in (first, second))
        for column, side in zip(st.columns(2, gap="medium"), (first, second), strict=True):
            with column:
                show_side(side, reach=reach, key=f"{question.key} {side[0].explanation.suspect_id}")
