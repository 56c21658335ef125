"""Two suspects side by side."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.errors import UnknownSuspectError
from dashboard.figures.waterfall import waterfall
from dashboard.services.question import Question
from dashboard.services.suspects.stability import Stability, stability
from dashboard.services.suspects.suspect_file import SuspectFile, link_to, suspect_file
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.people_table import linked_suspect
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.compare import Side
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.offences import with_short_offences
from dashboard.wording.suspect import identity_line
from harm.days import spoken

#: What a link calls the two.
SIDES = ("suspect", "with")


def choose_two(question: Question) -> list[str]:
    """The suspects of the link, or of the references that were written; fewer if not all known."""
    linked = [linked_suspect(question, side) for side in SIDES]
    with st.form("two", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        written = [
            st.text_input(
                escaped(label), value=reference or "", placeholder="such as N1234567", width=200
            )
            for label, reference in zip(("Reference", "and"), linked, strict=True)
        ]
        submitted = st.form_submit_button("Compare")
    if not submitted:
        return [reference for reference in linked if reference is not None]
    try:
        for side, reference in zip(SIDES, written, strict=True):
            st.query_params[side] = link_to(question, reference.strip())
    except UnknownSuspectError as error:
        st.error(escaped(str(error)))
        return []
    return [reference.strip() for reference in written]


def missing_side() -> str:
    """The parameter of the link that nobody is named by yet; the first where it has both."""
    return next((side for side in SIDES if side not in st.query_params), SIDES[0])


def look_at_both(question: Question, two: list[str]) -> list[Side]:
    """Both files; a line of the log for each, the first time that they are compared."""
    return [
        _open_side(question, side, reference) for side, reference in zip(SIDES, two, strict=True)
    ]


def _open_side(question: Question, side: str, reference: str) -> Side:
    def open_one() -> tuple[SuspectFile, Stability]:
        file = suspect_file(question, reference)
        return file, stability(question, file)

    return ask_once(f"compared {side}", (question.key, reference), open_one)


def show_side(side: Side, *, reach: int, key: str) -> None:
    """Show one of the two: why they have their position, on the scale of both."""
    file, _ = side
    explanation = file.explanation
    st.markdown(f"## {escaped(explanation.suspect_id)}")
    st.markdown(escaped(identity_line(file)))
    st.markdown(f"**{escaped(in_explanation_words(explanation))}**")
    if explanation.counting.height:
        chart(
            waterfall(with_short_offences(explanation.counting), colours(), reach=reach),
            alt=f"Bars that add up to {spoken(explanation.tenths)} days, on the same scale as the "
            f"figure beside it.",
            key=f"waterfall {key}",
        )


def compared_table(table: pl.DataFrame, *, names: list[str]) -> None:
    """Show the same figures of each."""
    column = st.column_config
    small_table(
        table,
        {
            "what": column.TextColumn("Figure", width=142),
            "first": column.TextColumn(names[0], width=106, alignment="right"),
            "second": column.TextColumn(names[1], width=106, alignment="right"),
        },
        alt="The same figures of each of the two suspects.",
        width="content",
    )
