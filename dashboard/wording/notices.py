"""The limits of use, and where the figures are from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.services.files import Redaction, Taking
from dashboard.services.workspace import Facts, People
from dashboard.wording.formats import day, moment

LIMITS: Final = "Inclusion is not grounds for stop, search, arrest or refusal of bail."

PEOPLE: Final[dict[People, str]] = {
    "synthetic": "SYNTHETIC PEOPLE, REAL PLACES",
    "mixed": "SYNTHETIC PEOPLE AND LOADED FILES TOGETHER",
    "real": "",
}
#: How much of people a file has, as the file says it.
IN_FILE: Final[dict[Redaction, str]] = {
    "full": "everything",
    "no_names": "without names",
    "aggregates": "counts alone",
}


def marking_of(marking: str, people: People) -> str:
    """The marking of a file, and whether the people in it are real, in one line.

    Args:
        marking: as the settings have it; it may be empty.
        people: whose data it is.
    """
    return " · ".join(filter(None, (marking, PEOPLE[people])))


def provenance(marking: str, facts: Facts) -> str:
    """Marking, whether the people are real, data date and version, in one line."""
    known = marking_of(marking, facts.people)
    return " · ".join(part for part in (known, in_data_words(facts)) if part)


def in_data_words(facts: Facts, own: str = "") -> str:
    """To which day the data goes, which version it is, and whose: of which forces.

    Args:
        facts: of the data.
        own: the record's own force, said where its rows are the only ones; empty: then nothing is.
    """
    forces = in_forces_words(facts.forces) or own
    words = f"data to {day(facts.newest)}, version {facts.version}"
    return f"{words} · {forces}" if forces else words


def in_data_line(facts: Facts) -> str:
    """The same at the beginning of a line of a file."""
    return f"D{in_data_words(facts)[1:]}"


def in_forces_words(forces: Sequence[str]) -> str:
    """Some forces in words: Metropolitan Police and City of London Police; empty for none."""
    *most, last = forces or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def in_taking_words(taking: Taking) -> str:
    """Who printed a document, for whom, which file it is and how it was redacted, and when.

    Printed by jsmith for DI Smith, file 1a2b3c4d, without names, on 28 February 2026, 09:05 UTC.
    """
    handling = taking.handling
    recipient = f" for {handling.recipient}" if handling.recipient else ""
    parts = [f"Printed by {taking.who}{recipient}"]
    parts += [f"file {taking.file_id}"] if taking.file_id else []
    parts += [IN_FILE[handling.redaction]] if handling.redaction != "full" else []
    if len(parts) == 1:
        return f"{parts[0]} on {moment(taking.at)}"
    return f"{', '.join(parts)}, on {moment(taking.at)}"


def marking_with(marking: str, taking: Taking) -> str:
    """The marking of each row of a table that has no page of its own to say who took it.

    Args:
        marking: what is said of the rows.
        taking: who takes them, when and how; the limits of use come last.
    """
    return f"{marking} · {in_taken_words(taking)}. {LIMITS}"


def in_taken_words(taking: Taking) -> str:
    """As `in_taking_words`, of a file that nobody prints: it is taken."""
    return in_taking_words(taking).replace("Printed", "Taken", 1)
