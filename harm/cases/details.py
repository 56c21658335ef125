"""What each detail of an event may be: a day, a code of the vocabulary, a key, a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from harm.cases.clock_rules import rule_of
from harm.cases.clocks import moment
from harm.cases.events import Event, Move
from harm.cases.vocabulary import orders, words_of
from harm.errors import CaseError

#: Fewest letters and figures of a reason, so that it says something.
FEWEST_LETTERS: Final = 8
#: Most letters of a text, and of a name.
LONGEST_TEXT: Final = 2_000
LONGEST_NAME: Final = 120
#: What is tied to no allegation of the record.
ACHILLES_HEEL: Final = "achilles_heel"
#: Details that are a code, with the field of the vocabulary that they are from.
CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "strand": "strand",
        "tactic": "tactic",
        "result": "result",
        "status": "measure_status",
        "what": "outcome",
        "level": "disruption",
        "because": "because",
        "scheme": "scheme",
        "view": "view",
        "counter": "counter",
        "why": "custody",
        "step": "step",
        "done": "done",
        "at_once": "at_once",
    }
)
#: The ground of an event: from which field of the vocabulary.
GROUNDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nominate": "nomination",
        "propose_again": "nomination",
        "propose_deselection": "deselection",
        "deselect": "deselection",
    }
)
DAYS: Final = frozenset({"on", "due", "meeting", "until"})
NUMBERS: Final = frozenset({"offences", "days", "served"})
REASONS: Final = frozenset({"reason", "answer", "assessment"})
KEYS: Final = frozenset({"action", "measure", "clock", "outcome"})
#: Details that somebody writes in their own words, in which nobody's victim may be named.
FREE: Final = REASONS | {"text", "conditions", "condition"}
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,24}")
#: Before the code that a victim had once: whose it is now cannot be told, or they were erased.
FORMER: Final = "former "
REMOVED: Final = "removed "
_VICTIM: Final = re.compile(rf"(?:{FORMER}|{REMOVED})?V[1-9][0-9]{{0,3}}")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,5}")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def check_details(move: Move, event: Event) -> None:
    """Refuse an event that lacks a detail, has one that it may not have, or a wrong value.

    Raises:
        CaseError: names the detail, what was expected, and what to do next.
    """
    for name in move.requires:
        if not event.details.get(name, "").strip():
            raise CaseError(f"To {_in_words(event)} there must be a {_named(name)}; say it.")
    for name, value in event.details.items():
        if name not in (*move.requires, *move.may_have):
            raise CaseError(f"To {_in_words(event)} has no {_named(name)}; leave {value!r} out.")
        if value:
            _check(event, name, value)


def _check(event: Event, name: str, value: str) -> None:
    codes = _codes_of(event, name)
    if codes is not None:
        _check_code(name, value, codes)
    elif name == "rule":
        rule_of(value)
    elif name in {"starts", "until"} and event.kind in {"clock", "extend"}:
        moment(value)
    elif name in DAYS:
        _check_day(name, value)
    else:
        _check_form(name, value)


def _codes_of(event: Event, name: str) -> Mapping[str, object] | None:
    """The codes of which a detail must be one; None where it is no code."""
    if name == "ground" and event.kind in GROUNDS:
        return words_of(GROUNDS[event.kind])
    if name == "order":
        return orders()
    return words_of(CODES[name]) if name in CODES else None


def _check_form(name: str, value: str) -> None:
    if name in NUMBERS and not _NUMBER.fullmatch(value):
        raise CaseError(f"The {_named(name)} {value!r} is no whole number from 1 to 999,999.")
    if name in KEYS and not _KEY.fullmatch(value):
        raise CaseError(
            f"{value!r} cannot be the key of {name}: up to 24 of a to z, 0 to 9, - and _."
        )
    if name == "victim" and not _VICTIM.fullmatch(value):
        raise CaseError(
            f"{value!r} is no code of a victim; write V1, V2 … as the suspect's page has it, and "
            f"no name."
        )
    longest = LONGEST_TEXT if name in FREE else LONGEST_NAME
    if len(value) > longest:
        raise CaseError(f"The {_named(name)} has {len(value):,} letters; {longest:,} are room.")
    if name in REASONS and sum(letter.isalnum() for letter in value) < FEWEST_LETTERS:
        raise CaseError(
            f"The {_named(name)} {value!r} says too little; write {FEWEST_LETTERS} letters or more."
        )


def _check_code(name: str, value: str, known: Mapping[str, object]) -> None:
    if value not in known:
        raise CaseError(f"There is no {_named(name)} {value!r}; choose one of {', '.join(known)}.")


def day_of(text: str) -> date:
    """A day that was checked before."""
    return date.fromisoformat(text)


def _check_day(name: str, value: str) -> None:
    try:
        found = date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None:
        raise CaseError(f"The {_named(name)} {value!r} is no day; write it as 2026-08-31.")


def _in_words(event: Event) -> str:
    return event.kind.replace("_", " ")


def _named(name: str) -> str:
    called = {
        "at_once": "ground for closing at once",
        "on": "day",
        "until": "day until which",
        "tied_to": "reference of an allegation, or achilles_heel",
        "owner": "named owner",
        "list": "frozen list that was looked at",
        "why": "kind of custody",
        "what": "kind of outcome",
    }
    return called.get(name, name.replace("_", " "))
