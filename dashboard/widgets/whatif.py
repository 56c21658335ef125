"""A suspect's record as the reader supposes it: in this session alone, and never in the record.

What is chosen is named by the crime's reference, not by a row's place, so that no choice can pass
to another allegation when the table changes; and by the suspect, so that none passes to another.
"""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.answers import SuspectFile, WhatIf
from dashboard.solid import in_what_if_words, on_the_list
from dashboard.widgets.desk import ask_once
from dashboard.widgets.page import Asked
from dashboard.widgets.text import escaped
from dashboard.wording import NOTHING
from harm import indices
from harm.days import in_days, spoken
from harm.whatif import Place, Supposed

MARK: Final = ":violet-badge[WHAT IF · not in the record]"


def suppose(asked: Asked, file: SuspectFile) -> Supposed:
    """Ask which allegations to leave out, and which one's offence to change."""
    crimes = _crimes(file)
    left_out, changed, offence = _keys(asked, file)
    without = st.multiselect(
        "Leave out", list(crimes), format_func=crimes.__getitem__, key=left_out, placeholder="None"
    )
    first, second = st.columns(2)
    crime = first.selectbox(
        "Change the offence of",
        list(crimes),
        index=None,
        format_func=crimes.__getitem__,
        key=changed,
        placeholder="No allegation",
    )
    offences = _offences(asked.basis.index)
    to = second.selectbox(
        "To",
        list(offences),
        index=None,
        key=offence,
        placeholder="Search the index’s offences",
    )
    st.button("Reset", on_click=_reset, args=(left_out, changed, offence))
    named = () if crime is None or to is None else ((crime, *offences[to]),)
    return Supposed(frozenset(without), named)


def what_if(asked: Asked, file: SuspectFile, supposed: Supposed) -> WhatIf:
    """Where they would stand; a line of the log for each that is supposed."""
    suspect_id = file.explanation.suspect_id
    return ask_once(
        "what if",
        (asked.key, suspect_id, supposed),
        lambda: asked.desk.what_if(asked.viewer, asked.basis, suspect_id, supposed),
    )


def show_what_if(answer: WhatIf) -> None:
    """Show the two places side by side, told apart in words."""
    st.markdown(f"{MARK} {escaped(in_what_if_words(answer))}")
    rows = [_row("As recorded", answer.real), _row("What if", answer.then)]
    column = st.column_config
    st.dataframe(
        pl.DataFrame(rows),
        hide_index=True,
        width="content",
        placeholder=NOTHING,
        column_config={
            "record": column.TextColumn("Record", width=110),
            "position": column.NumberColumn("Position", width=80, format="localized"),
            "days": column.NumberColumn("Days", width=80, format="localized"),
            "list": column.TextColumn("List", width=100),
        },
        alt="Position and days as recorded, and as they would be.",
    )


def _row(record: str, place: Place) -> dict[str, object]:
    return {
        "record": record,
        "position": place.position,
        "days": in_days(place.tenths),
        "list": on_the_list(place),
    }


def _crimes(file: SuspectFile) -> dict[str, str]:
    """Every crime of the suspect, latest first, in words that no rule or index changes."""
    offence = pl.coalesce("offence_title", "offence_code", pl.lit("offence not recorded"))
    rows = file.explanation.rows.sort("recorded_on", "crime_ref", descending=[True, False])
    each = rows.unique("crime_ref", keep="first", maintain_order=True)
    return {
        crime: f"{crime} · {title} · {recorded_on:%d %b %y}"
        for crime, title, recorded_on in each.select(
            "crime_ref", offence, "recorded_on"
        ).iter_rows()
    }


def _offences(name: str) -> dict[str, tuple[str, str]]:
    """The offences of an index, in words with their days: each one's code and title."""
    columns = ("urn", "classification", "title", "tenths")
    entries = indices.get(name).entries.sort("title", "urn").select(columns)
    return {
        " · ".join(filter(None, (title, classified or urn, f"{spoken(tenths)} days"))): (
            urn or classified,
            title,
        )
        for urn, classified, title, tenths in entries.iter_rows()
    }


def _keys(asked: Asked, file: SuspectFile) -> tuple[str, str, str]:
    """The names of the three choices: of this suspect, this version and this index alone."""
    version, suspect = file.facts.version, file.explanation.suspect_id
    about = f"{version} {suspect}"
    return f"left out {about}", f"changed {about}", f"offence {asked.basis.index} {about}"


def _reset(left_out: str, changed: str, offence: str) -> None:
    st.session_state[left_out] = []
    st.session_state[changed] = None
    st.session_state[offence] = None
