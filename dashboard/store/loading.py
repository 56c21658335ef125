"""Builds the next version of the offence file and swaps it in."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from dashboard.errors import StoreError
from dashboard.store import files, schema

#: A file that is not ours is refused; no extension is fetched to read it.
OFFLINE: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
#: What is rehearsed is written nowhere, also where memory is short.
IN_MEMORY: Final = OFFLINE | {"temp_directory": ""}

#: What can be locked once everything has been read.
LOCKED_NOW: Final = {
    "enable_external_access": "false",
    "allow_community_extensions": "false",
    "lock_configuration": "true",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Rows that intake accepted, and where they are from.

    Attributes:
        rows: the allegation frame, complete, without exact duplicates; of counts none.
        counts: `row` (of the file), `source`, `batch`, `month`, `area`, `borough`, `category` and
            `crimes`; None for a file of allegations or crimes.
        shape: what the file is a table of.
        taken: how many rows of the file these are; of allegations, as many as `rows` has.
        file: name of the file, without its folders.
        sha256: of the file's bytes.
        read: rows in the file.
        rejected: rows that intake refused.
        duplicates: rows that stand in the file more than once.
        synthetic: whether the people are made up.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did. With the rows that intake refused they make up the files' rows.

    Attributes:
        version: the version that now stands; the old one, when the file brought nothing new.
        accepted: rows that the record took.
        duplicates: rows that the file or the record had already, word for word.
        superseded: allegations (a crime and a suspect) whose earlier rows were replaced, or
            counts whose figure was.
        changed: of them, in how many each column changed.
    """

    version: int
    accepted: int = 0
    duplicates: int = 0
    superseded: int = 0
    changed: Mapping[str, int] = field(default_factory=dict)


def load(directory: Path, extracts: Sequence[Extract]) -> Loaded:
    """Add extracts to the record in a new file, and swing the pointer to it: all or none.

    Each extract that brings anything new makes a version of its own.

    Raises:
        StoreError: another load is running, the present file is damaged, or the new one cannot
            be written; the record is as it was.
    """
    with files.only_writer(directory):
        present = files.current(directory)
        version = files.version_of(present) if present else 0
        part = directory / "offences.duckdb.part"
        try:
            _remove_leftovers(part)  # a killed load's log would be played into this one
            return _build(part, present, version, extracts)
        except (OSError, duckdb.Error) as error:
            raise StoreError(
                f"The load of {', '.join(e.file for e in extracts)} stopped and changed nothing: "
                f"{_first_line(error)} Mend that and load again."
            ) from error
        finally:
            with suppress(OSError):
                _remove_leftovers(part)


def _remove_leftovers(part: Path) -> None:
    """Remove the unfinished file and whatever the database wrote beside it."""
    for leftover in part.parent.glob(f"{part.name}*"):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return text if text.endswith(".") else f"{text}."


def _build(part: Path, present: Path | None, version: int, extracts: Sequence[Extract]) -> Loaded:
    if present:
        shutil.copyfile(present, part)
    connection = duckdb.connect(str(part), config=OFFLINE)
    try:
        if present is None:
            _found(connection)
        loaded = _fill(connection, version, extracts)
        connection.execute("checkpoint")  # closing would write it too, and say nothing if it fails
    finally:
        connection.close()
    if loaded.version > version:
        files.publish(part, part.parent, loaded.version)
    return loaded


def rehearse(
    directory: Path, extracts: Sequence[Extract], *, memory: str
) -> tuple[duckdb.DuckDBPyConnection, Loaded]:
    """What a load would make of the record, in memory alone: nothing is written anywhere.

    Returns:
        a database that holds what the next file would, locked down as a reader's is, and what
        the load would say.

    Raises:
        StoreError: the record cannot be read, or is too large for the memory given.
    """
    present = files.current(directory)
    version = files.version_of(present) if present else 0
    connection = duckdb.connect(":memory:", config=IN_MEMORY | {"memory_limit": memory})
    try:
        if present is None:
            _found(connection)
        else:
            path = str(present).replace("'", "''")
            connection.execute(f"attach '{path}' as record (read_only)")
            connection.execute("copy from database record to memory")
            connection.execute("detach record")
        loaded = _fill(connection, version, extracts)
        for setting, value in LOCKED_NOW.items():
            connection.execute(f"set {setting} = {value}")
    except duckdb.Error as error:
        connection.close()
        raise StoreError(
            f"What these files would change cannot be worked out: {_first_line(error)} The record "
            f"is as it was; set HARMDESK_MEMORY to more if it is short of memory."
        ) from error
    return connection, loaded


def _found(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of an empty record."""
    connection.execute(schema.TABLES)
    connection.execute("insert into meta values ($e)", {"e": schema.SCHEMA_EDITION})


def _fill(
    connection: duckdb.DuckDBPyConnection, version: int, extracts: Sequence[Extract]
) -> Loaded:
    """Add the extracts, each that brings anything as a version of its own."""
    edition, _ = _one_row(connection.execute("select edition, 0 from meta"))
    if edition == schema.EARLIER_EDITION:
        connection.execute(schema.UPGRADE)
    loaded = [Loaded(version=version)]
    changed: Counter[str] = Counter()
    for extract in extracts:
        loaded.append(_write(connection, loaded[-1].version + 1, extract))
        changed.update(loaded[-1].changed)
    return Loaded(
        version=loaded[-1].version,
        accepted=sum(one.accepted for one in loaded),
        duplicates=sum(one.duplicates for one in loaded),
        superseded=sum(one.superseded for one in loaded),
        changed=dict(changed.most_common()),
    )


def _write(connection: duckdb.DuckDBPyConnection, version: int, extract: Extract) -> Loaded:
    if extract.counts is not None:
        return _count(connection, version, extract, extract.counts)
    connection.register("staged", extract.rows)
    for statement in (
        schema.NUMBER_PEOPLE,
        schema.NUMBER_CRIMES,
        schema.NUMBER_OFFENCES,
        schema.NUMBER_ROWS,
        schema.NAME_SUSPECTS,
        schema.KNOWN,
    ):
        connection.execute(statement)
    known, superseded = _one_row(
        connection.execute(
            "select coalesce(sum(rows_new) filter (unchanged), 0)::bigint,"
            " count(*) filter (not unchanged) from known"
        )
    )
    accepted = extract.rows.height - known
    duplicates = extract.duplicates + known
    if not accepted:
        return Loaded(version=version - 1, duplicates=duplicates)
    changed = _changed(connection) if superseded else {}
    connection.execute(schema.SUPERSEDE, {"version": version})
    connection.execute(schema.INSERT, {"version": version})
    loaded = Loaded(
        version=version,
        accepted=accepted,
        duplicates=duplicates,
        superseded=superseded,
        changed=changed,
    )
    return _recorded(connection, extract, loaded)


def _changed(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """In how many replaced allegations each column changed, most first."""
    counts = connection.sql(schema.CHANGED).pl().row(0, named=True)
    victims = _one_row(connection.execute(schema.OTHER_VICTIMS))
    counts["victim_id"], counts["victim_sex"] = victims
    return {name: n for name, n in sorted(counts.items(), key=lambda pair: -pair[1]) if n}


def _count(
    connection: duckdb.DuckDBPyConnection, version: int, extract: Extract, counts: pl.DataFrame
) -> Loaded:
    """Add counts; a month of an area, or of a force, replaces the one that the record has."""
    connection.register("staged_counts", counts)
    for statement in (schema.COUNT_CELLS, schema.NEW_CELLS, schema.GONE_CELLS):
        connection.execute(statement)
    accepted, superseded = _one_row(connection.execute(schema.COUNTS_ACCOUNT))
    taken = counts.height if extract.taken is None else extract.taken
    duplicates = extract.duplicates + taken - accepted
    if not accepted and not superseded:
        return Loaded(version=version - 1, duplicates=duplicates)
    connection.execute(schema.SUPERSEDE_COUNTS, {"version": version})
    connection.execute(schema.INSERT_COUNTS, {"version": version})
    loaded = Loaded(
        version=version, accepted=accepted, duplicates=duplicates, superseded=superseded
    )
    return _recorded(connection, extract, loaded)


def _recorded(connection: duckdb.DuckDBPyConnection, extract: Extract, loaded: Loaded) -> Loaded:
    """Write down which file brought the version, and what became of its rows."""
    connection.execute(
        "insert into versions values ($version, $at, $file, $sha256, $synthetic, $read,"
        " $accepted, $rejected, $duplicates, $superseded, $shape)",
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
        },
    )
    return loaded


def _one_row(cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    rows = cursor.fetchall()  # to the end: a result that is half read blocks its connection
    return int(rows[0][0]), int(rows[0][1])
