"""The list: who carries most alleged harm, and where the list is cut."""

from __future__ import annotations

import streamlit as st

from dashboard.services.listing.answer import answer_list
from dashboard.services.tiers import list_tiers
from dashboard.web.kit.frozen_lists import freeze_button, in_past_title
from dashboard.web.kit.page import lists_key, page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_suspect
from dashboard.web.parts.filters import choose_filter, the_filter
from dashboard.web.parts.handout import offer_handout
from dashboard.web.parts.listing import (
    download_list,
    list_figures,
    list_table,
    list_words,
    unmapped_table,
)
from dashboard.wording.filters import in_shown_words
from dashboard.wording.listing import in_list_words, in_nobody_words

with page() as question:
    chosen = the_filter()
    with st.spinner("Ranking everyone assessed…"):
        answer = ask_once(
            "list",
            (lists_key(question), chosen),
            lambda: answer_list(question, chosen),
        )
    listing, earlier = answer.listing, answer.since
    words = in_list_words(listing.ranking)
    name_subject(listing.query)
    head, files = st.columns([1, 2], vertical_alignment="bottom")
    head.title(escaped(in_past_title(words.title)), anchor=False)
    with (
        files,
        st.container(
            horizontal=True, horizontal_alignment="right", gap="small", key="side-by-side"
        ),
    ):
        if listing.ranking.assessed:
            offer_handout(question, listing)
        download_list(question, listing)
        freeze_button(question)
    st.markdown(f"{words.sentence} A reference opens the suspect.")
    if not listing.ranking.assessed:
        st.info(escaped(in_nobody_words(listing.ranking, answer.reasons)))
    else:
        list_figures(words)
        list_words(words, earlier)
        order = choose_filter(listing.ranking, in_shown_words(listing))
        opened = list_table(
            listing,
            earlier,
            list_tiers(question, listing),
            order,
            key=f"list {question.key} {chosen.query} {order}",
        )
        unmapped_table(listing)
        open_suspect(question, opened)
