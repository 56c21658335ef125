"""What is chosen before a form has its fields: which action, limit or order, or which outcome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.services.cases.answer import CaseAnswer
from dashboard.wording.case_forms import options_of
from dashboard.wording.cases import in_outcome_words
from harm.cases.clock_rules import rules
from harm.cases.vocabulary import orders, words_of

#: Opens an order or a notice that the case does not have yet.
NEW: Final = "new"


def choose_first(kind: str, answer: CaseAnswer, *, key: str) -> dict[str, str] | None:
    """Ask for what the fields depend on.

    Returns:
        what was chosen, as details; nothing where nothing is asked; None where nobody chose yet.
    """
    if kind == "measure":
        return _choose_measure(answer, key=key)
    if kind == "outcome":
        return _choose_outcome(answer, key=key)
    if kind == "clock":
        return _chosen("rule", "Which time limit", options_of(kind, "rule") or {}, key=key)
    case = answer.found.case
    if case is not None and kind == "finish_action":
        actions = {
            one.key: f"{one.key}: {words_of('tactic')[one.tactic]}, {one.owner}"
            for one in case.actions.values()
            if not one.result
        }
        return _chosen("action", "Which action", actions, key=key)
    if case is not None and kind in {"extend", "end_clock"}:
        clocks = {
            one.key: f"{one.key}: {rules()[one.rule].name}, from {one.starts}"
            for one in case.clocks.values()
            if one.ended is None
        }
        return _chosen("clock", "Which time limit", clocks, key=key)
    return {}


def _choose_measure(answer: CaseAnswer, *, key: str) -> dict[str, str] | None:
    """An order or notice of the case, or which one is new; it has a key of its own."""
    known = {} if answer.found.case is None else answer.found.case.measures
    options = {NEW: "A new one"} | {
        one.key: f"{one.key}: {orders()[one.order].name}" for one in known.values()
    }
    chosen = NEW if not known else _choice("Which order or notice", options, key=key)
    if chosen is None:
        return None
    if chosen != NEW:
        return {"measure": chosen, "order": known[chosen].order}
    order = _choice(
        "Which order or notice is it", options_of("measure", "order") or {}, key=f"{key} new"
    )
    return None if order is None else {"measure": "", "order": order}


def _choose_outcome(answer: CaseAnswer, *, key: str) -> dict[str, str] | None:
    """What came of it: what the record tells of already, or something else."""
    recorded = {
        f"{one.what} {one.tied_to}": {"what": one.what, "tied_to": one.tied_to}
        for one in answer.proposed
    }
    options = {
        **{
            name: f"From the record: {in_outcome_words(one['what'])} in {one['tied_to']}"
            for name, one in recorded.items()
        },
        **words_of("outcome"),
    }
    chosen = _choice("What came of it", options, key=key)
    if chosen is None:
        return None
    return dict(recorded.get(chosen, {"what": chosen}))


def _chosen(
    name: str, label: str, options: Mapping[str, str], *, key: str
) -> dict[str, str] | None:
    chosen = _choice(label, options, key=key)
    return None if chosen is None else {name: chosen}


def _choice(label: str, options: Mapping[str, str], *, key: str) -> str | None:
    return st.selectbox(
        label,
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder="Choose",
        key=key,
    )
