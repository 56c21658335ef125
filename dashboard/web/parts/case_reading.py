"""A suspect's allegations without the rank, so that a reviewer's own view comes first."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.access.actions import LogKind
from dashboard.services.cases.next_steps import has_opened
from dashboard.services.cases.reading import BlindReading, read_blind
from dashboard.services.question import Question
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import small_table
from dashboard.web.navigation import open_suspect
from dashboard.wording.case_forms import BLIND, NOT_OPENED, NOT_READ
from dashboard.wording.case_parts import reading_rows
from dashboard.wording.formats import counted

#: The lines of whoever read a suspect without their rank.
READ: Final[tuple[LogKind, ...]] = ("case_read",)


def is_blind(question: Question, person: str) -> bool:
    """Whether the reader read somebody without their rank, and did not open their page.

    Both are since the newest list was frozen, by the log.
    """
    return has_opened(question, person, kinds=READ) and not has_opened(question, person)


def ask_to_open(question: Question, person: str, *, may_read: bool) -> None:
    """Say that the suspect was not opened, and lead to where that is done.

    Args:
        question: who looks.
        person: the suspect's reference.
        may_read: whether it is enough to read them without their rank.
    """
    st.warning(NOT_READ if may_read else NOT_OPENED)
    with st.container(horizontal=True, gap="small"):
        if may_read and st.button("Read without the rank", icon=":material/visibility_off:"):
            _read(question, person)
            st.rerun()
        if st.button("Open the suspect’s page", icon=":material/person_search:"):
            open_suspect(question, person)


def _read(question: Question, person: str) -> BlindReading:
    """The reading, asked once; the log has its line."""
    return ask_once("blind reading", (question.key, person), lambda: read_blind(question, person))


def show_reading(question: Question, person: str) -> None:
    """Show the allegations without score, days or place."""
    reading = _read(question, person)
    st.info(BLIND)
    if reading.counter:
        st.markdown(
            f"**Counter-allegations in {counted(reading.counter, 'crime')}**: a second person "
            f"answers them before anybody adopts the case."
        )
    column = st.column_config
    small_table(
        reading_rows(reading.rows),
        {
            "recorded_on": column.DateColumn("Recorded", width=90, format="D MMM YY"),
            "crime_ref": column.TextColumn("Crime", width=110),
            "offence": column.TextColumn("Offence as recorded", width=330),
            "victim_code": column.TextColumn("Victim", width=60),
            "allegation_status": column.TextColumn("How far", width=140),
            "source": column.TextColumn("Reported by", width=110),
            "committed_on": column.DateColumn("Committed", width=90, format="D MMM YY"),
        },
        alt="The allegations against this suspect without score and place, the latest first.",
    )
