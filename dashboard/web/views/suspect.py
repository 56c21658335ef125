"""One suspect: why they have the position they have."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import offer_to_compare, open_suspect
from dashboard.web.parts.allegations import KEY, counting_table, scoring_table, uncounted_table
from dashboard.web.parts.associates import show_history, show_links
from dashboard.web.parts.suspect import (
    choose_suspect,
    download_profile,
    look_at,
    next_to,
    show_charts,
    show_data_gaps,
    show_stability,
    show_summary,
)
from dashboard.web.parts.what_if import offer_what_if
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.suspect import data_gaps, identity_line, summary_answers

with page() as question:
    head, tools = st.columns([2, 3], vertical_alignment="bottom")
    with (
        tools,
        st.container(
            horizontal=True, horizontal_alignment="right", gap="small", key="at-left-where-narrow"
        ),
    ):
        chosen = choose_suspect(question)
        if chosen is not None:
            next_to(question, chosen)
            offer_to_compare(question, chosen)
            download_profile(question, chosen)
    head.title(escaped(chosen or "Suspect"), anchor=False)
    if chosen is None:
        st.info("Choose somebody from the list, or write a reference above.")
    else:
        name_subject(chosen)
        answer = look_at(question, chosen)
        file, solidity, context = answer.file, answer.stability, answer.associates
        counting = file.explanation.counting
        uncounted = file.explanation.rows.filter(~file.explanation.rows["counts"])
        st.markdown(escaped(identity_line(file)))
        st.header(escaped(in_explanation_words(file.explanation)), anchor=False)
        show_summary(summary_answers(file, solidity, context))
        show_charts(file, solidity, key=f"{question.key} {chosen}")
        if counting.height:
            st.markdown("### Allegations that count")
            st.markdown(f":small[{KEY}]")
            counting_table(counting)
            st.markdown("### How each offence is scored")
            scoring_table(counting)
        if uncounted.height:
            st.markdown("### What does not count, and why")
            uncounted_table(uncounted)
        show_data_gaps(data_gaps(file))
        if counting.height:
            st.markdown("### How solid is it")
            show_stability(solidity)
        st.markdown("### What if")
        offer_what_if(question, file)
        opened = show_links(context, chosen, key=f"links {question.key} {chosen}")
        show_history(context, key=f"history {question.key} {chosen}")
        open_suspect(question, opened)
