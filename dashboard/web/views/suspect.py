"""One suspect: why they have the position they have."""

from __future__ import annotations

import streamlit as st

from dashboard.services.forces import several_in
from dashboard.services.tiers import suspect_tier
from dashboard.web.kit.page import page
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import offer_the_way_back, offer_to_compare, open_suspect
from dashboard.web.parts.allegations import KEY, counting_table, scoring_table, uncounted_table
from dashboard.web.parts.associates import show_history, show_links
from dashboard.web.parts.case_line import show_case_line
from dashboard.web.parts.grounds import show_grounds
from dashboard.web.parts.other_records import offer_other_records, show_references
from dashboard.web.parts.suspect import (
    choose_suspect,
    download_profile,
    look_at,
    next_to,
    show_charts,
    show_data_gaps,
    show_last_opened,
    show_stability,
    show_summary,
)
from dashboard.web.parts.what_if import offer_what_if
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.grounds import ground_tables
from dashboard.wording.suspect import data_gaps, particulars_line, summary_answers, title_of

with page() as question:
    offer_the_way_back()
    head, tools = st.columns([1, 1], vertical_alignment="bottom")
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
    if chosen is None:
        head.title("Suspect", anchor=False)
        st.info(
            "Write a reference above, or a name into the search box of the sidebar; or open "
            "somebody from a table."
        )
        show_last_opened(question)
    else:
        name_subject(chosen)
        answer = look_at(question, chosen)
        head.title(escaped(title_of(answer.file, several_in(question))), anchor=False)
        file, solidity, context = answer.file, answer.stability, answer.associates
        counting = file.explanation.counting
        uncounted = file.explanation.rows.filter(~file.explanation.rows["counts"])
        st.markdown(escaped(particulars_line(file)))
        show_references(question, file)
        show_case_line(question, file)
        st.header(escaped(in_explanation_words(file.explanation)), anchor=False)
        show_summary(summary_answers(file, solidity, context))
        if counting.height:
            st.markdown("### What the place rests on")
            show_grounds(ground_tables(solidity.grounds.divided))
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
            show_stability(solidity, suspect_tier(question, file))
        st.markdown("### What if")
        offer_what_if(question, file)
        opened = show_links(context, chosen, key=f"links {question.key} {chosen}")
        show_history(context, key=f"history {question.key} {chosen}")
        offer_other_records(question, file)
        open_suspect(question, opened)
