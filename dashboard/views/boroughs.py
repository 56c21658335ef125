"""Boroughs, command units and wards: where harm is, compared fairly, and what changed."""

from __future__ import annotations

import streamlit as st

from dashboard import recorded
from dashboard.borough import (
    beside,
    in_months_words,
    in_place_of_words,
    in_places_words,
    name_of,
    own_areas,
    own_force,
    unit_of,
)
from dashboard.fair import fair, outside
from dashboard.geography import ATTRIBUTION
from dashboard.over_time import SETTLING, changed, months_of, violent_months, year_on_year
from dashboard.places import places_of
from dashboard.views import offer_their_list
from dashboard.widgets.borough import (
    beside_table,
    choose_span,
    download_sheet,
    show_change,
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
from dashboard.widgets.text import escaped
from dashboard.widgets.wards import show_wards
from sample_data.recorded import SOURCE

with page() as asked:
    st.title("Boroughs", anchor=False)
    chosen = choose_places()
    told = places_of(asked.desk, asked.basis, by=chosen.by, of=chosen.of, measure=chosen.measure)
    st.markdown(in_places_words(told))
    left, right = st.columns([3, 5])
    with left:
        places_map(asked, told, chosen)
    with right:
        look_at_clicked(places_table(told, chosen), chosen.borough)
    st.header(escaped(name_of(chosen.borough)), anchor=False)
    whole = places_of(asked.desk, asked.basis, of=chosen.of, measure=chosen.measure)
    lies = outside(fair(whole), chosen.borough)
    st.markdown(in_place_of_words(whole, chosen.borough, lies))
    if chosen.borough is not None:
        with st.container(horizontal=True, gap="small"):
            offer_their_list(chosen.borough)
            download_sheet(asked, chosen.of, chosen.borough, version=whole.facts.version)
    of, code, measure = whole.basis, chosen.borough, whole.summed
    known = not own_force(whole, code)
    if known:
        st.markdown("### Beside the year before")
        show_change(changed(asked.desk, asked.basis, of=of, measure=measure, code=code))
        if of != "recorded":
            st.markdown(f":small[{SETTLING}]")
    if code is not None:
        st.markdown("### Beside its neighbours and its command unit")
        beside_table(beside(whole, code), whole)
    show_wards(asked, chosen)
    compared = fair(told)
    if compared is not None:
        st.markdown("### A fair comparison")
        show_funnel(compared, own_areas(told, code))
    if known:
        st.markdown("### Month by month")
        span = choose_span()
        st.markdown(f"**{escaped(unit_of(whole))}.** {escaped(in_months_words(whole))}")
        show_months(
            months_of(asked.desk, asked.basis, of=of, measure=measure, code=code),
            unit=unit_of(whole),
            key=f"{of} {code}",
            span=span,
        )
        st.markdown("### Recorded violence and sexual offences (real)")
        show_change(year_on_year(code, recorded.months_to(whole.as_of)))
        counts = violent_months(code, whole.as_of)
        show_months(counts, unit="Crimes", key=f"violence {code}", span=span)
    st.markdown(f":small[{SOURCE} {ATTRIBUTION}]")
