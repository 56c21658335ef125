"""Builds the next version of the offence file and swaps it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from dashboard.errors import StoreError
from dashboard.store import files, force_statements, known, load_statements, schema
from dashboard.store.building import Numbers, build, new_identity

#: The version number of an extract that brought nothing new.
NO_VERSION: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Rows that intake accepted, and where they are from.

    Attributes:
        rows: the allegation frame, complete, without exact duplicates; empty for counts.
        counts: `row` (of the file), `source`, `batch`, `month`, `area`, `borough`, `category` and
            `crimes`; None for a file of allegations or crimes.
        shape: what the file is a table of.
        taken: how many rows of the file these are; None: as many as `rows` has.
        lines: for each of `rows` the number of the file's row that it is from, where a row of the
            file named several people; None: each is one row of the file.
        warnings: what may mislead in the file, as JSON; None: nothing does.
        file: name of the file, without its folders.
        sha256: of the file's bytes.
        read: rows in the file.
        rejected: rows that intake refused.
        duplicates: rows that are in the file more than once.
        synthetic: whether the people are made up.
        known_on: the day on which this was known; None: the day of loading.
        forces: the forces whose names stand before references, as `harm.record.forces` has it.
        own: the record's own force, which its first load settles; None: nothing is said of it.
    """

    rows: pl.DataFrame
    file: str
    sha256: str
    read: int
    rejected: int = 0
    duplicates: int = 0
    synthetic: bool = False
    counts: pl.DataFrame | None = None
    shape: str = "allegations"
    taken: int | None = None
    lines: pl.Series | None = None
    warnings: str | None = None
    known_on: date | None = None
    forces: tuple[str, ...] = ()
    own: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The result of a load. With the rows that intake refused these counts add up to all rows.

    Attributes:
        version: the current version; the old one, when the file brought nothing new.
        accepted: rows that were added to the record.
        duplicates: rows that the file or the record had already, word for word.
        superseded: allegations (a crime and a suspect) whose earlier rows were replaced, or
            counts whose figure was replaced.
        changed: for each column, in how many of these allegations it changed.
    """

    version: int
    accepted: int = 0
    duplicates: int = 0
    superseded: int = 0
    changed: Mapping[str, int] = field(default_factory=dict)


def load(
    directory: Path, extracts: Sequence[Extract], *, keep: int = files.KEPT, floor: int = 0
) -> Loaded:
    """Add extracts to the record in a new file, and move the pointer to it: all or none.

    Each extract that brings anything new makes a version of its own.

    Args:
        directory: the data folder.
        extracts: in order; a later one replaces the earlier rows on the same allegations.
        keep: how many files are kept of those whose versions the new one holds.
        floor: the highest version number known to be used before, for example from the register.

    Raises:
        StoreError: another load is running, the pointer is lost, the present file is damaged, or
            the new one cannot be written; the record is as it was.
    """
    what = f"load of {', '.join(extract.file for extract in extracts)}"
    return build(directory, adding(extracts), what=what, keep=keep, floor=floor)


def adding(
    extracts: Sequence[Extract],
) -> Callable[[duckdb.DuckDBPyConnection, Numbers], Loaded]:
    """The change that adds extracts; each that brings anything new makes its own version."""
    return lambda connection, numbers: _fill(connection, numbers, extracts)


def _fill(
    connection: duckdb.DuckDBPyConnection, numbers: Numbers, extracts: Sequence[Extract]
) -> Loaded:
    version, coming = numbers.present, numbers.coming
    loaded: list[Loaded] = []
    changed: Counter[str] = Counter()
    for extract in extracts:
        outcome = _write(connection, coming, extract)
        if outcome.version == coming:
            version, coming = coming, coming + 1
        loaded.append(outcome)
        changed.update(outcome.changed)
    return Loaded(
        version=version,
        accepted=sum(outcome.accepted for outcome in loaded),
        duplicates=sum(outcome.duplicates for outcome in loaded),
        superseded=sum(outcome.superseded for outcome in loaded),
        changed=dict(changed.most_common()),
    )


def _write(connection: duckdb.DuckDBPyConnection, version: int, extract: Extract) -> Loaded:
    if extract.counts is not None:
        return _count(connection, version, extract, extract.counts)
    connection.register("staged", extract.rows)
    _settle_forces(connection, extract)
    for statement in (
        load_statements.NUMBER_PEOPLE,
        load_statements.NUMBER_CRIMES,
        *(force_statements.NAME_FORCES if extract.forces else ()),
        load_statements.NUMBER_OFFENCES,
        load_statements.NUMBER_ROWS,
        load_statements.NAME_SUSPECTS,
        load_statements.KNOWN,
    ):
        connection.execute(statement)
    known, superseded = _one_row(
        connection.execute(
            "select coalesce(sum(rows_new) filter (unchanged), 0)::bigint,"
            " count(*) filter (not unchanged) from known"
        )
    )
    if extract.lines is not None and extract.taken is not None:
        known = _known_lines(connection, extract.rows, extract.lines)
    accepted = (extract.taken or extract.rows.height) - known
    duplicates = extract.duplicates + known
    if not accepted:
        return Loaded(version=NO_VERSION, duplicates=duplicates)
    changed = _changed(connection) if superseded else {}
    connection.execute(load_statements.SUPERSEDE, {"version": version})
    connection.execute(load_statements.INSERT, {"version": version})
    loaded = Loaded(
        version=version,
        accepted=accepted,
        duplicates=duplicates,
        superseded=superseded,
        changed=changed,
    )
    return _recorded(connection, extract, loaded)


def _settle_forces(connection: duckdb.DuckDBPyConnection, extract: Extract) -> None:
    """Make the forces of an extract known, and refuse what would be read as another force's.

    Raises:
        StoreError: a reference of one force is, letter for letter, one of another in the record.
    """
    names = pl.DataFrame({"force": extract.forces}, schema={"force": pl.String})
    connection.register("staged_forces", names)
    clashing = connection.execute(force_statements.CLASHING).fetchall()
    if clashing:
        raise StoreError(
            f"The reference {clashing[0][0][:60]!r} of {extract.file} is in the record as one of "
            f"another force, and the two could not be told apart; nothing was loaded. Take the "
            f"force's name off the reference, and say with --force whose it is."
        )
    connection.execute(force_statements.SETTLE_OWN, {"own": extract.own})


def _known_lines(
    connection: duckdb.DuckDBPyConnection, rows: pl.DataFrame, lines: pl.Series
) -> int:
    """How many rows of a file the record has whole, where some name several people."""
    unchanged = connection.sql(load_statements.UNCHANGED).pl()
    left = rows.select("crime_ref", "suspect_id", line=lines).join(
        unchanged, on=["crime_ref", "suspect_id"], how="anti", nulls_equal=True
    )
    return lines.n_unique() - left["line"].n_unique()


def _changed(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """In how many replaced allegations each column changed, most first."""
    counts = connection.sql(load_statements.CHANGED).pl().row(0, named=True)
    victims = _one_row(connection.execute(load_statements.OTHER_VICTIMS))
    counts["victim_id"], counts["victim_sex"] = victims
    return {name: n for name, n in sorted(counts.items(), key=lambda pair: -pair[1]) if n}


def _count(
    connection: duckdb.DuckDBPyConnection, version: int, extract: Extract, counts: pl.DataFrame
) -> Loaded:
    """Add counts; a month of an area, or of a force, replaces the one that the record has."""
    connection.register("staged_counts", counts)
    for statement in (
        load_statements.COUNT_CELLS,
        load_statements.NEW_CELLS,
        load_statements.GONE_CELLS,
    ):
        connection.execute(statement)
    accepted, superseded = _one_row(connection.execute(load_statements.COUNTS_ACCOUNT))
    taken = counts.height if extract.taken is None else extract.taken
    duplicates = extract.duplicates + taken - accepted
    if not accepted and not superseded:
        return Loaded(version=NO_VERSION, duplicates=duplicates)
    connection.execute(load_statements.SUPERSEDE_COUNTS, {"version": version})
    connection.execute(load_statements.INSERT_COUNTS, {"version": version})
    loaded = Loaded(
        version=version, accepted=accepted, duplicates=duplicates, superseded=superseded
    )
    return _recorded(connection, extract, loaded)


def _recorded(connection: duckdb.DuckDBPyConnection, extract: Extract, loaded: Loaded) -> Loaded:
    """Write down which file brought the version, and what happened to its rows."""
    connection.execute(
        schema.INSERT_VERSION,
        {
            "version": loaded.version,
            "at": datetime.now(UTC).replace(tzinfo=None),  # the column is UTC
            "file": extract.file,
            "sha256": extract.sha256,
            "synthetic": extract.synthetic,
            "read": extract.read,
            "accepted": loaded.accepted,
            "rejected": extract.rejected,
            "duplicates": loaded.duplicates,
            "superseded": loaded.superseded,
            "shape": extract.shape,
            "identity": new_identity(),
            "withdraws": None,
            "reason": None,
            "warnings": extract.warnings,
            "known_on": known.known_on(connection, extract.known_on),
        },
    )
    return loaded


def _one_row(cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    rows = cursor.fetchall()  # to the end: a result that is half read blocks its connection
    return int(rows[0][0]), int(rows[0][1])
