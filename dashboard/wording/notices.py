"""The limits of use, and where the figures are from."""

from __future__ import annotations

from typing import Final

from dashboard.services.files import Taking
from dashboard.services.workspace import Facts, People
from dashboard.wording.formats import day, moment

LIMITS: Final = "Inclusion is not grounds for stop, search, arrest or refusal of bail."

PEOPLE: Final[dict[People, str]] = {
    "synthetic": "SYNTHETIC PEOPLE, REAL PLACES",
    "mixed": "SYNTHETIC PEOPLE AND LOADED FILES TOGETHER",
    "real": "",
}


def provenance(marking: str, facts: Facts) -> str:
    """Marking, whether the people are real, data date and version, in one line."""
    parts = [marking, PEOPLE[facts.people], f"data to {day(facts.newest)}, version {facts.version}"]
    return " · ".join(part for part in parts if part)


def in_taking_words(taking: Taking) -> str:
    """Who printed a document, and when: Printed by jsmith on 28 February 2026, 09:05 UTC."""
    return f"Printed by {taking.who} on {moment(taking.at)}"
