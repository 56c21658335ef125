"""What may happen next in a case: a choice, then the fields of the one that was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.services.cases.answer import CaseAnswer
from dashboard.services.cases.next_steps import has_opened
from dashboard.services.question import Question
from dashboard.web.kit.text import escaped
from dashboard.web.parts.case_fields import (
    ask_field,
    ask_time,
    choices_of,
    counts_hours,
    fields_of,
    own_name,
)
from dashboard.web.parts.case_first import choose_first
from dashboard.web.parts.case_reading import ask_to_open, is_blind, show_reading
from dashboard.web.parts.case_sending import send
from dashboard.wording.case_forms import NOT_BLIND, NOT_WRITTEN, TITLES, in_button_words
from dashboard.wording.cases import meaning_of
from harm.errors import HarmError

#: Where a session keeps what it wrote last, and in whose case.
WRITTEN: Final = "written in a case"
#: What needs that the suspect was opened since the newest list was frozen.
OPENED_FIRST: Final = frozenset({"answer_counter", "adopt", "decline"})


def offer_steps(question: Question, answer: CaseAnswer) -> None:
    """Offer what the table of moves and the reader's rights allow, one form at a time."""
    person = answer.found.person
    last = st.session_state.get(WRITTEN)
    if last is not None and last[0] == person:
        st.success(escaped(last[1]))
    titles = {title: kind for kind, title in TITLES.items() if kind in answer.steps}
    if not titles:
        st.markdown("Nothing can be written in this case as it stands in your role.")
        return
    # A case that somebody wrote in is another: no choice and no field outlives the event.
    place = f"{person} {answer.found.count}"
    chosen = st.selectbox(
        "What happens next",
        list(titles),
        index=None,
        placeholder="Choose one",
        key=f"next in {place}",
    )
    if chosen is None:
        return
    kind = titles[chosen]
    st.markdown(f":small[{escaped(meaning_of(kind))}. {NOT_WRITTEN}]")
    if kind == "review":
        _introduce_review(question, person)
    elif kind in OPENED_FIRST and not has_opened(question, person):
        ask_to_open(question, person, may_read=False)
    given = choose_first(kind, answer, key=f"first of {place} {kind}")
    if given is not None:
        _ask(question, answer, kind, given, key=f"{place} {kind} {sorted(given.items())}")


def _introduce_review(question: Question, person: str) -> None:
    """Show the allegations without the rank where they were asked for."""
    if is_blind(question, person):
        show_reading(question, person)
    elif has_opened(question, person):
        st.markdown(f":small[{NOT_BLIND}]")
    else:
        ask_to_open(question, person, may_read=True)


def _ask(
    question: Question, answer: CaseAnswer, kind: str, given: Mapping[str, str], *, key: str
) -> None:
    """Ask for the details, and write the event once the button is pressed."""
    who, person = question.viewer.who, answer.found.person
    details = dict(given)
    with st.form(f"form of {key}"):
        asked = list(fields_of(kind, answer, given))
        if kind == "review" and is_blind(question, person):
            asked = [("view", False)]
        for name, is_needed in asked:
            field = f"{name} of {key}"
            options = choices_of(kind, name, answer, given, who)
            if options is None and own_name(name, who):
                st.session_state.setdefault(field, own_name(name, who))
            details[name] = ask_field(name, options, is_needed=is_needed, key=field)
        if counts_hours(kind, answer, given):
            at = ask_time(key=f"time of {key}")
            details["starts"] = "T".join(filter(None, (details["starts"], at)))
        submitted = st.form_submit_button(in_button_words(kind))
    if not submitted:
        return
    try:
        send(question, person, kind, {name: text for name, text in details.items() if text})
    except (HarmdeskError, HarmError) as error:
        st.error(escaped(str(error)))
        return
    st.session_state[WRITTEN] = (person, f"Written: {TITLES[kind].lower()}.")
    st.rerun()
