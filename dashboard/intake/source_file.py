"""A file as it was uploaded: its name and its bytes; too large a file is refused before it is read.

The name is only displayed; no path in it is followed.
"""

from __future__ import annotations

import hashlib
import mmap
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from dashboard.errors import IntakeError

#: A year of a large force is a tenth of this.
MOST_BYTES: Final = 1_073_741_824
#: A row of an extract has a few hundred letters; a line this long is no row of one.
MOST_BYTES_OF_A_LINE: Final = 1_048_576
LETTERS_OF_A_NAME: Final = 120
#: Files of these kinds have no lines, or need unpacking first.
PACKED: Final = (b"PAR1", b"PK\x03\x04", b"\x1f\x8b")


@dataclass(frozen=True)
class File:
    """A file's name, without its folders, and its bytes."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def named(name: str) -> str:
    """A file's name as it may be displayed: no folders, nothing unprintable, not long."""
    last = re.split(r"[/\\]", name.strip())[-1].strip(". ")
    return _printable(last)[-LETTERS_OF_A_NAME:] or "a file without a name"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def of_upload(name: str, content: bytes) -> File:
    """A file that somebody dropped on a page.

    Raises:
        IntakeError: it is empty or too large.
    """
    name = named(name)
    _check_size(name, len(content))
    if not content.startswith(PACKED):
        check_lines(name, content)
    return File(name, content)


def of_path(path: Path) -> File:
    """A file on this machine; one that cannot be a table is refused before it is read.

    Raises:
        IntakeError: it is not there, cannot be read, is empty or too large.
    """
    name = named(path.name)
    try:
        with path.open("rb") as opened:
            size = path.stat().st_size
            _check_size(name, size)
            with mmap.mmap(opened.fileno(), size, access=mmap.ACCESS_READ) as mapped:
                if not mapped[:4].startswith(PACKED):
                    check_lines(name, mapped)
            return File(name, opened.read(size))
    except FileNotFoundError:
        raise IntakeError(
            f"There is no file {_printable(str(path))}; check the name and the folder."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IntakeError(
            f"The file {_printable(str(path))} cannot be read ({reason}); check that it is a file "
            f"that you may open."
        ) from error


def _check_size(name: str, size: int) -> None:
    if size > MOST_BYTES:
        raise IntakeError(
            f"The file {name} has {size / 1e9:,.1f} GB, and {MOST_BYTES / 1e9:,.1f} GB is the most "
            f"that is read at once; split it by month and load the parts."
        )
    if not size:
        raise IntakeError(f"The file {name} is empty; export it again.")


def check_lines(name: str, content: bytes | mmap.mmap) -> None:
    """Refuse a text with a line longer than any extract has, reading as little of it as possible.

    From one line's end it jumps to the last line end within the permitted length, so that a file
    of short lines needs about one search for each megabyte.

    Raises:
        IntakeError: a line is too long.
    """
    at, size = 0, len(content)
    while size - at > MOST_BYTES_OF_A_LINE:
        reach = at + MOST_BYTES_OF_A_LINE
        ends = content.rfind(b"\n", at, reach)
        ends = max(ends, content.rfind(b"\r", max(at, ends), reach))
        if ends < 0:
            raise IntakeError(
                f"The file {name} has a line of over {MOST_BYTES_OF_A_LINE:,} bytes, so it is no "
                f"table of crimes; export it again as CSV or XLSX."
            )
        at = ends + 1
