"""Boroughs, command units and wards: where harm is, compared fairly, and what changed."""

from __future__ import annotations

import streamlit as st

from dashboard.geography import ATTRIBUTION, recorded_crime
from dashboard.geography.recorded_crime import SOURCE
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.borough import answer_borough
from dashboard.services.places.comparison import compare_with_chance, own_areas
from dashboard.services.places.monthly import count_by_month, violent_months
from dashboard.services.places.trends import year_on_year
from dashboard.web.kit.page import page
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import offer_their_list
from dashboard.web.parts.areas import (
    areas_map,
    areas_table,
    choose_areas,
    look_at_clicked,
    show_funnel,
)
from dashboard.web.parts.borough import (
    beside_table,
    choose_span,
    download_sheet,
    show_change,
    show_months,
)
from dashboard.web.parts.hotspots import show_wards
from dashboard.wording.areas import (
    in_area_words,
    in_areas_words,
    in_months_words,
    name_of,
    unit_of,
)
from dashboard.wording.trends import SETTLING

with page() as question:
    st.title("Boroughs", anchor=False)
    chosen = choose_areas()
    name_subject(name_of(chosen.borough))
    areas = compare_areas(question, by=chosen.by, of=chosen.basis, measure=chosen.measure)
    st.markdown(in_areas_words(areas))
    left, right = st.columns([1, 2])
    with left:
        areas_map(question, areas, chosen)
    with right:
        look_at_clicked(areas_table(areas, chosen), chosen.borough)
    st.header(escaped(name_of(chosen.borough)), anchor=False)
    answer = answer_borough(question, chosen.borough, of=chosen.basis, measure=chosen.measure)
    whole = answer.areas
    st.markdown(in_area_words(whole, chosen.borough, answer.limits))
    if chosen.borough is not None:
        with st.container(horizontal=True, gap="small"):
            offer_their_list(chosen.borough)
            download_sheet(question, chosen.basis, chosen.borough)
    of, code, measure = whole.basis, chosen.borough, whole.summed
    for change in answer.changes.values():
        st.markdown("### Compared with the year before")
        show_change(change)
        if of != "recorded":
            st.markdown(f":small[{SETTLING}]")
    if answer.neighbours is not None:
        st.markdown("### With its neighbours and its command unit")
        beside_table(answer.neighbours, whole)
    show_wards(question, answer.wards, chosen)
    compared = compare_with_chance(areas)
    if compared is not None:
        st.markdown("### A fair comparison")
        show_funnel(compared, own_areas(areas, code))
    if not answer.recorded_elsewhere:
        st.markdown("### Month by month")
        span = choose_span()
        st.markdown(f"**{escaped(unit_of(whole))}.** {escaped(in_months_words(whole))}")
        show_months(
            count_by_month(question, of=of, measure=measure, code=code),
            unit=unit_of(whole),
            key=f"{of} {code}",
            span=span,
        )
        st.markdown("### Recorded violence and sexual offences (real)")
        show_change(year_on_year(code, recorded_crime.months_to(whole.as_of)))
        counts = violent_months(code, whole.as_of)
        show_months(counts, unit="Crimes", key=f"violence {code}", span=span)
    st.markdown(f":small[{SOURCE} {ATTRIBUTION}]")
