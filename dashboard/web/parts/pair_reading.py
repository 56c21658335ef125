"""Two records side by side, and what a reviewer says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard.access.actions import DECIDE_LINKS
from dashboard.errors import HarmdeskError, TwoCasesError
from dashboard.services.cases.joining import decide_person
from dashboard.services.gate import may
from dashboard.services.linking.decisions import (
    DECISIONS,
    MOST_LETTERS,
    Decided,
    undo_link,
)
from dashboard.services.linking.reading import Reading, read_pair
from dashboard.services.linking.register import decisions_key, is_compared
from dashboard.services.question import Question
from dashboard.web.kit.references import cell_reference, spoken_reference
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.style import ROW_HEIGHT
from dashboard.web.kit.table import show_marked, show_table, small_table
from dashboard.web.kit.text import escaped
from dashboard.web.parts.duplicates import MOST_ROWS, OUTCOME, open_pair, the_review
from dashboard.wording.linking import in_decided_words
from dashboard.wording.linking_differences import KEY
from dashboard.wording.linking_review import (
    BLIND,
    CASE_GOES_ON,
    NO_REASON,
    VOICES,
    case_label,
    crime_rows,
    decision_rows,
    in_against_words,
    in_shared_words,
    in_standing_of,
    in_weight_words,
    pair_label,
    side_by_side,
)
from harm.suspects.reviews import Pair, Voice

#: Where a session keeps what is wrong with its last decision.
WRONG: Final = "what is wrong with a decision"
#: Where a session keeps the pair of which both have an open case, and the cases.
BOTH: Final = "both have a case"
#: The key of each decision.
SHORTCUTS: Final[dict[Voice, str]] = dict(zip(DECISIONS, "123", strict=True))


def show_pair(question: Question, pair: Pair) -> None:
    """Show two records side by side, and ask what the reviewer says of them."""
    key = (question.key, decisions_key(question), is_compared(question), pair)
    reading = ask_once("pair", key, lambda: read_pair(question, *pair))
    _show_way(question, pair)
    if (last := st.session_state.get(OUTCOME)) and last[0] == pair:
        st.success(escaped(last[1]))
    if wrong := st.session_state.pop(WRONG, None):
        st.error(escaped(wrong))
    if reading.blind:
        st.info(BLIND)
    elif words := in_standing_of(reading):
        st.markdown(f"**{escaped(words)}**")
    if words := in_against_words(reading.against):
        st.warning(escaped(words))
    _show_records(reading)
    if may(question, DECIDE_LINKS):
        _ask_decision(question, pair, reading)
    _show_crimes(reading)
    if reading.rows:
        _show_decisions(reading)


def _show_way(question: Question, pair: Pair) -> None:
    """Lead back to the queue, and to the next pair of it."""
    queue = list(the_review(question).queue.select("a", "b").iter_rows())
    here = queue.index(pair) if pair in queue else -1
    others = [*queue[here + 1 :], *queue[: max(here, 0)]]
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Back to all pairs",
            icon=":material/arrow_back:",
            on_click=_turn,
            args=(question, None),
        )
        if others:
            st.button(
                "Next pair",
                icon=":material/chevron_right:",
                shortcut="N",
                help="The next pair of the queue",
                on_click=_turn,
                args=(question, others[0]),
            )


def _turn(question: Question, pair: Pair | None) -> None:
    st.session_state.pop(OUTCOME, None)
    open_pair(question, pair)


def _show_records(reading: Reading) -> None:
    """Show what is recorded of each, with the differences marked."""
    both = [spoken_reference(record.reference) for record in reading.records]
    st.markdown(f"## {escaped(pair_label(*both))}")
    rows = side_by_side(reading)
    one, other = (escaped(reference) for reference in both)
    first, second, agrees = (list(column) for column in zip(*rows.values(), strict=True))
    show_marked({"Recorded": [*rows], one: first, other: second, "Agrees, in bits": agrees})
    st.markdown(f":small[{escaped(KEY)} {escaped(in_weight_words(reading))}]")


def _ask_decision(question: Question, pair: Pair, reading: Reading) -> None:
    """Ask whether they are one person, with a reason; or to take back what was decided."""
    field = f"reason {pair}"
    st.text_input(
        "Reason",
        key=field,
        max_chars=MOST_LETTERS,
        placeholder="Why, in a sentence; it is kept with the decision",
        help="Press Enter and leave the field; then 1, 2 and 3 decide",
    )
    goes_on = _ask_case(pair)
    with st.container(horizontal=True, gap="small"):
        for voice in DECISIONS:
            st.button(
                VOICES[voice],
                key=f"say {voice}",
                shortcut=SHORTCUTS[voice],
                disabled=reading.own == voice,
                on_click=_decide,
                args=(question, pair, voice, field, reading.blind, goes_on),
            )
        if not reading.blind and reading.standing.state != "open":
            st.button(
                "Undo what was decided",
                icon=":material/undo:",
                key="undo a pair",
                disabled=question.viewer.who in reading.standing.undoing,
                on_click=_undo,
                args=(question, pair, field),
            )


def _ask_case(pair: Pair) -> str:
    """Ask which case goes on, once it is known that both have an open one; empty: not asked."""
    last, cases = st.session_state.get(BOTH) or (None, {})
    if last != pair:
        return ""
    return (
        st.radio(
            CASE_GOES_ON,
            sorted(cases),
            index=None,
            format_func=lambda case: escaped(case_label(case, cases[case])),
            key=f"goes on {pair}",
            horizontal=True,
        )
        or ""
    )


def _decide(
    question: Question,
    pair: Pair,
    voice: Voice,
    field: str,
    blind: bool,  # noqa: FBT001 - Streamlit hands it over by place
    goes_on: str,
) -> None:
    reason = _reason(field)
    case = goes_on if voice == "same" else ""
    if reason:
        _tell(
            pair,
            field,
            lambda: decide_person(question, *pair, voice, reason, blind=blind, going=case),
        )


def _undo(question: Question, pair: Pair, field: str) -> None:
    reason = _reason(field)
    if reason:
        _tell(pair, field, lambda: undo_link(question, *pair, reason))


def _reason(field: str) -> str:
    """What was written; where nothing was, that is said and nothing is decided."""
    reason = str(st.session_state.get(field, "")).strip()
    if not any(letter.isalnum() for letter in reason):
        st.session_state[WRONG] = NO_REASON
        return ""
    return reason


def _tell(pair: Pair, field: str, act: Callable[[], Decided]) -> None:
    """Do it, and keep what became of it for the page that follows."""
    try:
        done = act()
    except HarmdeskError as error:
        st.session_state[WRONG] = str(error)
        if isinstance(error, TwoCasesError):
            st.session_state[BOTH] = (pair, error.cases)
        return
    st.session_state.pop(BOTH, None)
    st.session_state[OUTCOME] = (pair, in_decided_words(done))
    st.session_state[field] = ""


def _show_crimes(reading: Reading) -> None:
    column = st.column_config
    st.markdown("### Crimes and victims")
    st.markdown(escaped(in_shared_words(reading)))
    rows = crime_rows(reading, cell_reference)
    show_table(
        rows,
        {
            "recorded_on": column.DateColumn("Recorded", width=84, format="D MMM YY"),
            "of": column.TextColumn("Recorded under", width=220),
            "offence_title": column.TextColumn("Offence", width=320),
            "crime_ref": column.TextColumn("Crime", width=120),
            "victim_id": column.TextColumn("Victim", width=110),
        },
        alt="The crimes and victims of both records, by reference.",
        width="content",
        height=ROW_HEIGHT * (min(rows.height, MOST_ROWS) + 1) + 3,
    )


def _show_decisions(reading: Reading) -> None:
    column = st.column_config
    st.markdown("### What was said of this pair")
    small_table(
        decision_rows(reading),
        {
            "at": column.TextColumn("When", width=200),
            "who": column.TextColumn("Who", width=120),
            "said": column.TextColumn("Decision", width=130),
            "reason": column.TextColumn("Reason", width=360),
            "reading": column.TextColumn("Reading", width=76),
        },
        alt="What reviewers said of this pair, the first first.",
        width="content",
    )
