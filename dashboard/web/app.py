"""Navigation, and nothing else."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import ask_in_sidebar
from dashboard.web.kit.parameters import leave_link, read_link
from dashboard.web.kit.shown_tables import begin_page
from dashboard.web.kit.style import DARK_IN_PRINT, STYLE
from dashboard.web.navigation import ICON, pages
from dashboard.web.parts.filters import keep_filter

st.set_page_config(page_icon=str(ICON), layout="wide")
st.html(STYLE)
if st.context.theme.type == "dark":
    st.html(DARK_IN_PRINT)
chosen = st.navigation(list(pages().values()))
read_link(chosen.url_path)
begin_page(chosen.title)
try:
    ask_in_sidebar()
    keep_filter(chosen.url_path)
    chosen.run()
finally:
    leave_link()
