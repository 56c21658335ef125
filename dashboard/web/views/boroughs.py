"""Boroughs, command units and wards: how a place compares, and what is behind it."""

from __future__ import annotations

import streamlit as st

from dashboard.geography import ATTRIBUTION
from dashboard.geography.recorded_crime import SOURCE
from dashboard.services.places.areas import compare_areas, compare_wards
from dashboard.services.places.comparison import compare_with_chance, own_force
from dashboard.web.kit.page import page
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import offer_their_list, open_suspect, pages
from dashboard.web.parts.area_figures import areas_map, in_reading_words, show_ranges
from dashboard.web.parts.areas import choose_areas, look_at_clicked
from dashboard.web.parts.borough import download_sheet
from dashboard.web.parts.borough_posts import show_posts_of
from dashboard.web.parts.hotspots import show_wards
from dashboard.web.parts.place_tabs import (
    choose_tab,
    show_compare,
    show_crimes,
    show_listed_counts,
    show_over_time,
    show_suspects,
)
from dashboard.web.parts.reach_tab import show_reach_of
from dashboard.wording.areas import in_area_words, in_areas_words, name_of
from dashboard.wording.places import in_place_words, place_title

with page() as question:
    head, side = st.columns([1, 1], vertical_alignment="center")
    tools = side.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        key="side-by-side",
    )
    chosen = choose_areas(tools)
    code = chosen.borough
    name_subject(name_of(chosen.borough))
    areas = compare_areas(question, by=chosen.by, of=chosen.basis, measure=chosen.measure)
    whole = compare_areas(question, of=chosen.basis, measure=chosen.measure)
    compared = whole if code is not None else areas
    fair = compare_with_chance(areas)
    head.title(escaped(place_title(name_of(code))), anchor=False)
    if code is not None:
        with tools:
            download_sheet(question, chosen.basis, code)
    st.markdown(in_place_words(compared, compare_with_chance(compared), code))
    left, right = st.columns(2)
    with left:
        areas_map(question, areas, chosen)
    if fair is not None:
        with right:
            show_ranges(fair, areas, chosen)
        st.markdown(f":small[{escaped(in_reading_words(fair, areas, chosen))}]")
    tab, body = choose_tab()
    with body:
        if tab == "Compare":
            st.markdown(in_areas_words(areas))
            look_at_clicked(show_compare(areas, whole, fair, chosen) or None, code)
        elif tab == "Wards":
            show_wards(question, compare_wards(question, chosen.basis), chosen)
        elif tab == "Reach":
            show_reach_of(question, code)
            st.page_link(pages()["reach"], label="Reach: other times, and what if")
            if own_force(whole, code):
                st.markdown(in_area_words(whole, code, None))
        elif tab == "Allocation":
            show_posts_of(question, code)
            st.page_link(pages()["allocation"], label="Allocation: other pools, and how sure")
        elif own_force(whole, code):
            st.markdown(in_area_words(whole, code, None))
        elif tab == "Over time":
            show_over_time(question, whole, code)
        elif tab == "Crimes":
            show_crimes(question, whole, code)
        elif code is None:
            show_listed_counts(question)
        else:
            opened, query = show_suspects(question, code, lead_home=offer_their_list)
            if query:
                st.switch_page(pages()["list"], query_params=query)
            open_suspect(question, opened)
    st.markdown(f":small[{SOURCE} {ATTRIBUTION}]")
