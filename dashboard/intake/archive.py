"""Checks that a workbook can be read, piece by piece, before any of it is kept in memory."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from dashboard.errors import IntakeError
from dashboard.intake.extent import Extent, odd
from dashboard.intake.growth import (
    HARMLESS_SHEETS,
    MOST_TIMES_LARGER,
    Size,
    check_table,
    check_unpacked,
)
from dashboard.intake.source_file import MOST_BYTES_OF_A_LINE, File
from dashboard.intake.strings import Strings, text_of_cells

PIECE: Final = 262_144
#: As long as the text searched for, so that it is found where two pieces meet.
OVERLAP: Final = 32
MOST_BYTES_OF_A_WORKBOOK: Final = 300_000_000
MOST_PARTS: Final = 2_000

#: Text that only a sheet has, in one byte a letter or in two; a part may have any name.
A_SHEET: Final = re.compile(rb"s\0?h\0?e\0?e\0?t\0?D\0?a\0?t\0?a")
#: Each place where a workbook names one of its sheets.
NAMED: Final = re.compile(rb"<(?:[^\s<>/:]+:)?sheet[\s/>]")
#: How a part begins that such a name can refer to.
A_PART: Final = re.compile(
    rb"<(?:[^\s<>/:]+:)?(?:work|chart|dialog|macro)sheet[\s/>]", re.IGNORECASE
)
FORBIDDEN_XML: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
#: How a part begins that is written in two bytes a letter, where the searches find nothing.
TWO_BYTES: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
#: A cell that holds a number of over 15 digits, which is all that a spreadsheet keeps of it.
LONG: Final = re.compile(
    rb"<(?:\w+:)?c((?:\s[^<>]*)?)>(?:<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?"
    rb"<(?:\w+:)?v(?:\s[^<>]*)?>\s*([-+]?(?:\d{16,}(?:\.\d*)?|[\d.]+[eE]\+?\d{2,3}))\s*<"
)
#: The kind of cell, where it is not a number.
ANOTHER_KIND: Final = re.compile(rb"\st\s*=\s*[\"'](?!n[\"'])")

#: The errors that a damaged archive can raise, depending on where the damage is.
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, OverflowError, RuntimeError, ValueError),
)


def check_workbook(file: File, *, packed: int) -> None:
    """Refuse a workbook that would fill the memory, or whose XML would read other files.

    Args:
        file: the workbook.
        packed: size of the file as uploaded, in bytes; less than the workbook's own size where
            the workbook was compressed again.

    Raises:
        IntakeError: it is not a workbook, or a hostile one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            _check_parts(file.name, archive.infolist())
            _check_contents(file.name, archive, packed)
    except BROKEN as error:
        raise IntakeError(
            f"The file {file.name} begins like an XLSX workbook and cannot be read as one; save it "
            f"again."
        ) from error


def long_numbers(file: File) -> set[float]:
    """Every number of a workbook with more digits than a spreadsheet keeps."""
    found: set[float] = set()
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        for part in archive.infolist():
            if part.filename.lower().endswith(".xml"):
                for xml in _whole_cells(file.name, archive, part):
                    found |= {
                        float(number)
                        for attributes, number in LONG.findall(xml)
                        if not ANOTHER_KIND.search(attributes)
                    }
    return found


def _check_parts(name: str, parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename.lower().replace("\\", "/") for part in parts}
    if "xl/workbook.bin" in names:
        raise IntakeError(
            f"The file {name} is a binary workbook (XLSB); open it in Excel and save it as XLSX."
        )
    if "mimetype" in names and "content.xml" in names:
        raise IntakeError(
            f"The file {name} is an OpenDocument spreadsheet (ODS); open it and save it as XLSX or "
            f"CSV, and load that."
        )
    if not any(part.startswith("xl/workbook.") for part in names):
        raise IntakeError(
            f"The file {name} is an archive and no XLSX workbook; unpack it and load the files in "
            f"it."
        )
    if len(parts) > MOST_PARTS:
        raise IntakeError(
            f"The file {name} has {len(parts):,} parts, which no workbook has; save the sheet as "
            f"CSV."
        )
    if min(part.header_offset for part in parts):
        raise IntakeError(
            f"The file {name} has another file in front of its workbook, which would not be read; "
            f"save the workbook again and load each by itself."
        )


def _check_contents(name: str, archive: zipfile.ZipFile, packed: int) -> None:
    size = named = parts = 0
    sheets: list[tuple[zipfile.ZipInfo, Extent]] = []
    strings = Strings()
    for part in archive.infolist():
        extent = Extent(name)
        is_xml = part.filename.lower().endswith(".xml")
        for xml in _checked(name, archive, part, is_xml=is_xml):
            size += len(xml)
            check_unpacked(name, size, packed=packed, most=MOST_BYTES_OF_A_WORKBOOK)
            if is_xml and b"<" in xml:  # one fast look finds a piece without tags
                extent.look(xml)
                if b"sheet" in xml:
                    named += len(NAMED.findall(xml))
                    parts += len(A_PART.findall(xml))
            strings.look(xml if is_xml else b"")
        strings.end_part()
        extent.check()
        if extent.filled:
            sheets.append((part, extent))
    if named > parts:  # one part would be read again and again
        raise odd(name)
    _check_table(name, archive, sheets, strings, packed)


def _check_table(
    name: str,
    archive: zipfile.ZipFile,
    sheets: list[tuple[zipfile.ZipInfo, Extent]],
    strings: Strings,
    packed: int,
) -> None:
    """Refuse sheets whose cells need far more memory than the size of their file explains.

    Raises:
        IntakeError: they need more.
    """
    rows = max((extent.rows for _, extent in sheets), default=0)
    cells = sum(extent.cells for _, extent in sheets)
    text = sum(extent.filled for _, extent in sheets) * strings.longest
    # This is the maximum, reached if each cell names the longest text. The sheets are read again
    # only where it is too much.
    if text > max(HARMLESS_SHEETS.text, packed * MOST_TIMES_LARGER):
        text = sum(text_of_cells(_whole_cells(name, archive, part), strings) for part, _ in sheets)
    check_table(name, Size(rows, cells, text), packed=packed, harmless=HARMLESS_SHEETS)


def _checked(
    name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, is_xml: bool
) -> Iterator[bytes]:
    """A part's pieces, each checked for XML that no spreadsheet writes."""
    before = b""
    for xml in _tags(name, archive, part) if is_xml else _raw(archive, part):
        window = before + xml
        if is_xml and not before and xml.startswith(TWO_BYTES):
            raise odd(name)
        if FORBIDDEN_XML.search(window):
            raise IntakeError(
                f"The file {name} has entities in its XML, which no spreadsheet writes; it was not "
                f"read. Save the sheet as CSV."
            )
        if not is_xml and A_SHEET.search(window):
            raise odd(name)
        before = window[-OVERLAP:]
        yield xml


def _raw(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as opened:
        while piece := opened.read(PIECE):
            yield piece


def _tags(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part of XML in pieces of whole tags; a tag that is never closed is left out."""
    left = b""
    for piece in _raw(archive, part):
        window = left + piece
        left = _unfinished(window)
        if len(left) > PIECE:
            raise odd(name)
        yield window[: len(window) - len(left)]


def _unfinished(window: bytes) -> bytes:
    """The beginning of a tag at the end of a piece of XML that is not closed there."""
    at = window.rfind(b"<")
    return window[at:] if at >= 0 and b">" not in window[at:] else b""


def _whole_cells(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A sheet in pieces, none of which ends within a cell."""
    left = b""
    for xml in _tags(name, archive, part):
        window = left + xml
        last = max(window.rfind(b"<c"), window.rfind(b":c"))
        at = window.rfind(b"<", 0, last + 1) if last >= 0 else len(window)
        left = window[at:]
        if len(left) > MOST_BYTES_OF_A_LINE:
            raise odd(name)
        yield window[:at]
    yield left
