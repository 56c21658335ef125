"""Which file holds the data: one file a version, and a pointer that is swapped in one step.

Readers follow the pointer; a load builds the next file beside the present one. A crash at any
moment leaves the pointer at a whole file. A file that has its name is never written to again and
never replaced, and no version number is given twice in a folder.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import sqlite3
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Final

from dashboard.errors import StoreError

#: A new data folder is its owner's alone.
PRIVATE: Final = 0o700
#: No folder can be flushed there, and a file only through a handle that may write.
WINDOWS: Final = os.name == "nt"
POINTER: Final = "current"
NAME: Final = re.compile(r"offences-([1-9]\d*)\.duckdb")
#: How many files are kept, where the settings say nothing; each holds every version up to its own.
KEPT: Final = 12
#: What a load builds, before it has a name; what lies beside it begins with the same name.
PART: Final = "offences.duckdb.part"
#: Held by whoever writes; it keeps the highest version number that was ever given here.
LOCK: Final = "load.lock"
#: Seconds after which a pointer that is missing is missing: a first load is about to write it.
A_MOMENT: Final = 0.05

#: What tells one file from another under the same name: inode, size, when written and changed.
Signature = tuple[int, int, int, int]


def path_of(directory: Path, version: int) -> Path:
    """The file of a version."""
    return directory / f"offences-{version}.duckdb"


def offence_files(directory: Path) -> list[Path]:
    """Every offence file of a folder by its version; nothing where there is no folder."""
    with suppress(OSError):
        found = [path for path in directory.iterdir() if NAME.fullmatch(path.name)]
        return sorted(found, key=version_of)
    return []


def mending(directory: Path) -> str:
    """The command that says what is wrong with a folder."""
    return f"`harmdesk doctor --data {shlex.quote(str(directory))}`"


def current(directory: Path) -> Path | None:
    """The file that the pointer names; None where nothing was ever loaded.

    Raises:
        StoreError: the pointer is lost, cannot be read, names no offence file, or names one that
            is gone.
    """
    pointer = directory / POINTER
    name = _pointed(pointer)
    if name is None:
        if not offence_files(directory):
            return None
        time.sleep(A_MOMENT)
        name = _pointed(pointer)
    if name is None:
        raise StoreError(_lost(directory))
    if not NAME.fullmatch(name):
        raise StoreError(
            f"The pointer {pointer} says {name[:60]!r}, which is no offence file; write the name "
            f"of one into it, such as offences-1.duckdb, or see {mending(directory)}."
        )
    file = directory / name
    if not file.is_file():
        raise StoreError(
            f"The pointer {pointer} names {name}, and there is no such file; restore it from a "
            f"backup, or see {mending(directory)}, which names the files that are there."
        )
    return file


def _pointed(pointer: Path) -> str | None:
    """What the pointer says; None where there is none."""
    try:
        return pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"The pointer {pointer} cannot be read ({type(error).__name__}); check that it is a "
            f"text file that you may read, or see {mending(pointer.parent)}."
        ) from error


def _lost(directory: Path) -> str:
    names = [file.name for file in offence_files(directory)]
    several = f"{names[0]} to {names[-1]}" if len(names) > 3 else ", ".join(names)  # noqa: PLR2004 - as many as a line has room for
    return (
        f"The pointer {directory / POINTER} is lost, and {several} "
        f"{'are' if len(names) > 1 else 'is'} there; nothing is read or written until it is back. "
        f"Run {mending(directory)} to see what is there, and the same with --fix to mend it."
    )


def version_of(file: Path) -> int:
    """The version that a file holds, by its name."""
    match = NAME.fullmatch(file.name)
    return int(match[1]) if match else 0


def signature(file: Path) -> Signature:
    """What a file is told by from another that is put in its place.

    Raises:
        OSError: it is gone.
    """
    seen = file.stat()
    return (seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, worked out once for each file."""
    return _sha256_of(file, signature(file))


@lru_cache(maxsize=64)
def _sha256_of(file: Path, _: Signature) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def highest(directory: Path) -> int:
    """The highest version number of the files that are there."""
    return max(map(version_of, offence_files(directory)), default=0)


def copy(source: Path, target: Path) -> None:
    """Copy a file, in the file system itself where that can: it may then cost next to nothing."""
    if hasattr(os, "copy_file_range"):
        with suppress(OSError), source.open("rb") as old, target.open("wb") as new:
            left = os.fstat(old.fileno()).st_size
            while left and (done := os.copy_file_range(old.fileno(), new.fileno(), left)):
                left -= done
            if not left:
                return
    shutil.copyfile(source, target)


def publish(part: Path, directory: Path, version: int, *, present: Path | None) -> Path:
    """Give a finished file its name and swing the pointer to it.

    Args:
        part: the finished file.
        directory: the data folder.
        version: of the file.
        present: the file that it was made from.

    Raises:
        StoreError: there is a file of that name, or the pointer was changed in the meantime.
        OSError: it cannot be written; the folder is as it was.
    """
    if current(directory) != present:
        raise StoreError(
            f"The pointer {directory / POINTER} was changed while this was being worked out, and "
            f"nothing was added; do it again."
        )
    file = path_of(directory, version)
    _flush(part)
    _intend(part, directory)
    _name(part, file)
    try:
        point_to(directory, file)
    except BaseException:
        file.unlink()  # its name was given a moment ago, and nothing ever pointed to it
        raise
    return file


def point_to(directory: Path, file: Path) -> None:
    """Swing the pointer to a file, in one step."""
    pointer = directory / f"{POINTER}.part"
    pointer.write_text(f"{file.name}\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(directory / POINTER)
    with suppress(OSError):  # it is done, and seen; what fails here takes nothing back
        _flush(directory)


def _name(part: Path, file: Path) -> None:
    """Give a file its name, unless one of that name is there."""
    try:
        os.link(part, file)
    except FileExistsError:
        raise StoreError(
            f"The file {file} is there already and is never replaced; see {mending(file.parent)}."
        ) from None
    except OSError:  # a file system without hard links
        with file.open("xb"):
            pass
        part.replace(file)


def _intend(part: Path, directory: Path) -> None:
    """Write down where the pointer stands, in case the load dies before it swings."""
    pointer = directory / POINTER
    if pointer.exists():
        beside = part.with_name(f"{part.name}.pointer")
        beside.write_text(repr(signature(pointer)), encoding="ascii")


def remove_unfinished(directory: Path) -> None:
    """Remove what a load that was killed left, and a file that it had named but never pointed to.

    Such a file is the unfinished one under a second name, and the pointer has not moved since it
    was named; any other file stays, whatever the pointer says.
    """
    part, pointer = directory / PART, directory / POINTER
    with suppress(OSError):
        meant = part.with_name(f"{part.name}.pointer").read_text(encoding="ascii")
        if meant == repr(signature(pointer)):
            for file in offence_files(directory):
                if file.samefile(part) and file != current(directory):
                    file.unlink()
    for leftover in leftovers(directory):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def is_being_written(directory: Path) -> bool:
    """Whether somebody holds the right to write; nothing is made or changed by asking."""
    lock = directory / LOCK
    if not lock.is_file():
        return False
    try:
        with closing(
            sqlite3.connect(f"{lock.absolute().as_uri()}?mode=rw", uri=True, timeout=0)
        ) as asked:
            asked.execute("begin immediate")
    except sqlite3.Error as error:
        return "locked" in str(error)
    return False


def disk_use(directory: Path) -> int:
    """Bytes of every file in a folder; a file with two names counts once."""
    seen: dict[tuple[int, int], int] = {}
    for path in directory.rglob("*"):
        with suppress(OSError):  # it may be gone meanwhile
            if path.is_file():
                told = path.stat()
                seen[told.st_dev, told.st_ino] = told.st_size
    return sum(seen.values())


def leftovers(directory: Path) -> list[Path]:
    """What a load that is running, or was killed, has beside the offence files."""
    return sorted([*directory.glob(f"{PART}*"), *directory.glob(f"{POINTER}.part")])


def remove_older(directory: Path, *, lineage: Collection[int], keep: int) -> None:
    """Remove files beyond those that are kept, oldest first.

    Only files go whose version the newest file holds too: of a version that was abandoned, since
    the pointer was put back before it, its own file alone knows.

    Args:
        directory: the data folder.
        lineage: every version that the newest file holds.
        keep: how many of their files stay.
    """
    known = [file for file in offence_files(directory) if version_of(file) in lineage]
    pointed = current(directory)
    for file in known[:-keep]:
        if file != pointed:
            with suppress(OSError):
                file.unlink()


def _flush(path: Path) -> None:
    """Wait until a file, or what a folder says of its files, is on the disk."""
    folder = path.is_dir()
    if folder and WINDOWS:
        return
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Writer:
    """Whoever has the one right to write to a folder."""

    def __init__(self, lock: sqlite3.Connection) -> None:
        """Hold the lock, and read what it keeps."""
        self._lock = lock
        lock.execute("begin exclusive")
        #: The highest version number that was ever given, also where its file is gone.
        self.highest = int(lock.execute("pragma user_version").fetchall()[0][0])

    def remember(self, version: int) -> None:
        """Keep the highest number given; the files tell it too, so that it may fail."""
        with suppress(sqlite3.Error):
            if version > self.highest:
                self._lock.execute(f"pragma user_version = {version:d}")
                self.highest = version

    def leave(self) -> None:
        """Let the right go."""
        with suppress(sqlite3.Error):
            self._lock.commit()
        self._lock.close()


#: The folders whose right to write is held where this code runs.
_held: Final[ContextVar[Mapping[Path, Writer]]] = ContextVar("held")


@contextmanager
def only_writer(directory: Path) -> Iterator[Writer]:
    """Hold the one right to write; it falls with the process that holds it.

    Whoever holds it already, so that a change and its lines in the log are one, goes on.

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
