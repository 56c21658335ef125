"""The demonstration's two years: synthetic people in a real mix of offences, month by month.

No public data names suspects. Every person here is made up; the offences, places, months and
reporting delays follow published counts. The same seed gives the same bytes on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

import polars as pl

from sample_data.extracts import as_known
from sample_data.generator.cases import proceed
from sample_data.generator.counter_allegations import link_counter_allegations
from sample_data.generator.frame import Row, monthly_frame, rows_of_nobody, rows_of_suspect
from sample_data.generator.marginals import load_marginals
from sample_data.generator.people import Person, person_of, second_record
from sample_data.generator.references import PersonReferences
from sample_data.generator.whereabouts import death_of, whereabouts_of
from sample_data.generator.years import World
from sample_data.months import MONTHS, month_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_data.generator.naming import Naming, Suspect

#: Chance that somebody named in more than one crime has two references. About one in six is named
#: so often, so that about 3 % of people have two.
_SECOND_RECORD: Final = 0.17
#: Share of rows that leave out the victim's sex although the victim is known.
_SEX_LEFT_OUT: Final = 0.01


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Twenty-four months of synthetic allegations, to 28 February 2026.

    Attributes:
        extracts: `month`, from 1 on, and the columns of `harm.record.allegations.SCHEMA`: what each
            month's extract brings, new rows and those that have changed; by `month`, `recorded_on`,
            `crime_ref`, `suspect_id`.
        truth: `suspect_id`, `person`, `staff`: which references are the same person, and whether
            they work for the police. No list may use it; it is for testing the linking of records
            and the handling of one's own staff.
    """

    extracts: pl.DataFrame
    truth: pl.DataFrame

    @property
    def allegations(self) -> pl.DataFrame:
        """The rows as they are known after the last extract."""
        return as_known(self.extracts)


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
    deaths = [death_of(rng, suspect) for suspect, _ in people]
    for (suspect, _), died_on in zip(people, deaths, strict=True):
        proceed(rng, suspect, died_on)  # for all, since a charge of one settles the crime
    rows: list[Row] = []
    truth: list[tuple[str, str, bool]] = []
    for number, ((suspect, person), died_on) in enumerate(zip(people, deaths, strict=True), 1):
        records = _records(rng, references, suspect, person)
        under = _under(rng, references, suspect, records)
        rows += rows_of_suspect(under, whereabouts_of(rng, suspect, died_on))
        truth += [(record.ref, f"P{number:06d}", person.staff) for record in records]
    for month, naming in _first_named(world.suspects):
        rows += rows_of_nobody(naming, month)
    for naming in world.nobody:
        _refer(rng, references, naming)
        rows += rows_of_nobody(naming, MONTHS)
    extracts = monthly_frame(rows)
    return Demonstration(extracts, _truth(truth, extracts))


def _first_named(suspects: Iterable[Suspect]) -> Iterable[tuple[int, Naming]]:
    """For each crime the month in which somebody is first named in it, and one of its rows."""
    first: dict[str, tuple[int, Naming]] = {}
    for suspect in suspects:
        for naming in suspect.named:
            month = month_of(naming.named_on)
            before = first.get(naming.crime.ref)
            if before is None or month < before[0]:
                first[naming.crime.ref] = (month, naming)
    return first.values()


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


def _under(
    rng: Random, references: PersonReferences, suspect: Suspect, records: list[Person]
) -> list[tuple[Naming, Person]]:
    """Which record each naming is under: the first crime the first one, the last crime the last."""
    first, last = suspect.named[0].crime, suspect.named[-1].crime
    under = []
    record = records[0]
    before = first
    for naming in suspect.named:
        _refer(rng, references, naming)
        if naming.crime is not before:
            record = records[-1] if naming.crime is last else rng.choice(records)
            before = naming.crime
        under.append((naming, record))
    return under


def _refer(rng: Random, references: PersonReferences, naming: Naming) -> None:
    """Give the victim a reference, unless somebody else's crime has given them one."""
    if naming.victim is not None and naming.victim.ref is None:
        naming.victim.ref = references.next()
    naming.sex_left_out = rng.random() < _SEX_LEFT_OUT


def _truth(records: list[tuple[str, str, bool]], extracts: pl.DataFrame) -> pl.DataFrame:
    """The truth about every reference that is in an extract."""
    schema = {"suspect_id": pl.String, "person": pl.String, "staff": pl.Boolean}
    frame = pl.DataFrame(records, schema=schema, orient="row").sort("suspect_id")
    return frame.filter(pl.col("suspect_id").is_in(extracts["suspect_id"].implode()))
