"""What a reader should know about the data before any number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from dashboard.store import schema
from dashboard.store.history import History
from dashboard.store.reading import Reader

People = Literal["synthetic", "mixed", "real"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reader should know about the data before any number.

    Attributes:
        version: the data version.
        newest: the latest date recorded; a list is as of this date by default.
        oldest: the earliest date recorded.
        loaded_at: when the version was made.
        people: whether the people are made up, real, or both.
        allegations: valid rows.
        forces: whose rows they are, the record's own first; empty where they are
            the Metropolitan Police's alone, as usual.
        identity: distinguishes this version from every other one, even from one of the same
            number elsewhere; for this process alone, and in no output.
    """

    version: int
    newest: date
    oldest: date
    loaded_at: datetime
    people: People
    allegations: int
    identity: str = field(default="", repr=False, compare=False)
    forces: tuple[str, ...] = ()


def read_facts(reader: Reader, history: History, version: int) -> Facts:
    """Read the facts about a version of a file."""
    newer = reader.edition >= schema.COUNTS_SINCE
    people = "filter (shape = 'allegations')" if newer else ""
    first, last = (
        f"(select {end}(month) from counts where {schema.LIVE})" if newer else "null"
        for end in ("min", "max")
    )
    found = reader.rows(
        f"select people, version, loaded_at, coalesce(newest, {last}),"
        f" coalesce(oldest, {first}), rows from"
        f" (select max(version) as version, max(loaded_at) as loaded_at"
        " from versions where version <= $version),"
        f" (select case when bool_and(synthetic) {people} then 'synthetic'"
        f" when bool_or(synthetic) {people} then 'mixed' else 'real' end as people"
        " from versions where list_contains($loads, version)),"
        " (select max(recorded_on) as newest, min(recorded_on) as oldest,"
        f" count(suspect) as rows from allegations where {schema.LIVE})",
        {"version": version, "loads": history.loads_at(version)},
    )
    people, known_at, loaded_at, newest, oldest, rows = found[0]
    identity = history.identity_of(version)
    return Facts(known_at, newest, oldest, loaded_at, people, rows, identity)
