"""The list: who carries most alleged harm, and where the list is cut."""

from __future__ import annotations

import streamlit as st

from dashboard.views import PAGES
from dashboard.widgets.desk import ask_once
from dashboard.widgets.listing import download_list, list_table, unmapped_table
from dashboard.widgets.page import page
from dashboard.wording import in_list_words

with page() as asked:
    with st.spinner("Ranking everyone assessed…"):
        listing = ask_once("list", asked.key, lambda: asked.desk.listing(asked.viewer, asked.basis))
    words = in_list_words(listing.ranking)
    head, files = st.columns([5, 1], vertical_alignment="bottom")
    head.title(words.title, anchor=False)
    with files:
        download_list(asked, listing)
    st.markdown(f"{words.sentence} A reference opens the suspect.")
    if listing.people.is_empty():
        st.info("Nobody has an allegation that counts on this date, in this window.")
    else:
        with st.container(border=True, horizontal=True, gap="medium"):
            for label, value in words.figures.items():
                st.metric(label, value)
        opened = list_table(listing, key=f"list {asked.key}")
        unmapped_table(listing)
        if opened is not None:
            token = asked.desk.register.link(opened)
            st.switch_page(PAGES["suspect"], query_params={"suspect": token})
