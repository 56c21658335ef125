"""Offences without a score on the page: choose what one stands for, and undo a choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl
import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.services.data.offence_choices import choose_offence
from dashboard.services.data.quality import DataQuality
from dashboard.services.data.withdrawal import withdraw_load
from dashboard.services.question import Question
from dashboard.web.kit.text import escaped
from dashboard.web.parts.quality import table
from dashboard.wording.formats import counted
from harm.days import as_days, spoken
from harm.offences import indices

#: Where a session keeps what became of the last choice.
DONE: Final = "offence choice done"
#: The reason that an undone choice is kept with.
UNDONE: Final = "choice of an offence undone"


def show_choices(question: Question, quality: DataQuality) -> None:
    """Show the choices in force, and offer to undo one."""
    if DONE in st.session_state:
        st.success(escaped(st.session_state.pop(DONE)))
    chosen = quality.chosen
    if chosen.is_empty():
        return
    st.markdown("## Offences scored by choice")
    column = st.column_config
    table(
        chosen.select(
            pl.coalesce("offence_title", "offence_code").alias("recorded"),
            "title",
            as_days(pl.col("tenths")).alias("days"),
            "version",
        ),
        {
            "recorded": column.TextColumn("Offence as recorded", width=260),
            "title": column.TextColumn("Scored as", width=620),
            "days": column.NumberColumn("Days", width=80, format="localized"),
            "version": column.NumberColumn("Version", width=80),
        },
        alt="Offences that somebody chose a score for, and what they are scored as.",
    )
    if question.spec.version is not None:
        return
    names = dict(chosen.select("version", pl.coalesce("offence_title", "offence_code")).iter_rows())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        version = st.selectbox(
            "Choice", list(names), format_func=lambda n: names[n], key="choice to undo"
        )
        undo = st.button("Undo this choice", help="Its rows have no score again")
    if undo and version is not None:
        _change(
            lambda: withdraw_load(question, version, UNDONE).version,
            f"“{names[version]}” has no score again.",
        )


def offer_choice(question: Question, quality: DataQuality) -> None:
    """Offer to score one of the offences that the index does not have."""
    offered = quality.unscored.head(len(quality.nearest)).filter(
        pl.coalesce("offence_title", "offence_code").is_not_null()
    )
    if question.spec.version is not None or offered.is_empty():
        return
    st.markdown("### Choose what one of them stands for")
    st.markdown(
        "The nearest offences of the index come first, by their words alone; only a person can say "
        "which was meant. The rows stay as they were loaded, later loads with the same wording are "
        "scored so too, and a choice can be undone here."
    )
    rows = list(offered.iter_rows())
    at = st.selectbox(
        "Offence as recorded",
        range(len(rows)),
        format_func=lambda n: f"{rows[n][1] or rows[n][0]} ({counted(rows[n][2], 'allegation')})",
        key="offence to choose for",
    )
    known = _known_offences(quality.ranking.index)
    near = [found.urn for found in quality.nearest[at] if found.urn in known]
    urn = st.selectbox(
        "Stands for",
        list(dict.fromkeys([*near, *known])),
        index=None,
        format_func=lambda n: f"{known[n][0]} ({spoken(known[n][1])} days)",
        placeholder="Choose an offence of the index",
        key=f"offence chosen for {rows[at][:2]}",
    )
    if urn is None:
        return
    code, title, number = rows[at]
    words, tenths = known[urn]
    st.markdown(
        escaped(
            f"{counted(number, 'allegation')} behind this list would have {spoken(tenths)} days "
            f"each, where the offence counts under the rules."
        )
    )
    if st.button("Score it so", type="primary"):
        _change(
            lambda: choose_offence(question, (code, title), urn).version,
            f"“{title or code}” is scored as “{words}”.",
        )


def _known_offences(index: str) -> dict[str, tuple[str, int]]:
    """Title and tenths of a day of each offence that an index scores, by its number there."""
    entries = (
        indices.get(index)
        .entries.drop_nulls(["tenths", "urn"])
        .filter(pl.col("urn") != "")
        .sort("title", "urn")
        .select("urn", "title", "tenths")
    )
    return {urn: (title, tenths) for urn, title, tenths in entries.iter_rows()}


def _change(change: Callable[[], int], words: str) -> None:
    """Make a change of the record, and say what became of it when the page is drawn again."""
    try:
        version = change()
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return
    st.session_state[DONE] = f"{words} The record is at version {version:,}."
    st.rerun()
