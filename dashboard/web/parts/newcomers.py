"""New references of a file that look like people whom the record has already."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.access.actions import SEE_LINKS
from dashboard.intake import IntakeReport
from dashboard.services.gate import may
from dashboard.services.linking.newcomers import known_already, new_references
from dashboard.services.question import Question
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.parts.quality import table
from dashboard.wording.linking_newcomers import in_newcomer_words

#: Where a session keeps of which file it asked this.
ASKED: Final = "file whose new references were compared"
#: A browser is sent no more pairs than somebody can look through.
MOST_SHOWN: Final = 500


def offer_newcomers(question: Question, account: IntakeReport) -> None:
    """Offer to look whether new references of a file are people already known."""
    if not may(question, SEE_LINKS) or account.accepted.is_empty():
        return
    new = new_references(question, account.accepted)
    if new.is_empty():
        return
    st.header("New references", anchor=False)
    if st.button(
        f"Compare {new.height:,} new references with the record",
        icon=":material/join_inner:",
        help="By name, birth, sex and home borough; nobody is joined by it",
    ):
        st.session_state[ASKED] = account.sha256
    if st.session_state.get(ASKED) != account.sha256:
        return
    key = (question.key, account.sha256, account.mapping, account.taken)
    with st.spinner("Comparing"):
        found = ask_once("newcomers", key, lambda: known_already(question, new))
    st.markdown(escaped(in_newcomer_words(found)))
    if found.known.is_empty():
        return
    column = st.column_config
    table(
        found.known.head(MOST_SHOWN),
        {
            "a": column.TextColumn("New", width=110),
            "name_a": column.TextColumn("Name in the file", width=180),
            "b": column.TextColumn("Known", width=110),
            "name_b": column.TextColumn("Name in the record", width=180),
            "band": column.TextColumn("Band", width=90),
            "chance": column.NumberColumn("Chance", width=80, format="percent"),
        },
        alt="New references, and whom of the record each may be.",
    )
