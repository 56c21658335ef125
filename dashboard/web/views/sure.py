"""How sure: whether the names of the list would stay once the record settles, or otherwise."""

from __future__ import annotations

import streamlit as st

from dashboard.services.listing.afterwards import afterwards
from dashboard.services.listing.sureness import answer_sureness
from dashboard.services.listing.turnover import turnover
from dashboard.services.listing.two_indices import other_indices, two_indices
from dashboard.web.kit.page import page
from dashboard.web.kit.session import ask_once
from dashboard.web.navigation import open_suspect
from dashboard.web.parts.choices import show_choices
from dashboard.web.parts.editions import show_edition
from dashboard.web.parts.sureness import PARTS, choose_part, show_part, show_turnover

with page() as question:
    with st.spinner("Drawing settled lists…"):
        found = ask_once("sureness", question.key, lambda: answer_sureness(question))
    st.title("How sure", anchor=False)
    st.markdown("Would the names on this list still be there if something else were true?")
    part = choose_part()
    if part == PARTS[-1]:
        show_turnover(turnover(question), afterwards(question))
    elif part == PARTS[2]:
        others = other_indices(question) if found.settling.ranking.length else ()
        compared = ask_once(
            "two indices", question.key, lambda: [two_indices(question, name) for name in others]
        )
        opened = show_choices(found, compared, key=f"{question.key}")
        open_suspect(question, show_edition(question) or opened)
    else:
        open_suspect(question, show_part(part, found, key=f"{question.key}"))
