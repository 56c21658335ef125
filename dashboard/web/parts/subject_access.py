"""The answer to a person who asks what is kept of them: asked for, shown, and taken as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import polars as pl
import streamlit as st

from dashboard.access.policy import FEWEST_LETTERS
from dashboard.exports.subject_access import access_outgoing
from dashboard.services.files import release
from dashboard.services.forces import several_in
from dashboard.services.question import USUAL, Caller, Question
from dashboard.services.suspects.subject_access import SubjectAccess, answer_access
from dashboard.web.kit.download import download
from dashboard.web.kit.force_choice import choose_force_of
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.shown_tables import forget_table
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.forces import with_force
from dashboard.wording.subject_access import access_parts, in_access_words

#: Where a session keeps by whom, about whom and why it was asked last.
ASKED: Final = "subject access asked"
#: How the page begins.
LEAD: Final = (
    "What is kept of one person, over all versions of the record: what is and was alleged, their "
    "places on frozen lists, who looked at them, and who took files that named them. The log has "
    "a line for each answer, with its reason."
)


def ask_for_access(question: Question) -> tuple[str, str] | None:
    """Ask about whom and why; both, once somebody asked, and None until then."""
    viewer = question.viewer
    who = (viewer.who, viewer.role)
    st.markdown(LEAD)
    with st.form("subject access", border=False):
        reference = st.text_input(
            "Reference", key="reference of the person", width=320, autocomplete="off"
        )
        reason = st.text_input(
            "Reason",
            key="reason for the answer",
            placeholder="Such as the number of the request",
            help=f"{FEWEST_LETTERS} letters or more; the log keeps it",
        )
        if st.form_submit_button("Answer", icon=":material/contact_page:"):
            st.session_state[ASKED] = (who, reference.strip(), reason.strip())
    asked = st.session_state.get(ASKED)
    return asked[1:] if asked is not None and asked[0] == who else None


def show_access(question: Question, reference: str, reason: str) -> None:
    """Show what is kept of the person, and offer it as a file.

    It is asked for once, and again where somebody was erased or restricted, or a load came in.
    """
    caller = Caller(question.workspace, question.viewer)
    found = choose_force_of(
        lambda force: ask_once(
            "subject access",
            (replace(question, spec=USUAL).key, reference, reason, force),
            lambda: answer_access(caller, reference, reason, force),
        ),
        key="subject access",
    )
    if found is None:
        return
    forces = several_in(question)
    st.markdown(f"## What is kept of {escaped(with_force(found.suspect_id, forces))}")
    st.markdown("\n".join(f"- {escaped(words)}" for words in in_access_words(found)))
    download(
        question,
        "Answer (PDF)",
        make=lambda: _leaving(question, found, reason),
        name="harmdesk-subject-access.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        help="The whole answer, as it stands here",
    )
    for title, sentence, headings, rows in access_parts(found):
        st.markdown(f"### {escaped(title)}\n\n{escaped(sentence)}")
        small_table(
            pl.DataFrame(rows, schema=dict.fromkeys(headings, pl.String), orient="row"),
            {name: st.column_config.TextColumn(name) for name in headings},
            alt=f"{title}.",
        )
        forget_table(f"{title}.")  # the answer leaves whole, as one file, or not at all


def _leaving(question: Question, found: SubjectAccess, reason: str) -> Callable[[], bytes]:
    """What hands the answer over, for the reason that it was asked for."""
    viewer = replace(question.viewer, reason=reason)
    caller = Caller(question.workspace, viewer)
    outgoing = access_outgoing(caller, found, chosen_handling())
    return lambda: release(caller, outgoing, made_on=question)
