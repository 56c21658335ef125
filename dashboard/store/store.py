"""Reads an offence file: read-only, locked down, a cursor for each question."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Literal, Self, TypeVar

import duckdb
import polars as pl

from dashboard.errors import StoreError
from dashboard.store import files, schema
from dashboard.store.building import Numbers, Outcome, rehearse
from dashboard.store.loading import Extract, Loaded, adding
from dashboard.store.opening import open_file
from dashboard.store.withdrawal import active_loads, in_ranges, withdrawn_by
from harm.record.allegations import RANKED, SCHEMA, Allegations

#: Of this process alone, so that no file's identity can be told from what a browser is sent.
SALT: Final = secrets.token_bytes(16)

#: What people recognise a suspect by, as the latest of their rows has it.
PARTICULARS: Final = (
    "suspect_name",
    "suspect_born",
    "suspect_sex",
    "suspect_home_borough",
    "suspect_situation",
)

#: What `Store.counted` gives.
COUNTED: Final = pl.Schema(
    {
        "source": pl.String,
        "category": pl.String,
        "crimes": pl.Int64,
        "areas": pl.Int64,
        "first": pl.Date,
        "last": pl.Date,
    }
)

#: The rows that stand at the last version, which a reader finds sooner than by its number.
NOW: Final = "to_version is null"
#: Those between two dates.
RECORDED: Final = "recorded_on > $after and recorded_on <= $until"

People = Literal["synthetic", "mixed", "real"]
Change = TypeVar("Change", bound=Outcome)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reader should know of the data before any number.

    Attributes:
        version: the data version.
        newest: the latest date recorded; what a list is as of, unless asked otherwise.
        oldest: the earliest date recorded.
        loaded_at: when the version was made.
        people: whether the people are made up, real, or both.
        allegations: rows that stand.
        identity: what this version is told by from every other one, also from one of the same
            number elsewhere; of this process alone, and in no output.
    """

    version: int
    newest: date
    oldest: date
    loaded_at: datetime
    people: People
    allegations: int
    identity: str = field(default="", repr=False, compare=False)


class Store:
    """One version of the offence data."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        file: Path,
        version: int | None = None,
        *,
        signature: files.Signature | None = None,
    ) -> None:
        """Read what is true of the whole file, as it was known at a version; None: at the last."""
        self._connection = connection
        self.file = file
        self._signature = signature
        self._references: pl.DataFrame | None = None
        self._check_edition()
        self._withdraws = self._read_withdraws()
        self._last = max(self._withdraws)
        self.facts = self._read_facts(self._last if version is None else version)

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
            raise _unreadable(file, error) from error

    def is_at(self, file: Path | None) -> bool:
        """Whether this is what a file holds now, and no other one was put in its place."""
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
            raise _unreadable(file, error) from error

    def at(self, version: int) -> Self:
        """The record as it was known at an earlier version.

        Raises:
            StoreError: it has no such version.
        """
        if version == self.version:
            return self
        if version not in self._withdraws:
            raise StoreError(
                f"The data has no version {version:,}: it is at version {self._last:,}, and "
                f"knows itself as of {in_ranges(self._withdraws)}.{self._elsewhere(version)}"
            )
        return type(self)(self._connection, self.file, version, signature=self._signature)

    def _elsewhere(self, version: int) -> str:
        """What is known of a version that the record does not have."""
        if version > self._last or version < 1:
            return ""
        left = f" It was left behind when the pointer {files.POINTER} was put back"
        file = files.path_of(self.file.parent, version)
        return f"{left}; {file.name} still has it." if file.is_file() else f"{left}."

    @property
    def version(self) -> int:
        """The data version."""
        return self.facts.version

    def brought(self) -> list[tuple[int, str]]:
        """Every version of the file with the name of what brought it, in order."""
        rows = self._frame("select version, file from versions order by version").rows()
        return [(int(version), str(file)) for version, file in rows]

    def withdrawals(self) -> frozenset[int]:
        """The versions of the file that withdraw another."""
        return frozenset(v for v, target in self._withdraws.items() if target is not None)

    @property
    def identity(self) -> str:
        """What names this version in whatever is kept in memory of it; in no output."""
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
        # Whoever was born before this was grown when the oldest row was recorded, and ever since.
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
        """Every row recorded then, those that name nobody among them; nothing is told of suspects.

        Args:
            after: the day before the first one wanted.
            until: the last day wanted.
            also: further columns of the allegation frame.
        """
        rows = self._recorded(f"select {_columns(also)}", "true", after, until)
        nobody = self._frame("from suspects limit 0")
        return Allegations(rows.lazy(), self._offences(), nobody.lazy())

    def crimes_of(self, suspect_id: str) -> pl.DataFrame:
        """Every row that stands of every crime in which this person is named.

        The rows of others named in the same crimes are among them, since a share of the days may
        depend on how many they are.

        Returns:
            The allegation frame; empty when nobody has this reference.
        """
        columns = ", ".join(f"live.{name}" for name in schema.KEPT)
        frame = self._frame(
            f"""
            select crimes.reference as crime_ref, suspects.reference as suspect_id,
                offences.offence_code, offences.offence_title, victims.reference as victim_id,
                {columns}
            from allegations live
            join crimes using (crime)
            join offences using (offence)
            join people suspects on suspects.person = live.suspect
            left join people victims on victims.person = live.victim
            where {schema.LIVE} and live.crime in (
                select crime from allegations
                where {schema.LIVE}
                    and suspect = (select person from people where reference = $suspect)
            )
            order by recorded_on, crime_ref, suspect_id, victim_id
            """,
            {"version": self.version, "suspect": suspect_id},
        )
        return frame.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())

    def linked(self, suspect_id: str) -> pl.DataFrame:
        """Every row that stands of the crimes around this person.

        They are those in which the person is named or is the victim, those of their victims, and
        those in which anybody is named who is named with them.

        Returns:
            The allegation frame; empty when nobody has this reference.
        """
        columns = ", ".join(f"live.{name}" for name in schema.KEPT)
        frame = self._frame(
            f"""
            with stands as (select * from allegations where {schema.LIVE}),
            me as (select person from people where reference = $suspect),
            own as (select crime, victim from stands where suspect = (from me)),
            beside as (
                select distinct suspect from stands
                where crime in (select crime from own) and suspect is not null
            )
            select crimes.reference as crime_ref, suspects.reference as suspect_id,
                offences.offence_code, offences.offence_title, victims.reference as victim_id,
                {columns}
            from stands live
            join crimes using (crime)
            join offences using (offence)
            left join people suspects on suspects.person = live.suspect
            left join people victims on victims.person = live.victim
            where live.suspect in (from beside) or live.victim = (from me)
                or live.victim in (select victim from own where victim is not null)
                or live.crime in (
                    select crime from stands where suspect in (from beside)
                )
            order by recorded_on, crime_ref, suspect_id, victim_id
            """,
            {"version": self.version, "suspect": suspect_id},
        )
        return frame.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())

    def record_of(self, suspect_id: str) -> pl.DataFrame:
        """What every row tells of death and youth, for everyone named in this person's crimes."""
        return self._frame(
            f"""
            select suspect_id, suspect_situation, suspect_born
            from allegations join suspects using (suspect)
            where {schema.LIVE} and suspect in (
                select suspect from allegations where {schema.LIVE} and crime in (
                    select crime from allegations join suspects using (suspect)
                    where {schema.LIVE} and suspect_id = $suspect
                )
            )
            """,
            {"version": self.version, "suspect": suspect_id},
        )

    def particulars(self, suspects: Sequence[int]) -> pl.DataFrame:
        """What people recognise suspects by, from the latest recorded of each one's rows.

        Args:
            suspects: numbers, as in `Allegations.suspects`.

        Returns:
            `suspect` and the columns of `PARTICULARS`; a row a suspect, in no order.
        """
        latest = ", ".join(f"arg_max({n}, (recorded_on, crime)) as {n}" for n in PARTICULARS)
        return self._frame(
            f"select suspect, {latest} from allegations"
            f" where {schema.LIVE} and suspect in (select unnest($suspects)) group by suspect",
            {"version": self.version, "suspects": list(suspects)},
        ).with_columns(pl.col("suspect").cast(pl.UInt32))

    def named(self) -> pl.DataFrame:
        """Everyone named in a row that stands, once for each name and date of birth they have.

        Returns:
            `suspect`, `suspect_id`, `suspect_name` and `suspect_born`, in no order.
        """
        return self._frame(
            f"select distinct suspect, suspect_id, suspect_name, suspect_born"
            f" from allegations join suspects using (suspect) where {schema.LIVE}",
            {"version": self.version},
        ).with_columns(pl.col("suspect").cast(pl.UInt32))

    def named_in(self, crime_ref: str) -> pl.DataFrame:
        """Whoever is named in the crime of this reference, however its letters and spaces stand.

        Returns:
            `suspect_id` and `crime_ref` as it was loaded, in this order.
        """
        return self._frame(
            f"""
            select distinct suspect_id, crimes.reference as crime_ref
            from allegations join suspects using (suspect) join crimes using (crime)
            where {schema.LIVE} and crime in (
                select crime from crimes where reference = $crime
                    or lower(replace(reference, ' ', '')) = lower(replace($crime, ' ', ''))
            )
            order by suspect_id, crime_ref
            """,
            {"version": self.version, "crime": crime_ref},
        )

    def number_of(self, suspect_id: str) -> int | None:
        """The number of whoever is named as a suspect by this reference in a row that stands."""
        found = self._frame(
            f"select suspect from allegations where {schema.LIVE} and suspect ="
            " (select suspect from suspects where suspect_id = $suspect) limit 1",
            {"version": self.version, "suspect": suspect_id},
        )
        return None if found.is_empty() else int(found.item())

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Tell damage, or too little memory, met while the file is read or a frame worked out.

        Raises:
            StoreError: what a reader can do about it.
        """
        try:
            yield
        except (duckdb.Error, pl.exceptions.ComputeError) as error:
            raise _unreadable(self.file, error) from error

    def count_suspects(self) -> int:
        """How many people are named in a row that stands."""
        query = f"select count(distinct suspect) from allegations where {schema.LIVE}"
        return int(self._frame(query, {"version": self.version}).item())

    def versions(self) -> pl.DataFrame:
        """Every load and withdrawal: `version`, `loaded_at` (UTC), `file`, what became of its rows.

        A withdrawal has its `reason`; what is withdrawn has the version that withdrew it in
        `withdrawn_by`.
        """
        shape = "shape" if self._edition >= schema.COUNTS_SINCE else "'allegations' as shape"
        why = "reason" if self._edition >= schema.IDENTITY_SINCE else "null::text as reason"
        frame = self._frame(
            f"select version, loaded_at, file, {shape}, rows_read, accepted, rejected, duplicates,"
            f" superseded, {why} from versions where version <= $version order by version",
            {"version": self.version},
        )
        taken = withdrawn_by(self._known_withdraws(self.version))
        by = pl.Series("withdrawn_by", [taken.get(n) for n in frame["version"]], pl.Int32)
        return frame.with_columns(by)

    def by_month(self) -> pl.DataFrame:
        """How many rows that stand were recorded in each `month`: `rows`, and `named` of them."""
        return self._frame(
            f"select date_trunc('month', recorded_on)::date as month, count(*) as rows,"
            f" count(suspect) as named from allegations where {schema.LIVE} group by month"
            f" order by month",
            {"version": self.version},
        )

    def counted(self) -> pl.DataFrame:
        """Counts that stand, by `source` and `category`: `crimes`, `areas`, `first` and `last`."""
        if self._edition < schema.COUNTS_SINCE:
            return pl.DataFrame(schema=COUNTED)
        return self._frame(
            f"select source, category, sum(crimes)::bigint as crimes,"
            f" count(distinct area) as areas, min(month) as first, max(month) as last"
            f" from counts where {schema.LIVE} group by all order by source, crimes desc, category",
            {"version": self.version},
        )

    def _recorded(self, select: str, which: str, after: date, until: date) -> pl.DataFrame:
        """Rows that stand, of those recorded between two dates."""
        live, values = self._live()
        return self._frame(
            f"{select} from allegations where {live} and {which} and {RECORDED}",
            values | {"after": after, "until": until},
        )

    def _live(self) -> tuple[str, dict[str, object]]:
        """Which rows stand, in SQL, and the values that it asks for."""
        if self.version == self._last:
            return NOW, {}
        return schema.LIVE, {"version": self.version}

    def _offences(self) -> pl.DataFrame:
        return self._frame("select * from offences order by offence")

    def _suspects(self) -> pl.DataFrame:
        """The reference behind each number, read once: no version changes what a number means."""
        if self._references is None:  # two readers at once read it twice, and alike
            self._references = self._frame("from suspects")
        return self._references

    def _read_withdraws(self) -> dict[int, int | None]:
        """For every version which one it withdraws; None for a load."""
        target = "withdraws" if self._edition >= schema.IDENTITY_SINCE else "null"
        query = f"select version, {target} from versions"
        rows = self._connection.cursor().execute(query).fetchall()
        if not rows:
            raise StoreError(
                f"The offence file {self.file} holds no version: it is damaged. Restore it from a "
                f"backup, or see {files.mending(self.file.parent)}."
            )
        return {int(version): withdraws for version, withdraws in rows}

    def _known_withdraws(self, version: int) -> dict[int, int | None]:
        return {v: target for v, target in self._withdraws.items() if v <= version}

    def _identity(self, version: int) -> str:
        """What this version is told by, for this process."""
        kept = None
        if self._edition >= schema.IDENTITY_SINCE:
            query = "select identity from versions where version = $version"
            kept = self._connection.cursor().execute(query, {"version": version}).fetchall()[0][0]
        if kept is None:  # a file of before, which is known by its bytes
            kept = f"{files.sha256_of(self.file)}:{version}"
        return hashlib.blake2b(kept.encode(), key=SALT, digest_size=8).hexdigest()

    def _read_facts(self, version: int) -> Facts:
        newer = self._edition >= schema.COUNTS_SINCE
        people = "filter (shape = 'allegations')" if newer else ""
        first, last = (
            f"(select {end}(month) from counts where {schema.LIVE})" if newer else "null"
            for end in ("min", "max")
        )
        row = (
            self._connection.cursor()
            .execute(
                f"select people, version, loaded_at, coalesce(newest, {last}),"
                f" coalesce(oldest, {first}), rows from"
                f" (select max(version) as version, max(loaded_at) as loaded_at"
                " from versions where version <= $version),"
                f" (select case when bool_and(synthetic) {people} then 'synthetic'"
                f" when bool_or(synthetic) {people} then 'mixed' else 'real' end as people"
                " from versions where list_contains($loads, version)),"
                " (select max(recorded_on) as newest, min(recorded_on) as oldest,"
                f" count(suspect) as rows from allegations where {schema.LIVE})",
                {
                    "version": version,
                    "loads": sorted(active_loads(self._known_withdraws(version))),
                },
            )
            .fetchone()
        )
        people, known_at, loaded_at, newest, oldest, rows = row or (None,) * 6
        identity = self._identity(version)
        return Facts(known_at, newest, oldest, loaded_at, people, rows, identity)

    def _check_edition(self) -> None:
        row = self._connection.cursor().execute("select edition from meta").fetchone()
        self._edition = int(row[0]) if row else 0
        if self._edition not in schema.READABLE:
            raise StoreError(
                f"The offence file {self.file} was written by another edition of Harmdesk "
                f"(file edition {self._edition}, ours {schema.SCHEMA_EDITION}); load the data "
                f"anew into an empty folder."
            )

    def _frame(self, query: str, values: dict[str, object] | None = None) -> pl.DataFrame:
        with self.reading():
            frame: pl.DataFrame = self._connection.cursor().sql(query, params=values or {}).pl()
        return frame


def _columns(also: Sequence[str]) -> str:
    return ", ".join((*RANKED, *(name for name in also if name in schema.KEPT)))


def _unreadable(file: Path, error: Exception) -> StoreError:
    if isinstance(error, duckdb.OutOfMemoryException) or "Out of Memory" in str(error):
        return StoreError(
            "The offence data needs more memory than it is given; set HARMDESK_MEMORY to more, "
            "such as 2GB."
        )
    return StoreError(
        f"The offence file {file} cannot be read ({type(error).__name__}): it is damaged, or no "
        f"offence file. Restore it from a backup, or load the data anew into an empty folder."
    )
