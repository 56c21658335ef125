"""What the form of an event asks for: the table of moves as fields, and choices where there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Final

import streamlit as st

from dashboard.services.cases.answer import CaseAnswer
from dashboard.wording.case_forms import (
    NO_NAMES,
    allegation_label,
    in_extension_words,
    label_of,
    options_of,
)
from harm.cases.case import Case
from harm.cases.clock_rules import Rule, rule_of
from harm.cases.details import (
    ACHILLES_HEEL,
    DAYS,
    FREE,
    LONGEST_NAME,
    LONGEST_TEXT,
    NUMBERS,
)
from harm.cases.events import moves

#: What is chosen before the fields are shown, since they depend on it.
FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    "finish_action": ("action",),
    "measure": ("measure",),
    "clock": ("rule",),
    "extend": ("clock",),
    "end_clock": ("clock",),
    "outcome": ("what",),
}
#: What the service fills in: the list, whether counter-allegations were answered, and a new key.
_FILLED: Final[Mapping[str, frozenset[str]]] = {
    "action": frozenset({"action"}),
    "clock": frozenset({"clock"}),
    "outcome": frozenset({"outcome"}),
}
_SET_ELSEWHERE: Final = frozenset({"list", "counter"})
#: With which outcome a detail goes.
_OF_OUTCOME: Final = {
    "level": frozenset({"disruption"}),
    "order": frozenset({"order"}),
    "days": frozenset({"sentence"}),
}
#: Outcomes of which there may be several offences.
_COUNTED: Final = frozenset({"arrest", "charge", "conviction", "sentence"})
#: Fields that hold who does something, filled in with the reader's own name.
_OWN_NAME: Final = frozenset({"owner"})
DAY_FORMAT: Final = "DD/MM/YYYY"


def fields_of(
    kind: str, answer: CaseAnswer, given: Mapping[str, str]
) -> Iterator[tuple[str, bool]]:
    """What is asked for, and whether it is needed.

    Args:
        kind: of the event.
        answer: the case.
        given: what was chosen first.
    """
    move, rule = moves()[kind], _rule_in(answer, given)
    filled = _SET_ELSEWHERE | _FILLED.get(kind, frozenset()) | given.keys()
    if kind == "review":
        return
    for name in (*move.requires, *move.may_have):
        if name in filled or not _goes_with(kind, name, given, rule):
            continue
        is_needed = name in move.requires or (kind == "outcome" and name in {"level", "order"})
        yield name, is_needed or _needs_day(kind, name, rule)


def choices_of(
    kind: str, name: str, answer: CaseAnswer, given: Mapping[str, str], who: str
) -> Mapping[str, str] | None:
    """What may be chosen for a detail, with its words; None where it is written."""
    case, rule = answer.found.case, _rule_in(answer, given)
    if name == "tied_to":
        return {crime: allegation_label(crime) for crime in (*answer.crimes, ACHILLES_HEEL)}
    if name == "victim":
        own = kind == "victim_step"
        return {code: code for code in (answer.own_victims if own else answer.victims)}
    if name == "by" and rule is not None:
        return {step.who: in_extension_words(step.who) for step in rule.steps}
    if name == "condition" and rule is not None:
        return {step.condition: step.condition for step in rule.steps if step.condition}
    if name == "outcome" and case is not None:
        waiting = (one for one in case.outcomes.values() if not one.counts and one.who != who)
        return {one.key: f"{one.key}: {one.level} of {one.on}" for one in waiting}
    return options_of(kind, name)


def ask_field(name: str, options: Mapping[str, str] | None, *, is_needed: bool, key: str) -> str:
    """Ask for a detail; as text, empty where nothing was chosen or written.

    Args:
        name: of the detail.
        options: what may be chosen; None: it is written.
        is_needed: whether it may not be left out.
        key: of the field.
    """
    label = label_of(name, is_needed=is_needed)
    if options is not None:
        chosen = st.selectbox(
            label,
            list(options),
            index=0 if is_needed and len(options) == 1 else None,
            format_func=options.__getitem__,
            placeholder="Choose",
            key=key,
        )
        return chosen or ""
    if name in DAYS or name == "starts":
        return _as_text(st.date_input(label, value=None, format=DAY_FORMAT, key=key))
    if name in NUMBERS:
        number = st.number_input(label, min_value=1, value=None, step=1, key=key)
        return "" if number is None else f"{number:d}"
    if name in FREE:
        return st.text_area(label, max_chars=LONGEST_TEXT, placeholder=NO_NAMES, height=80, key=key)
    return st.text_input(label, max_chars=LONGEST_NAME, autocomplete="off", key=key)


def ask_time(*, key: str) -> str:
    """Ask at what time a limit of hours began; empty: nobody said."""
    at: time | None = st.time_input("At what time (London)", value=None, key=key)
    return "" if at is None else f"{at:%H:%M}"


def counts_hours(kind: str, answer: CaseAnswer, given: Mapping[str, str]) -> bool:
    """Whether a limit that begins counts hours, so that it has a time of day."""
    rule = _rule_in(answer, given)
    return kind == "clock" and rule is not None and rule.unit == "hours"


def own_name(name: str, who: str) -> str:
    """What a field is filled in with before anybody writes."""
    return who if name in _OWN_NAME else ""


def _goes_with(kind: str, name: str, given: Mapping[str, str], rule: Rule | None) -> bool:
    """Whether a detail has a meaning beside what was chosen first."""
    if kind == "outcome":
        goes_with = _COUNTED if name == "offences" else _OF_OUTCOME.get(name)
        return goes_with is None or given.get("what", "") in goes_with
    if rule is None:
        return True
    return {
        "condition": any(step.condition for step in rule.steps),
        "served": rule.less_served,
        "until": rule.limit is None if kind == "clock" else _can_be_set(rule),
    }.get(name, True)


def _can_be_set(rule: Rule) -> bool:
    """Whether somebody may extend a limit to a day that they set."""
    return any(step.limit is None for step in rule.steps)


def _needs_day(kind: str, name: str, rule: Rule | None) -> bool:
    """Whether a limit has no length of its own, so that its end must be said."""
    return (
        kind == "clock"
        and name == "until"
        and rule is not None
        and rule.limit is None
        and rule.code != "recall"
    )


def _rule_in(answer: CaseAnswer, given: Mapping[str, str]) -> Rule | None:
    """The rule of the limit that was chosen."""
    case: Case | None = answer.found.case
    if "rule" in given:
        return rule_of(given["rule"])
    if case is not None and given.get("clock") in case.clocks:
        return rule_of(case.clocks[given["clock"]].rule)
    return None


def _as_text(day: date | None) -> str:
    return "" if day is None else day.isoformat()
