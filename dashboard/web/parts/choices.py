"""The part of *How sure* on choices: who stays under each, and the list under another index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.services.listing.sureness import Sureness
from dashboard.services.listing.two_indices import TwoIndices
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.table import small_table
from dashboard.wording.choices import (
    CHOICES,
    CHOICES_LIMITS,
    HEAT_WORDS,
    SHORT,
    choices_table,
    heat_table,
    in_choices_words,
)
from dashboard.wording.two_indices import (
    TRADE_WORDS,
    alone_table,
    in_alone_words,
    in_caveat_words,
    in_heading,
    in_overlap_words,
    in_trade_words,
    trade_table,
)

ROWS_SHOWN: Final = 14


def show_choices(found: Sureness, others: Sequence[TwoIndices], *, key: str) -> str | None:
    """Show who depends on choices that no public source settles.

    Args:
        found: the answer.
        others: the list compared with that under each other index.
        key: what names its tables.

    Returns:
        The reference that was clicked; None where none was.
    """
    st.markdown(in_choices_words(found.choices))
    st.markdown(f":small[{CHOICES_LIMITS}]")
    column = st.column_config
    length = found.settling.ranking.length
    small_table(
        choices_table(found.choices),
        {
            "choice": column.TextColumn("Choice", width=130),
            "what": column.TextColumn("What is otherwise", width=400),
            "stays": column.ProgressColumn(
                "Stay", width=120, format="%d", min_value=0, max_value=max(length, 1)
            ),
            "leaves": column.NumberColumn("Leave", width=70),
        },
        alt="Each choice made otherwise, with how many of the listed stay and how many leave.",
    )
    opened = _show_heat(found, key=key)
    for two in others:
        opened = _show_two(two, key=key) or opened
    return opened


def _show_heat(found: Sureness, *, key: str) -> str | None:
    """Who stays on the list under which choice."""
    st.markdown("## Who stays under which choice")
    st.markdown(HEAT_WORDS)
    column = st.column_config
    table = heat_table(found.people.filter("listed"), found.choices)
    return people_table(
        table,
        {
            "suspect_name": column.TextColumn("Name", width=146),
            "position": column.NumberColumn("#", width=44, format="localized"),
            "in_words": column.TextColumn("On lists", width=66, help="Of the alternatives"),
            **{
                code: column.TextColumn(
                    SHORT[code], width=48, help=f"{CHOICES[code][0]}: {CHOICES[code][1]}"
                )
                for code in table.columns
                if code in SHORT
            },
        },
        key=f"choices {key}",
        alt="The listed with the choices that would drop them, those on fewest lists first.",
        most_rows=ROWS_SHOWN,
    )


def _show_two(two: TwoIndices, *, key: str) -> str | None:
    """The list compared with that under another index; the two are never mixed."""
    st.markdown(in_heading(two))
    st.markdown(in_overlap_words(two))
    st.markdown(in_trade_words(two))
    st.markdown(f":small[{in_caveat_words(two)}]")
    column = st.column_config
    names = (two.first.title, two.second.title)
    small_table(
        trade_table(two),
        {
            "offence": column.TextColumn("One of these", width=210),
            "times_first": column.NumberColumn(names[0], width=170, format="localized"),
            "times_second": column.NumberColumn(names[1], width=170, format="localized"),
        },
        alt=TRADE_WORDS,
        width="content",
    )
    st.markdown(f":small[{TRADE_WORDS}]")
    alone = alone_table(two)
    if alone.is_empty():
        return None
    return people_table(
        alone,
        {
            "suspect_name": column.TextColumn("Name", width=150),
            "under": column.TextColumn("Listed under this alone", width=180),
            "position": column.NumberColumn("# there", width=70, format="localized"),
            "most_serious": column.TextColumn("Weighs most there", width=400),
        },
        key=f"beside {two.second.name} {key}",
        alt=in_alone_words(two),
        most_rows=ROWS_SHOWN,
    )
