"""Navigation, and nothing else."""

from __future__ import annotations

import streamlit as st

from dashboard.views import ICON, PAGES
from dashboard.widgets.style import STYLE

st.set_page_config(page_title="Harmdesk", page_icon=str(ICON), layout="wide")
st.html(STYLE)
st.navigation(list(PAGES.values())).run()
