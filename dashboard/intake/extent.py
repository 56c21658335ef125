"""How many rows and columns a sheet of a workbook has, worked out before it is read."""

from __future__ import annotations

import re
from typing import Final

from dashboard.errors import IntakeError

MOST_CELLS: Final = 30_000_000
#: A sheet of up to this many cells is accepted, however few of them are filled.
SMALL: Final = 1_000_000
#: At least one in this many cells of an extract is filled.
ONE_FILLED_OF: Final = 20

#: A row or a cell as every program writes it: a row with its number, a cell with its place.
USUAL: Final = re.compile(
    rb'<(?:\w+:)?(?:row r="(\d{1,7})"|c r="([A-Z]{1,3})(\d{1,7})"(?: \w+="[^"<>]*")*(/?)>)'
)
#: The same as any program could write it, and the parts that give its place.
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
    """How many rows and columns a sheet has, counted while it is unpacked.

    Two cells can span more than any memory holds, and the reader would reserve room for them all.
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
        """Look at tags that are written in an unusual way; a cell may not even give its place."""
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
        """The column and the row that a tag names; empty where it names none."""
        references = [
            double or single for key, double, single in ATTRIBUTE.findall(attributes) if key == b"r"
        ]
        place = PLACE.fullmatch(references[0]) if references else None
        if len(references) > 1 or (references and place is None):
            raise odd(self.name)
        return (place[1].upper(), place[2]) if place else (b"", b"")

    @property
    def cells(self) -> int:
        """How many cells the reader holds: all up to the last row and column."""
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
