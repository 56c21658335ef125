"""The record under many versions at once, read once."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from dashboard.store import schema
from dashboard.store.history import History
from dashboard.store.offence_choices import OffenceChoices
from dashboard.store.persons import Together, as_persons, rows_of_persons
from dashboard.store.reading import Reader
from harm.record.allegations import RANKED, Allegations

#: From which version on a row is valid, and from which on no longer.
VALID: Final = ("from_version", "to_version")

#: What each version is about: its oldest and newest row, and how many rows name somebody.
EXTENTS: Final = pl.Schema(
    {"version": pl.Int64, "oldest": pl.Date, "newest": pl.Date, "allegations": pl.Int64}
)


class Snapshots:
    """Every version of the record, for whoever compares many of them.

    A record is opened for one version at a time, and a version is read again for each date; what
    compares dozens of versions and dates would read nearly the same rows each time.
    """

    def __init__(self, reader: Reader, history: History, persons: Together) -> None:
        """Read nothing yet.

        Args:
            reader: of the file as it is.
            history: of its versions.
            persons: who has several references, in every version.
        """
        self._reader = reader
        self._history = history
        self._persons = persons

    def extents(self, versions: list[int]) -> pl.DataFrame:
        """What some versions are about, as `EXTENTS`, in the order given.

        Dates are of allegations alone, and empty where a version has none.
        """
        spans = self._reader.frame(
            f"select {VALID[0]}, {VALID[1]}, min(recorded_on) as oldest,"
            " max(recorded_on) as newest, count(suspect) as allegations"
            " from allegations group by all"
        )
        rows = []
        for version in versions:
            ends = pl.col("oldest").min(), pl.col("newest").max(), pl.col("allegations").sum()
            rows.append((version, *spans.filter(_live(version)).select(ends).row(0)))
        return pl.DataFrame(rows, schema=EXTENTS, orient="row")

    def period(self, *, after: date, until: date) -> Period:
        """The allegations of a period as each version had them, read into memory.

        Args:
            after: the day before the first one wanted.
            until: the last day wanted.
        """
        valid = ", ".join(VALID)
        rows = self._reader.frame(
            f"select {', '.join(RANKED)}, {valid} from allegations where suspect is not null"
            " and recorded_on > $after and recorded_on <= $until",
            {"after": after, "until": until},
        )
        record = self._reader.frame(
            f"select suspect, suspect_situation, suspect_born, {valid} from allegations"
            " where suspect is not null"
            " and (suspect_situation = 'deceased' or suspect_born is not null)"
        )
        offences = self._reader.frame("select * from offences order by offence")
        suspects = self._reader.frame("from suspects")
        known = _Choices(self._reader, self._history)
        record = as_persons(record, self._persons)
        return Period(rows, record, offences, suspects, known, self._persons)


class Period:
    """The allegations of a period as each version had them, in memory.

    Attributes:
        suspects: the reference of each number, which no version changes.
    """

    def __init__(
        self,
        rows: pl.DataFrame,
        record: pl.DataFrame,
        offences: pl.DataFrame,
        suspects: pl.DataFrame,
        choices: _Choices,
        persons: Together,
    ) -> None:
        """Keep what was read; `rows` and `record` say in `VALID` in which versions they are."""
        self.suspects = suspects
        self._rows = rows
        self._record = record
        self._offences = offences
        self._choices = choices
        self._persons = persons

    def at(self, version: int, *, after: date, until: date) -> Allegations:
        """As `Store.allegations` of a version.

        Args:
            version: of the record.
            after: the day before the first one wanted, not before that of the period.
            until: the last day wanted, not after that of the period.
        """
        inside = (pl.col("recorded_on") > after) & (pl.col("recorded_on") <= until)
        rows = rows_of_persons(self._rows.filter(_live(version), inside), self._persons).drop(VALID)
        return Allegations(
            rows.lazy(),
            self._choices.at(version).apply(self._offences),
            self.suspects.lazy(),
            record=self._record.filter(_live(version)).drop(VALID).lazy(),
        )


class _Choices:
    """Which offences somebody had chosen a score for, at each version; read once for each state."""

    def __init__(self, reader: Reader, history: History) -> None:
        self._reader = reader
        self._history = history
        self._made: frozenset[int] = frozenset()
        if reader.edition >= schema.CHOICES_SINCE:
            made = reader.frame("select distinct version from offence_choices")
            self._made = frozenset(made["version"].to_list())
        self._known: dict[frozenset[int], OffenceChoices] = {}

    def at(self, version: int) -> OffenceChoices:
        """The choices in force at a version."""
        active = self._history.loads_at(version)
        state = self._made & frozenset(active)
        if state not in self._known:
            self._known[state] = OffenceChoices(self._reader, active)
        return self._known[state]


def _live(version: int) -> pl.Expr:
    """`schema.LIVE` for a frame."""
    begins, ends = (pl.col(name) for name in VALID)
    return (begins <= version) & (ends.is_null() | (ends > version))
