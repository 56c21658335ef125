"""Navigation, and nothing else."""

from __future__ import annotations

import streamlit as st

from dashboard.errors import NotAllowedError
from dashboard.web.kit.browser import attend_browser
from dashboard.web.kit.handling import choose_handling
from dashboard.web.kit.page import ask_in_sidebar
from dashboard.web.kit.page_runs import PAGE_RUNS
from dashboard.web.kit.parameters import leave_link, read_link
from dashboard.web.kit.session import the_caller
from dashboard.web.kit.shown_tables import begin_page
from dashboard.web.kit.style import DARK_IN_PRINT, STYLE
from dashboard.web.kit.text import escaped
from dashboard.web.menu import search_everywhere, show_menu
from dashboard.web.navigation import ICON, PAGES, SHOWN, check_page, pages
from dashboard.web.parts.filters import keep_filter
from dashboard.web.parts.sign_in import admit_reader

with PAGE_RUNS.counted():
    st.set_page_config(page_icon=str(ICON), layout="wide")
    st.html(STYLE)
    chosen = st.navigation(list(pages().values()), position="hidden")
    shown = chosen.url_path or PAGES[0][0]
    st.session_state[SHOWN] = shown
    attend_browser()
    if st.context.theme.type == "dark":
        st.html(DARK_IN_PRINT)
    read_link(chosen.url_path)
    begin_page(chosen.title)
    try:
        admit_reader()
        text = show_menu(shown)
        ask_in_sidebar(shown)
        choose_handling()
        keep_filter(chosen.url_path)
        search_everywhere(text)
        try:
            check_page(the_caller(), shown)
        except NotAllowedError as error:
            st.title(escaped(chosen.title), anchor=False)
            st.error(escaped(str(error)))
        else:
            chosen.run()
    finally:
        leave_link()
