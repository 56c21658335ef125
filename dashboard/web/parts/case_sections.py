"""The parts of a case's page: what is due, the plan, orders, time limits, outcomes and events."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.access.actions import PROPOSE_CASE
from dashboard.services.cases.answer import CaseAnswer
from dashboard.services.cases.correction import files_to_correct
from dashboard.services.cases.opening import open_victim_side
from dashboard.services.gate import may
from dashboard.services.question import Question
from dashboard.services.review import this_day
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.case_parts import (
    care_rows,
    clock_rows,
    due_rows,
    event_rows,
    in_as_of_words,
    in_care_words,
    in_record_words,
    in_scheme_words,
    measure_rows,
    outcome_rows,
    plan_rows,
)
from dashboard.wording.cases import NOT_ADVICE
from dashboard.wording.formats import counted
from dashboard.wording.subject_access import RECEIVED_HEADINGS, received_rows

#: Where a session keeps whose victim side it opened.
OPENED_SIDE = "victim side opened"


def show_due(answer: CaseAnswer) -> None:
    """Show what is due, the earliest first; nothing where nothing is."""
    if answer.found.due:
        st.markdown("## What is due")
        if answer.on != this_day():
            st.markdown(f":small[{in_as_of_words(answer.on)}]")
        _table(due_rows(answer.found), "What is due in this case, the earliest first.")


def show_plan(answer: CaseAnswer) -> None:
    """Show the plan in four strands, the orders, the time limits and what came of it."""
    case = answer.found.case
    if case is None:
        return
    if case.actions or case.schemes:
        st.markdown("## Plan")
        if words := in_scheme_words(case):
            st.markdown(escaped(words))
        if case.actions:
            _table(plan_rows(case, answer.on), "The actions of the plan, by strand.")
    if case.measures:
        st.markdown("## Orders and notices")
        _table(measure_rows(case), "Orders and notices, and how far each has got.")
    if case.clocks:
        st.markdown("## Time limits")
        _table(clock_rows(answer.found, case), "Time limits, and who may extend each.")
        st.markdown(f":small[{NOT_ADVICE}]")
    if case.outcomes or answer.proposed:
        st.markdown("## Outcomes")
        if words := in_record_words(answer):
            st.markdown(escaped(words))
        if case.outcomes:
            _table(outcome_rows(case), "What came of the case, and whether it came of the listing.")


def show_victim_side(question: Question, answer: CaseAnswer) -> None:
    """Say how many victims are looked after; show what was done to whoever does that alone."""
    found = answer.found
    if found.case is None:
        return
    st.markdown("## Victims")
    st.markdown(escaped(in_care_words(found)))
    if not found.looks_after:
        return
    opened = st.session_state.get(OPENED_SIDE) == found.person
    if not opened and st.button("Open the victim side", icon=":material/shield_person:"):
        st.session_state[OPENED_SIDE] = found.person
        opened = True
    if opened:
        key = (question.key, found.person, found.count)
        cares = ask_once("victim side", key, lambda: open_victim_side(question, found.person))
        rows = care_rows(cares)
        if rows.is_empty():
            st.markdown("Nothing is noted yet for the victims whom you look after.")
        else:
            _table(rows, "What was done for the victims whom you look after, by code.")


def show_events(answer: CaseAnswer) -> None:
    """Show what happened, oldest first."""
    if answer.found.events:
        st.markdown("## What happened")
        st.markdown(":small[Oldest first; what was done for victims is not among it.]")
        column = st.column_config
        small_table(
            event_rows(answer.found),
            {
                "When (UTC)": column.TextColumn("When (UTC)", width=186),
                "Who": column.TextColumn("Who", width=90),
                "What": column.TextColumn("What", width=110),
                "Details": column.TextColumn("Details", width=680),
            },
            alt="The events of the case, oldest first.",
        )


def show_correction(question: Question, answer: CaseAnswer) -> None:
    """Show who has a file of the wrong person, so that each receiver can be informed."""
    case = answer.found.case
    if case is None or case.ground != "wrong_person" or not may(question, PROPOSE_CASE):
        return
    person = answer.found.person
    key = (question.key, person, answer.found.count)
    files = ask_once("files to correct", key, lambda: files_to_correct(question, person))
    st.markdown("## Who has to be informed")
    if not files:
        st.markdown("No file that names them left Harmdesk.")
        return
    st.markdown(
        f"The case was about the wrong person, and {counted(len(files), 'file')} that left named "
        f"them; whoever received one has to be informed."
    )
    rows = pl.DataFrame(
        received_rows(files), dict.fromkeys(RECEIVED_HEADINGS, pl.String), orient="row"
    )
    _table(rows, "The files that left and named whoever the case was wrongly about.")


def _table(rows: pl.DataFrame, alt: str) -> None:
    small_table(rows, {}, alt=alt)
