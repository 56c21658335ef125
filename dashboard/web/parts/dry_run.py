"""A file tried against the record: where its people would be placed, and what would change.

What is shown here is in no list and no record, and every table of it says so.
"""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.intake import IntakeReport
from dashboard.services.data.dry_run import DryRun, try_load
from dashboard.services.data.loading import LoadResult, add_files, remember_mapping
from dashboard.services.question import Question
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.parts.quality import table
from dashboard.web.parts.upload import choices_of, forget
from dashboard.wording.formats import counted
from dashboard.wording.loading import in_change_words, in_load_result_words
from harm.days import days_column
from harm.movement.movement import MOVEMENTS

SCRATCH: Final = ":violet-badge[SCRATCH · not in the record]"
ON_THE_LIST: Final = {way: way.capitalize() for way in MOVEMENTS}
#: A browser is sent no more people than somebody can look through.
MOST_SHOWN: Final = 500


def tried(question: Question, account: IntakeReport) -> DryRun | None:
    """What the file would change, once the reader asks to see it."""
    if not account.taken:
        st.error("Not one row can be taken: mend the file and drop it again.")
        return None
    choices = choices_of(account.sha256)
    file = (account.sha256, account.mapping, account.reading, choices.where, choices.latest)
    if st.button("Try it against the list", help="Nothing is added yet"):
        st.session_state["tried"] = file
    if st.session_state.get("tried") != file:
        return None
    try:
        with st.spinner("Scoring it with the record…", show_time=True):
            return ask_once(
                "rehearse",
                (question.key, file),
                lambda: try_load(question, account, question.spec),
            )
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return None


def show_dry_run(dry_run_result: DryRun) -> None:
    """Show where the file's people would be placed, and what else would change."""
    st.header(f"{SCRATCH} What it would change", anchor=False)
    st.markdown(in_change_words(dry_run_result))
    _show_people(
        f"### {SCRATCH} Where the people in the file would be placed",
        dry_run_result.people,
        "The people whom the file names, with their places now and with the file added.",
    )
    show_moved(dry_run_result.movement)
    _show_boroughs(dry_run_result.boroughs)


def show_moved(movement: pl.DataFrame) -> None:
    """Show who would come onto the list and who would leave it, where anybody would."""
    _show_people(
        f"### {SCRATCH} Who would come onto the list, and who would leave it",
        movement.filter(pl.col("movement").is_in(["entered", "left"])),
        "Suspects who would enter or leave the list.",
    )


def _show_people(title: str, people: pl.DataFrame, alt: str) -> None:
    if people.is_empty():
        return
    st.markdown(title)
    if people.height > MOST_SHOWN:
        st.markdown(f"The first {MOST_SHOWN:,} of {people.height:,}.")
    columns_kept = ["suspect_id", *(name for name in ("name", "rows") if name in people.columns)]
    column = st.column_config
    table(
        people.head(MOST_SHOWN).select(
            *columns_kept,
            "position_before",
            "position_after",
            days_column("tenths_before").alias("days_before"),
            days_column("tenths_after").alias("days_after"),
            pl.col("movement").cast(pl.String).replace(ON_THE_LIST).fill_null("Not assessed"),
        ),
        {
            "suspect_id": column.TextColumn("Suspect", width=100, pinned=True),
            "name": column.TextColumn("Name", width=160),
            "rows": column.NumberColumn("Rows in file", width=90, format="localized"),
            "position_before": column.NumberColumn("Position now", width=100, format="localized"),
            "position_after": column.NumberColumn("With the file", width=100, format="localized"),
            "days_before": column.NumberColumn("Days now", width=90, format="localized"),
            "days_after": column.NumberColumn("Days with it", width=96, format="localized"),
            "movement": column.TextColumn("On the list", width=110),
        },
        alt=alt,
    )


def _show_boroughs(boroughs: pl.DataFrame) -> None:
    if boroughs.is_empty():
        return
    st.markdown(f"### {SCRATCH} Boroughs whose alleged harm the file would change")
    column = st.column_config
    table(
        boroughs.select(
            "name",
            "days_before",
            "days_after",
            "change",
            "allegations_before",
            "allegations_after",
        ),
        {
            "name": column.TextColumn("Borough", width=180, pinned=True),
            "days_before": column.NumberColumn("Days now", width=100, format="localized"),
            "days_after": column.NumberColumn("With the file", width=100, format="localized"),
            "change": column.NumberColumn("Change, days", width=104, format="%+,.1f"),
            "allegations_before": _counts("Allegations now"),
            "allegations_after": _counts("With the file"),
        },
        alt="Boroughs whose days of alleged harm would change.",
    )


def _counts(label: str) -> Any:  # noqa: ANN401 - a column's configuration
    return st.column_config.NumberColumn(label, width=116, format="localized")


def add_or_forget(question: Question, account: IntakeReport, dry_run_result: DryRun) -> None:
    """Add the file once the reader has read what that changes, or let go of it."""
    st.header("Add it to the record, or forget it", anchor=False)
    loaded = dry_run_result.receipt
    agreed = st.checkbox(
        f"I have read what this changes: {counted(loaded.accepted, 'row')} added, "
        f"{counted(loaded.superseded, 'earlier entry', 'earlier entries')} replaced."
    )
    with st.container(horizontal=True):
        add = st.button("Add to the record", disabled=not agreed)
        st.button("Forget this file", on_click=forget)
    if not add:
        return
    try:
        with st.spinner(f"Adding {counted(account.taken, 'row')}…", show_time=True):
            receipt = add_files(question, [account])
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return
    chosen = choices_of(account.sha256)
    if chosen.mapping:
        remember_mapping(question, account.headings, chosen.mapping)
    st.session_state["added"] = (receipt, dry_run_result)
    forget()
    st.rerun()


def show_added(question: Question) -> None:
    """Show what became of the file that was added last, until the reader has seen it."""
    if "added" not in st.session_state:
        return
    receipt: LoadResult
    receipt, dry_run_result = st.session_state["added"]
    with st.container(border=True):
        st.markdown(f"## Added: the record is at version {question.workspace.facts.version:,}")
        for line in in_load_result_words(receipt, dry_run_result):
            st.markdown(f"- {escaped(line)}")
        if st.button("Seen"):
            del st.session_state["added"]
            st.rerun()
