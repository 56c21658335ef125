"""Checks the offence files of a folder: which are sound, which is pointed to, what is wrong.

It only reads. A file is sound when every table of it can be read to the end, and when it holds the
version that its name says.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.errors import StoreError
from dashboard.store import disk, files, schema
from dashboard.store.building import versions_in
from dashboard.store.opening import open_file
from dashboard.store.writer import only_writer

#: Tables that a file of every edition has.
TABLES = ("meta", "versions", "people", "suspects", "crimes", "offences", "allegations")


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceFile:
    """An offence file of a folder.

    Attributes:
        name: of the file.
        size: in bytes.
        pointed: whether the pointer names it.
        version: the version in its name.
        edition: of its tables; 0 where it cannot be read.
        versions: every version that it holds; empty where it cannot be read.
        fault: what is wrong with it; empty where it is sound.
    """

    name: str
    size: int
    pointed: bool
    version: int
    edition: int = 0
    versions: tuple[int, ...] = ()
    fault: str = ""

    @property
    def sound(self) -> bool:
        """Whether all of it can be read."""
        return not self.fault

    def in_words(self) -> str:
        """What it is, in a line."""
        if self.fault:
            return f"{self.size:,} bytes, {self.fault}"
        loads = len(self.versions)
        return (
            f"{self.size:,} bytes, sound, edition {self.edition}, "
            f"{loads:,} {'version' if loads == 1 else 'versions'}"
        )

    def in_keys(self) -> dict[str, object]:
        """The same for a script."""
        return {
            "file": self.name,
            "bytes": self.size,
            "version": self.version,
            "versions": list(self.versions),
            "edition": self.edition,
            "current": self.pointed,
            "sound": self.sound,
            "fault": self.fault or None,
        }


def look_at(directory: Path, *, memory: str) -> list[OffenceFile]:
    """Every offence file of a folder, by its version."""
    pointed = None
    with suppress(StoreError):
        pointed = files.current(directory)
    return [_look(file, pointed, memory) for file in files.offence_files(directory)]


def _look(file: Path, pointed: Path | None, memory: str) -> OffenceFile:
    version = files.version_of(file)
    try:
        size = file.stat().st_size
        connection, _ = open_file(file, memory=memory)
    except (OSError, duckdb.Error) as error:
        size = file.stat().st_size if file.exists() else 0
        return OffenceFile(
            name=file.name,
            size=size,
            pointed=file == pointed,
            version=version,
            fault=_damage(error),
        )
    edition, fault = 0, ""
    versions: tuple[int, ...] = ()
    try:
        edition = int(connection.execute("select max(edition) from meta").fetchall()[0][0])
        fault = _fault(connection, edition)
        versions = tuple(versions_in(connection))
        if not fault and version != max(versions, default=0):
            fault = f"misnamed: it holds version {max(versions, default=0)}"
    except (duckdb.Error, TypeError) as error:
        fault = _damage(error)
    finally:
        connection.close()
    return OffenceFile(
        name=file.name,
        size=size,
        pointed=file == pointed,
        version=version,
        edition=edition,
        versions=versions,
        fault=fault,
    )


def _fault(connection: duckdb.DuckDBPyConnection, edition: int) -> str:
    """Why a file is not sound; empty where every row of it can be read."""
    if edition not in schema.READABLE:
        return f"of edition {edition}, which this Harmdesk does not read"
    counts = ("counts",) if edition >= schema.COUNTS_SINCE else ()
    for table in (*TABLES, *counts):
        connection.execute(f"select bit_xor(hash({table})) from {table}").fetchall()
    return ""


def _damage(error: Exception) -> str:
    return f"damaged, or no offence file ({type(error).__name__})"


def mend_pointer(directory: Path, name: str) -> None:
    """Point to an offence file that is there.

    Raises:
        StoreError: a load is running, or the pointer cannot be written.
    """
    with only_writer(directory):
        pointer = directory / files.POINTER
        try:
            if pointer.is_dir() and not pointer.is_symlink():
                pointer.rmdir()
            files.point_to(directory, directory / name)
        except OSError as error:
            raise StoreError(
                f"The pointer {pointer} cannot be written ({error.strerror}); look at what is "
                f"there under that name, and move it away."
            ) from error


def remove_leftovers(directory: Path) -> None:
    """Remove what a killed load left next to the offence files.

    Raises:
        StoreError: a load is running, or it cannot be removed.
    """
    with only_writer(directory):
        try:
            disk.remove_unfinished(directory)
        except OSError as error:
            raise StoreError(
                f"What a killed load left in {directory} cannot be removed ({error.strerror}); "
                f"remove it by hand: the files whose names begin with {files.PART}."
            ) from error
