"""Which list is looked at: the one of now, or a frozen one as it was."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.access.actions import FREEZE_LIST
from dashboard.errors import HarmdeskError
from dashboard.services.gate import may
from dashboard.services.listing.departure import ANNOUNCED
from dashboard.services.listing.frozen_lists import (
    FrozenList,
    freeze_list,
    frozen_list,
    frozen_lists,
    spec_of,
)
from dashboard.services.listing.movement import NOW
from dashboard.services.question import Question
from dashboard.services.ranking_spec import RankingSpec
from dashboard.web.kit.parameters import take_choice, unquoted
from dashboard.web.kit.text import escaped
from dashboard.wording.formats import day

#: Where a session keeps which frozen list is looked at.
PAST: Final = "past list"
#: What the list is called that is no frozen one.
AS_NOW: Final = "As the data is now"


def choose_past(question: Question) -> RankingSpec | None:
    """Ask in the sidebar which list is looked at; what a frozen one rests on, or None for now."""
    lists = {frozen.name: frozen for frozen in reversed(frozen_lists(question))}
    st.session_state[PAST] = None
    take_choice("list", [NOW, *lists], title=_title, fault=_no_such_list)
    if not lists:
        return None
    chosen = st.selectbox(
        "Which list",
        [NOW, *lists],
        format_func=_title,
        key="list",
        bind="query-params",
    )
    if chosen == NOW:
        return None
    try:
        spec = spec_of(frozen_list(question, chosen))
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return None
    st.session_state[PAST] = lists[chosen]
    return spec


def _title(name: str) -> str:
    return AS_NOW if name == NOW else name


def _no_such_list(name: str) -> str:
    called = unquoted(name) or "nothing"
    return f"There is no frozen list called {called} (list); this is the list as the data is now."


def say_past() -> None:
    """Say that a past list is looked at, where one is."""
    past: FrozenList | None = st.session_state.get(PAST)
    if past is None:
        return
    st.info(
        f"A past list: as of {day(past.as_of)}, on data version {past.version:d}, as it was frozen "
        f"by {escaped(past.who)} on {day(past.at.date())}. The sidebar leads back to now.",
        icon=":material/history:",
    )


def in_past_title(title: str) -> str:
    """The title of a list, with its date and whether its rule is the announced one if it is past.

    Args:
        title: of the list as it would be called now.
    """
    past: FrozenList | None = st.session_state.get(PAST)
    if past is None:
        return title
    announced = (past.rules_id, past.index) == (ANNOUNCED.rules.id, ANNOUNCED.index)
    return f"{title} on {day(past.as_of)}{'' if announced else ', not the announced rule'}"


def freeze_button(question: Question) -> None:
    """Offer to keep this list; nothing is offered of a list that is kept already.

    Nor is it to whoever may not freeze one.
    """
    if st.session_state.get(PAST) is not None or not may(question, FREEZE_LIST):
        return
    if st.button(
        "Freeze this list",
        icon=":material/ac_unit:",
        help="Keeps every place and score, with the rules, index and data behind them",
        width="content",
    ):
        try:
            kept = freeze_list(question)
        except HarmdeskError as error:
            st.error(escaped(str(error)))
        else:
            st.toast(f"The list {escaped(kept.name)} is kept.")
