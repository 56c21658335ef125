"""The lock that lets one process at a time write to a data folder, and its holder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from dashboard.errors import StoreError

#: A new data folder is its owner's alone.
PRIVATE: Final = 0o700
#: Held by whoever writes; it keeps the highest version number that was ever used here.
LOCK: Final = "load.lock"


class Writer:
    """The process that may write to a folder."""

    def __init__(self, lock: sqlite3.Connection) -> None:
        """Take the lock, and read what it keeps."""
        self._lock = lock
        lock.execute("begin exclusive")
        #: The highest version number that was ever used, even where its file is gone.
        self.highest = int(lock.execute("pragma user_version").fetchall()[0][0])

    def remember(self, version: int) -> None:
        """Keep the highest number used; the files show it too, so this may fail."""
        with suppress(sqlite3.Error):
            if version > self.highest:
                self._lock.execute(f"pragma user_version = {version:d}")
                self.highest = version

    def leave(self) -> None:
        """Release the lock."""
        with suppress(sqlite3.Error):
            self._lock.commit()
        self._lock.close()


#: The folders whose lock is held in the present context.
_held: Final[ContextVar[Mapping[Path, Writer]]] = ContextVar("held")


@contextmanager
def only_writer(directory: Path) -> Iterator[Writer]:
    """Hold the lock for writing; it is released when the process ends.

    Code that already holds it goes on, so that a change and its lines in the log are one step.

    Raises:
        StoreError: another load holds it, or the folder cannot be written to.
    """
    folder, held = directory.absolute(), _held.get({})
    if folder in held:
        yield held[folder]
        return
    writer = _lock(folder)
    before = _held.set({**held, folder: writer})
    try:
        yield writer
    finally:
        _held.reset(before)
        writer.leave()


def is_being_written(directory: Path) -> bool:
    """Whether somebody holds the lock for writing; the check itself makes and changes nothing."""
    lock = directory / LOCK
    if not lock.is_file():
        return False
    try:
        with closing(
            sqlite3.connect(f"{lock.absolute().as_uri()}?mode=rw", uri=True, timeout=0)
        ) as connection:
            connection.execute("begin immediate")
    except sqlite3.Error as error:
        return "locked" in str(error)
    return False


def _lock(directory: Path) -> Writer:
    try:
        directory.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        lock = sqlite3.connect(directory / LOCK, timeout=2)
        return Writer(lock)
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
