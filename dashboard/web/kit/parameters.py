"""What a link asks for: checked before its control is made, with one line for what cannot be used.

Streamlit binds a control to its parameter, takes a value that it can read, and drops another
without a word; some it cannot drop, and the page breaks. And it passes over a value that is the
usual one, also where the session has another from before. So a control's value is judged here
first: what cannot be is taken out of the link, what is new in the link is put into the session.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.wording.formats import day

Value = TypeVar("Value")

#: Where a session keeps what its link has.
KEPT: Final = "link of this session"
#: The most letters of a value, or of its name, that a message has.
LETTERS: Final = 40
#: The most faults that are listed one by one; the others are counted.
FAULTS_LISTED: Final = 6

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_SWITCH: Final = {"true": True, "false": False}


@dataclass(slots=True)
class Link:
    """What the link of a session says in this run.

    Attributes:
        page: the path of the page that is shown.
        values: the values of each parameter.
        left: the same when the run was over: what a click has written is not new in the next.
        new: the parameters whose values no run before has read or left.
        used: the parameters that something on the page has looked at.
        faults: a sentence for each parameter that cannot be followed.
    """

    page: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    new: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)


def read_link(page: str) -> None:
    """Read the link, before anything asks for a value of it.

    What was wrong stays on the page until it is turned, or its link says something new.

    Args:
        page: the path of the page that is shown.
    """
    before = _link()
    values_read = _in_address()
    known = (before.values, before.left)
    new = frozenset(
        key
        for key, values in values_read.items()
        if values not in [link.get(key) for link in known]
    )
    faults = before.faults if page == before.page and not new else {}
    st.session_state[KEPT] = Link(page=page, values=values_read, new=new, faults=dict(faults))


def leave_link() -> None:
    """Remember the link as a run leaves it, however the run ends."""
    _link().left = _in_address()


def values_of(key: str) -> list[str]:
    """Every value that the link has for a parameter; whoever asks judges them."""
    link = _link()
    link.used.add(key)
    return link.values.get(key, [])


def find_fault(key: str, sentence: str) -> None:
    """Say once, at the head of the page, that a parameter cannot be followed.

    Args:
        key: the parameter, which is taken out of the link.
        sentence: what is wrong and what is used instead, as text.
    """
    _link().faults[key] = sentence
    _forget(key)


def forgive_faults() -> None:
    """Drop every fault: a reader has made a new choice."""
    _link().faults.clear()


def take_number(key: str, *, low: int, high: int, usual: int | None) -> int | None:
    """Take a whole number for the control that has this key, in digits and within its limits.

    Args:
        key: of the control, and of the parameter.
        low: the smallest number.
        high: the largest.
        usual: what is used without a value in the link; None: the control is then empty.

    Returns:
        what the control has.
    """
    return _take(
        key,
        lambda text: _number(text, low, high),
        usual=usual,
        title=lambda number: "none" if number is None else str(number),
    )


def take_text(key: str, *, fits: Callable[[str], bool], usual: str) -> str:
    """Take a text for the control that has this key, and give back what the control has.

    Args:
        key: of the control, and of the parameter.
        fits: whether a text may be used.
        usual: what is used without a value in the link.
    """
    return _take(
        key,
        lambda text: text if fits(text) else None,
        usual=usual,
        title=lambda text: text or "none",
    )


def take_date(key: str, *, low: date, high: date, usual: date) -> None:
    """Take a date for the control that has this key, as 2026-01-31 and within its limits."""
    _take(key, lambda text: _date(text, low, high), usual=usual, title=day)


def take_switch(key: str) -> None:
    """Take `true` or `false` for the switch that has this key; it is off unless a link says so."""
    _take(key, _SWITCH.get, usual=False, title=lambda on: "on" if on else "off")


def take_choice(
    key: str,
    options: Sequence[Value],
    *,
    title: Callable[[Value], str] = str,
    fault: Callable[[str], str] | None = None,
) -> Value:
    """Take one of the options of the control that has this key, by its title.

    Args:
        key: of the control, and of the parameter.
        options: what may be chosen; the first is the usual one.
        title: what an option is called on the page and in a link.
        fault: a sentence for a value that is none of them; None: as for every other control.

    Returns:
        the option that the control has.
    """
    known: Mapping[str, Value] = {title(option): option for option in options}
    return _take(key, known.get, usual=options[0], title=title, fault=fault)


def quoted(text: str) -> str:
    """A name or a value as written in a link, in quotation marks."""
    return f"“{unquoted(text)}”"


def unquoted(text: str) -> str:
    """A name or a value as written in a link: one line, and not too long."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return plain if len(plain) <= LETTERS else f"{plain[:LETTERS]}…"


def link_faults() -> str:
    """Everything that cannot be followed, in one line of text; empty where all can."""
    faults = list(_link().faults.values())
    more = len(faults) - FAULTS_LISTED
    rest = [f"And {more:,} more of the link’s values cannot be used."] if more > 0 else []
    return " ".join([*faults[:FAULTS_LISTED], *rest])


def find_unused() -> None:
    """Find fault with what is new in the link and nothing on this page has asked for."""
    link = _link()
    for key in sorted(link.new - link.used):
        quotes = ", ".join(quoted(value) for value in link.values[key][:2])
        find_fault(key, f"The link’s {quoted(key)} ({quotes}) is not used here and is left out.")


def _take(
    key: str,
    read: Callable[[str], Value | None],
    *,
    usual: Value,
    title: Callable[[Value], str],
    fault: Callable[[str], str] | None = None,
) -> Value:
    """Check what the link says for a control, before the control is made; what it then has."""
    values = values_of(key)
    value = read(values[0]) if len(values) == 1 else None
    if values and value is None:
        text = values[0]
        sentence = (
            _sentence(key, values, title(usual)) if fault is None or values[1:] else fault(text)
        )
        find_fault(key, sentence)
        _put(key, usual)
        return usual
    if value is not None and key in _link().new:
        _put(key, value)
        return value
    kept: Value = st.session_state.get(key, usual)
    return kept


def _sentence(key: str, values: Sequence[str], usual: str) -> str:
    subject = quoted(values[0]) if len(values) == 1 else f"{len(values):,} values"
    return f"The link’s {key} {subject} cannot be used; {usual} is used instead."


def _put(key: str, value: object) -> None:
    """Give a control a value, where the session has another from before."""
    if st.session_state.get(key, value) != value:
        st.session_state[key] = value


def _forget(key: str) -> None:
    """Take a parameter out of the link, also from what Streamlit would still read of it."""
    link = _link()
    link.values.pop(key, None)
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as params:
        params.remove_param(key)
        rest = {name: params.get_all(name) for name in params}
        params.set_initial_query_params(urlencode(rest, doseq=True))


def _in_address() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _link() -> Link:
    link: Link = st.session_state.setdefault(KEPT, Link())
    return link


def _number(text: str, low: int, high: int) -> int | None:
    number = int(text) if _NUMBER.fullmatch(text) else None
    return number if number is not None and low <= number <= high else None


def _date(text: str, low: date, high: date) -> date | None:
    found = _DATE.fullmatch(text)
    try:
        value = None if found is None else date(*map(int, found.groups()))
    except ValueError:  # such as 30 February
        return None
    return value if value is not None and low <= value <= high else None
