"""The parts of a suspect's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.errors import UnknownSuspectError
from dashboard.exports.suspect_profile import profile_outgoing
from dashboard.figures.waterfall import waterfall
from dashboard.services.forces import resolve
from dashboard.services.listing.order import next_in_order
from dashboard.services.question import Question
from dashboard.services.suspects.answer import SuspectAnswer
from dashboard.services.suspects.associates import associates
from dashboard.services.suspects.stability import Stability, stability
from dashboard.services.suspects.suspect_file import (
    SuspectFile,
    link_to,
    suspect_file,
)
from dashboard.services.tiers import Tiers
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.download import download
from dashboard.web.kit.force_choice import choose_force_of
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.page import lists_key
from dashboard.web.kit.people_table import linked_suspect
from dashboard.web.kit.references import spoken_reference
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.web.parts.filters import the_filter, the_order
from dashboard.web.parts.timeline import show_timeline
from dashboard.wording.offences import with_short_offences
from dashboard.wording.stability import (
    dated_places,
    in_clock_words,
    in_fragility_words,
    in_nearby_words,
    window_of,
)
from dashboard.wording.suspect import name_of
from dashboard.wording.tiers import in_tier_words
from harm.days import spoken
from harm.suspects.timeline import marks

#: Where a session keeps whom it opened, and how many of them.
OPENED: Final = "last opened"
MOST_OPENED: Final = 8


def choose_suspect(question: Question) -> str | None:
    """The suspect of the link; without one, of the reference that is written here."""
    linked = linked_suspect(question, "suspect")
    if linked is not None:
        return linked
    written = _reference()
    if written is None:
        return None
    try:  # an unknown reference is reported before any link to it is made
        token = choose_force_of(
            lambda force: link_to(question, resolve(question, written, force)), key="suspect"
        )
    except UnknownSuspectError as error:
        st.error(escaped(str(error)))
        return None
    if token is not None:
        st.query_params["suspect"] = token
        st.rerun()
    return None


def _reference() -> str | None:
    """The reference that was written last; None where none was."""
    with st.form("find", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        written = st.text_input("Reference", placeholder="such as N1234567", width=240)
        st.form_submit_button("Open")
    return written.strip() or None


def show_last_opened(question: Question, *, side: str = "suspect", but: str | None = None) -> None:
    """Offer those whom this session opened, the last one first.

    Args:
        question: on the list.
        side: the parameter of the link that whoever is chosen becomes.
        but: the reference of somebody who is not offered.
    """
    kept: dict[str, str] = st.session_state.get(OPENED, {})
    opened = {reference: words for reference, words in kept.items() if reference != but}
    if not opened:
        return
    st.markdown("## Last opened")
    with st.container(gap=None):
        for reference, words in reversed(opened.items()):
            st.button(
                escaped(words),
                key=f"open again {reference}",
                type="tertiary",
                on_click=_turn,
                args=(question, reference, side),
            )


def _note_opened(file: SuspectFile) -> None:
    """Note whom this session opened, the last one last."""
    opened: dict[str, str] = st.session_state.setdefault(OPENED, {})
    reference = file.explanation.suspect_id
    opened.pop(reference, None)
    opened[reference] = f"{name_of(file)}, {spoken_reference(reference)}"
    while len(opened) > MOST_OPENED:
        del opened[next(iter(opened))]


def next_to(question: Question, suspect_id: str) -> None:
    """Offer the suspects before and after this one on the list as shown, by button and by key."""
    near = next_in_order(question, suspect_id, the_filter(), the_order())
    _turn_button(question, "Previous", near.before, key="P", icon=":material/chevron_left:")
    _turn_button(question, "Next", near.after, key="N", icon=":material/chevron_right:")


def _turn_button(
    question: Question, label: str, reference: str | None, *, key: str, icon: str
) -> None:
    if reference is not None:
        st.button(
            label,
            key=f"turn {label}",
            icon=icon,
            shortcut=key,
            help=f"The {label.lower()} suspect of the list, as it is filtered and sorted",
            on_click=_turn,
            args=(question, reference),
        )


def _turn(question: Question, reference: str, side: str = "suspect") -> None:
    st.query_params[side] = link_to(question, reference)


def download_profile(question: Question, suspect_id: str) -> None:
    """Offer the profile as a marked file; the log has a line when it leaves."""
    answer = look_at(question, suspect_id)
    download(
        question,
        "Profile",
        make=lambda: profile_outgoing(question, answer, chosen_handling()),
        name=f"harmdesk-profile-{_plain(suspect_id)}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        help="One or two pages to print: PDF",
    )


def _plain(reference: str) -> str:
    """A reference as a part of a file's name."""
    return "".join(letter if letter.isalnum() else "-" for letter in reference)[:40]


def show_summary(answers: Sequence[tuple[str, str]]) -> None:
    """Show what people ask first, and the answers."""
    with st.container(border=True, key="minute"):
        st.markdown(
            "  \n".join(f"**{escaped(label)}** {escaped(answer)}" for label, answer in answers)
        )


def look_at(question: Question, suspect_id: str) -> SuspectAnswer:
    """The suspect, worked out once in a session; the log has a line of the first time."""

    def open_them() -> tuple[SuspectFile, Stability]:
        file = suspect_file(question, suspect_id)
        return file, stability(question, file)

    file, firm = ask_once("suspect", (lists_key(question), suspect_id), open_them)
    _note_opened(file)
    around = ask_once(
        "associates", (lists_key(question), suspect_id), lambda: associates(question, file)
    )
    return SuspectAnswer(file, firm, around)


def show_charts(file: SuspectFile, solidity: Stability, *, key: str) -> None:
    """Show what makes the score, and when, side by side."""
    explanation = file.explanation
    score, when = st.columns([3, 2], gap="medium")
    if explanation.counting.height:
        with score:
            st.markdown("### What makes the score")
            chart(
                waterfall(with_short_offences(explanation.counting), colours()),
                alt=f"Bars that add up to {spoken(explanation.tenths)} days; the table below has "
                f"the same figures.",
                key=f"waterfall {key}",
            )
    with when:
        st.markdown("### When, by victim")
        window = window_of(solidity.rules, solidity.as_of)
        show_timeline(marks(explanation.rows), window, key=key)


def show_data_gaps(gaps: Sequence[str]) -> None:
    """Show what is not known."""
    st.markdown("### What is not known")
    st.markdown("\n".join(f"- {escaped(gap)}" for gap in gaps))


def show_stability(solidity: Stability, tiers: Tiers | None = None) -> None:
    """Say how sure the place is and what holds it, and show where it goes as time passes.

    Args:
        solidity: how few allegations hold the place.
        tiers: how sure it is once the record has settled; None: that is not known.
    """
    if tiers is not None:
        st.markdown(escaped(in_tier_words(tiers)))
    words = (in_fragility_words(solidity), in_clock_words(solidity), in_nearby_words(solidity))
    st.markdown(escaped(" ".join(words)))
    column = st.column_config
    small_table(
        dated_places(solidity),
        {
            "date": column.DateColumn("As of", width=84, format="D MMM YY"),
            "position": column.NumberColumn("Position", width=76, format="localized"),
            "days": column.NumberColumn("Days", width=66, format="localized"),
            "what": column.TextColumn("What happens", width=230),
            "list": column.TextColumn("List", width=96),
        },
        alt="Position and days 30 days before and after the list, and when each of the largest "
        "allegations leaves the window.",
        width="content",
    )
