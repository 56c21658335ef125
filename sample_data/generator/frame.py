"""From suspects and crimes to rows of the allegation frame, as each month's extract has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from harm.record.allegations import SCHEMA
from sample_data.extracts import ORDER
from sample_data.months import MONTHS, month_end, month_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sample_data.generator.crimes import Crime
    from sample_data.generator.naming import Naming
    from sample_data.generator.people import Person
    from sample_data.generator.victims import Victim
    from sample_data.generator.whereabouts import Whereabouts

Row = tuple[object, ...]

#: The columns of the rows: the month of the extract, from 1 on, and the allegation frame.
COLUMNS: Final = pl.Schema({"month": pl.Int8(), **SCHEMA})


def rows_of_suspect(
    named: Sequence[tuple[Naming, Person]], whereabouts: Whereabouts
) -> Iterator[Row]:
    """The rows on one suspect, in each month's extract in which something of them is new.

    A row comes again when its crime, the case or what is recorded of the suspect has changed.
    All rows of one crime and suspect come together, as an extract has them.

    Args:
        named: everything that the suspect is named in, and the record that it is under.
        whereabouts: where the suspect is over time.
    """
    first = min(month_of(naming.named_on) for naming, _ in named)
    personal = _personal_months([person for _, person in named], whereabouts, first)
    groups: dict[tuple[str, str], list[tuple[Naming, Person]]] = {}
    for naming, person in named:
        groups.setdefault((naming.crime.ref, person.ref), []).append((naming, person))
    for group in groups.values():
        naming, _ = group[0]
        since = month_of(naming.named_on)
        days = [*(day for day, _ in naming.stages), *_days_of(naming.crime)]
        changed = {month_of(day) for day in days} | personal
        for month in sorted({since} | {month for month in changed if since < month < MONTHS}):
            if month < MONTHS:
                for one, person in group:
                    yield _row(month, one, person, whereabouts)


def rows_of_nobody(naming: Naming, until: int) -> Iterator[Row]:
    """The rows of a crime in which nobody is named, before the month in which somebody is."""
    since = month_of(naming.crime.recorded_on)
    changed = {month_of(day) for day in _days_of(naming.crime)}
    for month in sorted({since} | {month for month in changed if since < month}):
        if month < min(until, MONTHS):
            yield _row(month, naming, None, None)


def monthly_frame(rows: Iterable[Row]) -> pl.DataFrame:
    """Rows in the columns and types of `COLUMNS`, in one fixed order."""
    frame = pl.DataFrame(list(rows), schema=COLUMNS, orient="row")
    return frame.sort(ORDER, maintain_order=True)


def _personal_months(
    people: Sequence[Person], whereabouts: Whereabouts, first: int
) -> frozenset[int]:
    """The months at whose end the record of the suspect differs from the month before."""
    slips = {person.slip[2] for person in people if person.slip is not None}
    if not whereabouts.changes:
        return frozenset(month_of(day) for day in slips)
    where = [whereabouts.on(month_end(month)) for month in range(first, MONTHS)]
    moved = {first + i for i in range(1, len(where)) if where[i] != where[i - 1]}
    return frozenset(moved | {month_of(day) for day in slips})


def _days_of(crime: Crime) -> list[date]:
    """The days on which the crime's own record changes."""
    days = [since for since, _ in crime.wordings[1:]]
    return [*days, crime.ended[1]] if crime.ended else days


def _row(month: int, naming: Naming, person: Person | None, whereabouts: Whereabouts | None) -> Row:
    """One row as the extract of a month has it, in the order of `COLUMNS`."""
    day, crime, victim = month_end(month), naming.crime, naming.victim
    code, title = crime.wording_on(day)
    name, born = person.identity_on(day) if person else (None, None)
    return (
        month + 1,
        crime.ref,
        person.ref if person else None,
        code,
        title,
        crime.recorded_on,
        crime.committed_on,
        crime.borough,
        crime.ward,
        victim.ref if victim else None,
        "U" if victim is None or naming.sex_left_out else victim.sex,
        crime.domestic,
        crime.honour_based,
        crime.status_on(day),
        naming.status_on(day),
        _source(crime, victim),
        name,
        born,
        person.sex if person else "U",
        person.home if person else None,
        whereabouts.on(day) if whereabouts else "unknown",
    )


def _source(crime: Crime, victim: Victim | None) -> str:
    """Who reported it: a relative, where the victim was dead when it was recorded."""
    killed_on = victim.killed_on if victim else None
    dead = killed_on is not None and killed_on <= crime.recorded_on
    return "third_party" if dead and crime.source == "victim" else crime.source
