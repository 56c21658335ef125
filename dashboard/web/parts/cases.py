"""The cases as a table: filtered by state and owner, which the address keeps."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.services.cases.answer import CasesAnswer
from dashboard.services.cases.case_file import CaseFile
from dashboard.web.kit.parameters import forgive_faults, take_choice
from dashboard.web.kit.people_table import people_table
from dashboard.wording.case_tables import case_rows
from dashboard.wording.cases import STATES

EVERY_STATE: Final = "every state"
EVERYBODY: Final = "everybody"
NOBODY: Final = "nobody yet"
MOST_ROWS: Final = 20


def choose_cases(answer: CasesAnswer) -> list[CaseFile]:
    """Ask which cases are shown, by state and owner; those."""
    states = {EVERY_STATE: "", **{words: state for state, words in STATES.items()}}
    owners = sorted({case.owner for case in answer.found.cases if case.owner})
    known = [EVERYBODY, NOBODY, *(name for name in owners if name not in {EVERYBODY, NOBODY})]
    take_choice("state", list(states))
    take_choice("owner", known)
    with st.container(horizontal=True, gap="small"):
        state = st.selectbox(
            "State",
            list(states),
            format_func=str.capitalize,
            key="state",
            bind="query-params",
            on_change=forgive_faults,
            width=220,
        )
        owner = st.selectbox(
            "Owner",
            known,
            key="owner",
            bind="query-params",
            on_change=forgive_faults,
            width=260,
        )
    return [
        case
        for case in answer.found.cases
        if states[state] in {"", case.state}
        and (owner == EVERYBODY or case.owner == ("" if owner == NOBODY else owner))
    ]


def cases_table(cases: list[CaseFile], answer: CasesAnswer, *, key: str) -> str | None:
    """Show cases; the reference that was opened, None where none was."""
    column = st.column_config
    rows: pl.DataFrame = case_rows(cases, answer.names)
    return people_table(
        rows,
        {
            "name": column.TextColumn("Name", width=170),
            "state": column.TextColumn("State", width=100),
            "owner": column.TextColumn("Owner", width=130),
            "due": column.TextColumn("Next due (London)", width=190),
            "what": column.TextColumn("What is due", width=250),
            "overdue": column.NumberColumn("Overdue", width=76, format="localized"),
            "without_lead": column.NumberColumn(
                "Victims without a lead",
                width=150,
                help="Victims written down in the case whom nobody looks after",
            ),
            "case": column.TextColumn("Case", width=120),
        },
        key=key,
        alt="The cases: where each stands, who owns it, what is due next and what is overdue.",
        most_rows=MOST_ROWS,
        opens="case",
    )
