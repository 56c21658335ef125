"""Files that are hostile or hopeless, and what is said of each."""

import gzip
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import FIRST, HEAD, HEADINGS, joined, workbook

SOUND: Final = joined(HEAD, FIRST)
SPREADSHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET: Final = "xl/worksheets/sheet1.xml"
MEGABYTE: Final = 1_000_000


def of_bytes(content: bytes) -> Callable[[Path], None]:
    return lambda path: void(path.write_bytes(content))


def void(_: object) -> None:
    """Nothing is handed on."""


def of_sheet(*pieces: bytes, times: int = 1, part: str = SHEET) -> Callable[[Path], None]:
    """A workbook with a sheet of this XML, the middle piece so many times over."""

    def write(path: Path) -> None:
        path.write_bytes(workbook(Sheet1=[HEADINGS, FIRST.split(",")]))
        with zipfile.ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist() if name != SHEET}
        relations = "xl/_rels/workbook.xml.rels"
        parts[relations] = parts[relations].replace(
            b"worksheets/sheet1.xml", part.removeprefix("xl/").encode()
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name, content in parts.items():
                new.writestr(name, content)
            with new.open(part, "w") as sheet:
                sheet.write(pieces[0])
                for _ in range(times):
                    sheet.write(pieces[1])
                sheet.write(pieces[2])

    return write


def of_cells(*cells: bytes, part: str = SHEET) -> Callable[[Path], None]:
    """A workbook with these rows of a sheet, as XML."""
    return of_sheet(OPENING, b"".join(cells), CLOSING, part=part)


OPENING: Final = f'<?xml version="1.0"?><worksheet xmlns="{SPREADSHEET}"><sheetData>'.encode()
CLOSING: Final = b"</sheetData></worksheet>"
FAR: Final = (
    b'<row r="1"><c r="A1"><v>1</v></c></row>',
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
)


def gzip_bomb(path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=1) as packed:
        for _ in range(300):
            packed.write(b"0" * MEGABYTE)


def sparse(size: int) -> Callable[[Path], None]:
    """A file of one line that takes no room on the disk."""

    def write(path: Path) -> None:
        path.write_bytes(b"x")
        os.truncate(path, size)

    return write


@dataclass(frozen=True)
class Hostile:
    """A file, how it is written, and what is said of it."""

    file: str
    write: Callable[[Path], None]
    words: str


HOSTILE: Final = {
    "a workbook that unpacks to 250 MB of noughts": Hostile(
        "bomb.xlsx", of_sheet(OPENING, b"0" * MEGABYTE, CLOSING, times=250), "unpacks to over"
    ),
    "a workbook that unpacks to 250 MB of spaces": Hostile(
        "bomb.xlsx", of_sheet(OPENING, b" " * MEGABYTE, CLOSING, times=250), "unpacks to over"
    ),
    "gzip that unpacks to 300 MB": Hostile("bomb.csv.gz", gzip_bomb, "unpacks to over"),
    "one line of 2 GB": Hostile("line.csv", sparse(2_000_000_000), "has 2.0 GB"),
    "one line of 1 GB": Hostile("line.csv", sparse(1_000_000_000), "has a line of over"),
    "a long line in gzip": Hostile(
        "line.csv.gz",
        of_bytes(gzip.compress(os.urandom(4_000_000).replace(b"\n", b"").replace(b"\r", b""))),
        "has a line of over",
    ),
    "NUL bytes": Hostile(
        "nul.csv", of_bytes(SOUND.replace("S1", "S\0\0").encode()), "it has NUL bytes"
    ),
    "NUL bytes alone": Hostile("nul.csv", of_bytes(bytes(100_000)), "it has NUL bytes"),
    "a PDF": Hostile("extract.csv", of_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), "is a PDF"),
    "10,000 columns": Hostile(
        "wide.csv",
        of_bytes(f"{HEAD},{','.join(f'c{n}' for n in range(10_000))}\n{FIRST}\n".encode()),
        "has 10,004 columns",
    ),
    "10,000 columns in a workbook": Hostile(
        "wide.xlsx",
        lambda path: void(path.write_bytes(workbook(A=[[*HEADINGS, *map(str, range(10_000))]]))),
        "columns",
    ),
    "XML with entities": Hostile(
        "entities.xlsx",
        of_sheet(
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "made up"><!ENTITY b "&a;&a;&a;&a;">]>',
            f'<worksheet xmlns="{SPREADSHEET}"><sheetData>'.encode(),
            CLOSING,
        ),
        "has entities in its XML",
    ),
    "XML that would read another file": Hostile(
        "entities.xlsx",
        of_sheet(
            b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///made-up">',
            OPENING.partition(b"?>")[2],
            CLOSING,
        ),
        "has entities in its XML",
    ),
    "a sheet of two cells, one in each far corner": Hostile("far.xlsx", of_cells(*FAR), "sheet of"),
    "far corners, quoted in another way": Hostile(
        "far.xlsx", of_cells(*(row.replace(b'"', b"'") for row in FAR)), "sheet of"
    ),
    "far corners, in a tag that is drawn out": Hostile(
        "far.xlsx",
        of_cells(FAR[0], FAR[1].replace(b"<c r", b"<c" + b" " * 300_000 + b"r")),
        "sheet of",
    ),
    "far corners, in cells that do not say where they are": Hostile(
        "far.xlsx",
        of_cells(
            b'<row r="1">' + b"<c><v>1</v></c>" * 16_000 + b"</row>",
            b'<row r="1048576"><c><v>1</v></c></row>',
        ),
        "sheet of",
    ),
    "far corners, in a part under another name": Hostile(
        "far.xlsx", of_cells(*FAR, part="xl/made-up/sheet.xml"), "sheet of"
    ),
    "far corners, in a part that is called a picture": Hostile(
        "far.xlsx", of_cells(*FAR, part="xl/media/made-up.png"), "XML that no spreadsheet writes"
    ),
    "far corners, behind another place": Hostile(
        "far.xlsx",
        of_cells(FAR[0], FAR[1].replace(b"<c ", b"<c x=\" r='A1' \" ")),
        "sheet of",
    ),
    "far corners, in two bytes a letter": Hostile(
        "far.xlsx",
        of_sheet(b"\xff\xfe", (OPENING + b"".join(FAR)).decode().encode("utf-16-le"), b""),
        "XML that no spreadsheet writes",
    ),
    "far corners, behind a mark that ends no tag": Hostile(
        "far.xlsx",
        of_cells(FAR[0], FAR[1].replace(b"<c ", b'<c x=">' + b" " * 300_000 + b'" ')),
        "XML that no spreadsheet writes",
    ),
    "a binary workbook": Hostile(
        "binary.xlsb",
        lambda path: zipfile.ZipFile(path, "w").writestr("xl/workbook.bin", b"made up"),
        "is a binary workbook",
    ),
    "a sheet of two cells, a million rows apart": Hostile(
        "far.xlsx",
        of_cells(FAR[0], FAR[1].replace(b"XFD", b"Z")),
        "sheet of",
    ),
    "a sheet that holds none": Hostile(
        "sheet.xlsx", of_sheet(OPENING.replace(b"sheetData", b"nothing"), b"", b""), "sheet.xlsx"
    ),
    "an archive that is no workbook": Hostile(
        "archive.xlsx",
        lambda path: zipfile.ZipFile(path, "w").writestr("made-up.csv", SOUND),
        "is an archive and no XLSX workbook",
    ),
    "a workbook cut short": Hostile(
        "cut.xlsx",
        lambda path: void(path.write_bytes(workbook(A=[HEADINGS])[:-200])),
        "cannot be read as one",
    ),
    "an old Excel file": Hostile(
        "old.xls", of_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_096)), "an old or"
    ),
    "a web page named as a workbook": Hostile(
        "page.xls",
        of_bytes(b"<html><body><table><tr><td>crime_ref</td></tr></table></body></html>"),
        "is a web page",
    ),
    "gzip within gzip": Hostile(
        "twice.csv.gz",
        of_bytes(gzip.compress(gzip.compress(SOUND.encode()))),
        "is packed in gzip twice",
    ),
    "gzip cut short": Hostile(
        "cut.csv.gz", of_bytes(gzip.compress(SOUND.encode() * 99)[:-9]), "is cut short"
    ),
    "bytes of no kind": Hostile("noise.csv", of_bytes(bytes(range(256)) * 99), "noise.csv"),
    "quotation marks without an end": Hostile(
        "open.csv", of_bytes(f'{HEAD}\n"{FIRST}\n'.encode() + b"x,y\n" * 99), "open.csv"
    ),
}
