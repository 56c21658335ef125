"""What kind of file it is, by its bytes and not by its name; and how it is unpacked.

A packed file is unpacked piece by piece and counted, so that a small file that unpacks to a huge
one is refused before it fills the memory.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, Literal

from dashboard.errors import IntakeError
from dashboard.intake.source import MOST_BYTES, File, check_lines

Kind = Literal["text", "parquet", "workbook"]

PIECE: Final = 262_144
#: As long as what is looked for, so that it is found where two pieces meet.
OVERLAP: Final = 32
#: Text packs to a tenth; what packs to a hundredth was made to.
MOST_TIMES_LARGER: Final = 100
#: Below this much unpacked, how well it was packed says nothing.
HARMLESS: Final = 10_000_000
MOST_BYTES_OF_A_WORKBOOK: Final = 300_000_000
MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 30_000_000

#: A sheet may be so large, however few of its cells are filled.
SMALL: Final = 1_000_000
#: So few of the cells of an extract are filled, at the least.
ONE_FILLED_OF: Final = 20

#: What only a sheet has, in one byte a letter or in two; a part may be called anything.
A_SHEET: Final = re.compile(rb"s\0?h\0?e\0?e\0?t\0?D\0?a\0?t\0?a")
FORBIDDEN_XML: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
#: How a part begins that is written in two bytes a letter, where nothing is found.
TWO_BYTES: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
#: A row or a cell, as every program writes it: with its number, or its column and its row.
USUAL: Final = re.compile(
    rb'<(?:\w+:)?(?:row r="(\d{1,7})"|c r="([A-Z]{1,3})(\d{1,7})"(?: \w+="[^"<>]*")*(/?)>)'
)
#: The same as anybody could write it, and what tells its place.
ANY: Final = re.compile(rb"<(?:[^\s<>/:]+:)?(row|c)((?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)>")
BEGUN: Final = re.compile(rb"<(?:[^\s<>/:]+:)?(?:row|c)[\s/>]")
ATTRIBUTE: Final = re.compile(rb"([^\s=\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
PLACE: Final = re.compile(rb"([A-Za-z]{0,3})(\d{0,7})")

#: What a damaged archive ends in, by where the damage is.
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, OverflowError, RuntimeError, ValueError),
)

#: Files that people mistake for extracts: how they begin, what they are, what to do.
MISTAKEN: Final = {
    b"%PDF": ("a PDF", "ask for the data as CSV or XLSX"),
    b"\xd0\xcf\x11\xe0": (
        "an old or protected Excel file",
        "open it in Excel and save it as XLSX without a password",
    ),
    b"<!doctype": ("a web page", "open it in Excel and save it as XLSX"),
    b"<html": ("a web page", "open it in Excel and save it as XLSX"),
    b"<table": ("a web page", "open it in Excel and save it as XLSX"),
    b"<?xml": ("XML", "save it as CSV or XLSX"),
    b"{\\rtf": ("a text document", "save the table in it as CSV"),
    b"SQLite format 3": ("a database", "export the table as CSV"),
    b"7z\xbc\xaf": ("a 7-Zip archive", "unpack it"),
    b"Rar!": ("a RAR archive", "unpack it"),
    b"\x1f\x8b": ("packed in gzip twice", "unpack it once"),
}


def unpacked(file: File) -> tuple[Kind, File]:
    """What kind of file it is, and the file itself, out of its gzip wrapping.

    Raises:
        IntakeError: it is no kind of table that is read here, or unpacks to too much.
    """
    if file.content.startswith(b"\x1f\x8b"):
        file = File(file.name, _gunzipped(file))
    content = file.content
    if content.startswith(b"PAR1"):
        return "parquet", file
    if content.startswith(b"PK\x03\x04"):
        _check_workbook(file)
        return "workbook", file
    begins = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, (what, remedy) in MISTAKEN.items():
        if begins.startswith(magic.lower()):
            raise IntakeError(f"The file {file.name} is {what}, not a table; {remedy}.")
    check_lines(file.name, content)
    return "text", file


def _gunzipped(file: File) -> bytes:
    machine = zlib.decompressobj(wbits=31)
    out = bytearray()
    try:
        for piece in _pieces(file.content, machine):
            out += piece
            _check_growth(file.name, len(out), len(file.content), MOST_BYTES)
    except zlib.error as error:
        raise IntakeError(
            f"The file {file.name} begins like gzip and cannot be unpacked; export it again."
        ) from error
    if not machine.eof:
        raise IntakeError(f"The file {file.name} is cut short; copy it again.")
    return bytes(out)


def _pieces(packed: bytes, machine: zlib._Decompress) -> Iterator[bytes]:
    """What a packed text unpacks to, a piece at a time."""
    left = packed
    while left and not machine.eof:
        yield machine.decompress(left, PIECE)
        left = machine.unconsumed_tail


def _check_growth(name: str, size: int, packed: int, most: int) -> None:
    if size > most or (size > HARMLESS and size > packed * MOST_TIMES_LARGER):
        raise IntakeError(
            f"The file {name} unpacks to over {size / 1e6:,.0f} MB from {packed / 1e6:,.1f} MB, "
            f"which no extract does; it was not read. Export it again, unpacked."
        )


def _check_workbook(file: File) -> None:
    """Refuse a workbook that would fill the memory, or whose XML would reach elsewhere.

    Raises:
        IntakeError: it is no workbook, or a hostile one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower().replace("\\", "/") for part in parts}
            if "xl/workbook.bin" in names:
                raise IntakeError(
                    f"The file {file.name} is a binary workbook (XLSB); open it in Excel and save "
                    f"it as XLSX."
                )
            if not any(name.startswith("xl/workbook.") for name in names):
                raise IntakeError(
                    f"The file {file.name} is an archive and no XLSX workbook; unpack it and load "
                    f"the files in it."
                )
            if len(parts) > MOST_PARTS:
                raise IntakeError(
                    f"The file {file.name} has {len(parts):,} parts, which no workbook has; save "
                    f"the sheet as CSV."
                )
            size = 0
            for part in parts:
                size += _checked_part(file, archive, part, size)
    except BROKEN as error:
        raise IntakeError(
            f"The file {file.name} begins like an XLSX workbook and cannot be read as one; save it "
            f"again."
        ) from error


def _checked_part(file: File, archive: zipfile.ZipFile, part: zipfile.ZipInfo, before: int) -> int:
    """How much a part of a workbook unpacks to, looked through on the way."""
    size, tail, extent = 0, b"", _Extent(file.name)
    is_xml = part.filename.lower().endswith(".xml")
    with archive.open(part) as opened:
        while piece := opened.read(PIECE):
            if is_xml and not size and piece.startswith(TWO_BYTES):
                raise _odd(file.name)
            size += len(piece)
            _check_growth(file.name, before + size, len(file.content), MOST_BYTES_OF_A_WORKBOOK)
            window = tail + piece
            if FORBIDDEN_XML.search(window):
                raise IntakeError(
                    f"The file {file.name} has entities in its XML, which no spreadsheet writes; "
                    f"it was not read. Save the sheet as CSV."
                )
            if not is_xml and A_SHEET.search(window):
                raise _odd(file.name)
            tail = _unfinished(window) if is_xml else window[-OVERLAP:]
            if len(tail) > PIECE:
                raise _odd(file.name)
            if is_xml:
                extent.look(window[: len(window) - len(tail)])
    extent.check()
    return size


def _odd(name: str) -> IntakeError:
    return IntakeError(
        f"The file {name} has XML that no spreadsheet writes; it was not read. Open it in Excel "
        f"and save it as XLSX, or save the sheet as CSV."
    )


def _unfinished(window: bytes) -> bytes:
    """What is left at the end of a piece of XML of a tag that is not closed there."""
    at = window.rfind(b"<")
    return window[at:] if at >= 0 and b">" not in window[at:] else b""


class _Extent:
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
            raise _odd(self.name)
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
            raise _odd(self.name)
        return (place[1].upper(), place[2]) if place else (b"", b"")

    def check(self) -> None:
        """Refuse a sheet that spans more than the memory holds.

        Raises:
            IntakeError: it does.
        """
        cells = self.rows * self.columns
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
