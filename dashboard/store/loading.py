"""Builds the next version of the offence file and swaps it in."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Rows that intake accepted, and where they are from.

    Attributes:
        rows: the allegation frame, complete, without exact duplicates.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did. With the rows that intake refused they make up the files' rows.

    Attributes:
        version: the version that now stands; the old one, when the file brought nothing new.
        accepted: rows that the record took.
        duplicates: rows that the file or the record had already, word for word.
        superseded: allegations (a crime and a suspect) whose earlier rows were replaced.
    """

    version: int
    accepted: int = 0
    duplicates: int = 0
    superseded: int = 0


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
            connection.execute(schema.TABLES)
            connection.execute("insert into meta values ($e)", {"e": schema.SCHEMA_EDITION})
        loaded = [Loaded(version=version)]
        for extract in extracts:
            loaded.append(_write(connection, loaded[-1].version + 1, extract))
        connection.execute("checkpoint")  # closing would write it too, and say nothing if it fails
    finally:
        connection.close()
    if loaded[-1].version > version:
        files.publish(part, part.parent, loaded[-1].version)
    return Loaded(
        version=loaded[-1].version,
        accepted=sum(one.accepted for one in loaded),
        duplicates=sum(one.duplicates for one in loaded),
        superseded=sum(one.superseded for one in loaded),
    )


def _write(connection: duckdb.DuckDBPyConnection, version: int, extract: Extract) -> Loaded:
    connection.register("staged", extract.rows)
    for statement in (
        schema.NUMBER_PEOPLE,
        schema.NAME_SUSPECTS,
        schema.NUMBER_CRIMES,
        schema.NUMBER_OFFENCES,
        schema.NUMBER_ROWS,
        schema.KNOWN,
    ):
        connection.execute(statement)
    return _record(connection, version, extract)


def _record(connection: duckdb.DuckDBPyConnection, version: int, extract: Extract) -> Loaded:
    known, superseded = _one_row(
        connection.execute(
            "select coalesce(sum(rows_new) filter (unchanged), 0)::bigint,"
            " count(*) filter (not unchanged) from known"
        )
    )
    duplicates = extract.duplicates + known
    accepted = extract.rows.height - known
    if not accepted:
        return Loaded(version=version - 1, duplicates=duplicates)
    connection.execute(schema.SUPERSEDE, {"version": version})
    connection.execute(schema.INSERT, {"version": version})
    connection.execute(
        "insert into versions values ($version, $at, $file, $sha256, $synthetic, $read,"
        " $accepted, $rejected, $duplicates, $superseded)",
        {
            "version": version,
            "at": datetime.now(UTC).replace(tzinfo=None),  # the column is UTC
            "file": extract.file,
            "sha256": extract.sha256,
            "synthetic": extract.synthetic,
            "read": extract.read,
            "accepted": accepted,
            "rejected": extract.rejected,
            "duplicates": duplicates,
            "superseded": superseded,
        },
    )
    return Loaded(version=version, accepted=accepted, duplicates=duplicates, superseded=superseded)


def _one_row(cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    row = cursor.fetchone()
    if row is None:  # pragma: no cover - a sum always has a row
        raise StoreError("The offence file gave no answer to a count; load the file again.")
    return int(row[0]), int(row[1])
