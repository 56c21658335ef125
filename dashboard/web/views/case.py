"""One case: where it stands, what is due, what may happen next, its plan and what happened."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_suspect, pages
from dashboard.web.parts.case_forms import offer_steps
from dashboard.web.parts.case_head import choose_case, look_at_case, title_of_case
from dashboard.web.parts.case_sections import (
    show_correction,
    show_due,
    show_events,
    show_plan,
    show_victim_side,
)
from dashboard.wording.case_parts import in_state_words
from dashboard.wording.cases import NOT_ADVICE

with page() as question:
    with st.container(horizontal=True, gap="small"):
        st.page_link(pages()["cases"], label="All cases", icon=":material/arrow_back:")
    chosen = choose_case(question)
    if chosen is None:
        st.title("Case", anchor=False)
        st.info(
            "Write the reference of a suspect or the id of a case above, or open one from Cases."
        )
        st.markdown(f":small[{NOT_ADVICE}]")
    else:
        name_subject(chosen)
        answer = look_at_case(question, chosen)
        st.title(escaped(title_of_case(answer)), anchor=False)
        st.markdown(escaped(in_state_words(answer)))
        st.markdown(f":small[{NOT_ADVICE}]")
        if st.button(
            "Suspect’s page",
            icon=":material/person_search:",
            help="Why they are where they are; it shows the rank",
        ):
            open_suspect(question, chosen)
        show_due(answer)
        st.markdown("## What may happen next")
        offer_steps(question, answer)
        show_plan(answer)
        show_victim_side(question, answer)
        show_correction(question, answer)
        show_events(answer)
