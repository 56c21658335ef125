"""What the reader owns and has to do: on a page of its own, and in a line of the front page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st

from dashboard.access.actions import SEE_OWN_WORK, TAKE_FILE
from dashboard.exports.case_calendar import calendar_outgoing
from dashboard.services.cases.answer import cases_key
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.meeting import Meeting
from dashboard.services.cases.own_work import OwnWork, count_own_work
from dashboard.services.gate import may
from dashboard.services.question import Question
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.session import ask_once
from dashboard.wording.formats import counted
from dashboard.wording.own_work import CALENDAR, in_own_words, owned_row, work_row

MOST_ROWS = 15


def show_due_work(work: OwnWork, names: Mapping[str, str], *, key: str) -> str | None:
    """Show what is due of the reader's, overdue first; the reference clicked.

    Args:
        work: what the reader owns.
        names: what people are called, by reference.
        key: what names the table.
    """
    if not work.due:
        return None
    column = st.column_config
    columns = ("suspect_id", "name", "standing", "until", "what", "case", "state")
    st.markdown("## What is due")
    return people_table(
        pl.DataFrame(
            [_named(work_row(case, due), names) for case, due in work.due],
            schema=dict.fromkeys(columns, pl.String),
            orient="row",
        ),
        {
            "name": column.TextColumn("Name", width=150),
            "standing": column.TextColumn("Standing", width=120),
            "until": column.TextColumn("Until", width=190),
            "what": column.TextColumn("What", width=340),
            "case": column.TextColumn("Case", width=120),
            "state": column.TextColumn("State", width=96),
        },
        key=f"due work {key}",
        alt=f"What is due of yours, overdue first: {counted(len(work.due), 'line')}.",
        most_rows=MOST_ROWS,
        opens="case",
    )


def _named(row: Sequence[object], names: Mapping[str, str]) -> tuple[object, ...]:
    """A row whose first cell is a reference, with what the person is called beside it."""
    person, *rest = row
    return (person, names.get(str(person)) or None, *rest)


def show_own_cases(
    title: str, cases: Sequence[CaseFile], names: Mapping[str, str], *, key: str
) -> str | None:
    """Show cases under a title; the reference clicked.

    Args:
        title: over the table.
        cases: which.
        names: what people are called, by reference.
        key: what names the table.
    """
    if not cases:
        return None
    column = st.column_config
    st.markdown(f"## {title}")
    return people_table(
        pl.DataFrame(
            [_named(owned_row(case), names) for case in cases],
            schema={
                **dict.fromkeys(("suspect_id", "name", "case", "state"), pl.String),
                **dict.fromkeys(("due", "overdue"), pl.Int64),
            },
            orient="row",
        ),
        {
            "name": column.TextColumn("Name", width=150),
            "case": column.TextColumn("Case", width=120),
            "state": column.TextColumn("State", width=96),
            "due": column.NumberColumn("Due in it", width=90, help="Everybody's, not yours alone"),
            "overdue": column.NumberColumn("Overdue", width=90),
        },
        key=f"{title} {key}",
        alt=f"{title}: {counted(len(cases), 'case')}.",
        most_rows=MOST_ROWS,
        opens="case",
    )


def offer_calendar(question: Question, meeting: Meeting) -> None:
    """Offer what is due of the reader's as a calendar file; the log has a line of it."""
    if not may(question, TAKE_FILE):
        return
    download(
        question,
        "Calendar",
        make=lambda: calendar_outgoing(question, meeting, question.viewer.who, chosen_handling()),
        name="harmdesk-my-work.ics",
        mime="text/calendar",
        icon=":material/event:",
        help=CALENDAR,
    )


def show_own_due(question: Question, work_page: st.Page) -> None:
    """Say on the front page how much the reader has to see to; nothing where nothing is."""
    if not may(question, SEE_OWN_WORK):
        return
    counts = ask_once(
        "own work", (question.key, cases_key(question)), lambda: count_own_work(question)
    )
    if words := in_own_words(counts):
        st.page_link(work_page, label=words, icon=":material/event:")
