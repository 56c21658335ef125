"""The timeline of a suspect's allegations, which a keyboard can step through."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from dashboard.figures.timeline import (
    ALONE,
    LANES,
    LOOK_BACK,
    gathered,
    marks_with_room,
    period_of,
    timeline,
)
from dashboard.figures.timeline_words import mark_lines
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.text import escaped
from dashboard.wording.formats import counted
from harm.days import spoken
from harm.suspects.timeline import gather

KEY: Final = (
    "■ charged or convicted · ● not charged so far · ◆ ended without either; filled: it counts, "
    "hollow: it does not. The size is the days; a line leads back to the date committed."
)
#: What the slider says before a mark is pointed out.
NONE: Final = "all"
#: More crimes than these are not stepped through; the tables have all.
MOST_STEPS: Final = 200


@st.fragment
def show_timeline(marks: pl.DataFrame, window: tuple[date, date], *, key: str) -> None:
    """Show when, by victim.

    Args:
        marks: as `harm.suspects.timeline.MARKS`.
        window: its first and last day.
        key: what names the suspect and the list.
    """
    inside = marks_with_room(marks, window)
    if inside.is_empty():
        st.markdown("All of it was recorded more than a year before the window; see the table.")
        return
    largest, _ = gather(inside, MOST_STEPS)
    crimes = largest["crime_ref"].unique(maintain_order=True).to_list()
    slot = f"pointed out {key}"
    chosen = st.session_state.get(slot, NONE)
    chart(
        timeline(marks, window, colours(), chosen=chosen),
        alt="Each allegation by the date recorded, in a lane for each victim; the tables below "
        "have the same dates and days.",
        key=f"timeline {key} {chosen}",
    )
    st.markdown(f":small[{KEY}{in_left_out_words(marks, window)}{in_gathered_words(inside)}]")
    if len(crimes) > 1:
        st.select_slider(
            _step_words(inside.height, largest.height),
            [NONE, *crimes],
            format_func=escaped,  # its labels are Markdown
            key=slot,
            help="The arrow keys move from one allegation to the next",
        )
    for row in marks.filter(pl.col("crime_ref") == chosen).to_dicts():
        st.markdown(escaped(". ".join(line[:1].upper() + line[1:] for line in mark_lines(row))))


def in_left_out_words(marks: pl.DataFrame, window: tuple[date, date]) -> str:
    """How many rows are in the tables alone, and why; empty where all are drawn."""
    earlier = marks.filter(pl.col("recorded_on") < window[0] - LOOK_BACK).height
    beyond = marks.height - earlier - marks_with_room(marks, window).height
    if not earlier and not beyond:
        return ""
    words = [
        counted(earlier, "earlier row") if earlier else "",
        f"{counted(beyond, 'row')} of victims beyond the first {LANES}" if beyond else "",
    ]
    return f" {escaped(' and '.join(filter(None, words)))} in the tables alone."


def in_gathered_words(inside: pl.DataFrame) -> str:
    """How many marks are added up by period, and what they carry; empty where none is."""
    _, periods = gathered(inside)
    if periods.is_empty():
        return ""
    rest, tenths = int(periods["allegations"].sum()), int(periods["tenths"].sum())
    return (
        f" The {ALONE:,} largest are marks of their own; ▲ adds up the other {rest:,} by "
        f"{escaped(period_of(inside))} and victim, {spoken(tenths)} days in all."
    )


def _step_words(height: int, steps: int) -> str:
    if height == steps:
        return "Step through, oldest first"
    return f"Step through the {steps:,} largest, oldest first"
