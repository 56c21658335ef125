"""Allocation: where a pool of posts would go, under which rule, and how sure that is."""

from __future__ import annotations

import streamlit as st

from dashboard.services.resources.allocation import allocate_posts, draw_allocation
from dashboard.web.kit.page import page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.parts.allocation import (
    areas_by_rules,
    download_allocation,
    one_rule,
    rules_table,
)
from dashboard.web.parts.allocation_choices import choose_against, choose_plan, choose_rule
from dashboard.wording.allocation import (
    CAVEAT,
    SAYS_NOT,
    basis_words,
    draws_words,
    floor_words,
    left_words,
    rule_words,
    spread_words,
    title_of,
    unknown_words,
)

with page() as question:
    st.title("Allocation", anchor=False)
    plan = choose_plan(question)
    found = ask_once("allocation", (question.key, plan.key), lambda: allocate_posts(question, plan))
    st.markdown(f"**{CAVEAT}** {escaped(title_of(found))} {escaped(unknown_words(found))}")
    areas_by_rules(found)
    download_allocation(question, found)
    st.markdown("## What each rule leads to")
    rules_table(found, choose_against())
    st.markdown("## One rule")
    rule = choose_rule()
    st.markdown(escaped(rule_words(rule, plan.settings)))
    for words in (
        spread_words(found, rule),
        left_words(found.by_rule[rule]),
        floor_words(found, rule),
    ):
        if words:
            st.markdown(escaped(words))
    with st.spinner("Drawing 1,000 times…"):
        drawn = ask_once(
            "allocation drawn",
            (question.key, plan.key, rule),
            lambda: draw_allocation(question, plan, rule),
        )
    st.markdown(escaped(draws_words(drawn, rule, plan.pool)))
    one_rule(found, rule, drawn)
    st.markdown(f":small[{escaped(' '.join([*basis_words(found), SAYS_NOT]))}]")
