"""Other cohorts: who is kept apart from the list or is below it, and how much few carry."""

from __future__ import annotations

import streamlit as st

from dashboard.exports.table_counts import cohort_counts
from dashboard.figures.lorenz import lorenz
from dashboard.services.listing.cohorts import other_cohorts
from dashboard.services.listing.counted_people import count_lane
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.page import page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.shown_tables import note_counts
from dashboard.web.navigation import open_suspect
from dashboard.web.parts.cohorts import choose_lane, curve_table, lane_table, people_of_lane
from dashboard.wording.cohorts import in_cohorts_words, in_lane_words, marked, points

with page() as question:
    with st.spinner("Finding everyone's place…"):
        cohorts = ask_once("cohorts", question.key, lambda: other_cohorts(question))
    words = in_cohorts_words(cohorts)
    st.title("Other cohorts", anchor=False)
    st.markdown(words.sentence)
    lane = choose_lane()
    st.markdown(in_lane_words(cohorts, lane))
    opened = lane_table(people_of_lane(question, cohorts, lane), lane, key=f"{lane} {question.key}")
    note_counts(lambda: cohort_counts(cohorts, lane, count_lane(question, lane)))
    open_suspect(question, opened)
    st.markdown("## How far few carry most")
    st.markdown(f"{words.concentration} {words.caution}")
    curve = points(cohorts.concentration)
    if not curve.is_empty():
        chart(
            lorenz(curve, marked(cohorts.concentration), colours()),
            alt=f"A curve that rises fast and then flattens. {words.concentration} The table "
            f"below has the figures.".replace("**", ""),
            key=f"concentration {question.key}",
        )
        curve_table(curve)
