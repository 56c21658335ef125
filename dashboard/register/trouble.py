"""Says in a sentence what is wrong with a register, and what to do about it."""

from __future__ import annotations

import errno
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

RESTORE: Final = "Restore the register from a backup."


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and what to do.

    Attributes:
        what: follows a colon, without a full stop.
        remedy: a sentence.
    """

    what: str
    remedy: str


#: By SQLite's name of a fault.
BY_NAME: Final = {
    "SQLITE_NOTADB": Trouble("the file is not a database", RESTORE),
    "SQLITE_CORRUPT": Trouble("the file is damaged", RESTORE),
    "SQLITE_FULL": Trouble("the disk is full", "Free some space on it and try again."),
    "SQLITE_READONLY": Trouble(
        "the file or its folder is read-only", "Let the account that runs Harmdesk write there."
    ),
    "SQLITE_PERM": Trouble(
        "the account that runs Harmdesk has no right to it", "Let that account read and write it."
    ),
    "SQLITE_CANTOPEN": Trouble(
        "the account that runs Harmdesk cannot open it", "Let that account read and write there."
    ),
    "SQLITE_BUSY": Trouble(
        "it waited for another program that is writing to it, and that did not end",
        "Wait for that program (another Harmdesk, a backup, a database browser) or stop it, and "
        "try again.",
    ),
    "SQLITE_IOERR": Trouble(
        "the disk reports a fault", "Check the disk and the connection to it, and try again."
    ),
}
BY_NAME["SQLITE_LOCKED"] = BY_NAME["SQLITE_PROTOCOL"] = BY_NAME["SQLITE_BUSY"]

BY_NUMBER: Final = {
    errno.ENOSPC: BY_NAME["SQLITE_FULL"],
    errno.EROFS: BY_NAME["SQLITE_READONLY"],
    errno.EACCES: BY_NAME["SQLITE_PERM"],
    errno.EPERM: BY_NAME["SQLITE_PERM"],
}


def is_busy(error: sa.exc.DBAPIError | sqlite3.Error) -> bool:
    """Whether another program holds the lock, so that waiting helps."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return _name_of(cause) in {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"}


def trouble_with(error: Exception, file: Path) -> Trouble:
    """What is wrong with a register that gave this error.

    Args:
        error: from SQLAlchemy, SQLite or the system.
        file: the register.
    """
    if (misplaced := _misplaced(file)) is not None:
        return misplaced
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(cause, OSError):
        return BY_NUMBER.get(cause.errno or 0) or _unknown(cause.strerror or str(cause))
    return BY_NAME.get(_name_of(cause)) or _unknown(str(cause))


def _misplaced(file: Path) -> Trouble | None:
    """What is wrong with the place of the register, whatever the error says."""
    folder = file.parent
    if not os.path.lexists(folder):
        return Trouble(
            f"its folder {folder} is not there", "Put the folder back, or name another with --data."
        )
    if not folder.is_dir():
        return Trouble(f"{folder} is a file and not a folder", "Name a folder with --data.")
    if file.is_dir():
        return Trouble("a folder stands where the file should be", RESTORE)
    return None


def _unknown(words: str) -> Trouble:
    if "no such table" in words or "no such column" in words or "has no column" in words:
        return Trouble(f"it is not whole ({words})", RESTORE)
    return Trouble(words or "no more is known", RESTORE)


def _name_of(error: BaseException | None) -> str:
    """SQLite's name of a fault, without the finer part: SQLITE_BUSY_RECOVERY is SQLITE_BUSY."""
    name = getattr(error, "sqlite_errorname", "") if isinstance(error, sqlite3.Error) else ""
    return "_".join(name.split("_")[:2])
