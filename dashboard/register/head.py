"""The head of the log: the number and hash of its last line, in files of their own.

A log from which the last lines were cut is whole in itself; its head shows that they were there.
The head is written after each line is, so that a program that is killed in between leaves a head
that is behind the log, and never one that is ahead of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final, Protocol

from dashboard.errors import RegisterError
from dashboard.register.chain import GENESIS, NO_LINE, Tip

try:
    import fcntl
except ImportError:  # Windows, where a head may stay behind by a line until the next is written
    fcntl = None  # type: ignore[assignment]

#: The head's name in the data folder.
HEAD: Final = "register.head"
#: A head is its owner's to change, as the data folder is.
MODE: Final = 0o600


class Log(Protocol):
    """The log that a head belongs to."""

    def tip(self) -> Tip:
        """Its last line."""

    def hash_of(self, number: int) -> str | None:
        """The hash of a line; None where there is no such line."""


class UnreadableHead:
    """A head whose file does not say what it should."""


#: What a head's file says: a line, or nothing that can be read; None: there is no file.
Found = Tip | UnreadableHead | None


class Heads:
    """The files that keep the head of one log.

    Attributes:
        own: the one in the data folder.
        files: all of them.
    """

    def __init__(self, own: Path, other: Path | None) -> None:
        """Name the files; none is opened yet.

        Args:
            own: the one in the data folder.
            other: one elsewhere, where whoever can write to the folder cannot; None: there is none.
        """
        self.own = own
        self.files: Sequence[Path] = (own,) if other is None else (own, other.absolute())
        self._lock = Lock()

    def begin(self) -> None:
        """Write the head of a log without a line, where the data folder has none."""
        with self._alone():
            if read_head(self.own) is None:
                write_head(self.own, NO_LINE)

    def follow(self, log: Log, written: Tip) -> None:
        """Bring every file up to a line that was just written, or to a later one.

        Of several programs that write at once the first that comes writes for all of them.

        Args:
            log: the log, as it is now.
            written: the last line that this program wrote.

        Raises:
            RegisterError: a file cannot be written.
        """
        with self._alone():
            for file in self.files:
                if not _has_reached(read_head(file), log, written):
                    write_head(file, log.tip())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads and programs from writing the head."""
        with self._lock:
            if fcntl is None:
                yield
                return
            folder = os.open(self.own.parent, os.O_RDONLY)
            try:
                fcntl.flock(folder, fcntl.LOCK_EX)
                yield
            finally:
                os.close(folder)  # and so unlocked


def fits(found: Found, log: Log) -> bool:
    """Whether a head names a line that the log has; the log may go on after it."""
    if not isinstance(found, Tip):
        return False
    return found == NO_LINE or log.hash_of(found.number) == found.hash


def read_head(file: Path) -> Found:
    """What a head's file says.

    Raises:
        RegisterError: it is there and cannot be read.
    """
    try:
        content = json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        return UnreadableHead()
    except OSError as error:
        raise _trouble(file, "read", error) from error
    match content:
        case {"line": int(number), "hash": str(found)} if len(found) == len(GENESIS):
            return Tip(number, found)
    return UnreadableHead()


def write_head(file: Path, tip: Tip) -> None:
    """Write a head: the file has the old one or the new one, whole, and it is on the disk.

    Raises:
        RegisterError: it cannot be written.
    """
    new = file.with_name(f"{file.name}.new")
    content = json.dumps({"line": tip.number, "hash": tip.hash}) + "\n"
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
        try:
            os.write(descriptor, content.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        new.replace(file)
    except OSError as error:
        raise _trouble(file, "written", error) from error


def _has_reached(found: Found, log: Log, written: Tip) -> bool:
    if not isinstance(found, Tip) or found.number < written.number:
        return False
    return found == written or fits(found, log)


def _trouble(file: Path, verb: str, error: OSError) -> RegisterError:
    what = error.strerror or str(error)
    return RegisterError(
        f"The head of the log {file} cannot be {verb}: {what}; nothing is shown without it. Let "
        f"the account that runs Harmdesk read and write there, or name another place with "
        f"HARMDESK_LOG_HEAD.",
        what=what,
    )
