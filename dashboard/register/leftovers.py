"""Deals with a write-ahead log that lies next to a register but belongs to another one.

SQLite keeps the newest transactions in `register.sqlite-wal` until they are written into the file,
and applies what it finds there to whatever file lies next to it. If a program is killed and the
register is then restored from a backup, the log of the old file would damage the new one. The
file's header has a counter of transactions (https://www.sqlite.org/fileformat2.html, offset 24),
and every transaction of ours writes the header: so a log fits if it begins where the file ends.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final

#: Distinguishes one state of a file from another: its device, number, time and size.
Mark = tuple[int, int, int, int]

#: Sizes and places in bytes, as the file format has them.
WAL_HEADER: Final = 32
FRAME_HEADER: Final = 24
PAGE_SIZE_IN_WAL: Final = slice(8, 12)
SALT_IN_WAL: Final = slice(16, 24)
SALT_IN_FRAME: Final = slice(8, 16)
COUNTER: Final = slice(24, 28)
#: The header's byte that says how a file is written to, and its value without a write-ahead log.
WRITTEN_BY: Final = 18
WITHOUT_WAL: Final = 1
#: Where a register's edition stands in its header.
EDITION_IN_HEADER: Final = slice(60, 64)
#: The first edition of a register that is kept in a write-ahead log wherever that can work.
FIRST_WITH_WAL: Final = 2
#: How a write-ahead log begins, but for its last bit.
MAGIC: Final = 0x377F0682

#: A handle on every register that this process ever read the header of, by device and number.
_HANDLES: Final[dict[tuple[int, int], int]] = {}
_LOCK: Final = Lock()

logger = logging.getLogger("harmdesk")


def set_aside(file: Path, *, seen: Mark | None) -> Mark | None:
    """Move away a write-ahead log that belongs to another file than the register next to it.

    Args:
        file: the register.
        seen: the mark that it had when it was last checked; None: it was never checked.

    Returns:
        its mark now; None where it does not exist.
    """
    mark = _mark(file)
    if mark is not None and mark == seen:
        return mark
    wal = Path(f"{file}-wal")
    if not wal.exists() or (mark is not None and _fits(file, wal)):
        return mark
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    for name in (f"{file}-wal", f"{file}-shm"):
        with suppress(FileNotFoundError):  # another program has just done the same
            Path(name).replace(f"{name}.set-aside-{stamp}")
    logger.warning(
        "Beside the register %s lay a write-ahead log of another one, as after it was put back "
        "from a backup; it was renamed to end in set-aside-%s, and was not used.",
        file,
        stamp,
    )
    return mark


def _mark(file: Path) -> Mark | None:
    try:
        known = file.stat()
    except OSError:
        return None
    return (known.st_dev, known.st_ino, known.st_mtime_ns, known.st_size)


def _fits(file: Path, wal: Path) -> bool:
    """Whether a write-ahead log belongs to a register; true while another program is writing."""
    before = (_mark(file), _mark(wal))
    try:
        fits = _continues(file, wal)
    except OSError:
        return True  # it is gone, or SQLite will report what is wrong
    return fits or before != (_mark(file), _mark(wal))


def _continues(file: Path, wal: Path) -> bool:
    header = _header(file)
    with wal.open("rb") as log:
        counters = _counters(log)
    if not counters or len(header) < COUNTER.stop:
        return True  # nothing in it to apply, or not a database, which SQLite will report
    base = _number(header[COUNTER])
    # The file may have some of the log's transactions already, and never one after them.
    return header[WRITTEN_BY] != WITHOUT_WAL and min(counters) - 1 <= base <= max(counters)


def _header(file: Path) -> bytes:
    """The first 100 bytes of a register, read through a handle that is never closed on Unix.

    Where a process closes any handle on a file, the system lets go of all its locks on it, those of
    other threads' connections too (https://www.sqlite.org/howtocorrupt.html, 2.2). Another program
    would then take itself for the last, and remove the write-ahead log under a transaction.
    """
    if os.name == "nt":  # there each handle has its own locks, and keeps the file in its place
        with file.open("rb") as content:
            return content.read(100)
    with _LOCK:
        known = file.stat()
        number = (known.st_dev, known.st_ino)
        if number not in _HANDLES:
            handle = os.open(file, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
            opened = os.fstat(handle)  # another file may have taken its place meanwhile
            number = (opened.st_dev, opened.st_ino)
            _HANDLES.setdefault(number, handle)
        handle = _HANDLES[number]
        os.lseek(handle, 0, os.SEEK_SET)
        return os.read(handle, 100)


def _counters(log: BinaryIO) -> list[int]:
    """The counter of transactions in every first page that a write-ahead log holds."""
    header = log.read(WAL_HEADER)
    if len(header) < WAL_HEADER or _number(header[:4]) & ~1 != MAGIC:
        return []
    size = _number(header[PAGE_SIZE_IN_WAL])
    counters = []
    while len(frame := log.read(FRAME_HEADER)) == FRAME_HEADER:
        if frame[SALT_IN_FRAME] != header[SALT_IN_WAL]:
            break  # what follows is older than the log's beginning
        if _number(frame[:4]) == 1:
            page = log.read(size)
            counters.append(_number(page[COUNTER]))
        else:
            log.seek(size, os.SEEK_CUR)
    return counters


def _number(big_endian: bytes) -> int:
    return int.from_bytes(big_endian)


def writes_one_at_a_time(register: Path) -> bool:
    """Whether a register is kept without a write-ahead log, though its edition asked for one.

    Args:
        register: its file; one that cannot be read is not said to be.
    """
    try:
        header = _header(register)
    except OSError:
        return False
    if len(header) < EDITION_IN_HEADER.stop:
        return False
    edition = int.from_bytes(header[EDITION_IN_HEADER])
    return edition >= FIRST_WITH_WAL and header[WRITTEN_BY] == WITHOUT_WAL
