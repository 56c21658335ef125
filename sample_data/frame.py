"""From suspects and crimes to the allegation frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from harm.record.allegations import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from sample_data.naming import Naming
    from sample_data.people import Person

#: Share of rows that leave out the victim's sex although the victim is known.
_SEX_LEFT_OUT: Final = 0.01

Row = tuple[object, ...]


def row(rng: Random, naming: Naming, person: Person | None) -> Row:
    """One row of the frame, in the order of its columns."""
    crime, victim = naming.crime, naming.victim
    unsaid = victim is None or rng.random() < _SEX_LEFT_OUT
    return (
        crime.ref,
        person.ref if person else None,
        crime.code,
        crime.title,
        crime.recorded_on,
        crime.committed_on,
        crime.borough,
        crime.ward,
        victim.ref if victim else None,
        "U" if unsaid or victim is None else victim.sex,
        crime.domestic,
        crime.honour_based,
        crime.status,
        naming.status,
        crime.source,
        person.name if person else None,
        person.born if person else None,
        person.sex if person else "U",
        person.home if person else None,
        person.situation if person else "unknown",
    )


def allegation_frame(rows: Iterable[Row]) -> pl.DataFrame:
    """Rows in the columns and types of `harm.record.allegations.SCHEMA`, in one fixed order."""
    order = ["recorded_on", "crime_ref", "suspect_id", "victim_id"]
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row").sort(order, maintain_order=True)
