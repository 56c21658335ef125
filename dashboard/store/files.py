"""Which file holds the data: one file a version, and a pointer that is swapped in one step.

Readers follow the pointer; a load builds the next file next to the present one. A crash at any
moment leaves the pointer at a complete file. Once a file has its name it is never written to again
and never replaced, and no version number is used twice in a folder.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

from dashboard.errors import StoreError

#: On Windows no folder can be flushed, and a file only through a handle that may write.
WINDOWS: Final = os.name == "nt"
POINTER: Final = "current"
NAME: Final = re.compile(r"offences-([1-9]\d*)\.duckdb")
#: How many files are kept by default; each holds every version up to its own.
KEPT: Final = 12
#: The file that a load builds, before it has its name; its companion files begin with this name.
PART: Final = "offences.duckdb.part"
#: Seconds to wait before a pointer counts as missing: a first load may be about to write it.
A_MOMENT: Final = 0.05

#: Distinguishes a file from another under the same name: inode, size, when written and changed.
Signature = tuple[int, int, int, int]


def path_of(directory: Path, version: int) -> Path:
    """The file of a version."""
    return directory / f"offences-{version}.duckdb"


def offence_files(directory: Path) -> list[Path]:
    """Every offence file of a folder by its version; empty where there is no folder."""
    with suppress(OSError):
        found = [path for path in directory.iterdir() if NAME.fullmatch(path.name)]
        return sorted(found, key=version_of)
    return []


def mending(directory: Path) -> str:
    """The command that reports what is wrong with a folder."""
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
    """What distinguishes a file from another that is put in its place.

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


def publish(part: Path, directory: Path, version: int, *, present: Path | None) -> Path:
    """Give a finished file its name and move the pointer to it.

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


def replace(part: Path, file: Path) -> None:
    """Put a finished file in the place of another, in one step: for an erasure alone.

    Args:
        part: the finished file.
        file: the one that it takes the place of.

    Raises:
        OSError: it cannot be written; the old one stays.
    """
    _flush(part)
    part.replace(file)
    with suppress(OSError):  # it has its place; a failure here does not undo that
        _flush(file.parent)


def point_to(directory: Path, file: Path) -> None:
    """Move the pointer to a file, in one step."""
    pointer = directory / f"{POINTER}.part"
    pointer.write_text(f"{file.name}\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(directory / POINTER)
    with suppress(OSError):  # the pointer has moved; a failure here does not undo that
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
    """Write down the pointer's present state, in case the load dies before it moves the pointer."""
    pointer = directory / POINTER
    if pointer.exists():
        note = part.with_name(f"{part.name}.pointer")
        note.write_text(repr(signature(pointer)), encoding="ascii")


def _flush(path: Path) -> None:
    """Wait until a file, or a folder's list of its files, is on the disk."""
    folder = path.is_dir()
    if folder and WINDOWS:
        return
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
