"""A load taken back on the page: choose it, say why, see what the list would become, confirm."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.services.data.dry_run import WithdrawalDryRun, try_withdrawal
from dashboard.services.data.withdrawal import LONGEST_REASON, withdraw_load
from dashboard.services.question import Question
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.parts.dry_run import show_moved
from dashboard.wording.formats import counted
from dashboard.wording.loading import in_withdrawal_words

#: Where a session keeps which withdrawal was tried, and what became of the last one.
TRIED: Final = "withdrawal tried"
DONE: Final = "withdrawal done"


def offer_withdrawal(question: Question, versions: pl.DataFrame) -> None:
    """Offer to take a load back, where the record as it is now is looked at."""
    _show_done()
    if question.spec.version is not None:
        return
    loads = versions.filter(
        pl.col("withdrawn_by").is_null() & (pl.col("version") > pl.col("version").min())
    ).sort("version", descending=True)
    if loads.is_empty():
        return
    st.markdown("## Withdraw a load")
    st.markdown(
        "Its rows go, the rows that they replaced come back, and later loads stay. It is a version "
        "of its own: past lists can still be made again, and it can itself be withdrawn."
    )
    names = dict(loads.select("version", "file").iter_rows())
    version = st.selectbox(
        "Version",
        list(names),
        format_func=lambda n: f"{n}: {names[n]}",
        key="version to withdraw",
    )
    reason = st.text_input("Reason", max_chars=LONGEST_REASON, key="reason to withdraw")
    tried = _tried(question, version, reason)
    if tried is not None:
        st.markdown(in_withdrawal_words(tried))
        show_moved(tried.movement)
        _confirm(question, version, reason, tried)


def _tried(question: Question, version: int, reason: str) -> WithdrawalDryRun | None:
    """What the withdrawal would change, once the reader asks to see it."""
    about = (question.key, version, reason)
    if st.button("See what the list would become", help="Nothing is changed yet"):
        st.session_state[TRIED] = about
    if st.session_state.get(TRIED) != about:
        return None
    try:
        with st.spinner("Working out what would change…", show_time=True):
            return ask_once(
                "withdrawal",
                about,
                lambda: try_withdrawal(question, version, reason),
            )
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return None


def _confirm(question: Question, version: int, reason: str, tried: WithdrawalDryRun) -> None:
    done = tried.withdrawn
    agreed = st.checkbox(
        f"I have read what this changes: {counted(done.removed, 'row')} removed, "
        f"{done.restored:,} put back."
    )
    if not st.button("Withdraw this load", disabled=not agreed):
        return
    try:
        with st.spinner("Withdrawing…", show_time=True):
            withdrawn = withdraw_load(question, version, reason)
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return
    st.session_state[DONE] = (version, withdrawn)
    for slot in (TRIED, "answer to withdrawal", "version to withdraw", "reason to withdraw"):
        st.session_state.pop(slot, None)
    st.rerun()


def _show_done() -> None:
    if DONE not in st.session_state:
        return
    version, withdrawn = st.session_state.pop(DONE)
    st.success(
        f"Version {version:,} is withdrawn. Rows removed: {withdrawn.removed:,}; "
        f"put back: {withdrawn.restored:,}. The record is at version {withdrawn.version:,}; "
        f"withdraw that one to undo this."
    )
