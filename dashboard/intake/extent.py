"""How far a sheet of a workbook reaches, found out before it is read."""

from __future__ import annotations

import re
from typing import Final

from dashboard.errors import IntakeError

MOST_CELLS: Final = 30_000_000
#: A sheet may be so large, however few of its cells are filled.
SMALL: Final = 1_000_000
#: So few of the cells of an extract are filled, at the least.
ONE_FILLED_OF: Final = 20

#: A row or a cell, as every program writes it: with its number, or its column and its row.
USUAL: Final = re.compile(
    rb'<(?:\w+:)?(?:row r="(\d{1,7})"|c r="([A-Z]{1,3})(\d{1,7})"(?: \w+="[^"<>]*")*(/?)>)'
)
#: The same as anybody could write it, and what tells its place.
ANY: Final = re.compile(rb"<(?:[^\s<>/:]+:)?(row|c)((?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)>")
BEGUN: Final = re.compile(rb"<(?:[^\s<>/:]+:)?(?:row|c)[\s/>]")
ATTRIBUTE: Final = re.compile(rb"([^\s=\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
PLACE: Final = re.compile(rb"([A-Za-z]{0,3})(\d{0,7})")


def odd(name: str) -> IntakeError:
    """The error for XML that could be read in two ways."""
    return IntakeError(
        f"The file {name} has XML that no spreadsheet writes; it was not read. Open it in Excel "
        f"and save it as XLSX, or save the sheet as CSV."
    )


class Extent:
    """How far a sheet reaches, told while it is unpacked.

    Two cells can span more than any memory holds, and the reader would reserve it all.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.columns = self.filled = 0
        self.row = self.column = 0

    def look(self, xml: bytes) -> None:
        """Look through whole tags."""
        usual = USUAL.findall(xml)
        # Counting bytes is fast, and never counts too few.
        most = sum(xml.count(begin) for begin in (b"<c", b":c", b"<row", b":row"))
        if len(usual) != most and len(usual) != len(BEGUN.findall(xml)):
            self._look_closely(xml)
            return
        self.row = max((int(row) for row, *_ in usual if row), default=self.row)
        filled = [(column, row) for _, column, row, empty in usual if column and not empty]
        if filled:
            self.filled += len(filled)
            self.columns = max(self.columns, *map(_number, {column for column, _ in filled}))
            self.rows = max(self.rows, *(int(row) for row in {row for _, row in filled}))

    def _look_closely(self, xml: bytes) -> None:
        """Look at tags that are not written as usual; a cell may not even say where it is."""
        tags = ANY.findall(xml)
        if len(tags) != len(BEGUN.findall(xml)):
            raise odd(self.name)
        for tag, attributes in tags:
            column, row = self._place(attributes)
            if tag == b"row":
                self.row, self.column = int(row) if row else self.row + 1, 0
                continue
            self.column = _number(column) if column else self.column + 1
            self.row = max(self.row, int(row or 1), 1)
            self.filled += 1
            self.columns = max(self.columns, self.column)
            self.rows = max(self.rows, self.row)

    def _place(self, attributes: bytes) -> tuple[bytes, bytes]:
        """The column and the row that a tag names; nothing where it does not."""
        told = [one or other for key, one, other in ATTRIBUTE.findall(attributes) if key == b"r"]
        place = PLACE.fullmatch(told[0]) if told else None
        if len(told) > 1 or (told and place is None):
            raise odd(self.name)
        return (place[1].upper(), place[2]) if place else (b"", b"")

    @property
    def cells(self) -> int:
        """How many cells the reader holds: every one up to the furthest row and column."""
        return self.rows * self.columns

    def check(self) -> None:
        """Refuse a sheet that spans more than the memory holds.

        Raises:
            IntakeError: it does.
        """
        cells = self.cells
        sparse = cells > SMALL and cells > self.filled * ONE_FILLED_OF
        if cells > MOST_CELLS or sparse:
            raise IntakeError(
                f"The file {self.name} has a sheet of {self.rows:,} rows by {self.columns:,} "
                f"columns, which is more than is read at once; delete the empty rows and columns, "
                f"or save it as CSV."
            )


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
