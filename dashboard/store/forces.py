"""Which forces an offence file has rows of, and whose references are which."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import duckdb

from dashboard.settings import METROPOLITAN
from dashboard.store import schema
from dashboard.store.reading import Reader
from dashboard.store.references import Kind


class ForcesHeld:
    """The forces of one version of the offence data.

    Attributes:
        own: the record's own, as its first load settled it; None: it is of an edition before
            there were several, or nothing was said of it.
    """

    def __init__(self, reader: Reader, version: int) -> None:
        """Read a file as of a version."""
        self._reader = reader
        self._version = version
        self._knows = reader.edition >= schema.FORCES_SINCE
        self.own = self._own()

    def _own(self) -> str | None:
        if not self._knows:
            return None
        found = self._reader.rows("select max(force) from forces where own")
        return None if found[0][0] is None else str(found[0][0])

    @cached_property
    def others(self) -> tuple[str, ...]:
        """The other forces that any version of the file has references of, in their order."""
        if not self._knows:
            return ()
        found = self._reader.frame(
            "select force from crime_forces union select force from person_forces order by force"
        )
        return tuple(found["force"])

    @cached_property
    def present(self) -> tuple[str | None, ...]:
        """The forces with a valid row, in their order; None, which is first: the record's own."""
        if not self.others:
            return (None,)
        found = self._reader.frame(
            f"""
            select distinct force from crimes left join crime_forces using (crime)
            where crime in (select crime from allegations where {schema.LIVE})
            order by force nulls first
            """,
            {"version": self._version},
        )
        return tuple(found["force"])

    @property
    def named(self) -> tuple[str, ...]:
        """The same by name; empty where all rows are the Metropolitan Police's, as usual."""
        if not any(self.present) and self.own in {None, METROPOLITAN}:
            return ()
        return tuple(force or self.own or METROPOLITAN for force in self.present)

    def spelt(self, keys: Sequence[str], kind: Kind) -> list[str]:
        """Those of some references that any version of the file has, as it spells them.

        Args:
            keys: references as the record has them, in any case.
            kind: what they are of.
        """
        found = self._reader.frame(
            f"select reference from {kind} where upper(reference) in (select unnest($keys))"
            " order by reference",
            {"keys": sorted({key.upper() for key in keys})},
        )
        return found["reference"].to_list()


def other_forces(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The forces beside its own that an open file has references of; none in an early edition."""
    known = connection.execute(
        "select 1 from duckdb_tables() where table_name = 'forces' union all"
        " select 1 from duckdb_views() where view_name = 'forces'"
    ).fetchall()
    if not known:
        return frozenset()
    found = connection.execute("select force from forces where not own").fetchall()
    return frozenset(str(force) for (force,) in found)
