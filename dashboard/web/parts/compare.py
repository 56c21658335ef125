"""Two suspects side by side."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.errors import UnknownSuspectError
from dashboard.figures.waterfall import waterfall
from dashboard.services.forces import resolve
from dashboard.services.question import Question
from dashboard.services.suspects.stability import Stability, stability
from dashboard.services.suspects.suspect_file import SuspectFile, link_to, suspect_file
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.force_choice import choose_force_of
from dashboard.web.kit.people_table import linked_suspect
from dashboard.web.kit.references import cell_reference, spoken_reference
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.compare import Side, compared, in_common_words
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.offences import with_short_offences
from dashboard.wording.suspect import identity_line
from harm.days import spoken

#: What a link calls the two.
SIDES = ("suspect", "with")
#: Pixels of a column of figures, and of one headed by so many letters or more.
WIDTH, WIDTH_WITH_FORCE, LETTERS = 106, 190, 14


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
    if not submitted and not _is_pending(written, linked):
        return [reference for reference in linked if reference is not None]
    try:
        found = [
            _meant(question, side, text.strip(), own)
            for side, text, own in zip(SIDES, written, linked, strict=True)
        ]
    except UnknownSuspectError as error:
        st.error(escaped(str(error)))
        return []
    known = [reference for reference in found if reference is not None]
    if len(known) < len(SIDES):
        return []
    for side, reference in zip(SIDES, known, strict=True):
        st.query_params[side] = link_to(question, reference)
    return known


def _is_pending(written: Sequence[str], linked: Sequence[str | None]) -> bool:
    """Whether the two that were written last have not become those of the link yet."""
    texts = [text.strip() for text in written]
    return all(texts) and texts != [reference or "" for reference in linked]


def _meant(question: Question, side: str, text: str, linked: str | None) -> str | None:
    """Whom a text means; that of the link as it stands there; None until a force is chosen.

    Raises:
        UnknownSuspectError: nobody has it, or nobody whom the viewer may see.
    """

    def find(force: str | None) -> str:
        reference = text if text == linked else resolve(question, text, force)
        link_to(question, reference)  # an unknown one is reported before any link is made
        return reference

    return choose_force_of(find, key=side)


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


def show_both(first: Side, second: Side, *, key: object) -> None:
    """Show what two suspects have in common, the figures of each, and why each is where they are.

    Args:
        first: one of them.
        second: the other one, who is somebody else.
        key: what names the list that they are on.
    """
    sides = (first, second)
    st.markdown(escaped(in_common_words(first[0], second[0])))
    names = [cell_reference(side[0].explanation.suspect_id) for side in sides]
    compared_table(compared(first, second), names=names)
    reach = max(side[0].explanation.tenths for side in sides)
    for column, side in zip(st.columns(2, gap="medium"), sides, strict=True):
        with column:
            _show_side(side, reach=reach, key=f"{key} {side[0].explanation.suspect_id}")


def _show_side(side: Side, *, reach: int, key: str) -> None:
    """Show one of the two: why they have their position, on the scale of both."""
    file, _ = side
    explanation = file.explanation
    st.markdown(f"## {escaped(spoken_reference(explanation.suspect_id))}")
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
    """Show the same figures of each.

    A column that is wide for the name of a force has its figures at the left: on a telephone its
    right half is out of sight.
    """
    column = st.column_config

    def side(name: str) -> object:
        if len(name) <= LETTERS:
            return column.TextColumn(name, width=WIDTH, alignment="right")
        return column.TextColumn(name, width=WIDTH_WITH_FORCE, alignment="left")

    first, second = map(side, names)
    small_table(
        table,
        {"what": column.TextColumn("Figure", width=142), "first": first, "second": second},
        alt="The same figures of each of the two suspects.",
        width="content",
    )
