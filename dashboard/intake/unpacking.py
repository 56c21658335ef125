"""What kind of file it is, by its bytes and not by its name; and how it is unpacked.

A packed file is unpacked piece by piece and counted, so that a small file that unpacks to a huge
one is refused before it fills the memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, Literal

from dashboard.errors import IntakeError
from dashboard.intake.source import MOST_BYTES, File, check_lines

Kind = Literal["text", "parquet", "workbook"]

PIECE: Final = 262_144
#: Text packs to a tenth; what packs to a hundredth was made to.
MOST_TIMES_LARGER: Final = 100
#: Below this much unpacked, how well it was packed says nothing.
HARMLESS: Final = 10_000_000
MOST_BYTES_OF_A_WORKBOOK: Final = 300_000_000
MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 30_000_000

FORBIDDEN_XML: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
CELL: Final = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')

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
            names = {part.filename.lower() for part in parts}
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
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise IntakeError(
            f"The file {file.name} begins like an XLSX workbook and cannot be read as one; save it "
            f"again."
        ) from error


def _checked_part(file: File, archive: zipfile.ZipFile, part: zipfile.ZipInfo, before: int) -> int:
    """How much a part of a workbook unpacks to, looked through on the way."""
    size, tail = 0, b""
    columns: set[bytes] = set()
    rows = 0
    is_sheet = part.filename.lower().startswith("xl/worksheets/")
    with archive.open(part) as opened:
        while piece := opened.read(PIECE):
            size += len(piece)
            _check_growth(file.name, before + size, len(file.content), MOST_BYTES_OF_A_WORKBOOK)
            window = tail + piece
            if FORBIDDEN_XML.search(window):
                raise IntakeError(
                    f"The file {file.name} has entities in its XML, which no spreadsheet writes; "
                    f"it was not read. Save the sheet as CSV."
                )
            if is_sheet:
                found = CELL.findall(window)
                columns.update(column for column, _ in found)
                rows = max(rows, *(int(row) for _, row in found)) if found else rows
            tail = window[-64:]
    _check_extent(file.name, columns, rows)
    return size


def _check_extent(name: str, columns: set[bytes], rows: int) -> None:
    """Refuse a sheet whose two far cells span more than the memory holds."""
    last = max((_number(column) for column in columns), default=0)
    if last * rows > MOST_CELLS:
        raise IntakeError(
            f"The file {name} has a sheet of {rows:,} rows by {last:,} columns, which is more "
            f"than is read at once; delete the empty rows and columns, or save it as CSV."
        )


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
