"""Duplicates: two references that may be one person, read side by side and decided."""

from __future__ import annotations

import streamlit as st

from dashboard.access.actions import SEE_LINKS
from dashboard.services.gate import check_right
from dashboard.web.kit.page import page
from dashboard.web.kit.parameters import take_choice
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.parts.duplicates import (
    TABS,
    linked_pair,
    show_decided,
    show_goodness,
    show_queue,
)
from dashboard.web.parts.pair_reading import show_pair
from dashboard.wording.linking_review import pair_label

with page() as question:
    st.title("Duplicates", anchor=False)
    check_right(question, SEE_LINKS)
    take_choice("pairs", TABS)
    pair = linked_pair(question)
    if pair is not None:
        name_subject(pair_label(*pair))
        show_pair(question, pair)
    else:
        tabs = st.tabs(TABS, key="pairs", on_change="rerun", bind="query-params")
        chosen = next((name for name, tab in zip(TABS, tabs, strict=True) if tab.open), TABS[0])
        with tabs[TABS.index(chosen)]:
            if chosen == "Decided":
                show_decided(question)
            elif chosen == "How good":
                show_goodness(question)
            else:
                show_queue(question)
