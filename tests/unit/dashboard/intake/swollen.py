"""Small files that would fill the memory, or be read in part."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyarrow as pa
from pyarrow import parquet

from tests.unit.dashboard.intake.corpus.trouble import FIRST, HEAD, HEADINGS, joined, workbook
from tests.unit.dashboard.intake.hostile import (
    CLOSING,
    MEGABYTE,
    OPENING,
    SOUND,
    Hostile,
    of_bytes,
    of_sheet,
    void,
)

NO_EXTRACT: Final = "which no extract does"
ROW: Final = ("C1", "S1", "019/08", "2026-01-05")
WIDE: Final = b"S" * 30_000
WIDE_KIND: Final = pa.binary(30_000)
COLUMNS: Final = ("crime_ref", "suspect_id", "offence_code", "recorded_on")


def repeated(value: object, rows: int) -> pa.Array:
    """A column that names one value by its number in every row."""
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), rows), [value])


def in_parquet(rows: int, **columns: pa.Array) -> pa.Table:
    """A table of so many rows, all alike but for these columns."""
    return pa.table(
        {name: repeated(v, rows) for name, v in zip(COLUMNS, ROW, strict=True)} | columns
    )


def of_table(build: Callable[[], pa.Table], **options: object) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        parquet.write_table(build(), path, **({"compression": "zstd"} | options))

    return write


def in_one_number(number: int, size: int) -> bytes:
    """A number as Parquet's footer has it, in so many bytes."""
    parts = [(number << 1) >> 7 * place & 0x7F for place in range(size)]
    return bytes([part | 0x80 for part in parts[:-1]] + parts[-1:])


def lying(
    build: Callable[[], pa.Table], old: Callable[[parquet.FileMetaData], int], new: int
) -> Callable[[Path], None]:
    """A file whose footer says another number than is true, wherever it says that one."""

    def write(path: Path) -> None:
        of_table(build, use_dictionary=False)(path)
        footer = parquet.ParquetFile(path).metadata
        content = path.read_bytes()
        begins = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
        number = old(footer)
        size = next(n for n in range(1, 11) if (number << 1) >> 7 * n == 0)
        true, false = in_one_number(number, size), in_one_number(new, size)
        assert true in content[begins:]
        path.write_bytes(content[:begins] + content[begins:].replace(true, false))

    return write


def unpacked_size(footer: parquet.FileMetaData) -> int:
    return int(footer.row_group(0).column(1).total_uncompressed_size)


def naming(text: str, cells: int) -> Callable[[Path], None]:
    """A workbook whose cells all name one text of its list."""

    def write(path: Path) -> None:
        path.write_bytes(workbook(Sheet1=[HEADINGS, [*FIRST.split(",")[:3], text]]))
        with zipfile.ZipFile(path) as old:
            strings = old.read("xl/sharedStrings.xml")
        number = strings.count(b"<si>") - 1
        row = "".join(f'<c r="{letter}{{0}}" t="s"><v>{number}</v></c>' for letter in "ABCD")
        rows = "".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(1, cells // 4 + 1))
        of_sheet(OPENING, rows.encode(), CLOSING)(path)
        with zipfile.ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name, content in (parts | {"xl/sharedStrings.xml": strings}).items():
                new.writestr(name, content)

    return write


def one_sheet_again_and_again(path: Path) -> None:
    path.write_bytes(workbook(Sheet1=[HEADINGS, FIRST.split(",")]))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    begins, sheet, ends = parts["xl/workbook.xml"].partition(b'<sheet name="Sheet1"')
    tag, _, rest = (sheet + ends).partition(b"/>")
    again = b"".join(tag.replace(b"Sheet1", b"S%d" % n) + b"/>" for n in range(1_000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in (parts | {"xl/workbook.xml": begins + again + rest}).items():
            new.writestr(name, content)


def two_in_one(build: Callable[[Path], None]) -> Callable[[Path], None]:
    """A sound file, and once more behind itself."""

    def write(path: Path) -> None:
        build(path)
        path.write_bytes(path.read_bytes() * 2)

    return write


def two_files(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("january.csv", SOUND)
        archive.writestr("february.csv", SOUND)


def packed_once_more(build: Callable[[Path], None]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        build(path)
        path.write_bytes(gzip.compress(path.read_bytes()))

    return write


def table_of_one_row() -> pa.Table:
    return in_parquet(1)


def in_gzip(*lines: bytes, times: int = 1) -> bytes:
    packed = io.BytesIO()
    with gzip.open(packed, "wb", compresslevel=6) as opened:
        opened.write(lines[0])
        for _ in range(times):
            opened.write(lines[1])
    return packed.getvalue()


SWOLLEN: Final = {
    "Parquet: a long text in 200,000 rows": Hostile(
        "long.parquet",
        of_table(lambda: in_parquet(200_000, suspect_id=repeated("S" * 20_000, 200_000))),
        NO_EXTRACT,
    ),
    "Parquet: five million rows alike": Hostile(
        "rows.parquet", of_table(lambda: in_parquet(5_000_000)), NO_EXTRACT
    ),
    "Parquet: 900 columns of 100,000 rows": Hostile(
        "columns.parquet",
        of_table(
            lambda: in_parquet(
                100_000, **{f"c{n}": repeated("some text", 100_000) for n in range(900)}
            )
        ),
        NO_EXTRACT,
    ),
    "Parquet: a long text in many groups of rows": Hostile(
        "groups.parquet",
        of_table(
            lambda: in_parquet(100_000, suspect_id=repeated("S" * 50_000, 100_000)),
            row_group_size=1_000,
        ),
        NO_EXTRACT,
    ),
    "Parquet: nothing but nulls": Hostile(
        "nulls.parquet",
        of_table(
            lambda: in_parquet(2_000_000, **{f"c{n}": pa.nulls(2_000_000) for n in range(30)})
        ),
        NO_EXTRACT,
    ),
    "Parquet: bytes of a fixed width, in every row": Hostile(
        "fixed.parquet",
        of_table(
            lambda: in_parquet(
                100_000,
                suspect_id=pa.array([b"S" * 30_000], pa.binary(30_000)).take(
                    pa.repeat(pa.scalar(0), 100_000)
                ),
            ).slice(0, 20_000)
        ),
        NO_EXTRACT,
    ),
    "Parquet: texts that say only what they have more than the one before": Hostile(
        "growing.parquet",
        of_table(
            lambda: in_parquet(20_000, suspect_id=pa.repeat("S" * 40_000, 20_000)),
            use_dictionary=False,
            column_encoding={"suspect_id": "DELTA_BYTE_ARRAY"},
        ),
        NO_EXTRACT,
    ),
    "Parquet: one cell of 40 MB": Hostile(
        "cell.parquet",
        of_table(lambda: in_parquet(1, suspect_id=pa.array(["S" * 40 * MEGABYTE]))),
        "has a cell of 40,000,000 bytes",
    ),
    "Parquet: 400 MB of one letter": Hostile(
        "packed.parquet",
        of_table(
            lambda: in_parquet(4_000, suspect_id=pa.repeat("S" * 100_000, 4_000)),
            use_dictionary=False,
        ),
        NO_EXTRACT,
    ),
    "Parquet: a footer that says too few bytes": Hostile(
        "lies.parquet",
        lying(
            lambda: in_parquet(4_000, suspect_id=pa.repeat("S" * 100_000, 4_000)),
            unpacked_size,
            1_000,
        ),
        NO_EXTRACT,
    ),
    "Parquet: a footer that says too few rows": Hostile(
        "lies.parquet",
        lying(lambda: in_parquet(70_000), lambda footer: int(footer.num_rows), 20_000),
        "cannot be read as it",
    ),
    "Parquet: a footer that says too many rows": Hostile(
        "lies.parquet",
        lying(lambda: in_parquet(70_000), lambda footer: int(footer.num_rows), 1_000_000),
        "cannot be read as it",
    ),
    "Parquet: lists": Hostile(
        "lists.parquet",
        of_table(lambda: in_parquet(1, suspect_id=pa.array([["S1"]]))),
        "has lists or records in its column 'suspect_id'",
    ),
    "Parquet: two files in one": Hostile(
        "two.parquet", two_in_one(of_table(table_of_one_row)), "is several Parquet files in one"
    ),
    "XLSX: a long text named by 40,000 cells": Hostile(
        "named.xlsx", naming("S" * 30_000, 40_000), NO_EXTRACT
    ),
    "XLSX: a text of 2,000 letters named by 160,000 cells": Hostile(
        "named.xlsx", naming("S" * 2_000, 160_000), NO_EXTRACT
    ),
    "XLSX: one sheet under a thousand names": Hostile(
        "names.xlsx", one_sheet_again_and_again, "XML that no spreadsheet writes"
    ),
    "XLSX: two workbooks in one": Hostile(
        "two.xlsx",
        two_in_one(lambda path: void(path.write_bytes(workbook(A=[HEADINGS, FIRST.split(",")])))),
        "has another file in front of its workbook",
    ),
    "gzip: nothing but delimiters": Hostile(
        "commas.csv.gz",
        of_bytes(in_gzip(f"{HEAD}\n{FIRST}\n".encode(), (b"," * 999 + b"\n") * 100, times=300)),
        NO_EXTRACT,
    ),
    "CSV: a cell of 10 MB in many lines": Hostile(
        "cell.csv",
        of_bytes(f'{HEAD}\n{FIRST}\n"'.encode() + (b"x" * 99_999 + b"\n") * 100 + b'",S,A,B\n'),
        "has a cell of 10,000,000 bytes",
    ),
    "gzip: a cell of 30 MB": Hostile(
        "cell.csv.gz",
        of_bytes(in_gzip(f'{HEAD}\n{FIRST}\n"'.encode(), b"x" * 999_999 + b"\n", times=30)),
        NO_EXTRACT,
    ),
    "gzip: rubbish behind it": Hostile(
        "rubbish.csv.gz",
        of_bytes(gzip.compress(SOUND.encode()) + b"made up"),
        "has 7 bytes behind its gzip that are none",
    ),
    "gzip: rubbish behind the second of two": Hostile(
        "rubbish.csv.gz",
        of_bytes(gzip.compress(SOUND.encode()) + gzip.compress(FIRST.encode()) + b"\0\0made up"),
        "has 9 bytes behind its gzip that are none",
    ),
    "gzip: the second of two cut short": Hostile(
        "cut.csv.gz",
        of_bytes(gzip.compress(SOUND.encode()) + gzip.compress(FIRST.encode())[:-5]),
        "is cut short",
    ),
    "gzip: too much in many members": Hostile(
        "members.csv.gz",
        of_bytes(
            gzip.compress(joined(HEAD, FIRST).encode()) + gzip.compress(b"\n" * MEGABYTE) * 60
        ),
        NO_EXTRACT,
    ),
    "gzip: a member for every byte": Hostile(
        "members.csv.gz",
        of_bytes(gzip.compress(SOUND.encode()) + gzip.compress(b"") * 30_000),
        "files of gzip in one",
    ),
    "gzip: Parquet that would fill the memory, packed once more": Hostile(
        "long.parquet.gz",
        packed_once_more(
            of_table(lambda: in_parquet(20_000, suspect_id=repeated("S" * 20_000, 20_000)))
        ),
        NO_EXTRACT,
    ),
    "a zip of two files": Hostile(
        "two.zip",
        two_files,
        "is an archive and no XLSX workbook",
    ),
}
