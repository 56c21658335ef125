"""The parts of a suspect's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard.errors import UnknownSuspectError
from dashboard.exports.suspect_profile import profile_outgoing
from dashboard.figures.waterfall import waterfall
from dashboard.services.suspects.associates import Context, context_of
from dashboard.services.suspects.stability import Solidity
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.download import download
from dashboard.web.kit.page import Asked
from dashboard.web.kit.people_table import linked_suspect
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.web.parts.timeline import show_timeline
from dashboard.wording.stability import (
    dated_places,
    in_clock_words,
    in_fragility_words,
    in_nearby_words,
    window_of,
)
from harm.days import spoken
from harm.suspects.timeline import marks


def choose_suspect(asked: Asked) -> str | None:
    """The suspect of the link, or of the reference that was written."""
    linked = linked_suspect(asked, "suspect")
    if linked is None:
        written = _reference()
    else:  # named by the suspect, so that it is closed when another is opened
        with st.popover("Another", icon=":material/search:", key=f"another than {linked}"):
            written = _reference()
    if written is None:
        return linked
    try:  # an unknown reference is said to be so before any link to it is made
        asked.desk.check_known(written, asked.basis)
    except UnknownSuspectError as error:
        st.error(escaped(str(error)))
        return None
    st.query_params["suspect"] = asked.desk.register.link(written)
    st.rerun()
    return written  # never reached: the page begins anew


def _reference() -> str | None:
    """The reference that was written just now; None where none was."""
    with st.form("find", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        written = st.text_input("Reference", placeholder="such as N1234567", width=240)
        submitted = st.form_submit_button("Open")
    return written.strip() or None if submitted else None


def next_to(asked: Asked, suspect_id: str) -> None:
    """Offer whoever stands before and after the suspect, by button and by key."""
    before, after = asked.desk.neighbours(asked.basis, suspect_id)
    _turn_button(asked, "Before", before, key="P", icon=":material/chevron_left:")
    _turn_button(asked, "After", after, key="N", icon=":material/chevron_right:")


def _turn_button(asked: Asked, label: str, reference: str | None, *, key: str, icon: str) -> None:
    if reference is not None:
        st.button(
            label,
            key=f"turn {label}",
            icon=icon,
            shortcut=key,
            help=f"Whoever stands {label.lower()} them in the order",
            on_click=_turn,
            args=(asked, reference),
        )


def _turn(asked: Asked, reference: str) -> None:
    st.query_params["suspect"] = asked.desk.register.link(reference)


def download_profile(asked: Asked, suspect_id: str) -> None:
    """Offer the profile as a marked file; the log has a line when it leaves."""
    told = (
        look_at(asked, suspect_id),
        solidity_of(asked, suspect_id),
        look_around(asked, suspect_id),
    )
    on_view = replace(asked.basis, version=told[0].facts.version)
    download(
        asked,
        "Profile",
        make=lambda: profile_outgoing(asked.desk, on_view, told),
        name=f"harmdesk-profile-{_plain(suspect_id)}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        help="One or two pages to print: PDF",
    )


def _plain(reference: str) -> str:
    """A reference as a part of a file's name."""
    return "".join(letter if letter.isalnum() else "-" for letter in reference)[:40]


def show_minute(told: Sequence[tuple[str, str]]) -> None:
    """Show what people ask first, and the answers."""
    with st.container(border=True, key="minute"):
        st.markdown(
            "  \n".join(f"**{escaped(label)}** {escaped(answer)}" for label, answer in told)
        )


def look_at(asked: Asked, suspect_id: str) -> SuspectFile:
    """The suspect's file; a line of the log the first time that it is opened."""
    return ask_once(
        "suspect",
        (asked.key, suspect_id),
        lambda: asked.desk.suspect(asked.viewer, asked.basis, suspect_id),
    )


def solidity_of(asked: Asked, suspect_id: str) -> Solidity:
    """How solid the suspect's place is, worked out once in a session."""
    return ask_once(
        "solidity",
        (asked.key, suspect_id),
        lambda: asked.desk.solidity(asked.viewer, asked.basis, suspect_id),
    )


def look_around(asked: Asked, suspect_id: str) -> Context:
    """Who else is involved and past lists, worked out once in a session."""
    return ask_once(
        "context",
        (asked.lists, suspect_id),
        lambda: context_of(asked.desk, asked.viewer, asked.basis, suspect_id),
    )


def show_charts(file: SuspectFile, solidity: Solidity, *, key: str) -> None:
    """Show what makes the score, and when, side by side."""
    explanation = file.explanation
    score, when = st.columns([3, 2], gap="medium")
    if explanation.counting.height:
        with score:
            st.markdown("### What makes the score")
            chart(
                waterfall(explanation.counting, colours()),
                alt=f"Bars that add up to {spoken(explanation.tenths)} days; the table below has "
                f"the same figures.",
                key=f"waterfall {key}",
            )
    with when:
        st.markdown("### When, by victim")
        window = window_of(solidity.rules, solidity.as_of)
        show_timeline(marks(explanation.rows), window, key=key)


def show_unknown(told: Sequence[str]) -> None:
    """Show what is not known."""
    st.markdown("### What is not known")
    st.markdown("\n".join(f"- {escaped(one)}" for one in told))


def show_solidity(solidity: Solidity) -> None:
    """Say how few allegations hold the place, and show where it goes as time passes."""
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
