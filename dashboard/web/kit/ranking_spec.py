"""The sidebar: what a list rests on, kept in the URL."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final, get_args

import streamlit as st

from dashboard.services.listing.movement import NOW
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Facts
from dashboard.web.kit import more_rules
from dashboard.web.kit.parameters import take_choice, take_date, take_number
from harm.offences import definitions, indices
from harm.scoring.rules import Rules, Ties

DEFAULT: Final = Rules()
MOST_LISTED: Final = 1_000
MOST_DAYS: Final = 1_830

DEFINITION: Final[dict[definitions.Name, str]] = {
    "vawg": "VAWG",
    "vawg-any-sex": "VAWG, victims of any sex",
    "all": "All offences",
}

TIES: Final[dict[Ties, str]] = {
    "order": "By the order",
    "all_in": "All level are in",
    "stop_above": "Stop above them",
    "lot": "By lot",
}

#: What is usual for each control of a rule, by its key.
USUAL: Final[dict[str, Any]] = {
    "window": DEFAULT.window_days,
    "definition": DEFAULT.definition,
    "top": DEFAULT.top,
    "ties": DEFAULT.ties,
    **more_rules.USUAL,
}


def choose_spec(facts: Facts) -> RankingSpec:
    """Ask in the sidebar for the date, the index and every rule of the list."""
    as_of, window = _choose_time(facts)
    index, definition = _choose_scoring()
    top, ties = _choose_end()
    more = more_rules.choose_more_rules(ties)
    rules = Rules(definition=definition, window_days=window, top=top, **more)
    return RankingSpec(rules=rules, index=index, as_of=as_of)


def go_back() -> None:
    """Give every control but the date its usual value, which takes it out of the link."""
    st.session_state.update(USUAL, index=indices.names()[0])
    more_rules.close_more_rules()
    if "list" in st.session_state:  # a frozen list rests on rules of its own
        st.session_state["list"] = NOW


def _choose_time(facts: Facts) -> tuple[date, int]:
    """The date of the list, and how many days it looks back."""
    earliest = min(facts.oldest + timedelta(days=1), facts.newest)
    take_date("as_of", low=earliest, high=facts.newest, usual=facts.newest)
    as_of = st.date_input(
        "As of",
        value=facts.newest,
        min_value=earliest,
        max_value=facts.newest,
        format="DD/MM/YYYY",
        key="as_of",
        bind="query-params",
    )
    take_number("window", low=1, high=MOST_DAYS, usual=DEFAULT.window_days)
    window = st.number_input(
        "Window, days",
        min_value=1,
        max_value=MOST_DAYS,
        value=DEFAULT.window_days,
        key="window",
        bind="query-params",
    )
    return as_of or facts.newest, int(window)


def _choose_scoring() -> tuple[str, definitions.Name]:
    """The index, and which offences count."""
    take_choice("index", indices.names(), title=_index_title)
    index = st.selectbox(
        "Index",
        indices.names(),
        format_func=_index_title,
        key="index",
        bind="query-params",
    )
    take_choice("definition", get_args(definitions.Name), title=DEFINITION.__getitem__)
    definition = st.selectbox(
        "Definition",
        get_args(definitions.Name),
        format_func=lambda name: DEFINITION[name],
        key="definition",
        bind="query-params",
    )
    return index, definition


def _choose_end() -> tuple[int, Ties]:
    """How long the list is, and what becomes of a tie at its end."""
    take_number("top", low=1, high=MOST_LISTED, usual=DEFAULT.top)
    top = st.number_input(
        "List length",
        min_value=1,
        max_value=MOST_LISTED,
        value=DEFAULT.top,
        key="top",
        bind="query-params",
    )
    take_choice("ties", get_args(Ties), title=TIES.__getitem__)
    ties = st.selectbox(
        "Tied at the cut",
        get_args(Ties),
        format_func=lambda name: TIES[name],
        key="ties",
        bind="query-params",
        help="Where the last place falls among suspects of equal score: the order decides who of "
        "them is in, or all are, or none, or a lot decides. Otherwise it changes nothing. A lot "
        "needs a seed, under More rules, and an approval, on the page Method.",
    )
    return int(top), ties


def _index_title(name: str) -> str:
    return indices.get(name).title
