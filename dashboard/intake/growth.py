"""How large a table may be that comes out of a small file.

A file can be compressed so that a few bytes stand for a billion cells. The size of the table is
worked out before it is read, and compared with the size of the file. Under a harmless size the
compression does not matter; above it the table may be only so many times larger than its file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.errors import IntakeError
from dashboard.intake.source_file import MOST_BYTES, MOST_BYTES_OF_A_LINE

#: Text compresses to a tenth; a file that compresses to a hundredth was made to do so.
MOST_TIMES_LARGER: Final = 100
#: Below this size when unpacked, how well a file was compressed does not matter.
HARMLESS: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a table once it is read.

    Attributes:
        rows: number of rows.
        cells: number of cells in all rows, with the empty ones.
        text: the bytes of all cells as text.
    """

    rows: int = 0
    cells: int = 0
    text: int = 0


#: Under these sizes a table is read however small its file is: a million rows of twenty columns.
HARMLESS_TABLE: Final = Size(rows=1_500_000, cells=30_000_000, text=300_000_000)
#: The reader of workbooks holds each cell as an object, so fewer are harmless.
HARMLESS_SHEETS: Final = Size(rows=1_500_000, cells=3_000_000, text=50_000_000)
#: Unpacked pages are held in memory more than once before they are a table.
HARMLESS_PAGES: Final = 100_000_000
#: A crime has a reference of its own, which takes at least half a byte; a cell may repeat.
MOST_FOR_A_BYTE: Final = Size(rows=2, cells=10, text=MOST_TIMES_LARGER)


def check_unpacked(name: str, size: int, *, packed: int, most: int) -> None:
    """Refuse a file that unpacks to more than is read, or grows as no extract does.

    Args:
        name: of the file.
        size: how many bytes it has unpacked to so far.
        packed: size of the file as uploaded, in bytes.
        most: how many bytes may be read.

    Raises:
        IntakeError: it is too large.
    """
    if size > most or (size > HARMLESS and size > packed * MOST_TIMES_LARGER):
        raise IntakeError(
            f"The file {name} unpacks to over {size / 1e6:,.0f} MB from {packed / 1e6:,.1f} MB, "
            f"which no extract does; it was not read. Export it again, unpacked."
        )


def check_table(name: str, size: Size, *, packed: int, harmless: Size = HARMLESS_TABLE) -> None:
    """Refuse a table that is larger than is read at once, or far larger than its file.

    Args:
        name: of the file.
        size: of the table.
        packed: size of the file as uploaded, in bytes.
        harmless: a size that every file may have.

    Raises:
        IntakeError: it is.
    """
    pairs = (
        (size.rows, harmless.rows, MOST_FOR_A_BYTE.rows),
        (size.cells, harmless.cells, MOST_FOR_A_BYTE.cells),
        (size.text, harmless.text, MOST_FOR_A_BYTE.text),
    )
    if any(count > small and count > packed * times for count, small, times in pairs):
        raise IntakeError(
            f"The file {name} unpacks to a table of {_words(size)} from {packed / 1e6:,.1f} MB, "
            f"which no extract does; it was not read. Export it again as CSV, unpacked."
        )
    if size.text + size.cells > MOST_BYTES:
        raise IntakeError(
            f"The file {name} holds a table of {_words(size)}, and as text {MOST_BYTES / 1e9:,.1f} "
            f"GB is the most that is read at once; split it by month and load the parts."
        )


def check_cell(name: str, size: int) -> None:
    """Refuse a cell that is longer than a row of any extract.

    Raises:
        IntakeError: it is.
    """
    if size > MOST_BYTES_OF_A_LINE:
        raise IntakeError(
            f"The file {name} has a cell of {size:,} bytes, so it is no table of crimes; over "
            f"{MOST_BYTES_OF_A_LINE:,} bytes are not read. Leave that column out and export it "
            f"again."
        )


def _words(size: Size) -> str:
    return f"{size.rows:,} rows with {size.cells:,} cells and {size.text / 1e6:,.0f} MB of text"
