"""Finds the kind of a file by its bytes, not by its name, and unpacks it.

A compressed file is unpacked piece by piece and its size counted, so that a small file that
unpacks to a huge one is refused before it fills the memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final, Literal

from dashboard.errors import IntakeError
from dashboard.intake.archive import check_workbook
from dashboard.intake.growth import HARMLESS, Size, check_table, check_unpacked
from dashboard.intake.lossless_check import how_often
from dashboard.intake.source_file import MOST_BYTES, File, check_lines

Kind = Literal["text", "parquet", "workbook"]

GZIP: Final = b"\x1f\x8b"
PIECE: Final = 262_144
#: A gzip file may have several members in a row: a gigabyte in small blocks has this many.
MOST_MEMBERS: Final = 30_000
#: This much of a member is unpacked at first: the next member may begin soon after.
FIRST_LOOK: Final = 1_024
#: The delimiters between the cells of a text.
BETWEEN: Final = b",;\t|"

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
    """What kind of file it is, and the file itself, unpacked from gzip.

    Raises:
        IntakeError: it is not a kind of table that is read here, or unpacks to too much.
    """
    packed = len(file.content)
    in_gzip = file.content.startswith(GZIP)
    if in_gzip:
        file = File(file.name, gunzipped(file))
    content = file.content
    if content.startswith(b"PAR1"):
        return "parquet", file
    if content.startswith(b"PK\x03\x04"):
        check_workbook(file, packed=packed)
        return "workbook", file
    begins = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, (what, remedy) in MISTAKEN.items():
        if begins.startswith(magic.lower()):
            raise IntakeError(f"The file {file.name} is {what}, not a table; {remedy}.")
    check_lines(file.name, content)
    if in_gzip and len(content) > HARMLESS:
        _check_cells(file, packed)
    return "text", file


def _check_cells(file: File, packed: int) -> None:
    """Refuse a packed text that is all delimiters: an empty cell costs more than its byte."""
    feeds, returns, *between = how_often(file.content, b"\n\r" + BETWEEN)
    rows = feeds or returns
    cells = max(between) + rows
    check_table(file.name, Size(rows, cells, len(file.content) - cells), packed=packed)


def gunzipped(file: File) -> bytes:
    """The contents of a gzip file, of all its members.

    Raises:
        IntakeError: it is cut short or damaged, something else follows it, or it unpacks to too
            much.
    """
    out = bytearray()
    at = members = 0
    try:
        while at < len(file.content):
            machine = zlib.decompressobj(wbits=31)
            for piece, behind in _pieces(file.content, at, machine):
                out += piece
                at = behind
                check_unpacked(file.name, len(out), packed=len(file.content), most=MOST_BYTES)
            if not machine.eof:
                raise IntakeError(f"The file {file.name} is cut short; copy it again.")
            members += 1
            at = _next_member(file, at, members)
    except zlib.error as error:
        raise IntakeError(
            f"The file {file.name} begins like gzip and cannot be unpacked; export it again."
        ) from error
    return bytes(out)


def _pieces(packed: bytes, at: int, machine: zlib._Decompress) -> Iterator[tuple[bytes, int]]:
    """The contents of a member, a piece at a time, with how far it has been unpacked."""
    look = FIRST_LOOK
    while at < len(packed) and not machine.eof:
        until = min(at + look, len(packed))
        left = packed[at:until]
        while left and not machine.eof:
            piece = machine.decompress(left, PIECE)
            left = machine.unused_data if machine.eof else machine.unconsumed_tail
            yield piece, until - len(left)
        at, look = until, min(look * 2, PIECE)


def _next_member(file: File, at: int, members: int) -> int:
    """Where the next member begins, or the end; some programs pad the end with zeros.

    Raises:
        IntakeError: something else is there, or there are too many members.
    """
    if file.content.startswith(GZIP, at):
        if members < MOST_MEMBERS:
            return at
        raise IntakeError(
            f"The file {file.name} is over {MOST_MEMBERS:,} files of gzip in one, which no extract "
            f"is; it was not read. Export it again, unpacked."
        )
    if file.content.count(b"\0", at) == len(file.content) - at:
        return len(file.content)
    raise IntakeError(
        f"The file {file.name} has {len(file.content) - at:,} bytes behind its gzip that are none, "
        f"so it may not be whole; copy or export it again."
    )
