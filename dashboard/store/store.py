"""Opens one version of an offence file: read-only, locked down, a cursor for each query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Self, TypeVar

import duckdb
import polars as pl

from dashboard.errors import StoreError
from dashboard.store import files, schema
from dashboard.store.building import Numbers, Outcome, rehearse
from dashboard.store.counts import Counts
from dashboard.store.facts import read_facts
from dashboard.store.forces import ForcesHeld
from dashboard.store.history import History
from dashboard.store.loading import Extract, Loaded, adding
from dashboard.store.offence_choices import OffenceChoices
from dashboard.store.opening import open_file
from dashboard.store.persons import Links, PersonReader, as_persons, once, together
from dashboard.store.reading import Reader, unreadable
from dashboard.store.references import References
from dashboard.store.snapshots import Snapshots
from dashboard.store.suspects import Suspects
from dashboard.store.versions import Versions
from harm.record.allegations import RANKED, Allegations

#: The rows valid at the last version, which are found faster so than by its number.
NOW: Final = "to_version is null"
#: Those between two dates.
RECORDED: Final = "recorded_on > $after and recorded_on <= $until"

Change = TypeVar("Change", bound=Outcome)


class Store(Versions):
    """One version of the offence data.

    Attributes:
        file: where it is.
        facts: facts about all of it.
        suspects: what is known about suspects.
        counts: how many suspects, rows and crimes there are.
        choices: which offences somebody chose a score for.
        forces: whose rows they are.
        snapshots: every version of it, for whoever compares many.
        persons: who has several references, and is seen as one person.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        file: Path,
        version: int | None = None,
        *,
        signature: files.Signature | None = None,
        choices: OffenceChoices | None = None,
        links: Links | None = None,
    ) -> None:
        """Read the facts about the whole file, as of a version; None: the last."""
        self._links = links or Links()
        self._connection = connection
        self.file = file
        self._signature = signature
        self._references: pl.DataFrame | None = None
        self._reader = self._loaded = Reader(connection, file)
        self._history = History(self._loaded)
        self.facts = read_facts(
            self._reader, self._history, self._history.last if version is None else version
        )
        active = self._history.loads_at(self.version)
        self.choices = choices or OffenceChoices(self._reader, active)
        self.references = References(self._reader)
        self.forces = ForcesHeld(self._loaded, self.version)
        self.facts = replace(self.facts, forces=self.forces.named)
        self.persons = together(self._reader, self.version, self._links)
        if self.persons.people:
            self._reader = PersonReader(self._loaded, self.persons)
        self.suspects = Suspects(
            self._reader, self.version, self.choices, self.persons, self._loaded
        )
        self.counts = Counts(self._reader, self.version)
        self.snapshots = Snapshots(self._loaded, self._history, self.persons)

    @classmethod
    def open(cls, directory: Path, *, memory: str = "1GB") -> Self:
        """Open the file that the pointer names.

        Raises:
            StoreError: there is no data, the pointer is wrong, or the file is damaged or was
                written by another edition of Harmdesk.
        """
        file = files.current(directory)
        if file is None:
            raise StoreError(
                f"There is no data in {directory} yet; run `harmdesk demo` for the demonstration "
                f"year, or `harmdesk load FILE`."
            )
        try:
            connection, seen = open_file(file, memory=memory)
            return cls(connection, file, signature=seen)
        except duckdb.Error as error:
            raise unreadable(file, error) from error

    def is_at(self, file: Path | None) -> bool:
        """Whether a file is still the one that was opened, and no other was put in its place."""
        try:
            return file == self.file and files.signature(self.file) == self._signature
        except OSError:
            return False

    @classmethod
    def rehearsed(
        cls, directory: Path, extracts: Sequence[Extract], *, memory: str
    ) -> tuple[Self, Loaded]:
        """The record as it would be with these extracts, in memory alone.

        Raises:
            StoreError: as `building.rehearse`.
        """
        return cls.changed(directory, adding(extracts), memory=memory)

    @classmethod
    def alone(
        cls, extracts: Sequence[Extract], *, choices: OffenceChoices | None, memory: str
    ) -> Self:
        """These extracts as if nothing else had ever been loaded, in memory alone.

        Args:
            extracts: each with a row that can be taken.
            choices: which offences somebody chose a score for; None: nobody has.
            memory: as much as they may take.

        Raises:
            StoreError: as `building.rehearse`.
        """
        connection, _ = rehearse(None, adding(extracts), memory=memory)
        return cls(connection, Path("rehearsal"), choices=choices)

    @classmethod
    def changed(
        cls,
        directory: Path,
        change: Callable[[duckdb.DuckDBPyConnection, Numbers], Change],
        *,
        memory: str,
    ) -> tuple[Self, Change]:
        """The record as it would be with a change, in memory alone.

        Raises:
            StoreError: as `building.rehearse`.
        """
        connection, outcome = rehearse(directory, change, memory=memory)
        file = directory / "rehearsal"
        try:
            return cls(connection, file), outcome
        except duckdb.Error as error:
            raise unreadable(file, error) from error

    def at(self, version: int) -> Self:
        """The record as of an earlier version.

        Raises:
            StoreError: it has no such version.
        """
        if version == self.version:
            return self
        self._history.check(version)
        return self._again(version, self._links)

    def linked(self, links: Links) -> Self:
        """The same record, in which references that are one person are seen as one.

        Args:
            links: what was said of pairs of references.
        """
        if not links.standing and not self._links.standing:
            return self
        return self._again(self.version, links)

    def with_persons_of(self, other: Self) -> Self:
        """The same record, in which whoever is one person in another is one as well."""
        same = (self._links.version, self._links.key) == (other._links.version, other._links.key)
        return self if same else self._again(self.version, other._links)

    def _again(self, version: int, links: Links) -> Self:
        return type(self)(
            self._connection, self.file, version, signature=self._signature, links=links
        )

    @property
    def identity(self) -> str:
        """What identifies this version in the caches, with who is one person; in no output."""
        key = self.persons.key
        return f"{self.facts.identity} {key}" if key else self.facts.identity

    def allegations(self, *, after: date, until: date, also: Sequence[str] = ()) -> Allegations:
        """Allegations recorded after one date, up to and with another, as harm scores them.

        Args:
            after: the day before the first one wanted.
            until: the last day wanted.
            also: further columns of the allegation frame.
        """
        rows = self._recorded(f"select {_columns(also)}", "suspect is not null", after, until)
        live, values = self._live()
        # Whoever was born before this was an adult when the oldest row was recorded, and since.
        grown = self.facts.oldest - timedelta(days=19 * 366)
        record = self._loaded.frame(
            "select suspect, suspect_situation, suspect_born from allegations"
            f" where {live} and suspect is not null"
            " and (suspect_situation = 'deceased' or suspect_born > $grown)",
            values | {"grown": grown},
        )
        record = as_persons(record, self.persons)
        return Allegations(
            rows.lazy(), self._offences(), self._suspects().lazy(), record=record.lazy()
        )

    def crimes(self, *, after: date, until: date, also: Sequence[str] = ()) -> Allegations:
        """Every row recorded in a period, with rows that name nobody; without suspects' references.

        A row that names nobody is left out once a later load has named somebody in that crime.

        Args:
            after: the day before the first one wanted.
            until: the last day wanted.
            also: further columns of the allegation frame.
        """
        live, _ = self._live()
        which = f"(suspect is not null or not {schema.named_since(live, self._reader.edition)})"
        rows = self._recorded(f"select {_columns(also)}", which, after, until)
        nobody = self._frame("from suspects limit 0")
        return Allegations(rows.lazy(), self._offences(), nobody.lazy())

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Report damage or lack of memory met while the file is read or a frame is computed.

        Raises:
            StoreError: says what a reader can do about it.
        """
        with self._reader.reading():
            yield

    def _recorded(self, select: str, which: str, after: date, until: date) -> pl.DataFrame:
        """Valid rows recorded between two dates."""
        live, values = self._live()
        rows = self._loaded.frame(
            f"{select} from allegations where {live} and {which} and {RECORDED}",
            values | {"after": after, "until": until},
        )
        return as_persons(once(rows, self.persons), self.persons)

    def _live(self) -> tuple[str, dict[str, object]]:
        """The condition for valid rows, in SQL, and the values that it needs."""
        if self.version == self._history.last:
            return NOW, {}
        return schema.LIVE, {"version": self.version}

    def _offences(self) -> pl.DataFrame:
        return self.choices.apply(self._frame("select * from offences order by offence"))

    def _suspects(self) -> pl.DataFrame:
        """The reference of each number, read once: no version changes what a number means."""
        if self._references is None:  # two readers at once both read it, with the same result
            self._references = self._frame("from suspects")
        return self._references

    def _frame(self, query: str, values: dict[str, object] | None = None) -> pl.DataFrame:
        return self._reader.frame(query, values)


def _columns(also: Sequence[str]) -> str:
    return ", ".join((*RANKED, *(name for name in also if name in schema.KEPT)))
