"""How SQLite keeps the register consistent: with a write-ahead log, where the disk allows it.

With a write-ahead log readers and a writer work at the same time, and many writers hardly wait. It
needs memory that all programs share (https://www.sqlite.org/wal.html), which a network share does
not have; there the rollback journal is used, with longer waits.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

#: SQLite's names of the two modes.
WAL: Final = "wal"
ROLLBACK: Final = "delete"
#: The endings of a database file and of the files that SQLite writes next to it.
ENDINGS: Final = ("", "-wal", "-shm", "-journal")


def connect(file: Path, *, patience: float) -> sqlite3.Connection:
    """A connection to a file by its path, in which no letter has a special meaning.

    Args:
        file: the database; created if it does not exist.
        patience: seconds that a statement waits for another program.
    """
    return sqlite3.connect(file, timeout=patience, isolation_level=None, check_same_thread=False)


def can_use_wal(folder: Path) -> bool:
    """Whether a write-ahead log works in a folder, tested with a separate file there."""
    probe = folder / f".register-probe-{os.getpid()}.sqlite"
    try:
        with closing(connect(probe, patience=0)) as connection:
            connection.execute("pragma synchronous = off")  # it is thrown away
            mode = connection.execute(f"pragma journal_mode = {WAL}").fetchone()[0]
            connection.execute("create table probe (number integer)")
            return bool(mode == WAL)
    except sqlite3.Error:
        return False
    finally:
        for ending in ENDINGS:
            with suppress(OSError):
                Path(f"{probe}{ending}").unlink()


def leave_wal(file: Path, *, patience: float) -> None:
    """Switch a register back to the rollback journal where its write-ahead log cannot work.

    It is opened for this connection alone, so that no shared memory is needed; the contents of the
    log are written into the file.

    Raises:
        sqlite3.Error: that cannot be done either.
    """
    with closing(connect(file, patience=patience)) as connection:
        connection.execute("pragma locking_mode = exclusive")
        connection.execute(f"pragma journal_mode = {ROLLBACK}")
