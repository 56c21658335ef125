"""Navigation, and nothing else."""

from __future__ import annotations

import streamlit as st

from dashboard.views import ICON, pages
from dashboard.widgets.filters import keep_filter
from dashboard.widgets.page import ask_in_sidebar
from dashboard.widgets.parameters import leave_link, read_link
from dashboard.widgets.style import STYLE

st.set_page_config(page_icon=str(ICON), layout="wide")
st.html(STYLE)
chosen = st.navigation(list(pages().values()))
read_link(chosen.url_path)
try:
    ask_in_sidebar()
    keep_filter(chosen.url_path)
    chosen.run()
finally:
    leave_link()
