"""The cases as a table: filtered by state and owner, which the address keeps."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.exports.case_calendar import calendar_outgoing
from dashboard.exports.case_pack import pack_outgoing
from dashboard.geography import borough_names
from dashboard.services.cases.answer import CasesAnswer
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.meeting import answer_meeting
from dashboard.services.question import Question
from dashboard.services.review import this_day
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.parameters import forgive_faults, take_choice
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.table import small_table
from dashboard.wording.case_parts import total_rows
from dashboard.wording.case_tables import case_rows
from dashboard.wording.cases import STATES
from dashboard.wording.formats import NOTHING

EVERY_STATE: Final = "every state"
EVERYBODY: Final = "Everybody"
NOBODY: Final = "Nobody yet"
MOST_ROWS: Final = 20
TOTALS: Final = (
    "Counts of everybody, and not of those alone whom you may see. Positive action is what a force "
    "counts, and not what listing brought about: people who are listed would often have been "
    "arrested without it."
)


def choose_cases(answer: CasesAnswer) -> list[CaseFile]:
    """Ask which cases are shown, by state and owner; those."""
    states = {EVERY_STATE: "", **{words: state for state, words in STATES.items()}}
    owners = sorted({case.owner for case in answer.found.cases if case.owner})
    known = [EVERYBODY, NOBODY, *(name for name in owners if name not in {EVERYBODY, NOBODY})]
    take_choice("state", list(states), title=str.capitalize)
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
            "name": column.TextColumn("Name", width=150),
            "state": column.TextColumn("State", width=100),
            "owner": column.TextColumn("Owner", width=130),
            "due": column.TextColumn("Next due (London)", width=180),
            "what": column.TextColumn("What is due", width=210),
            "overdue": column.NumberColumn("Overdue", width=76, format="localized"),
            "without_lead": column.NumberColumn(
                "No lead",
                width=70,
                help="Victims written down in the case whom nobody looks after",
            ),
            "case": column.TextColumn("Case", width=110),
        },
        key=key,
        alt="The cases: where each stands, who owns it, what is due next and what is overdue.",
        most_rows=MOST_ROWS,
        opens="case",
    )


def show_totals(answer: CasesAnswer) -> None:
    """Show what came of the cases: counts of everybody, the small ones banded."""
    st.markdown(f":small[{TOTALS}]")
    small_table(
        total_rows(answer.totals),
        {},
        alt="How many cases were ever adopted, and what came of them; counts of everybody.",
        width="content",
    )
    boroughs = answer.totals.by_borough
    if boroughs.height:
        small_table(
            boroughs.select(
                pl.col("code").replace(borough_names()).alias("Home borough"),
                pl.col("adopted").alias("Adopted"),
                pl.col("positive").fill_null(NOTHING).alias("With positive action"),
            ),
            {},
            alt="How many cases were ever adopted by the suspect's home borough; small counts of "
            "other boroughs are not given.",
            width="content",
        )


def download_pack(question: Question) -> None:
    """Offer the pack of a meeting held now as a marked file; the log has a line when it leaves."""
    download(
        question,
        "Meeting pack",
        make=lambda: pack_outgoing(question, answer_meeting(question), chosen_handling()),
        name=f"harmdesk-pack-{this_day():%Y-%m-%d}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        help="PDF: the agenda of a meeting held now, and a page for each case that is taken on",
    )


def download_calendar(question: Question) -> None:
    """Offer what is due as a calendar, with ids of cases alone; the log has a line."""
    download(
        question,
        "Calendar",
        make=lambda: calendar_outgoing(
            question, answer_meeting(question), handling=chosen_handling()
        ),
        name="harmdesk-cases.ics",
        mime="text/calendar",
        icon=":material/event:",
        help="What is due as a calendar file: it has ids of cases and names nobody",
    )
