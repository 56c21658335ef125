"""Free text of a case, in which nobody's victim is named: it is checked before it is kept.

What is looked for: references of people of the record who are no suspects themselves, names of
people who are victims as well as suspects, and what looks like an address, a telephone number or
an address of e-mail. A name that the record does not have cannot be recognised: write V-codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from dashboard.errors import CaseRefusedError
from dashboard.services.identities import known_identities
from dashboard.services.question import Question
from harm.cases.details import FREE

#: What tells where somebody is or how to reach them.
_PLACES: Final = {
    "a postcode": re.compile(
        r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s?[0-9][ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE
    ),
    "an address": re.compile(
        r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w'’-]+\s+){1,3}"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Court|Gardens|Way|Terrace|Place|Square|"
        r"Crescent|Grove|Hill|Mews|House|Walk)\b",
    ),
    "a telephone number": re.compile(r"(?<!\d)(?:\+44|0)(?:[\s-]?\d){9,10}(?!\d)"),
    "an address of e-mail": re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
}
_WORD: Final = re.compile(r"[\w/.-]*\w")
#: A reference of figures alone that is shorter may be any number.
_FEWEST_FIGURES: Final = 5
#: A name of one word may be anybody's.
_FEWEST_WORDS: Final = 2


def check_texts(question: Question, person: str, kind: str, details: Mapping[str, str]) -> None:
    """Refuse an event whose words name a victim, or say where somebody is.

    The suspect may be a victim too, and is not looked for in their own case.

    Raises:
        CaseRefusedError: says what was found, and not whose it is.
    """
    for name, text in details.items():
        if name in FREE and (found := _found(question, person, text)) is not None:
            raise CaseRefusedError(
                f"The {name} of {kind.replace('_', ' ')!r} has {found}, and no victim's name or "
                f"address is kept in a case; write V1, V2 … as the suspect's page has them."
            )


def _found(question: Question, person: str, text: str) -> str | None:
    """What stands in a text that must not; None: nothing."""
    for what, pattern in _PLACES.items():
        if pattern.search(text):
            return what
    references, names = question.remember(
        ("victims' names", question.version), lambda: _victims(question)
    )
    for word in _WORD.findall(text):
        is_any_number = word.isdecimal() and len(word) < _FEWEST_FIGURES
        folded = word.casefold()
        if folded in references and folded != person.casefold() and not is_any_number:
            return "the reference of a victim"
    words = frozenset(re.findall(r"\w+", text.casefold()))
    candidates = [name for word in words for name in names.get(word, ())]
    is_named = any(name <= words for whose, name in candidates if whose != person)
    return "the name of a victim" if is_named else None


def _victims(
    question: Question,
) -> tuple[frozenset[str], dict[str, list[tuple[str, frozenset[str]]]]]:
    """References of those who are victims, and the names of those among them that are known.

    Each name stands under one of its words, so that a text is compared with few.
    """
    known = known_identities(question)
    victims = question.store.suspects.victims()
    names = dict[str, list[tuple[str, frozenset[str]]]]()
    for reference in victims:
        for name in known.names.get(reference, ()):
            words = frozenset(re.findall(r"\w+", name.casefold()))
            if len(words) >= _FEWEST_WORDS:
                names.setdefault(min(words), []).append((reference, words))
    return frozenset(reference.casefold() for reference in victims), names
