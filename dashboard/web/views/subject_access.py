"""Subject access: what is kept of one person who asks, on the page and as a file."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.parts.subject_access import ask_for_access, show_access

with page() as question:
    st.title("Subject access", anchor=False)
    asked = ask_for_access(question)
    if asked is not None:
        show_access(question, *asked)
