"""Opens one version of an offence file: read-only, locked down, a cursor for each query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Self, TypeVar

import duckdb
import polars as pl

from dashboard.errors import StoreError
from dashboard.store import files, schema
from dashboard.store.building import Numbers, Outcome, rehearse
from dashboard.store.counts import Counts
from dashboard.store.facts import read_facts
from dashboard.store.history import History
from dashboard.store.loading import Extract, Loaded, adding
from dashboard.store.offence_choices import OffenceChoices
from dashboard.store.opening import open_file
from dashboard.store.reading import Reader, unreadable
from dashboard.store.references import References
from dashboard.store.snapshots import Snapshots
from dashboard.store.suspects import Suspects
from harm.record.allegations import RANKED, Allegations

#: The rows valid at the last version, which are found faster so than by its number.
NOW: Final = "to_version is null"
#: Those between two dates.
RECORDED: Final = "recorded_on > $after and recorded_on <= $until"

Change = TypeVar("Change", bound=Outcome)


class Store:
    """One version of the offence data.

    Attributes:
        file: where it is.
        facts: facts about all of it.
        suspects: what is known about suspects.
        counts: how many suspects, rows and crimes there are.
        choices: which offences somebody chose a score for.
        snapshots: every version of it, for whoever compares many.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        file: Path,
        version: int | None = None,
        *,
        signature: files.Signature | None = None,
        choices: OffenceChoices | None = None,
    ) -> None:
        """Read the facts about the whole file, as of a version; None: the last."""
        self._connection = connection
        self.file = file
        self._signature = signature
        self._references: pl.DataFrame | None = None
        self._reader = Reader(connection, file)
        self._history = History(self._reader)
        self.facts = read_facts(
            self._reader, self._history, self._history.last if version is None else version
        )
        active = self._history.loads_at(self.version)
        self.choices = choices or OffenceChoices(self._reader, active)
        self.suspects = Suspects(self._reader, self.version, self.choices)
        self.counts = Counts(self._reader, self.version)
        self.references = References(self._reader)
        self.snapshots = Snapshots(self._reader, self._history)

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
        return type(self)(self._connection, self.file, version, signature=self._signature)

    def version_known_on(self, day: date) -> int:
        """The last version that was known on a day.

        Raises:
            StoreError: nothing was known on it.
        """
        return self._history.version_known_on(day)

    @property
    def known_on(self) -> date:
        """The day on which this version was known."""
        return self._history.known_on(self.version)

    @property
    def known_since(self) -> date:
        """The day on which the first version was known: nothing can be asked as known before."""
        return self._history.known_on(min(self._history.withdraws))

    @property
    def version(self) -> int:
        """The data version."""
        return self.facts.version

    def brought(self) -> list[tuple[int, str]]:
        """Every version of the file with the name of what brought it, in order."""
        rows = self._reader.frame("select version, file from versions order by version").rows()
        return [(int(version), str(file)) for version, file in rows]

    def withdrawals(self) -> frozenset[int]:
        """The versions of the file that withdraw another."""
        return frozenset(v for v, target in self._history.withdraws.items() if target is not None)

    def choice_versions(self) -> frozenset[int]:
        """The versions of the file that chose what an offence stands for."""
        if self._reader.edition < schema.CHOICES_SINCE:
            return frozenset()
        rows = self._reader.frame("select version from offence_choices").rows()
        return frozenset(int(version) for (version,) in rows)

    @property
    def identity(self) -> str:
        """What identifies this version in the caches; in no output."""
        return self.facts.identity

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
        record = self._frame(
            "select suspect, suspect_situation, suspect_born from allegations"
            f" where {live} and suspect is not null"
            " and (suspect_situation = 'deceased' or suspect_born > $grown)",
            values | {"grown": grown},
        )
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

    def loads_with_people(self) -> list[tuple[int, str, datetime]]:
        """The loads in force that may name people: version, file and when it was loaded (UTC)."""
        return self._history.loads_with_people(self.version)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Report damage or lack of memory met while the file is read or a frame is computed.

        Raises:
            StoreError: says what a reader can do about it.
        """
        with self._reader.reading():
            yield

    def versions(self) -> pl.DataFrame:
        """Every load and withdrawal: `version`, `known_on`, `loaded_at` (UTC), `file`, and counts.

        A withdrawal has its `reason`; a withdrawn version has the version that withdrew it in
        `withdrawn_by`. `warnings` are those of the file, as JSON; null where there were none.
        """
        return self._history.table_at(self.version)

    def _recorded(self, select: str, which: str, after: date, until: date) -> pl.DataFrame:
        """Valid rows recorded between two dates."""
        live, values = self._live()
        return self._frame(
            f"{select} from allegations where {live} and {which} and {RECORDED}",
            values | {"after": after, "until": until},
        )

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
