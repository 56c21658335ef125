"""The parts of the page that finds a suspect."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.services.forces import forces_in
from dashboard.services.question import Question
from dashboard.services.suspects.search import SearchResult, search
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.session import ask_once
from dashboard.wording.search import in_standing_words
from harm.days import days_column

ROWS_SHOWN: Final = 20
#: What was searched for, as this session keeps it from one page to another; never in the address.
KEPT: Final = "searched for"
#: What is chosen where the force does not matter.
ANY: Final = "Any force"
FIELD: Final = "field of the search"


def write_text() -> str | None:
    """The text that is searched for; None until somebody wrote one.

    It is kept in the session only: a name in an address would be in histories and logs.
    """
    st.session_state.setdefault(FIELD, st.session_state.get(KEPT, ""))
    with (
        st.form("search", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        written = st.text_input(
            "Reference, name, date of birth or crime",
            key=FIELD,
            placeholder="such as Smith J, or 7 May 1990",
            autocomplete="off",
            width=420,
        )
        st.form_submit_button("Search")
    st.session_state[KEPT] = written
    return written if written.strip() else None


def keep_text(text: str) -> None:
    """Search for a text that was written elsewhere, as soon as the page of the search is shown."""
    st.session_state[KEPT] = text
    st.session_state[FIELD] = text


def choose_force(question: Question) -> str | None:
    """Of which force the people are who are looked for; None: of any, or there is one alone."""
    forces = forces_in(question)
    if not forces.are_several:
        return None
    chosen = st.selectbox("Force", [ANY, *forces.present], key="force of the search", width=300)
    return None if chosen == ANY else chosen


def look_for(question: Question, text: str, force: str | None = None) -> SearchResult:
    """Whom the text may mean; a line of the log the first time that it is searched for."""
    return ask_once(
        "search",
        (question.key, text, force),
        lambda: search(question, text, force),
    )


def found_table(found: SearchResult, *, key: str) -> str | None:
    """Show who was found; the reference that was clicked, by itself and not by its row."""
    return people_table(
        table_rows(found),
        _columns(),
        key=key,
        alt=f"{found.rows.height:,} suspects that match, the best match first, with where each "
        f"stands.",
        most_rows=ROWS_SHOWN,
    )


def table_rows(found: SearchResult) -> pl.DataFrame:
    """Only what the table shows: what is sent to a browser is disclosed."""
    rows = found.rows
    place = [in_standing_words(position, found.assessed) for position in rows["position"]]
    return rows.select(
        "suspect_id",
        pl.col("name").fill_null("not recorded"),
        pl.Series("stands", place, pl.String),
        days_column().alias("days"),
        "born",
        "score",
        "why",
    )


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "name": column.TextColumn("Name", width=150),
        "stands": column.TextColumn(
            "Stands", width=112, help="Position among those assessed, by days of alleged harm"
        ),
        "days": column.NumberColumn("Days", width=80, format="localized"),
        "born": column.DateColumn("Born", width=94, format="D MMM YYYY"),
        "score": column.NumberColumn(
            "Fits", width=60, format="%d %%", help="How well the text fits; it says nothing else"
        ),
        "why": column.TextColumn("Why it matches", width=420),
    }
