"""Which file holds the data: one file a version, and a pointer that is swapped in one step.

Readers follow the pointer; a load builds the next file beside the present one. A crash at any
moment leaves the pointer at a whole file.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from dashboard.errors import StoreError

#: A new data folder is its owner's alone.
PRIVATE: Final = 0o700
POINTER: Final = "current"
NAME: Final = re.compile(r"offences-(\d+)\.duckdb")
#: The present version and the one before it, which readers may still have open.
KEPT: Final = 2
#: The folders whose right to write is held where this code runs.
_held: Final[ContextVar[frozenset[Path]]] = ContextVar("held", default=frozenset())


def path_of(directory: Path, version: int) -> Path:
    """The file of a version."""
    return directory / f"offences-{version}.duckdb"


def current(directory: Path) -> Path | None:
    """The file that the pointer names; None where nothing was ever loaded.

    Raises:
        StoreError: the pointer cannot be read, names no offence file, or names one that is gone.
    """
    pointer = directory / POINTER
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"The pointer {pointer} cannot be read ({type(error).__name__}); check that it is a "
            f"text file that you may read."
        ) from error
    if not NAME.fullmatch(name):
        raise StoreError(
            f"The pointer {pointer} says {name[:60]!r}, which is no offence file; write the name "
            f"of one into it, such as offences-1.duckdb."
        )
    file = directory / name
    if not file.is_file():
        raise StoreError(
            f"The pointer {pointer} names {name}, and there is no such file; restore it from a "
            f"backup, or write the name of a file that is there into the pointer."
        )
    return file


def version_of(file: Path) -> int:
    """The version that a file holds, by its name."""
    match = NAME.fullmatch(file.name)
    return int(match[1]) if match else 0


def publish(part: Path, directory: Path, version: int) -> Path:
    """Give a finished file its name and swing the pointer to it."""
    file = path_of(directory, version)
    _flush(part)
    part.replace(file)
    pointer = directory / f"{POINTER}.part"
    pointer.write_text(f"{file.name}\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(directory / POINTER)
    _flush(directory)
    _remove_older(directory, version)
    return file


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_older(directory: Path, version: int) -> None:
    for file in directory.glob("offences-*.duckdb"):
        if version_of(file) <= version - KEPT:
            with suppress(OSError):
                file.unlink()


@contextmanager
def only_writer(directory: Path) -> Iterator[None]:
    """Hold the one right to write; it falls with the process that holds it.

    Whoever holds it already, so that a change and its lines in the log are one, goes on.

    Raises:
        StoreError: another load holds it, or the folder cannot be written to.
    """
    folder = directory.absolute()
    if folder in _held.get():
        yield
        return
    lock = _lock(directory)
    before = _held.set(_held.get() | {folder})
    try:
        yield
    finally:
        _held.reset(before)
        lock.close()


def _lock(directory: Path) -> sqlite3.Connection:
    try:
        directory.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        lock = sqlite3.connect(directory / "load.lock", timeout=2)
        lock.execute("begin exclusive")
    except sqlite3.Error as error:
        busy = "locked" in str(error)
        raise StoreError(
            f"Another load into {directory} is running; wait until it has ended."
            if busy
            else f"The folder {directory} cannot be written to ({error}); choose one that can."
        ) from error
    except OSError as error:
        raise StoreError(
            f"The folder {directory} cannot be written to ({error.strerror}); choose one that can."
        ) from error
    return lock
