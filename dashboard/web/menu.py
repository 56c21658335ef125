"""The sidebar's frame: the product, one search box, the pages by section, who is here, the keys."""

from __future__ import annotations

from contextlib import suppress
from itertools import groupby
from typing import Final

import streamlit as st

from dashboard.access.actions import SEARCH
from dashboard.access.policy import has_right
from dashboard.errors import HarmdeskError
from dashboard.web.kit.page import current_question
from dashboard.web.kit.session import the_viewer, the_workspace
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import PAGE_ACTIONS, PAGES, open_suspect, pages
from dashboard.web.parts.roles import show_viewer
from dashboard.web.parts.search import keep_text, look_for

#: Keys, and what they do.
KEYS: Final = {
    "/": "Write into the search box",
    "Enter": "In a table: open the suspect of the row",
    "Arrows": "In a table: from cell to cell",
    "P and N": "On a suspect’s page and at a meeting: the previous and the next; on Duplicates: N, "
    "the next pair",
    "W, O, B": "At a meeting: go through everybody, open the suspect, back to the board",
    "1, 2, 3": "On Duplicates, once a reason is written: same, different, cannot say; at a "
    "meeting: the decisions, in the order of their buttons",
    "?": "Show these keys",
    "Esc": "Close what is open",
}


def show_menu(current: str) -> str | None:
    """Show the product's name, the search box and the pages.

    Streamlit's own menu has its sections as plain text; here each has a heading, so that a screen
    reader can go from one to the next.

    Args:
        current: the page that is shown.

    Returns:
        The text that somebody searches for; None where nobody does.
    """
    text = None
    with st.sidebar:
        _brand()
        show_viewer()
        viewer = the_viewer()
        if has_right(viewer, SEARCH) and current != "find":  # that page has the box itself
            text = _search_box()
        known = pages()
        with st.container(key="menu", gap=None):
            offered = [page for page in PAGES if has_right(viewer, PAGE_ACTIONS[page[0]])]
            for section, group in groupby(offered, key=lambda page: page[3]):
                if section:
                    st.subheader(section, anchor=False)
                for name, *_ in group:
                    st.page_link(known[name], width="stretch")
    return text


def _brand() -> None:
    """The product, who is here, and which keys there are."""
    with st.container(horizontal=True, vertical_alignment="center", key="brand"):
        where = "signed in" if the_workspace().settings.signs_in else "on this machine"
        st.markdown(f"**Harmdesk**  \n:small[{escaped(the_viewer().who)}, {where}]")
        with (
            st.container(key="keys", width="content"),
            st.popover("Keys", icon=":material/keyboard:", type="tertiary"),
        ):
            lines = [f"**{escaped(key)}** {escaped(what)}" for key, what in KEYS.items()]
            st.markdown("\n\n".join(lines))  # one element: each takes a turn of the menu longer


def search_everywhere(text: str | None) -> None:
    """Open the suspect whose reference the text is, or turn to the search for all else.

    Args:
        text: what somebody searches for; None: nobody does.
    """
    if text is None:
        return
    keep_text(text)
    with suppress(HarmdeskError):  # the page of the search says what is wrong
        question = current_question()
        open_suspect(question, look_for(question, text).exact)
    st.switch_page(pages()["find"])


def _search_box() -> str | None:
    """The text that was written into the box and sent in this run."""
    with (
        st.container(key="search-everywhere"),
        st.form("search everywhere", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        text = st.text_input(
            "Search everyone",
            placeholder="Name, reference, birth, crime",
            autocomplete="off",
            label_visibility="collapsed",
            key="text searched for everywhere",
        )
        submitted = st.form_submit_button(
            "Search", icon=":material/search:", help="Search everyone named (press / to write)"
        )
    return text if submitted and text.strip() else None
