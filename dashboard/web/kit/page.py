"""What every page owes its reader: marking, data date, rules; and the limits of use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.services.forces import forces_in
from dashboard.services.listing.frozen_lists import frozen_lists
from dashboard.services.question import USUAL, Question, ask
from dashboard.web.kit.band import show_band
from dashboard.web.kit.frozen_lists import choose_past, say_past
from dashboard.web.kit.page_tables import download_tables
from dashboard.web.kit.parameters import find_unused, link_faults
from dashboard.web.kit.ranking_spec import choose_spec
from dashboard.web.kit.session import the_viewer, the_workspace
from dashboard.web.kit.text import escaped
from dashboard.wording.notices import LIMITS, PEOPLE, in_data_words
from dashboard.wording.rules import in_rules_words
from harm.errors import HarmError

#: The pages that show nothing which the rules, the index or the date change.
WITHOUT_SETTINGS: Final = frozenset(
    {"upload", "log", "method", "reach", "subject_access", "removal"}
    | {"cases", "case", "meeting", "work"}
)
#: What a page says on paper, where a table that scrolls is no longer whole.
IN_PRINT: Final = (
    "A table that scrolls is printed as far as it was in sight. The file with the tables of this "
    "page has every row; so has the meeting hand-out of the list."
)


def lists_key(question: Question) -> tuple[object, ...]:
    """What names an answer that also rests on which lists are frozen."""
    return (question.key, len(frozen_lists(question)))


def ask_in_sidebar(shown: str) -> None:
    """Ask what the list rests on before a page runs.

    What the sidebar asks belongs to no page, and so outlives a change of page, also in the
    browser's history; on a page that nothing of it bears on it is there and out of sight.

    Args:
        shown: the page that is shown.
    """
    key = "settings-elsewhere" if shown in WITHOUT_SETTINGS else "settings"
    with (
        suppress(HarmdeskError),  # the page says it
        st.sidebar,
        st.container(key=key),
    ):
        question = ask(the_workspace(), the_viewer())
        st.session_state["spec"] = choose_past(question) or choose_spec(question.facts)


def current_question() -> Question:
    """Who asks, and what the list rests on by the sidebar.

    Raises:
        StoreError: there is no data, or no such version of it.
    """
    spec = st.session_state.get("spec", USUAL)  # where there is no data, there is none
    return ask(the_workspace(), the_viewer(), spec)


@contextmanager
def telling() -> Iterator[None]:
    """Say in one sentence what is wrong, and stop there."""
    try:
        yield
    except (HarmdeskError, HarmError) as error:
        st.error(escaped(str(error)))
        st.stop()


@contextmanager
def page() -> Iterator[Question]:
    """The frame of a page; it reports what is wrong in one sentence.

    Yields:
        who asks, and what the list rests on: resolved once for the whole page.
    """
    with telling():
        question = current_question()
        facts = question.facts
        marking = [question.settings.marking, PEOPLE[facts.people]]
        notice = " · ".join(
            f"**{escaped(part)}**" if not n else escaped(part)
            for n, part in enumerate(marking)
            if part
        )
        own = forces_in(question).own
        st.markdown(f"{notice} · {escaped(in_data_words(facts, own))}")
        say_past()
        show_band(question)
        head = st.empty()
        try:
            yield question
            find_unused()
        finally:
            if faults := link_faults():
                head.warning(escaped(faults))
        download_tables(question)
        with st.container(key="in-print-alone"):
            st.markdown(f":small[{IN_PRINT}]")
        st.divider()
        index, rules = question.index, question.spec.rules
        basis = f"{in_rules_words(rules)} Index: {index.title} ({index.edition}). {index.caveat}"
        st.markdown(f":small[{escaped(basis)} **{LIMITS}**]")
