"""The tab of the borough page about what a borough would get of the announced pools."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.services.question import Question
from dashboard.services.resources.allocation_choices import POOLS
from dashboard.services.resources.borough_posts import posts_of_borough
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.allocation import RULE_TITLE, SAYS_NOT, basis_words
from dashboard.wording.borough_posts import in_posts_words


def show_posts_of(question: Question, code: str | None) -> None:
    """Show the posts of a borough and of its command unit under each rule.

    Args:
        question: who asks; the record has no part in it.
        code: of the borough; None: none is chosen.
    """
    if code is None:
        st.markdown("Choose a borough to see what it would get under each rule.")
        return
    found = posts_of_borough(question, code)
    st.markdown(escaped(" ".join(in_posts_words(found))))
    if found.basis is None:
        return
    wide = found.table.pivot("pool", index="rule", values=["unit", "borough"])
    column = st.column_config
    columns = {
        f"{area}_{pool}": column.NumberColumn(
            f"{title}: {posts:,} {pool}", width=156, format="localized"
        )
        for area, title in (("unit", "Unit"), ("borough", "Borough"))
        for pool, posts in POOLS.items()
    }
    small_table(
        wide.select(pl.col("rule").replace(dict(RULE_TITLE)), *columns),
        {"rule": column.TextColumn("Rule", width=130, pinned=True), **columns},
        alt=f"Posts of {found.name} and of its command unit {found.unit} under each rule, of each "
        f"announced pool.",
    )
    st.markdown(f":small[{escaped(' '.join([*basis_words(found.basis), SAYS_NOT]))}]")
