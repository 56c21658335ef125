"""The other references of a suspect, and whom they may be as well."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.access.actions import SEE_LINKS
from dashboard.services.gate import may
from dashboard.services.linking.register import decisions_key
from dashboard.services.linking.review import perhaps_also
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import SuspectFile, link_to
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_side_by_side
from dashboard.wording.linking_newcomers import in_perhaps_words, perhaps_label

#: Where a session keeps of whom it asked for other records.
ASKED: Final = "asked for other records of"


def show_references(question: Question, file: SuspectFile) -> None:
    """Say under which other references a suspect is recorded; each opens the suspect."""
    if not file.references:
        return
    called, *others = file.references
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("Also recorded as", width="content")
        for reference in others:
            st.button(
                escaped(reference),
                key=f"also {reference}",
                type="tertiary",
                help="Opens this person",
                on_click=_turn,
                args=(question, reference),
            )
        if may(question, SEE_LINKS) and st.button(
            "Side by side",
            icon=":material/join_inner:",
            type="tertiary",
            help="The two records that were joined, and who joined them",
        ):
            open_side_by_side(question, called, others[0])


def _turn(question: Question, reference: str) -> None:
    st.query_params["suspect"] = link_to(question, reference)


def offer_other_records(question: Question, file: SuspectFile) -> None:
    """Offer to look for other records of a suspect; each that is found leads to both of them."""
    if not may(question, SEE_LINKS):
        return
    suspect = file.explanation.suspect_id
    st.markdown("### Perhaps recorded twice")
    if st.button(
        "Look for other records",
        icon=":material/join_inner:",
        help="Compares this person with everybody by name, birth, sex and home borough",
    ):
        st.session_state[ASKED] = suspect
    if st.session_state.get(ASKED) != suspect:
        return
    key = (question.key, decisions_key(question), suspect)
    with st.spinner("Comparing"):
        found = ask_once("other records", key, lambda: perhaps_also(question, suspect))
    st.markdown(escaped(in_perhaps_words(found)))
    for row in found.iter_rows(named=True):
        if st.button(escaped(perhaps_label(row)), key=f"perhaps {row['other']}", type="tertiary"):
            open_side_by_side(question, row["own"], row["other"])
