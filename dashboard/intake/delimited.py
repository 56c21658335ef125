"""Text to cells: CSV, TSV, and files with semicolons or pipes.

A sound file is read by Polars, which is fast. So that no error is passed over in silence, its
table is compared with the file by counting line ends and bytes. A file that does not add up is
read again, slowly and row by row, so that every row is accounted for.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake import lossless_check
from dashboard.intake.cells import BEYOND, LOOKED_AT, Cells, Choices, Reading, all_as_wide, headings
from dashboard.intake.column_matching import header_among
from dashboard.intake.columns import coded, few_in
from dashboard.intake.encoding import Decoded, garbled, is_twice

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
#: The line with which Excel announces the delimiter.
SEPARATOR_LINE: Final = b"sep="
SAMPLE_BYTES: Final = 262_144
#: This many cells are held as Python objects at once, which takes several times their bytes.
CELLS_AT_ONCE: Final = 1_000_000
#: This many rows are checked to find which columns hold few different texts.
LOOKED_AT_FIRST: Final = 5_000

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a text's table begins, how its cells are separated, and what is below its head."""

    delimiter: str
    header_line: int
    headings: list[str]
    above: tuple[str, ...]
    content: bytes
    begins: int
    first_line: int
    lines: int
    marks: int


def cells_of(decoded: Decoded, name: str, choices: Choices) -> Cells:
    """The table of a text file.

    Raises:
        IntakeError: it is not a table, or its quotation marks do not add up.
    """
    layout = _layout(decoded.content, name, choices)
    reading = _reading(layout, decoded.encoding)
    cells = _quick(layout, reading) or _careful(layout, reading, name)
    return replace(cells, warnings=decoded.warnings)


def quickly(decoded: Decoded, name: str, choices: Choices) -> Cells | None:
    """The table of a text file, or None where it is not sound, or not UTF-8.

    Args:
        decoded: as `encoding.on_trust` has it: whether it is garbled is found out here.
        name: of the file.
        choices: what the user chose for it.

    Raises:
        IntakeError: it is not a table.
    """
    layout = _layout(decoded.content, name, choices)
    cells = _quick(layout, _reading(layout, decoded.encoding))
    if cells is None:
        return None
    # A mark of another encoding is within a cell, or above the rows.
    parts = (layout.content[: layout.begins], lossless_check.not_ascii(cells.frame))
    marked = any(is_twice(part) for part in parts)
    return replace(cells, warnings=garbled(decoded.content, decoded.encoding) if marked else ())


def _reading(layout: _Layout, encoding: str) -> Reading:
    return Reading(
        kind="CSV",
        encoding=encoding,
        delimiter=layout.delimiter,
        header_line=layout.header_line,
        above=layout.above,
    )


def _layout(content: bytes, name: str, choices: Choices) -> _Layout:
    if not content.endswith(b"\n"):  # Polars forgives too much in a row that no line end follows
        content += b"\n"
    beginning = content[:6]
    skipped = 0
    chosen = choices.delimiter
    if beginning.lower().startswith(SEPARATOR_LINE) and len(beginning) > len(SEPARATOR_LINE):
        chosen = chosen or chr(beginning[len(SEPARATOR_LINE)])
        skipped = 1
    sample = _sample(content)
    delimiter = chosen or _delimiter(sample)
    if len(delimiter) != 1 or delimiter in '"\n\r':
        raise IntakeError(
            f"{delimiter[:20]!r} is no delimiter; it must be one letter, such as a comma or a tab."
        )
    rows = list(islice(_records(io.StringIO(sample, newline=""), delimiter), LOOKED_AT))
    rows = [(line, row) for line, row in rows if line > skipped]
    at = _header(rows, name, choices.header_line)
    header_line, header = rows[at]
    first_line = header_line + 1 + sum(cell.count("\n") for cell in header)
    above = tuple(" ".join(cell for cell in row if cell.strip()) for _, row in rows[:at])
    begins = _after_lines(content, first_line - 1)
    lines, marks = lossless_check.how_often(content, b'\n"', begins)
    return _Layout(
        delimiter=delimiter,
        header_line=header_line,
        headings=headings(header, name),
        above=tuple(text for text in above if text),
        content=content,
        begins=begins,
        first_line=first_line,
        lines=lines,
        marks=marks,
    )


def _sample(content: bytes) -> str:
    """The beginning, to the end of a line, so that no letter is cut in two."""
    if len(content) <= SAMPLE_BYTES:
        return content.decode("utf-8")
    end = content.rfind(b"\n", 0, SAMPLE_BYTES) + 1
    return content[: end or SAMPLE_BYTES].decode("utf-8", errors="ignore")


def _delimiter(sample: str) -> str:
    """The delimiter under which most rows have the same number of cells, of two or more."""

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(
            len(row)
            for _, row in islice(_records(io.StringIO(sample, newline=""), delimiter), 200)
            if len(row) > 1
        )
        width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        return rows, width

    return max(DELIMITERS, key=agreement)


def _header(rows: list[tuple[int, list[str]]], name: str, chosen: int | None) -> int:
    if not rows:
        raise IntakeError(f"The file {name} is empty; export it again.")
    if chosen is None:
        return header_among([row for _, row in rows])
    for number, (line, _) in enumerate(rows):
        if line == chosen:
            return number
    raise IntakeError(
        f"The file {name} has no headings on line {chosen:,}; they are looked for on the first "
        f"{LOOKED_AT} lines that are not empty."
    )


def _records(text: io.StringIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line on which it begins."""
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            return
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield line, row


def _after_lines(content: bytes, lines: int) -> int:
    """Where the line after this many lines begins."""
    at = 0
    for _ in range(lines):
        at = content.find(b"\n", at) + 1
        if not at:
            return len(content)
    return at


def _quick(layout: _Layout, reading: Reading) -> Cells | None:
    """The table as Polars reads it, or None where it does not add up."""
    names = layout.headings
    if layout.begins == len(layout.content) or len(names) == 1:
        return None
    try:
        few = few_in(_by_polars(layout, dict.fromkeys(names, pl.String()), rows=LOOKED_AT_FIRST))
        frame = _by_polars(layout, {n: coded() if n in few else pl.String() for n in names})
    except (pl.exceptions.PolarsError, ValueError):
        return None
    lines = lossless_check.lines_of(frame, layout.lines, first=layout.first_line)
    if (
        lines is None
        or _is_open(layout, int(lines[-1]))
        or not lossless_check.bytes_add_up(frame, len(layout.content) - layout.begins, layout.marks)
        or lossless_check.has_blank(frame)
    ):
        return None
    return Cells(frame, lines, all_as_wide(frame.height), reading)


def _by_polars(
    layout: _Layout, schema: Mapping[str, pl.DataType], rows: int | None = None
) -> pl.DataFrame:
    return pl.read_csv(
        layout.content,
        skip_lines=layout.first_line - 1,
        has_header=False,
        separator=layout.delimiter,
        schema=schema,
        empty_string_is_null=False,
        n_rows=rows,
    )


def _careful(layout: _Layout, reading: Reading, name: str) -> Cells:
    """The table read row by row; a row of the wrong length keeps its cells and gets a fault."""
    width = len(layout.headings)
    parts: list[pl.DataFrame] = []
    lines: list[int] = []
    widths: list[int | None] = []
    text = io.StringIO(layout.content[layout.begins :].decode("utf-8"), newline="")
    records = _records(text, layout.delimiter)
    while rows := list(islice(records, max(1, CELLS_AT_ONCE // width))):
        lines += [line + layout.first_line - 1 for line, _ in rows]
        widths += [_odd_width(row, width) for _, row in rows]
        whole = [
            [*row[:width], *[""] * (width - len(row)), _beyond(row[width:], layout.delimiter)]
            for _, row in rows
        ]
        schema = dict.fromkeys([*layout.headings, BEYOND], pl.String)
        parts.append(pl.DataFrame(whole, schema=schema, orient="row"))
    if not parts:
        raise IntakeError(f"The file {name} has a header and no rows; export it again.")
    _check_closed(layout, lines[-1], name)
    frame = pl.concat(parts)
    if not (frame[BEYOND] != "").any():
        frame = frame.drop(BEYOND)
    within = int(lossless_check.within(frame, "\n").sum())
    return Cells(
        frame,
        pl.Series("line", lines, pl.UInt32),
        pl.Series("width", widths, pl.UInt32),
        replace(reading, blank=max(layout.lines - within - frame.height, 0)),
    )


def _check_closed(layout: _Layout, line: int, name: str) -> None:
    """Refuse a text whose last row has an open quotation mark: it may have swallowed many rows.

    Raises:
        IntakeError: it has.
    """
    if _is_open(layout, line):
        raise IntakeError(
            f"The file {name} has a quotation mark in the row on line {line:,} that is never "
            f"closed, or is cut short there; mend it or export it again."
        )


def _is_open(layout: _Layout, line: int) -> bool:
    """Whether the last row, which begins on this line, has a quotation mark that is not closed."""
    lines = layout.first_line + layout.lines - line  # of this row, with empty ones below it
    at = len(layout.content) - 1
    for _ in range(lines):
        at = layout.content.rfind(b"\n", 0, at)
    last = layout.content[at + 1 :].decode("utf-8")
    strict = csv.reader(io.StringIO(last, newline=""), delimiter=layout.delimiter, strict=True)
    try:
        for _ in strict:
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _odd_width(row: list[str], width: int) -> int | None:
    """How many cells a row has, if not one for each heading; empty ones at its end do not count."""
    cells = len(row)
    while cells > width and not row[cells - 1].strip():
        cells -= 1
    return None if cells == width else cells


def _beyond(cells: list[str], delimiter: str) -> str:
    return delimiter.join(cells) if any(cell.strip() for cell in cells) else ""
