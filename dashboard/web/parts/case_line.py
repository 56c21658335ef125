"""How a suspect's case stands, in one line of their page."""

from __future__ import annotations

import streamlit as st

from dashboard.services.cases.answer import case_key
from dashboard.services.cases.links import case_standing
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.web.kit.page import lists_key
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_case
from dashboard.wording.case_parts import in_standing_line


def show_case_line(question: Question, file: SuspectFile) -> None:
    """Say how the case stands, and lead to it; nothing to whoever may not see cases."""
    person = file.explanation.suspect_id
    key = (lists_key(question), person, case_key(question, person))
    standing = ask_once("standing of a case", key, lambda: case_standing(question, file))
    if standing is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(escaped(in_standing_line(standing)), width="content")
        if st.button("Case", icon=":material/assignment_ind:", type="tertiary", key="their case"):
            open_case(question, person)
