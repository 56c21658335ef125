"""Boroughs, command units and wards: where harm is, compared fairly, and what changed."""

from __future__ import annotations

import streamlit as st

from dashboard import recorded
from dashboard.borough import (
    beside,
    half_of,
    in_half_words,
    in_place_of_words,
    in_places_words,
    name_of,
    own_areas,
)
from dashboard.fair import fair, outside
from dashboard.geography import ATTRIBUTION
from dashboard.over_time import in_change_words, year_on_year
from dashboard.places import places_of
from dashboard.views import offer_their_list
from dashboard.widgets.borough import (
    beside_table,
    download_sheet,
    drivers_table,
    half_table,
    show_months,
)
from dashboard.widgets.page import page
from dashboard.widgets.places import (
    choose_places,
    look_at_clicked,
    places_map,
    places_table,
    show_funnel,
)
from sample_data.recorded import SOURCE

with page() as asked:
    st.title("Boroughs", anchor=False)
    chosen = choose_places()
    told = places_of(asked.desk, asked.basis, by=chosen.by, of=chosen.of, measure=chosen.measure)
    st.markdown(in_places_words(told))
    left, right = st.columns([5, 7])
    with left:
        picked = places_map(told, chosen)
    with right:
        picked = places_table(told, chosen) or picked
    look_at_clicked(picked, chosen.borough)
    st.header(name_of(chosen.borough), anchor=False)
    whole = places_of(asked.desk, asked.basis, of=chosen.of, measure=chosen.measure)
    lies = outside(fair(whole), chosen.borough)
    st.markdown(in_place_of_words(whole, chosen.borough, lies))
    if chosen.borough is not None:
        with st.container(horizontal=True, gap="small"):
            offer_their_list(chosen.borough)
            download_sheet(asked, chosen.of, chosen.borough)
        st.markdown("### Beside its neighbours and its command unit")
        beside_table(beside(whole, chosen.borough), whole)
        if told.basis != "home":
            wards = places_of(asked.desk, asked.basis, by="ward", of=chosen.of, measure="days")
            half = half_of(wards, chosen.borough)
            st.markdown("### Wards that carry half of it")
            st.markdown(in_half_words(half, wards, chosen.borough))
            half_table(half)
    compared = fair(told)
    if compared is not None:
        st.markdown("### A fair comparison")
        show_funnel(compared, own_areas(told, chosen.borough))
    months = recorded.months_to(asked.desk.dated(asked.basis))
    change = year_on_year(chosen.borough, months)
    st.markdown("### Recorded crime over time (real): violence and sexual offences")
    st.markdown(in_change_words(change))
    show_months(chosen.borough, asked.desk.dated(asked.basis))
    drivers_table(change)
    st.markdown(f":small[{SOURCE} {ATTRIBUTION}]")
