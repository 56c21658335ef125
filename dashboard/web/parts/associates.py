"""What surrounds a suspect's file: who else is involved, and past lists."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.figures.history import history
from dashboard.figures.network import left_out, network
from dashboard.services.suspects.associates import Associates
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.references import bare_references
from dashboard.web.kit.style import ROW_HEIGHT
from dashboard.web.kit.table import show_table, small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.associates import (
    in_brief,
    in_counter_words,
    in_history_words,
    in_unread_words,
)
from dashboard.wording.bounds import named_list
from dashboard.wording.formats import counted, phrase
from harm.days import days_column
from harm.scoring.texts import texts_of

ROWS_SHOWN = 12


def show_links(context: Associates, suspect_id: str, *, key: str) -> str | None:
    """Show who else is involved.

    Returns:
        The reference that was clicked; None where none was.
    """
    st.markdown("### Who else is involved")
    st.markdown(
        f"{escaped(in_brief(context))} :small[Over everything on record that stands, not the "
        f"window alone. A link is no allegation.]"
    )
    _show_counter(context)
    people = context.people
    if people.is_empty():
        return None
    bare = bare_references([suspect_id, *people["suspect_id"]])
    left, right = st.columns([2, 3], gap="medium")
    with left:
        chart(
            network(people, suspect_id, colours(), bare),
            alt="The suspect, those named with them or victims who accuse others too, and those "
            "others; the table next to it says the same.",
            key=f"network {key}",
        )
        undrawn = left_out(people)
        more = f" · {counted(undrawn, 'more victim')} in the table alone" if undrawn else ""
        st.markdown(f":small[■ suspect, with the position where listed · ● victim by code{more}]")
    with right:
        opened = _links_table(people, key=key)
        if context.links.more:
            st.markdown(f":small[{counted(context.links.more, 'more person', 'more people')}.]")
    return opened


def _links_table(people: pl.DataFrame, *, key: str) -> str | None:
    column = st.column_config
    return people_table(
        people.select(
            "suspect_id",
            "position",
            named_list("together"),
            named_list("victims"),
            named_list("through"),
        ),
        {
            "position": column.NumberColumn("Position", width=70, format="localized"),
            "together": column.TextColumn("Named together in", width=190),
            "victims": column.TextColumn("Accused by too", width=110),
            "through": column.TextColumn("Named with", width=120),
        },
        key=key,
        alt="Others named as suspects who are linked, nearest first.",
        most_rows=ROWS_SHOWN,
    )


def _show_counter(context: Associates) -> None:
    counter = context.links.counter
    if counter.is_empty():
        return
    with st.container(border=True, key="counter-allegation"):
        st.markdown(f"**Counter-allegation.** {escaped(in_counter_words(context))}")
        column = st.column_config
        small_table(
            counter.select(
                "victim_code",
                "crime_ref",
                "offence",
                texts_of(counter["allegation_status"], phrase),
                "recorded_on",
                named_list("own_crimes"),
            ),
            {
                "victim_code": column.TextColumn("Accused", width=70),
                "crime_ref": column.TextColumn("Of crime", width=96),
                "offence": column.TextColumn("Offence as recorded", width=260),
                "allegation_status": column.TextColumn("How far", width=110),
                "recorded_on": column.DateColumn("Recorded", width=84, format="D MMM YY"),
                "own_crimes": column.TextColumn("Accuses this suspect in", width=200),
            },
            alt="Crimes against this suspect of which one of their victims is accused.",
            width="content",
        )


def show_history(context: Associates, *, key: str) -> None:
    """Show the suspect's place on past lists."""
    st.markdown("### Over past lists")
    st.markdown(escaped(in_history_words(context)))
    if context.unread:
        st.warning(escaped(in_unread_words(context)))
    if context.history.height < 2:  # noqa: PLR2004 - one point is no history
        return
    left, right = st.columns([3, 4], gap="medium")
    with left:
        chart(
            history(context.history, colours()),
            alt="The score on each list by its date; the table next to it has the same figures.",
            key=f"chart {key}",
        )
        st.markdown(":small[Dotted: data, rules or index changed. Hollow: other rules or index.]")
    with right:
        _history_table(context)


def _history_table(context: Associates) -> None:
    column = st.column_config
    show_table(
        context.history.sort("as_of", descending=True).select(
            "as_of",
            "position",
            days_column().alias("days"),
            pl.when("listed").then(pl.lit("on")).otherwise(pl.lit("off")).alias("listed"),
            pl.col("changed").replace("", None),
            "version",
            *([] if context.history["like"].all() else ["index", "rules_id"]),
        ),
        {
            "as_of": column.DateColumn("As of", width=80, format="D MMM YY"),
            "position": column.NumberColumn("Position", width=68, format="localized"),
            "days": column.NumberColumn("Days", width=66, format="localized"),
            "listed": column.TextColumn("List", width=44),
            "changed": column.TextColumn("Changed", width=110),
            "version": column.NumberColumn("Data", width=50),
            "index": column.TextColumn("Index", width=100),
            "rules_id": column.TextColumn("Rules", width=110),
        },
        height=ROW_HEIGHT * (min(context.history.height, ROWS_SHOWN) + 1) + 3,
        alt="Position and days on each frozen list, the latest first.",
    )
