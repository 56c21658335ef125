"""What a sheet of a workbook has besides its values: hidden rows, merged cells, errors, formulas.

The reader of workbooks gives an error as an empty cell, a merged cell in its first row alone, and
hidden rows like any other. What is in the XML of a sheet says which these are. It was looked
through before (`archive.check_workbook`), so it fits into memory.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Final

from dashboard.intake.dates import DAY_0

#: Day 0 of a Macintosh's count of days.
DAY_0_OF_1904: Final = date(1904, 1, 1)

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
A_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
A_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
ATTRIBUTE: Final = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
FROM_1904: Final = re.compile(rb"<(?:\w+:)?workbookPr\s[^<>]*date1904\s*=\s*[\"'](?:1|true)[\"']")

MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*ref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
HIDDEN: Final = re.compile(rb"<(?:\w+:)?row\s[^<>]*>")
ROW_NUMBER: Final = re.compile(rb"\sr=[\"'](\d+)[\"']")
IS_HIDDEN: Final = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
AN_ERROR: Final = re.compile(
    rb"<(?:\w+:)?c\s+r=[\"']([A-Z]+)(\d+)[\"'][^<>]*\st=[\"']e[\"'][^<>]*>"
    rb"(?:<(?:\w+:)?f[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]*)<"
)
UNCALCULATED: Final = re.compile(
    rb"<(?:\w+:)?c\s+r=[\"']([A-Z]+)(\d+)[\"'][^<>]*><(?:\w+:)?f[^<>]*>[^<]*</(?:\w+:)?f>"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
FILLED: Final = re.compile(rb"<(?:\w+:)?c\s+r=[\"']([A-Z]+)\d+[\"'][^<>/]*>(?!</)")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet has besides its values; rows from 1, columns from 0 of those that are filled.

    Attributes:
        hidden: the numbers of hidden rows.
        filtered: whether a filter hides them.
        merged: first row, last row and column of cells that are merged over several rows.
        errors: the row and column of each cell that is an error, with its text.
        uncalculated: the row and column of each formula without a stored result.
    """

    hidden: frozenset[int] = frozenset()
    filtered: bool = False
    merged: tuple[tuple[int, int, int], ...] = ()
    errors: tuple[tuple[int, int, str], ...] = ()
    uncalculated: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a workbook says of itself.

    Attributes:
        epoch: day 0 of its count of days.
        parts: by the name of a sheet the part of the file that it is in.
        content: of the file.
    """

    epoch: date
    parts: dict[str, str] = field(default_factory=dict)
    content: bytes = b""

    def of_sheet(self, name: str) -> SheetFacts:
        """What is known of one sheet; nothing where its part is not found."""
        part = self.parts.get(name)
        if part is None:
            return SheetFacts()
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return _facts(archive.read(part))


def book_facts(content: bytes) -> BookFacts:
    """What an XLSX workbook says of itself; only what can be read of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if not {WORKBOOK, RELATIONS} <= names:
            return BookFacts(DAY_0)
        book = archive.read(WORKBOOK)
        targets = {
            found["Id"]: _path(found["Target"])
            for found in _attributes(A_RELATION, archive.read(RELATIONS))
            if {"Id", "Target"} <= found.keys()
        }
    parts = {
        unescape(found["name"]): part
        for found in _attributes(A_SHEET, book)
        if "name" in found
        and (part := targets.get(next((v for k, v in found.items() if k.endswith(":id")), "")))
        in names
    }
    epoch = DAY_0_OF_1904 if FROM_1904.search(book) else DAY_0
    return BookFacts(epoch, {name: str(part) for name, part in parts.items()}, content)


def _attributes(tag: re.Pattern[bytes], xml: bytes) -> Iterator[dict[str, str]]:
    for found in tag.finditer(xml):
        yield {
            key.decode(): (double or single).decode("utf-8", errors="replace")
            for key, double, single in ATTRIBUTE.findall(found[1])
        }


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _facts(xml: bytes) -> SheetFacts:
    hidden = (
        frozenset(
            int(number[1])
            for row in HIDDEN.finditer(xml)
            if IS_HIDDEN.search(row[0]) and (number := ROW_NUMBER.search(row[0]))
        )
        if b"hidden=" in xml
        else frozenset()
    )
    errors = list(AN_ERROR.finditer(xml)) if b'"e"' in xml or b"'e'" in xml else []
    empty = list(UNCALCULATED.finditer(xml)) if b"<f" in xml or b":f" in xml else []
    merged = list(MERGED.finditer(xml)) if b"mergeCell" in xml else []
    if not (errors or empty or merged):
        return SheetFacts(hidden, b"autoFilter" in xml)
    first = min((_column(letters) for letters in set(FILLED.findall(xml))), default=0)
    return SheetFacts(
        hidden,
        filtered=b"autoFilter" in xml,
        merged=tuple(
            (int(found[2]), int(found[4]), _column(found[1]) - first)
            for found in merged
            if found[1] == found[3] and found[2] != found[4]
        ),
        errors=tuple(
            (int(found[2]), _column(found[1]) - first, unescape(found[3].decode()))
            for found in errors
        ),
        uncalculated=tuple((int(found[2]), _column(found[1]) - first) for found in empty),
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
