"""A workbook to cells: the sheet that looks most like an extract, unless the reader chose one."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import fastexcel
import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake.archive import long_numbers
from dashboard.intake.cells import (
    BEYOND,
    LOOKED_AT,
    Cells,
    Choices,
    Reading,
    all_as_wide,
    headings,
)
from dashboard.intake.column_matching import header_among, match
from dashboard.intake.file_warnings import FileWarning, listed, rows_words
from dashboard.intake.sheet_facts import book_facts
from dashboard.intake.sheets import as_seen, warn_of_sheet
from dashboard.intake.source_file import File

#: What is chosen to read all sheets with the same headings.
EVERY_SHEET: Final = "all"
#: A number with more digits than a spreadsheet keeps, as text.
LONG: Final = r"^-?\d{16,}(?:\.\d+)?$"

# The library's own warnings would appear next to our message; to see them, add a handler.
logging.getLogger("calamine").addHandler(logging.NullHandler())


def cells_of(file: File, choices: Choices) -> Cells:
    """The table of a workbook.

    Dates come as ISO text, numbers as Excel has them, an error as its text.

    Raises:
        IntakeError: it cannot be read, or no sheet has a table.
    """
    try:
        book = fastexcel.read_excel(file.content)
        names = book.sheet_names
        together = choices.sheet == EVERY_SHEET and EVERY_SHEET not in names
        if choices.sheet is not None and choices.sheet not in names and not together:
            raise IntakeError(
                f"The file {file.name} has no sheet {choices.sheet[:60]!r}; it has "
                f"{', '.join(names)}."
            )
        named = choices.sheet is not None and not together
        found = _Found(book, file, names)
        found.look([choices.sheet] if named and choices.sheet else names, named=named)
        if found.sheet is None:
            raise IntakeError(f"The file {file.name} has no rows; export it again.")
        cells = _cells(found.sheet, file, found.chosen, found, choices)
        alike = found.alike() if together else []
        cells = _together([cells, *(_of_sheet(found, name, choices) for name in alike)], file)
    except fastexcel.FastExcelError as error:
        raise IntakeError(
            f"The file {file.name} begins like an XLSX workbook and cannot be read as one; save it "
            f"again."
        ) from error
    read = {found.chosen, *alike}
    return replace(cells, warnings=(*cells.warnings, *found.warn_of_others(read)))


class _Found:
    """The sheets of a workbook, and the one that looks most like an extract."""

    def __init__(self, book: fastexcel.ExcelReader, file: File, names: Sequence[str]) -> None:
        self.book = book
        self.file = file
        self.names = tuple(names)
        self.facts = book_facts(file.content)
        self.chosen = ""
        self.sheet: pl.DataFrame | None = None
        self.summaries: dict[str, _Summary] = {}

    def look(self, names: Sequence[str], *, named: bool) -> None:
        """Go through sheets and keep the best; at most two are in memory at once.

        A hidden sheet is read where it was named, and never in place of one on view.
        """
        most = (-1, -1, -1)
        for name in self.names:
            sheet, shown = _sheet(self.book, name)
            if not (sheet.height and sheet.width):
                continue
            self.summaries[name] = summary = _summary(sheet, hidden=not shown)
            likeness = (int(shown or named), summary.known, summary.rows)
            if name in names and likeness > most:
                self.chosen, self.sheet, most = name, sheet, likeness

    def alike(self) -> list[str]:
        """The other sheets on view with the headings of the chosen one."""
        own = self.summaries[self.chosen].headings
        return [
            name
            for name, summary in self.summaries.items()
            if name != self.chosen and not summary.hidden and set(summary.headings) == set(own)
        ]

    def warn_of_others(self, read: Collection[str]) -> list[FileWarning]:
        """A warning of the sheets that were not read; none where every sheet was."""
        others = {name: found for name, found in self.summaries.items() if name not in read}
        if not others:
            return []
        alike = [name for name in self.alike() if name in others]
        parts = [
            f"“{name[:40]}” ({'hidden, ' if found.hidden else ''}{rows_words(found.rows)}, "
            f"headed {', '.join(found.headings[:3])[:60]})"
            for name, found in others.items()
        ]
        more = (
            f" {listed(alike)} {'has' if len(alike) == 1 else 'have'} the same headings: read them "
            f"together with --sheet {EVERY_SHEET}."
            if alike
            else ""
        )
        return [
            FileWarning(
                "other_sheets",
                None,
                sum(found.rows for found in others.values()),
                f"Of the workbook the sheet “{self.chosen[:40]}” was read, and not "
                f"{'; '.join(parts[:5])}{' and more' if len(parts) > 5 else ''}.{more}",  # noqa: PLR2004 - five
            )
        ]


@dataclass(frozen=True, slots=True)
class _Summary:
    """A sheet in short: its headings, how many are ours, how many rows are below them."""

    headings: tuple[str, ...]
    known: int
    rows: int
    hidden: bool


def _summary(sheet: pl.DataFrame, *, hidden: bool) -> _Summary:
    rows = sheet.head(LOOKED_AT).rows()
    at = header_among(rows)
    header = tuple(str(cell).strip() for cell in rows[at] if str(cell).strip())
    known = len(match(header, chosen={}, remembered={}))
    below = sheet[at + 1 :]
    filled = below.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series()
    return _Summary(header, known, int(filled.sum()), hidden)


def _sheet(book: fastexcel.ExcelReader, name: str) -> tuple[pl.DataFrame, bool]:
    """The texts of a sheet, and whether it is on view."""
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    texts = sheet.to_polars().select(pl.all().cast(pl.String).fill_null(""))
    return texts, sheet.visible == "visible"


def _of_sheet(found: _Found, name: str, choices: Choices) -> Cells:
    sheet, _ = _sheet(found.book, name)
    return _cells(sheet, found.file, name, found, choices)


def _together(parts: Sequence[Cells], file: File) -> Cells:
    """Sheets with the same headings as one table."""
    first, *others = parts
    if not others:
        return first
    order = first.frame.columns
    if any(set(part.frame.columns) - {BEYOND} != set(order) - {BEYOND} for part in others):
        raise IntakeError(
            f"The file {file.name} has sheets whose headings are the same but for repeats; load "
            f"each with --sheet."
        )
    frame = pl.concat([part.frame for part in parts], how="diagonal").with_columns(
        pl.all().fill_null("")
    )
    inexact = {heading: number for part in parts for heading, number in part.inexact.items()}
    return replace(
        first,
        frame=frame,
        lines=pl.concat([part.lines for part in parts]),
        widths=pl.concat([part.widths for part in parts]),
        reading=replace(
            first.reading,
            sheet=EVERY_SHEET,
            blank=sum(part.reading.blank for part in parts),
        ),
        inexact=inexact,
        warnings=tuple(warning for part in parts for warning in part.warnings),
    )


def _cells(sheet: pl.DataFrame, file: File, name: str, found: _Found, choices: Choices) -> Cells:
    facts = found.facts.of_sheet(name)
    sheet = as_seen(sheet, facts)
    looked_at = sheet.head(LOOKED_AT).rows()
    at = _header(looked_at, file.name, choices.header_line)
    width = max((number for number, cell in enumerate(looked_at[at], 1) if cell.strip()), default=1)
    body = sheet[at + 1 :]
    names = headings(looked_at[at][:width], file.name)
    lines = pl.int_range(at + 2, sheet.height + 1, dtype=pl.UInt32, eager=True).alias("line")
    filled = body.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series()
    if not filled.any():
        raise IntakeError(f"The file {file.name} has a header and no rows; export it again.")
    body, lines = body.filter(filled), lines.filter(filled)
    frame, widths = _within(body, names)
    return Cells(
        frame,
        lines,
        widths,
        Reading(
            kind="XLSX",
            sheet=name,
            sheets=found.names,
            header_line=at + 1,
            above=tuple(
                text for row in looked_at[:at] if (text := " ".join(cell for cell in row if cell))
            ),
            blank=int((~filled).sum()),
        ),
        _inexact(frame, file),
        found.facts.epoch,
        tuple(warn_of_sheet(facts, names, header=at + 1, rows=set(lines))),
    )


def _within(body: pl.DataFrame, names: list[str]) -> tuple[pl.DataFrame, pl.Series]:
    """The cells below headings; those further to the right apart, as in a text file."""
    width = len(names)
    frame = body[:, :width]
    frame.columns = names
    further = body[:, width:]
    has = further.select((pl.all().str.strip_chars() != "").any()) if further.width else further
    if not further.width or not any(has.row(0)):
        return frame, all_as_wide(body.height)
    filled = further.select(
        pl.when(pl.col(name).str.strip_chars() != "").then(pl.lit(number)).alias(name)
        for number, name in enumerate(further.columns, width + 1)
    )
    widths = filled.select(pl.max_horizontal(pl.all())).to_series().cast(pl.UInt32).alias("width")
    beyond = further.select(
        pl.concat_str(pl.all(), separator=",").str.strip_chars_end(",").alias(BEYOND)
    ).to_series()
    return frame.with_columns(beyond), widths


def _header(rows: Sequence[tuple[str, ...]], name: str, chosen: int | None) -> int:
    if chosen is None:
        return header_among(rows)
    if not 1 <= chosen <= len(rows):
        raise IntakeError(
            f"The file {name} has no headings on row {chosen:,}; they are looked for on the first "
            f"{len(rows):,} rows."
        )
    return chosen - 1


def _inexact(body: pl.DataFrame, file: File) -> dict[str, str]:
    """By heading a number with more digits than a spreadsheet keeps.

    A text may have as many digits, so the workbook's numbers are looked up only where a column has
    such a text.
    """
    long = {cells.name: cells.filter(cells.str.contains(LONG)) for cells in body}
    if not any(cells.len() for cells in long.values()):
        return {}
    numbers = pl.Series(sorted(long_numbers(file)), dtype=pl.Float64)
    lossy = (
        cells.filter(cells.cast(pl.Float64).is_in(numbers.implode())) for cells in long.values()
    )
    return {cells.name: cells[0] for cells in lossy if cells.len()}
