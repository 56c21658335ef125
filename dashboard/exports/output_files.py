"""Files that a command writes: never onto what it reads, and whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from dashboard.backup.beginnings import FIRST_MEMBER, SEALED
from dashboard.errors import OutputError

#: How many bytes of a file that is there are looked at, to know what it is.
LOOKED_AT: Final = 4096
#: A file that holds everything is its owner's alone.
PRIVATE: Final = 0o600
PLAIN: Final = FIRST_MEMBER.encode()
BOM: Final = "\ufeff".encode()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that a command writes.

    Attributes:
        name: in a sentence.
        is_one: whether the first bytes of a file are those of one.
    """

    name: str
    is_one: Callable[[bytes], bool]


PDF: Final = Kind("a PDF file", lambda start: start.startswith(b"%PDF-"))
#: Slides, as `documents.slides` packs them: the presentation is the second member.
PPTX: Final = Kind(
    "a file of PowerPoint",
    lambda start: start.startswith(b"PK") and b"ppt/presentation.xml" in start,
)
#: Refused rows, as `documents.rejects_as_csv` writes them: the marking comes first.
REJECTS: Final = Kind(
    "a file of refused rows",
    lambda start: start.startswith(BOM + b"marking,file,") and b",reasons" in start,
)
#: CSV files of reach, as `exports.reach_csv` packs them: the first member's name comes at byte 30.
REACH: Final = Kind(
    "a file of reach of Harmdesk",
    lambda start: start.startswith(b"PK") and start[30:].startswith(b"harmdesk-reach-"),
)
CALENDAR: Final = Kind("a calendar file", lambda start: start.startswith(b"BEGIN:VCALENDAR"))
#: A sealed backup, or one that is a TAR archive, as `dashboard.backup` writes them.
BACKUP: Final = Kind("a backup of Harmdesk", lambda start: start.startswith((SEALED, PLAIN)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file to be written.

    Attributes:
        path: as it was named.
        kind: of file.
        data: the data folder, in which nothing else is written.
        inputs: files that the command reads.
        force: whether a file of another kind may be replaced.
    """

    path: Path
    kind: Kind
    data: Path
    inputs: Sequence[Path] = field(default=())
    force: bool = False

    def check(self) -> None:
        """Refuse where this may not be written, before anything is done.

        Raises:
            OutputError: it is an input, in the data folder, a folder, or a file of another kind
                that nobody asked to replace; or it cannot be written.
        """
        try:
            self._check_place(Path(os.path.realpath(self.path)))
        except OSError as error:  # also a name that is too long to be looked for
            raise self._unwritable(error) from error

    def _check_place(self, there: Path) -> None:
        for read in self.inputs:
            if _same(there, Path(os.path.realpath(read))):
                raise OutputError(
                    f"The file {str(self.path)!r} is read by this command, and would be "
                    f"overwritten; name another."
                )
        if _within(there, self.data):
            raise OutputError(
                f"The file {str(self.path)!r} would be in the data folder {self.data}, where only "
                f"the record is kept; name one elsewhere."
            )
        if there.is_dir():
            raise IsADirectoryError(errno.EISDIR, "Is a directory")
        self._check_kind(there)
        self._check_folder(there)

    def _check_kind(self, there: Path) -> None:
        if self.force or not there.is_file():
            return
        with there.open("rb") as content:
            start = content.read(LOOKED_AT)
        if start and not self.kind.is_one(start):
            raise OutputError(
                f"The file {str(self.path)!r} is there and is not {self.kind.name}; name another, "
                f"or replace it with --force."
            )

    def _check_folder(self, there: Path) -> None:
        """Make and remove the file that the content is written to first."""
        if there.exists() and not there.is_file():
            return
        part = _part(there)
        with part.open("xb"):
            pass
        part.unlink()

    def write(self, content: bytes) -> None:
        """Write it whole or not at all; a pipe or a device is written to, and stays what it is.

        Raises:
            OutputError: it may not be written, or cannot; a file already there is unchanged.
        """
        self.check()
        there = Path(os.path.realpath(self.path))  # a link stays one
        try:
            if there.is_file() or not there.exists():
                _replace(there, content)
            else:
                there.write_bytes(content)
        except OSError as error:
            raise self._unwritable(error) from error

    def fill(self, fill: Callable[[BinaryIO], None], check: Callable[[Path], None]) -> None:
        """Write a file that is too large for memory: whole and found right, or not at all.

        Args:
            fill: writes it.
            check: reads what was written, before it has its name; raises where it is not right.

        Raises:
            OutputError: it may not be written, or cannot; a file already there is unchanged.
        """
        self.check()
        there = Path(os.path.realpath(self.path))
        part = _part(there)
        try:
            try:
                descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
                with os.fdopen(descriptor, "wb") as out:
                    fill(out)
                    out.flush()
                    os.fsync(out.fileno())
                check(part)
                part.replace(there)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> OutputError:
        return OutputError(
            f"The file {str(self.path)!r} cannot be written ({error.strerror}); name one that can."
        )


def _part(file: Path) -> Path:
    return file.with_name(f".harmdesk-{os.getpid()}.part")


def _replace(file: Path, content: bytes) -> None:
    part = _part(file)
    try:
        with part.open("xb") as out:
            out.write(content)
        if file.exists():
            shutil.copymode(file, part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _same(one: Path, other: Path) -> bool:
    """Whether two paths, links resolved, are one file: also by a hard link or in other letters."""
    with suppress(OSError):
        return one.samefile(other)
    return os.path.normcase(one) == os.path.normcase(other)


def _within(file: Path, folder: Path) -> bool:
    """Whether a file is in a folder, under any of its names, or will be."""
    real = Path(os.path.realpath(folder))
    if any(_same(above, real) for above in (file, *file.parents)):
        return True
    if not file.is_file() or not real.is_dir():
        return False
    facts = file.stat()
    if facts.st_nlink < 2:  # noqa: PLR2004 - a file has one name, or several
        return False
    return any(path.is_file() and _same(path, file) for path in real.rglob("*"))
