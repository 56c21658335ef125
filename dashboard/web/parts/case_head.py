"""Which case is looked at: that of the link, or of the reference that is written here."""

from __future__ import annotations

import streamlit as st

from dashboard.errors import UnknownSuspectError
from dashboard.services.cases.answer import CaseAnswer, answer_case, case_key
from dashboard.services.cases.links import linked_case
from dashboard.services.forces import resolve
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import link_to
from dashboard.web.kit.force_choice import choose_force_of
from dashboard.web.kit.page import lists_key
from dashboard.web.kit.parameters import find_fault, quoted, values_of
from dashboard.web.kit.references import spoken_reference
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped


def choose_case(question: Question) -> str | None:
    """The suspect whose case the link leads to; without one, of the reference written here."""
    refs = values_of("ref")
    if refs:
        linked = linked_case(question, refs[0]) if len(refs) == 1 else None
        if linked is not None:
            return linked
        find_fault(
            "ref",
            f"This link leads to no case here: it was cut short, or made on another desk "
            f"(ref {quoted(refs[0])}; nothing is opened instead).",
        )
    written = _reference()
    if written is None:
        return None
    try:
        token = choose_force_of(lambda force: _token(question, written, force), key="case")
    except UnknownSuspectError as error:
        st.error(escaped(str(error)))
        return None
    if token is not None:
        st.query_params["ref"] = token
        st.rerun()
    return None


def _token(question: Question, written: str, force: str | None) -> str:
    """What a link has to whoever a written reference, or the id of a case, means.

    Raises:
        AmbiguousReferenceError: several forces have the reference.
        UnknownSuspectError: nobody has it, or nobody whom the viewer may see.
    """
    whose = linked_case(question, written) or resolve(question, written, force)
    return link_to(question, whose)


def look_at_case(question: Question, person: str) -> CaseAnswer:
    """The case, asked once until somebody writes in it; the log has a line each time."""
    key = (lists_key(question), person, case_key(question, person))
    return ask_once("case", key, lambda: answer_case(question, person))


def title_of_case(answer: CaseAnswer) -> str:
    """What the page is called: the name, the suspect's reference, and the id of the case."""
    found = answer.found
    name = answer.name or "Name not recorded"
    return " · ".join(filter(None, (f"Case of {name}", spoken_reference(found.person), found.id)))


def _reference() -> str | None:
    """The reference that was written last; None where none was."""
    with (
        st.form("find a case", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        written = st.text_input("Reference", placeholder="such as N1234567", width=240)
        st.form_submit_button("Open")
    return written.strip() or None
