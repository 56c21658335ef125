"""Search: anyone named as a suspect, on the list or not, and their positions."""

from __future__ import annotations

import streamlit as st

from dashboard.services.suspects.search import prepare_search
from dashboard.web.kit.page import page
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_suspect
from dashboard.web.parts.search import choose_force, found_table, look_for, write_text
from dashboard.wording.search import in_found_words

with page() as question:
    st.title("Search", anchor=False)
    st.markdown(
        "A reference, a name in any order or spelling, initials, a date of birth (alone or behind "
        "a name), or a crime’s reference. Everyone named as a suspect is searched, and what is "
        "searched for is logged."
    )
    text, force = write_text(), choose_force(question)
    if text is None:
        st.info("Write above whom to look for.")
        prepare_search(question)  # while they write
    else:
        with st.spinner("Looking through everyone named…"):
            found = look_for(question, text, force)
        if not found.matched:
            st.warning(escaped(in_found_words(found)))
        else:
            st.markdown(f"{escaped(in_found_words(found))} A reference opens the suspect.")
            opened = found_table(found, key=f"found {text} {force} {question.key}")
            open_suspect(question, opened)
