"""What is due for review on a page, and the decision to keep it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl
import streamlit as st

from dashboard.access.actions import DECIDE_REVIEW
from dashboard.errors import HarmdeskError
from dashboard.services.data.retention import (
    LONGEST_REASON,
    Review,
    is_lockable,
    keep_until,
    list_reviews,
    longest_until,
    this_day,
)
from dashboard.services.gate import may
from dashboard.services.question import Caller, Question
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.formats import day
from dashboard.wording.retention import KINDS, STATES, UPLOADS, in_due_words, title_of

#: Where a session keeps the decision that it took last.
DONE: Final = "kept for review"


def show_due(caller: Caller) -> None:
    """Say what is due for review, and where one decides; nothing where nothing is."""
    items, today = list_reviews(caller), this_day()
    words = in_due_words(items, today, locks=is_lockable(caller))
    if words:
        is_late = any(item.state(today) == "overdue" for item in items)
        say = st.warning if is_late else st.info
        say(escaped(f"{words} The page Data quality has them all."), icon=":material/event:")


def show_reviews(question: Question) -> None:
    """Show what is due or overdue, and let who may decide; nothing where nothing is due."""
    today = this_day()
    waiting = [item for item in list_reviews(question) if item.state(today) != "kept"]
    _show_done()
    if not waiting:
        return
    st.markdown("## What is due for review")
    words = in_due_words(waiting, today, locks=is_lockable(question))
    st.markdown(f"{escaped(words)} {UPLOADS}")
    column = st.column_config
    show_table(
        pl.DataFrame(
            {
                "kind": [KINDS[item.kind] for item in waiting],
                "name": [item.name for item in waiting],
                "what": [item.what for item in waiting],
                "since": [item.since for item in waiting],
                "review_on": [item.review_on for item in waiting],
                "state": [STATES[item.state(today)] for item in waiting],
            }
        ),
        {
            "kind": column.TextColumn("Kind", width=90),
            "name": column.TextColumn("Name", width=190),
            "what": column.TextColumn("File, or date of the list", width=260),
            "since": column.DateColumn("Kept since", width=100, format="D MMM YYYY"),
            "review_on": column.DateColumn("Review by", width=100, format="D MMM YYYY"),
            "state": column.TextColumn("State", width=80),
        },
        alt="Loads and frozen lists that are due for review or overdue, the next first.",
        width="content",
    )
    if may(question, DECIDE_REVIEW):
        _offer_decision(question, waiting)


def _offer_decision(question: Question, waiting: list[Review]) -> None:
    names = {item.name: item for item in waiting}
    with st.form("review", border=False):
        chosen = st.selectbox(
            "Keep longer", list(names), format_func=lambda name: title_of(names[name])
        )
        latest = longest_until(question, names[chosen])
        until = st.date_input(
            "Next review by",
            value=latest,
            min_value=this_day() + timedelta(days=1),
            max_value=latest,
            format="DD/MM/YYYY",
            width=220,
        )
        reason = st.text_input("Why it is still needed", max_chars=LONGEST_REASON)
        if not st.form_submit_button("Keep it until then"):
            return
    try:
        kept = keep_until(question, chosen, until, reason)
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return
    st.session_state[DONE] = kept
    st.rerun()


def _show_done() -> None:
    kept: Review | None = st.session_state.pop(DONE, None)
    if kept is not None:
        st.success(escaped(f"{title_of(kept)} is kept until {day(kept.review_on)}."))
