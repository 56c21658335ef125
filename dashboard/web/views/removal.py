"""Removal: erase or restrict whom the record must no longer have or show."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.parts.removal import ask_for_plan, confirm_plan, show_done

with page():
    st.title("Removal", anchor=False)
    show_done()
    plan = ask_for_plan()
    if plan is not None:
        confirm_plan(plan)
