"""Reads a suspect's allegations without their rank, so that a reviewer's own view comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.access.actions import READ_CASE
from dashboard.services.cases.people import counter_allegations, person_of
from dashboard.services.gate import service
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import take_apart

#: What is shown of an allegation: nothing that was worked out of it.
COLUMNS: Final = (
    *("recorded_on", "crime_ref", "offence_title", "index_title", "offence_code", "victim_code"),
    *("allegation_status", "source", "committed_on"),
)


@dataclass(frozen=True)
class BlindReading:
    """A suspect's allegations without score, days or place.

    Attributes:
        person: the suspect's reference.
        rows: the allegations by `COLUMNS`, the latest recorded first.
        counter: in how many crimes one of their victims is accused of a crime against them.
    """

    person: str
    rows: pl.DataFrame
    counter: int


@service(READ_CASE, person_of)
def read_blind(question: Question, reference: str) -> BlindReading:
    """Open a suspect without their rank: enough to review their case, and not to decide on it.

    How it misleads: whoever knows the list knows the rank anyway; and grave offences show by
    their titles.

    Raises:
        UnknownSuspectError: nobody has the reference, or nobody whom the viewer may see.
    """
    person = person_of(question, reference)
    rows = take_apart(question, person).explanation.rows
    ordered = rows.select(COLUMNS).sort("recorded_on", "crime_ref", descending=[True, False])
    return BlindReading(person, ordered, counter_allegations(question, person))
