"""Whose place on a frozen list rested on a wrong record, on a page, with the notices to write."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.access.actions import SEE_LIST, SEE_REFERENCES, TAKE_FILE
from dashboard.errors import RetentionError
from dashboard.exports.corrections import notice_outgoing
from dashboard.services.corrections import count_corrections, find_corrections, holders_of
from dashboard.services.gate import may
from dashboard.services.question import Question
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.page import lists_key
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.corrections import (
    CORRECTION_HEADINGS,
    correction_rows,
    in_corrections_count_words,
    in_corrections_words,
)


def lead_to_corrections(question: Question, quality: st.Page) -> None:
    """Say how many stood on a list on a wrong record, and lead there; nothing where nobody did.

    It waits for nothing: a record that came in a moment ago is worked out first, and then says so.

    Args:
        question: on the record as it is known now.
        quality: the page that names them.
    """
    if not may(question, SEE_REFERENCES):
        return
    words = in_corrections_count_words(count_corrections(question))
    if words:
        st.page_link(quality, label=escaped(words), icon=":material/assignment_late:")


def show_corrections(question: Question) -> None:
    """Say who they are and who has files, and offer the notices; nothing where there is nobody."""
    if not may(question, SEE_LIST):
        return
    try:
        found = ask_once("corrections", lists_key(question), lambda: find_corrections(question))
    except RetentionError:
        return  # locked until somebody decides, on this page, how long the data is kept
    if not found:
        return
    st.markdown("## Listed on a record that was wrong")
    st.markdown(escaped(in_corrections_words(found)))
    show_table(
        pl.DataFrame(
            correction_rows(found),
            schema=dict.fromkeys(CORRECTION_HEADINGS, pl.String),
            orient="row",
        ),
        {name: st.column_config.TextColumn(name) for name in CORRECTION_HEADINGS},
        alt="Suspects listed on an allegation that was wrong, and who has files that name them.",
    )
    holders = holders_of(found)
    if holders and may(question, TAKE_FILE):
        holder = st.selectbox("Correction notice to", holders, width=320)
        download(
            question,
            "Correction notice",
            make=lambda: notice_outgoing(question, found, holder, chosen_handling()),
            name="harmdesk-correction-notice.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            help="What was wrong, and which files they have: PDF.",
        )
