"""The band above a list that is not the announced rule's: what differs, and whom it changes."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.services.listing.departure import Departure, departure, differing_people
from dashboard.services.question import Question
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.ranking_spec import go_back
from dashboard.web.kit.session import ask_once
from dashboard.web.navigation import open_suspect
from dashboard.wording.departure import in_departure_words, in_window_words
from dashboard.wording.formats import NOTHING
from harm.errors import HarmError

ROWS_SHOWN: Final = 12


def show_band(question: Question) -> None:
    """Say how the list differs from the announced rule's; nothing where it does not.

    Where there is no list, the page says so, or needs none.
    """
    try:
        found = ask_once("departure", question.key, lambda: departure(question))
    except (HarmdeskError, HarmError):
        return
    if found.reaches_back_to is not None:
        st.info(in_window_words(found), icon=":material/history_toggle_off:")
    if not found.differs:
        return
    with st.container(border=True, key="band"):
        text, back = st.columns([4, 1.4], vertical_alignment="center")
        text.markdown(in_departure_words(found))
        back.button(
            "Back to the announced rule",
            icon=":material/undo:",
            key="announced",
            help="The rules that the Met has announced, and the usual choice where it has said "
            "nothing. The date stays.",
            on_click=go_back,
        )
        if found.entered or found.left:
            _who(question, found)


def _who(question: Question, found: Departure) -> None:
    """Offer the names of those who are on one of the two lists alone."""
    expander = st.expander(
        f"Who differs: {found.entered + found.left:,}", key="who differs", on_change="rerun"
    )
    if not expander.open:  # what is not looked at is not sent
        return
    with expander:
        people = ask_once("who differs", question.key, lambda: differing_people(question))
        opened = people_table(
            _rows(people),
            _columns(),
            key=f"differing {question.key}",
            alt=f"{people.height:,} suspects who are on this list or on that of the announced "
            "rule, and not on both.",
            most_rows=ROWS_SHOWN,
        )
        open_suspect(question, opened)


def _rows(people: pl.DataFrame) -> pl.DataFrame:
    """Only what the table shows: what is sent to a browser is disclosed."""
    which = pl.when("listed_here").then(pl.lit("This list")).otherwise(pl.lit("The announced rule"))
    return people.select(
        "suspect_id",
        pl.col("suspect_name").fill_null("not recorded"),
        which.alias("only"),
        "here",
        "announced",
    )


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "suspect_name": column.TextColumn("Name", width=170),
        "only": column.TextColumn("Only on", width=150),
        "here": column.NumberColumn("Position here", width=110, format="localized"),
        "announced": column.NumberColumn(
            "Announced", width=110, format="localized", help=f"{NOTHING}: not assessed there"
        ),
    }
