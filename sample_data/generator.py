"""The demonstration year and the year before it: synthetic people in a real mix of offences.

No public data names suspects. Every person here is made up; the offences, places, months and
reporting delays follow published counts. The same seed gives the same bytes on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

import polars as pl

from sample_data.counter_allegations import link_counter_allegations
from sample_data.frame import Row, allegation_frame, row
from sample_data.marginals import load_marginals
from sample_data.people import Person, person_of, second_record
from sample_data.references import PersonReferences
from sample_data.years import World

if TYPE_CHECKING:
    from sample_data.naming import Naming, Suspect

#: Chance that somebody named in more than one crime has two references. About one in six is named
#: so often, so that about 3 % of people have two.
_SECOND_RECORD: Final = 0.17


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Twenty-four months of synthetic allegations, to 28 February 2026.

    Attributes:
        allegations: the columns of `harm.record.allegations.SCHEMA`, by `recorded_on`, `crime_ref`,
            `suspect_id`.
        truth: `suspect_id`, `person`: which references are the same person. No list may use it; it
            is for testing the linking of records.
    """

    allegations: pl.DataFrame
    truth: pl.DataFrame


def generate(seed: int = 2026) -> Demonstration:
    """The demonstration for a seed; the figures of the default seed are documented."""
    rng = Random(seed)
    marginals = load_marginals()
    references = PersonReferences(rng)
    world = World(rng, marginals)
    people = [
        (suspect, person_of(rng, marginals, suspect, references.next()))
        for suspect in world.suspects
    ]
    link_counter_allegations(rng, people)
    rows: list[Row] = []
    truth: list[tuple[str, str]] = []
    for number, (suspect, person) in enumerate(people, start=1):
        records = _records(rng, references, suspect, person)
        rows += _rows(rng, references, suspect, records)
        truth += [(record.ref, f"P{number:06d}") for record in records]
    for naming in world.nobody:
        _refer(references, naming)
        rows.append(row(rng, naming, None))
    return Demonstration(allegation_frame(rows), _truth(truth))


def _records(
    rng: Random, references: PersonReferences, suspect: Suspect, person: Person
) -> list[Person]:
    """The person's own record, and for some a second one that nobody has linked to it."""
    crimes = {naming.crime.ref for naming in suspect.named}
    nameless = person.name is None and person.born is None
    single = suspect.career.victims is not None or len(crimes) == 1 or nameless
    if single or rng.random() >= _SECOND_RECORD:
        return [person]
    return [person, second_record(rng, person, references.next())]


def _rows(
    rng: Random, references: PersonReferences, suspect: Suspect, records: list[Person]
) -> list[Row]:
    """The suspect's rows; the first crime is under the first record, the last under the last."""
    first, last = suspect.named[0].crime, suspect.named[-1].crime
    rows = []
    record = records[0]
    before = first
    for naming in suspect.named:
        _refer(references, naming)
        if naming.crime is not before:
            record = records[-1] if naming.crime is last else rng.choice(records)
            before = naming.crime
        rows.append(row(rng, naming, record))
    return rows


def _refer(references: PersonReferences, naming: Naming) -> None:
    """Give the victim a reference, unless somebody else's crime has given them one."""
    if naming.victim is not None and naming.victim.ref is None:
        naming.victim.ref = references.next()


def _truth(pairs: list[tuple[str, str]]) -> pl.DataFrame:
    schema = {"suspect_id": pl.String, "person": pl.String}
    return pl.DataFrame(pairs, schema=schema, orient="row").sort("suspect_id")
