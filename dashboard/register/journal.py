"""How SQLite keeps the register whole: in a write-ahead log, where the disk can do that.

With a write-ahead log readers and a writer work side by side, and many writers hardly wait. It
needs memory that all programs share (https://www.sqlite.org/wal.html), which a network share does
not have; there the rollback journal does, with longer waits.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

#: What SQLite calls the two ways.
WAL: Final = "wal"
ROLLBACK: Final = "delete"
#: What SQLite writes beside a file.
BESIDE: Final = ("", "-wal", "-shm", "-journal")


def connect(file: Path, *, patience: float) -> sqlite3.Connection:
    """A connection to a file by its path, every letter of which is a letter.

    Args:
        file: the database; made if it is not there.
        patience: seconds that a question waits for another program's.
    """
    return sqlite3.connect(file, timeout=patience, isolation_level=None, check_same_thread=False)


def can_use_wal(folder: Path) -> bool:
    """Whether a write-ahead log works in a folder, tried on a file of its own there."""
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
        for ending in BESIDE:
            with suppress(OSError):
                Path(f"{probe}{ending}").unlink()


def leave_wal(file: Path, *, patience: float) -> None:
    """Bring a register back to the rollback journal where its write-ahead log cannot work.

    It is opened for this connection alone, so that no shared memory is needed; what the log holds
    is written into the file.

    Raises:
        sqlite3.Error: that cannot be done either.
    """
    with closing(connect(file, patience=patience)) as connection:
        connection.execute("pragma locking_mode = exclusive")
        connection.execute(f"pragma journal_mode = {ROLLBACK}")
