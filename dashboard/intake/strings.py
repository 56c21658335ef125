"""How much text a workbook's cells have, where each text is stored once and has a number."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from typing import Final

import numpy as np

#: Where a text of the list begins, and the shortest tags around it.
BEGUN: Final = re.compile(rb"<(?:[^\s<>/:]+:)?si[\s/>]")
TAGS: Final = len(b"<si><t></t></si>")
#: A cell that refers to a text of the list, and its number as every program writes it.
SHARED: Final = re.compile(rb"\st\s*=\s*[\"']s[\"']")
REFERENCE: Final = re.compile(
    rb"\st\s*=\s*[\"']s[\"'][^<>]*><(?:\w+:)?v(?:\s[^<>]*)?>\s*(\d{1,9})\s*<"
)


class Strings:
    """How long each text of a workbook's list is, measured while the workbook is unpacked."""

    def __init__(self) -> None:
        self._lengths = array("q")
        self._at = 0
        self._begun: int | None = None

    def look(self, xml: bytes) -> None:
        """Look through whole tags of a part."""
        if b"<" in xml and (b"<si" in xml or b":si" in xml):
            for found in BEGUN.finditer(xml):
                self._end(self._at + found.start())
                self._begun = self._at + found.start()
        self._at += len(xml)

    def end_part(self) -> None:
        """End this part; the next piece belongs to another part."""
        self._end(self._at)
        self._begun, self._at = None, 0

    def _end(self, at: int) -> None:
        if self._begun is not None:
            self._lengths.append(max(at - self._begun - TAGS, 0))

    @property
    def longest(self) -> int:
        """The bytes of the longest text."""
        return max(self._lengths, default=0)

    def lengths(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """The bytes of each text, by its number."""
        return np.array(self._lengths, np.int64)


def text_of_cells(pieces: Iterable[bytes], strings: Strings) -> int:
    """How many bytes the texts of a sheet's cells have, each counted as often as it is used.

    A number that is written in an unusual way is taken to refer to the longest text.

    Args:
        pieces: of the sheet's XML, each of whole cells.
        strings: the workbook's list.
    """
    lengths, longest, size = strings.lengths(), strings.longest, 0
    for xml in pieces:
        named = np.array([int(number) for number in REFERENCE.findall(xml)], np.int64)
        known = named[named < lengths.size]
        size += int(lengths[known].sum()) + (len(SHARED.findall(xml)) - known.size) * longest
    return size
