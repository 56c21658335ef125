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
from threading import Lock, Thread
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

    @contextmanager
    def following(self, written: Tip) -> Iterator[None]:
        """Bring every file up to a line, if what is done meanwhile keeps that line.

        Each new file is brought to the disk while the line is, and takes its place once the line is
        there: so no head is ever ahead of the log. Nobody else writes a head meanwhile, so that
        heads follow each other as lines do.

        Args:
            written: the last line of a transaction that holds the lock for writing, and that is
                made final inside.

        Raises:
            RegisterError: a file cannot be written; the line may be there nevertheless.
        """
        with self._alone():
            trouble: list[RegisterError] = []
            ahead = Thread(target=self._prepare, args=(written, trouble))
            ahead.start()
            try:
                yield
            finally:
                ahead.join()
            for error in trouble:
                raise error
            for file in self.files:
                _put_in_place(file)

    def _prepare(self, tip: Tip, trouble: list[RegisterError]) -> None:
        """Write the new files, on the disk, next to the old ones."""
        try:
            for file in self.files:
                _prepare(file, tip)
        except RegisterError as error:
            trouble.append(error)

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
    _prepare(file, tip)
    _put_in_place(file)


def _prepare(file: Path, tip: Tip) -> None:
    """Bring a new head to the disk, next to the old one."""
    content = json.dumps({"line": tip.number, "hash": tip.hash}) + "\n"
    try:
        descriptor = os.open(_new(file), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
        try:
            os.write(descriptor, content.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _trouble(file, "written", error) from error


def _put_in_place(file: Path) -> None:
    try:
        _new(file).replace(file)
    except OSError as error:
        raise _trouble(file, "written", error) from error


def _new(file: Path) -> Path:
    return file.with_name(f"{file.name}.new")


def _trouble(file: Path, verb: str, error: OSError) -> RegisterError:
    what = error.strerror or str(error)
    return RegisterError(
        f"The head of the log {file} cannot be {verb}: {what}; nothing is shown without it. Let "
        f"the account that runs Harmdesk read and write there, or name another place with "
        f"HARMDESK_LOG_HEAD.",
        what=what,
    )
