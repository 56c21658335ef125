"""Builds the next file next to the present one: on disk to be kept, or in memory to preview it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypedDict, TypeVar

import duckdb

from dashboard.errors import StoreError
from dashboard.store import disk, files, schema
from dashboard.store.inside import kept_inside
from dashboard.store.upgrades import UPGRADES
from dashboard.store.writer import only_writer

#: A file of another format is refused; no extension is downloaded to read it.
OFFLINE: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
#: A rehearsal writes nothing to disk, even where memory is short.
IN_MEMORY: Final = OFFLINE | {"temp_directory": ""}

#: What can be locked once everything has been read.
LOCKED_NOW: Final = {
    "enable_external_access": "false",
    "allow_community_extensions": "false",
    "lock_configuration": "true",
}
#: Random bytes of a version's identity: no two loads anywhere have the same.
IDENTITY_BYTES: Final = 16


class Outcome(Protocol):
    """The result of a change to the record."""

    @property
    def version(self) -> int:
        """The current version after it; the version before, where it changed nothing."""


Change = TypeVar("Change", bound=Outcome)


class Kept(TypedDict):
    """How many earlier files a change keeps, and up to which number it may not reuse one."""

    keep: int
    floor: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Version numbers around a change.

    Attributes:
        present: the current version; 0 where nothing was ever loaded.
        coming: the number of the next one: higher than any that was ever used in the folder.
    """

    present: int
    coming: int


def build(
    directory: Path,
    change: Callable[[duckdb.DuckDBPyConnection, Numbers], Change],
    *,
    what: str,
    keep: int = files.KEPT,
    floor: int = 0,
) -> Change:
    """Make a change to the record in a new file, and move the pointer to it: all or nothing.

    Args:
        directory: the data folder.
        change: makes it, with the numbers that it needs.
        what: its name in an error message, such as `load of a.csv`.
        keep: how many files are kept of those whose versions the new one holds.
        floor: the highest version number known to be used before, for example from the register.

    Raises:
        StoreError: another change is running, the pointer is lost, the present file is damaged,
            or the new one cannot be written; the record is as it was.
    """
    with only_writer(directory) as writer:
        present = files.current(directory)
        floor = max(floor, writer.highest)
        try:
            disk.remove_unfinished(directory)  # else a killed load's log would be applied to this
            outcome, lineage = _built(directory, present, change, floor)
        except (OSError, duckdb.Error) as error:
            raise StoreError(
                f"The {what} stopped and changed nothing: {first_line(error)} Mend that and do it "
                f"again."
            ) from error
        finally:
            with suppress(OSError):
                disk.remove_unfinished(directory)
        writer.remember(max(lineage, default=0))
        disk.remove_older(directory, lineage=lineage, keep=keep)
        return outcome


def first_line(error: Exception) -> str:
    """The first line of an error's message, as a sentence."""
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return text if text.endswith(".") else f"{text}."


def _built(
    directory: Path,
    present: Path | None,
    change: Callable[[duckdb.DuckDBPyConnection, Numbers], Change],
    floor: int,
) -> tuple[Change, frozenset[int]]:
    part = directory.absolute() / files.PART
    if present:
        disk.copy(present, part)
    connection = duckdb.connect(str(part), config=OFFLINE | kept_inside(part))
    try:
        numbers = prepare(connection, directory, present, floor=floor)
        outcome = change(connection, numbers)
        lineage = frozenset(versions_in(connection))
        connection.execute("checkpoint")  # closing would write it too, but not report a failure
    finally:
        connection.close()
    if outcome.version > numbers.present:
        files.publish(part, directory, outcome.version, present=present)
    return outcome, lineage


def rehearse(
    directory: Path | None,
    change: Callable[[duckdb.DuckDBPyConnection, Numbers], Change],
    *,
    memory: str,
) -> tuple[duckdb.DuckDBPyConnection, Change]:
    """The record as it would be after a change, in memory alone: nothing is written anywhere.

    Args:
        directory: the data folder; None: the change is made to an empty record, and no folder is
            looked at.
        change: makes it, with the numbers that it needs.
        memory: as much as it may take.

    Returns:
        a database that holds what the next file would, locked down as a reader's is, and the
        outcome that the change would have.

    Raises:
        StoreError: the record cannot be read, or is too large for the memory given.
    """
    present = None if directory is None else files.current(directory)
    connection = duckdb.connect(":memory:", config=IN_MEMORY | {"memory_limit": memory})
    try:
        if present is not None:
            path = str(present.absolute()).replace("'", "''")
            connection.execute(f"attach '{path}' as record (read_only)")
            connection.execute("copy from database record to memory")
            connection.execute("detach record")
        outcome = change(connection, prepare(connection, directory, present))
        lock(connection)
    except duckdb.Error as error:
        connection.close()
        raise StoreError(
            f"What this would change cannot be worked out: {first_line(error)} The record is as "
            f"it was; set HARMDESK_MEMORY to more if it is short of memory."
        ) from error
    except StoreError:
        connection.close()
        raise
    return connection, outcome


def lock(connection: duckdb.DuckDBPyConnection) -> None:
    """Cut a database that has read what it needs off from everything else."""
    for setting, value in LOCKED_NOW.items():
        connection.execute(f"set {setting} = {value}")


def prepare(
    connection: duckdb.DuckDBPyConnection,
    directory: Path | None,
    present: Path | None,
    *,
    floor: int = 0,
) -> Numbers:
    """Make the tables of an empty record, or bring those of an earlier edition up to ours."""
    if present is None:
        connection.execute(schema.TABLES)
        connection.execute("insert into meta values ($e)", {"e": schema.SCHEMA_EDITION})
    else:
        _upgrade(connection, present)
    known = versions_in(connection)
    in_folder = 0 if directory is None else files.highest(directory)
    highest = max([in_folder, floor, *known])
    return Numbers(present=max(known, default=0), coming=highest + 1)


def _upgrade(connection: duckdb.DuckDBPyConnection, present: Path) -> None:
    edition = int(connection.execute("select max(edition) from meta").fetchall()[0][0])
    if edition == schema.SCHEMA_EDITION:
        return
    for earlier in range(edition, schema.SCHEMA_EDITION):
        connection.execute(UPGRADES[earlier])
    # They keep the identity that they had in the earlier file, so that cached answers stay valid.
    connection.execute(
        "update versions set identity = $sha256 || ':' || version where identity is null",
        {"sha256": files.sha256_of(present)},
    )


def versions_in(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """Every version that a file holds."""
    rows = connection.execute("select version from versions order by version").fetchall()
    return [int(row[0]) for row in rows]


def new_identity() -> str:
    """A random identity that distinguishes a version from every other one, here and elsewhere."""
    return secrets.token_hex(IDENTITY_BYTES)
