"""Reach: who lives within a walk of a police counter, before and after a change."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard.geography import ATTRIBUTION, borough_names
from dashboard.geography.counters import first_known
from dashboard.services.resources.reach import compare_reach, reach_of
from dashboard.services.resources.sites import list_sites
from dashboard.web.kit.page import page
from dashboard.web.kit.parameters import take_choice
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.parts.patches import drop_sites, show_more_hubs, show_patches
from dashboard.web.parts.reach import TABS, choose_reach, has_streets, try_sites
from dashboard.web.parts.reach_figures import (
    areas_table,
    change_table,
    download_reach,
    promises_table,
    show_map,
    sites_table,
)
from dashboard.wording.reach import (
    ACROSS,
    CITY,
    ESTIMATE,
    PTAL,
    in_across_words,
    in_borough_promise_words,
    in_caveat_words,
    in_promise_words,
    in_reach_words,
    in_source_words,
    in_streets_words,
    in_unknown_words,
)
from dashboard.wording.reach_change import in_reach_change_words, in_worst_words
from dashboard.wording.streets import GREY, in_network_words

with page() as question:
    st.title("Reach", anchor=False)
    own, with_osm = drop_sites(question)
    asked = choose_reach(own, with_osm=with_osm, streets=has_streets(question))
    asked = try_sites(list_sites(question, asked.choice), asked)
    choice, group, code = asked.choice, asked.group, asked.borough
    name_subject("London" if code is None else borough_names()[code])
    reach = reach_of(question, choice, group=group)
    by_ward = reach_of(question, choice, level="ward", group=group)
    promise = in_promise_words(reach)
    row = None
    if code is not None:
        row = reach.rows.row(by_predicate=pl.col("code") == code, named=True)
        own_promise = reach.promises.filter(code=code)
        if not own_promise.is_empty():
            promise = in_borough_promise_words(own_promise.row(0, named=True))
    st.markdown(f"**{escaped(in_reach_words(reach, row))}** {escaped(promise)}")
    more = (in_unknown_words(reach), in_across_words(reach, row), in_streets_words(reach))
    st.markdown(escaped(" ".join(filter(None, more))))
    if asked.on_trial:
        trial = compare_reach(question, asked.without_trial, choice, group=group)
        worst = in_worst_words(trial, borough_names())
        st.markdown(f"**On trial.** {escaped(in_reach_change_words(trial))} {escaped(worst)}")
    left, right = st.columns([5, 7])
    with left:
        show_map(reach if code is None else by_ward, asked)
    with right:
        if code is None:
            areas_table(reach, name="Borough")
        else:
            inside = by_ward.rows.filter(pl.col("within") == code)
            areas_table(replace(by_ward, rows=inside), name="Ward")
    download_reach(question, reach)
    take_choice("part", TABS)
    tabs = st.tabs(TABS, key="part", on_change="rerun", bind="query-params")
    part = next((name for name, tab in zip(TABS, tabs, strict=True) if tab.open), TABS[0])
    with tabs[TABS.index(part)]:
        if part == "Promise":
            promises_table(reach)
        elif part == "Before and after":
            base = replace(asked.without_trial, as_of=first_known(), at=None, hours="any")
            if own is not None:
                base = replace(base, own=None)
            change = compare_reach(question, base, choice, group=group)
            st.markdown(escaped(in_reach_change_words(change)))
            st.markdown(escaped(in_worst_words(change, borough_names())))
            change_table(change)
        elif part == "Transport":
            st.markdown(PTAL)
            areas_table(reach_of(question, choice, level="ptal", group=group), name="Level")
        elif part == "Walks to patches":
            show_patches(question, choice)
        elif part == "More hubs":
            show_more_hubs(question, choice)
        else:
            sites_table(reach)
    river = ACROSS if reach.streets is None else escaped(in_network_words(reach.streets.facts))
    grey = "" if reach.streets is None else GREY
    estimate = ESTIMATE if group == "women_16plus" else ""
    st.markdown(f":small[{grey} {river} {estimate} {in_caveat_words(reach)}]")
    st.markdown(f":small[{CITY}]")
    st.markdown(f":small[{escaped(in_source_words(reach))} {ATTRIBUTION}]")
