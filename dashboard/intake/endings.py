"""Signs that a file is not all of what was asked for: a note of its program, or a row limit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import polars as pl

from dashboard.intake.cells import Cells
from dashboard.intake.file_warnings import FileWarning

#: What programs write where they left rows out.
CUT: Final = re.compile(
    r"(?:data|rows?|records?|results?|values?|export\w*)\b[^.;]{0,60}\b(?:omitted|truncated|"
    r"left out|excluded|not (?:shown|included|displayed|exported)|cut off|incomplete)|"
    r"exceed(?:s|ed)?\b[^.;]{0,40}\b(?:volume|limit|maximum|number|size|rows)|"
    r"too (?:many|large)\b[^.;]{0,30}\b(?:rows|records|results|data)|"
    r"(?:only|limited to|showing|first|top)\b[^.;]{0,20}\b[\d,]{3,}\s+(?:rows|records|results|of)"
    r"\b|"
    r"(?:row|record|export) limit|more (?:rows|records|data) (?:exist|are available)",
    re.IGNORECASE,
)
#: The rows below the headings with which spreadsheets and programs end, whatever there was.
LIMITS: Final = frozenset(
    [
        *(1_000, 2_000, 5_000, 10_000, 20_000, 25_000, 30_000, 50_000, 65_000, 65_535, 65_536),
        *(100_000, 150_000, 200_000, 250_000, 500_000, 1_000_000, 1_048_575, 1_048_576),
    ]
)
LETTERS: Final = 160
#: So many refused rows at the end are looked through for what an exporter wrote there.
LAST_ROWS: Final = 50


def warn_of_ending(cells: Cells, rejected: pl.DataFrame) -> list[FileWarning]:
    """Warnings of a file that is not all of what was asked for.

    Args:
        cells: the file.
        rejected: its refused rows, as they were written.
    """
    last = rejected.drop("line", "reasons", strict=False).tail(LAST_ROWS)
    texts = [" ".join(cell for cell in row if cell) for row in last.iter_rows()]
    return [*warn_of_cut([*cells.reading.above, *texts]), *warn_of_limit(cells.frame.height)]


def warn_of_cut(texts: Iterable[str]) -> list[FileWarning]:
    """A warning of the first text that says that the file lacks rows; none where none does.

    Args:
        texts: above the headings, and of rows that could not be read.
    """
    for text in texts:
        if CUT.search(text):
            line = " ".join(text.split())
            short = line if len(line) <= LETTERS else f"{line[:LETTERS]}…"
            return [
                FileWarning(
                    "cut_off",
                    None,
                    0,
                    f"The file says that it is not complete: “{short}”. Ask for the rest, or for "
                    f"fewer rows at a time, and load that too.",
                )
            ]
    return []


def warn_of_limit(rows: int) -> list[FileWarning]:
    """A warning of a file that ends where programs stop; none for another number of rows."""
    if rows not in LIMITS:
        return []
    return [
        FileWarning(
            "row_limit",
            None,
            rows,
            f"The file has exactly {rows:,} rows, where programs stop exporting: check that its "
            f"last month is complete.",
        )
    ]
