"""One person before the meeting: why, how the case stands, and what is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, Literal

import polars as pl
import streamlit as st

from dashboard.access.actions import DECIDE_CASE, PROPOSE_CASE
from dashboard.errors import HarmdeskError
from dashboard.services.cases.answer import cases_key
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.deciding import adopt, decide, decline, defer, minute
from dashboard.services.cases.meeting import Item, moment_on
from dashboard.services.cases.proposing import nominate
from dashboard.services.cases.readiness import Ready, open_for_decision
from dashboard.services.gate import may
from dashboard.services.question import Question
from dashboard.web.kit.references import spoken_reference
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.web.parts.meeting import show_person
from dashboard.wording.cases import DUE_HEADINGS, NOT_ADVICE, due_row
from dashboard.wording.meeting import (
    ASSESSMENT,
    DECISIONS,
    agenda_lines,
    in_done_words,
    in_obstacle_words,
    in_ready_words,
)
from harm.cases.details import LONGEST_NAME, LONGEST_TEXT
from harm.cases.events import moves
from harm.cases.vocabulary import words_of
from harm.errors import HarmError

#: Where a session keeps which decision is written, and what became of the last one, each with
#: whom it is about.
WRITING: Final = "decision that is written"
TOLD: Final = "what became of a decision"
WRONG: Final = "what is wrong with a decision of a meeting"
#: The decisions, in the order of their keys.
ORDER: Final = ("adopt", "decline", "defer", "minute", "deselect", "nominate")
#: In so many days is the next meeting, unless somebody says otherwise.
NEXT_MEETING: Final = 28


def open_person(question: Question, person: str, on: date) -> Ready:
    """The person's case, opened once until something is written in a case or they are looked at."""
    looked = (st.session_state.get("answer to suspect") or [None])[0]
    key = (question.key, person, on, cases_key(question), looked)
    return ask_once(
        "person of the meeting",
        key,
        lambda: open_for_decision(question, person, now=moment_on(on)),
    )


def show_steps(
    question: Question, order: Sequence[str], person: str
) -> Literal["suspect", "case"] | None:
    """Lead to the person before and after, and back to the board.

    Returns:
        which page of the person is asked for; None: none is.
    """
    here = order.index(person) if person in order else -1
    before = order[here - 1] if here > 0 else None
    after = order[here + 1] if here + 1 < len(order) else None
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Back to the board",
            icon=":material/arrow_back:",
            shortcut="B",
            on_click=show_person,
            args=(question, None),
        )
        for label, who, key, icon in (
            ("Previous", before, "P", ":material/chevron_left:"),
            ("Next", after, "N", ":material/chevron_right:"),
        ):
            if who is not None:
                st.button(
                    escaped(label),
                    key=f"turn {label}",
                    icon=icon,
                    shortcut=key,
                    help=escaped(f"The {label.lower()} person of the agenda"),
                    on_click=show_person,
                    args=(question, who),
                )
        if st.button(
            "Open the suspect",
            icon=":material/person_search:",
            shortcut="O",
            help="Their page, with why they have their place; a decision needs it",
        ):
            return "suspect"
        if st.button(
            "Open the case",
            icon=":material/assignment_ind:",
            help="All that happened in it, and everything else that can be written there",
        ):
            return "case"
    return None


def show_person_before(ready: Ready, items: Sequence[Item], where: str) -> None:
    """Show who it is, why they are on the agenda, how the case stands, and what is due."""
    person = ready.case.person
    head = " · ".join(filter(None, (spoken_reference(person), ready.name, where)))
    st.markdown(f"## {escaped(head)}")
    lines = agenda_lines(items)
    if lines:
        st.markdown("\n".join(f"- {escaped(line)}" for line in lines))
    st.markdown(escaped(in_ready_words(ready)))
    if ready.case.due:
        small_table(
            pl.DataFrame(
                [due_row(due) for due in ready.case.due],
                schema=dict.fromkeys(DUE_HEADINGS, pl.String),
                orient="row",
            ),
            {name: st.column_config.TextColumn(name) for name in DUE_HEADINGS},
            alt="What is due in this case, the earliest first.",
            width="content",
        )
        st.markdown(f":small[{NOT_ADVICE}]")


def decisions_for(question: Question, ready: Ready) -> list[str]:
    """What may be decided of this person now, by the table of moves and the reader's rights."""
    state = ready.case.state
    if ready.case.case is None and not ready.is_listed:
        return ["nominate"] if may(question, PROPOSE_CASE) else []
    if not may(question, DECIDE_CASE):
        return []
    reviewed = "in_review" if state in {"candidate", "deferred"} else state
    return [
        kind
        for kind in ORDER
        if kind != "nominate"
        if state in moves()[kind].before
        or (kind in {"adopt", "decline"} and reviewed in moves()[kind].before)
        if kind != "minute" or ready.case.case is not None
    ]


def ask_decision(question: Question, ready: Ready, on: date) -> None:
    """Ask for one decision: which, by its key, and then its fields; nothing where none may be."""
    person = ready.case.person
    _tell(person)
    kinds = decisions_for(question, ready)
    if not kinds:
        return
    with st.container(horizontal=True, gap="small"):
        for number, kind in enumerate(kinds, 1):
            st.button(
                DECISIONS[kind][0],
                key=f"decide {kind}",
                shortcut=f"{number}",
                type="primary" if _writing(person) == kind else "secondary",
                on_click=_begin,
                args=(person, kind),
            )
    kind = _writing(person)
    if kind not in kinds:
        return
    if obstacle := in_obstacle_words(ready, kind):
        st.warning(escaped(obstacle))
        return
    _form(question, ready.case, kind, on)


def _begin(person: str, kind: str) -> None:
    st.session_state[WRITING] = (person, kind)
    st.session_state.pop(TOLD, None)


def _writing(person: str) -> str:
    whose, kind = st.session_state.get(WRITING, ("", ""))
    return str(kind) if whose == person else ""


def _tell(person: str) -> None:
    """Say what became of the last decision about this person."""
    about, wrong = st.session_state.pop(WRONG, ("", ""))
    if about == person:
        st.error(escaped(wrong))
    whose, words = st.session_state.get(TOLD, ("", ""))
    if whose == person:
        st.success(escaped(words))


def _form(question: Question, case: CaseFile, kind: str, on: date) -> None:
    """Show the fields of one decision."""
    person = case.person
    name = f"{kind} {person}"
    with st.form(name, border=True):
        given: dict[str, str] = {}
        if kind == "adopt":
            given["owner"] = st.text_input("Owner", max_chars=LONGEST_NAME, key=f"owner {name}")
        if kind in {"deselect", "nominate"}:
            grounds = words_of("deselection" if kind == "deselect" else "nomination")
            ground = case.case.deselection if case.case is not None else ""
            given["ground"] = st.selectbox(
                "Ground",
                list(grounds),
                index=list(grounds).index(ground) if ground in grounds else 0,
                format_func=grounds.__getitem__,
                key=f"ground {name}",
            )
        if kind == "defer":
            until = st.date_input(
                "Until the meeting of",
                value=on + timedelta(days=NEXT_MEETING),
                min_value=on,
                format="DD/MM/YYYY",
                key=f"until {name}",
            )
            given["until"] = until.isoformat()
        if kind == "minute":
            st.markdown(f":small[{escaped(ASSESSMENT)}]")
        given["reason"] = st.text_input(
            "What the meeting said" if kind == "minute" else "Reason",
            max_chars=LONGEST_TEXT,
            key=f"reason {name}",
            placeholder="It is kept with the case; no victim is named in it: V1, V2 …",
        )
        submitted = st.form_submit_button(DECISIONS[kind][0], type="primary")
    if submitted:
        _take(question, person, kind, given, on)
        st.rerun()


def _take(question: Question, person: str, kind: str, given: dict[str, str], on: date) -> None:
    """Write one decision about one person, and keep what became of it for the page that follows."""
    meeting, reason = on.isoformat(), given["reason"]
    try:
        if kind == "adopt":
            made = adopt(question, [person], given["owner"], reason, meeting)
        elif kind == "decline":
            made = decline(question, [person], reason, meeting)
        elif kind == "defer":
            made = defer(question, [person], reason, given["until"], meeting)
        elif kind == "minute":
            made = minute(question, person, meeting, reason)
        elif kind == "nominate":
            made = nominate(question, person, given["ground"], reason, meeting)
        else:
            details = {"ground": given["ground"], "reason": reason, "meeting": meeting}
            made = decide(question, [person], "deselect", details)
    except (HarmdeskError, HarmError) as error:
        st.session_state[WRONG] = (person, str(error))
        return
    st.session_state.pop(WRITING, None)
    st.session_state[TOLD] = (person, in_done_words(kind, made, on))
