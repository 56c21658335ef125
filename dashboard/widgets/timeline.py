"""The timeline of a suspect's allegations, which a keyboard can step through."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from dashboard.figures.timeline import drawn, mark_lines, timeline
from dashboard.widgets.chart import chart, colours
from dashboard.widgets.text import escaped
from dashboard.wording import counted

KEY: Final = (
    "■ charged or convicted · ● not charged so far · ◆ ended without either; filled: it counts, "
    "hollow: it does not. The size is the days; a line leads back to the date committed."
)
#: What the slider says before a mark is pointed out.
NONE: Final = "all"


@st.fragment
def show_timeline(marks: pl.DataFrame, window: tuple[date, date], *, key: str) -> None:
    """Show when, by victim.

    Args:
        marks: as `harm.timeline.MARKS`.
        window: its first and last day.
        key: what names the suspect and the list.
    """
    shown = drawn(marks, window)
    if shown.is_empty():
        st.markdown("All of it was recorded more than a year before the window; see the table.")
        return
    crimes = shown["crime_ref"].unique(maintain_order=True).to_list()
    slot = f"pointed out {key}"
    chosen = st.session_state.get(slot, NONE)
    chart(
        timeline(marks, window, colours(), chosen=chosen),
        alt="Each allegation by the date recorded, in a lane for each victim; the tables below "
        "have the same dates and days.",
        key=f"timeline {key} {chosen}",
    )
    missing = marks.height - shown.height
    outside = f" {counted(missing, 'earlier row')} in the tables alone." if missing else ""
    st.markdown(f":small[{KEY}{outside}]")
    if len(crimes) > 1:
        st.select_slider(
            "Step through, oldest first",
            [NONE, *crimes],
            format_func=escaped,  # its labels are Markdown
            key=slot,
            help="The arrow keys move from one allegation to the next",
        )
    for row in marks.filter(pl.col("crime_ref") == chosen).to_dicts():
        st.markdown(escaped(". ".join(line[:1].upper() + line[1:] for line in mark_lines(row))))
