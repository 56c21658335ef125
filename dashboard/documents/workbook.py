"""Tables as an Excel workbook: a cover, notes, and then a sheet for each table."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import polars as pl
import xlsxwriter  # type: ignore[import-untyped] # it ships no types
from polars import selectors

#: What Excel allows of a sheet's name, and of a cell.
LETTERS_OF_A_NAME: Final = 31
LETTERS_OF_A_CELL: Final = 32_767
#: Rows of one sheet besides its headings; a longer table goes on in another.
ROWS_OF_A_SHEET: Final = 1_000_000
#: Letters that no sheet's name may have, and how no text may begin that is edited later.
NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
SIGNS: Final = ("=", "+", "-", "@")
#: Letters that a header or footer has at most, with what sets its place.
LETTERS_OF_A_MARGIN: Final = 250
#: Decimals that a number is shown with at most; the cell has all of it.
DECIMALS: Final = 4
WIDTHS: Final = (8, 60)
COVER, NOTES = "Cover", "Notes"

#: How a date or time is shown, by how the page shows it.
DATES: Final = {"MMM YYYY": "mmm yyyy", "MMM YY": "mmm yy"}
DAY, MOMENT = "d mmm yyyy", "d mmm yyyy hh:mm"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: in the frame.
        heading: as people read it.
        help: what it means; empty where its heading says it.
        shown_as: how the page shows a date: `MMM YYYY`; empty: as is usual.
    """

    name: str
    heading: str
    help: str = ""
    shown_as: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a workbook.

    Attributes:
        about: what it is, in a sentence.
        frame: all of its rows.
        columns: those that are written, in order.
    """

    about: str
    frame: pl.DataFrame
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook says and holds.

    Attributes:
        title: of the cover.
        marking: in the header and footer of each sheet, and in the properties of the file.
        facts: what the cover says: label and text.
        made_at: when it was made; it is also the date of the file.
        tables: a sheet each, in order.
    """

    title: str
    marking: str
    facts: tuple[tuple[str, str], ...]
    made_at: datetime
    tables: tuple[Table, ...]


def workbook_as_xlsx(book: Workbook) -> bytes:
    """The workbook as an XLSX file; the same workbook gives the same bytes.

    No cell is a formula or a link, whatever its text begins with. A list in a cell is a column for
    each of its items. A text of more letters than a cell holds ends in an ellipsis, and a table of
    more rows than a sheet holds goes on in another.
    """
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, {**options, "strings_to_numbers": False}) as file:
        file.set_properties(
            {
                "title": book.title,
                "subject": book.marking,
                "category": book.marking,
                "keywords": book.marking,
                "comments": book.marking,
                "author": "Harmdesk",
                "created": book.made_at.replace(tzinfo=None),
            }
        )
        file.set_custom_property("Marking", book.marking)
        written = _Writer(file, book.marking)
        tables = [part for table in book.tables for part in _parts(table)]
        names = sheet_names([table.about for table in tables])
        written.cover(book)
        written.notes(names, tables)
        for name, table in zip(names, tables, strict=True):
            written.table(name, table)
    return content.getvalue()


def sheet_names(titles: Sequence[str]) -> list[str]:
    """A legal name for a sheet of each title, no two alike, also in other letters."""
    names: list[str] = []
    taken = {COVER.lower(), NOTES.lower(), "history"}  # Excel keeps the last for itself
    for title in titles:
        first = re.split(r"[:;,.](?:\s|$)", title, maxsplit=1)[0]
        plain = " ".join(NOT_IN_A_NAME.sub(" ", first).split()).strip("' ") or "Table"
        name, number = _cut(plain, LETTERS_OF_A_NAME), 1
        while name.lower() in taken:
            number += 1
            ending = f" {number}"
            name = _cut(plain, LETTERS_OF_A_NAME - len(ending)) + ending
        taken.add(name.lower())
        names.append(name)
    return names


def _cut(text: str, most: int) -> str:
    """A text cut between words, or within the first."""
    if len(text) <= most:
        return text
    words = text[: most + 1].rsplit(" ", 1)[0]
    return words[:most].strip("' ") or "Table"


def _parts(table: Table) -> Iterator[Table]:
    """The table in parts that a sheet holds."""
    for first in range(0, max(table.frame.height, 1), ROWS_OF_A_SHEET):
        yield Table(table.about, table.frame.slice(first, ROWS_OF_A_SHEET), table.columns)


def unfolded(table: Table) -> Table:
    """The table with a column for each item of a list, and texts for what is no number or date."""
    frame, columns = table.frame, []
    for column in table.columns:
        kind = frame.schema[column.name]
        if isinstance(kind, pl.List | pl.Array):
            items = frame[column.name].cast(pl.List(kind.inner))
            most = int(items.list.len().max() or 0)  # type: ignore[arg-type] # a count
            for number in range(most):
                name = f"{column.name} {number + 1}"
                values = items.list.get(number, null_on_oob=True).alias(name)
                frame = frame.with_columns(values)
                heading = f"{column.heading} {number + 1}"
                columns.append(Column(name, heading, column.help, column.shown_as))
        else:
            columns.append(column)
    plain = (selectors.numeric() | selectors.date() | selectors.datetime()) | selectors.boolean()
    chosen = frame.select(column.name for column in columns)
    return Table(table.about, chosen.with_columns((~plain).cast(pl.String)), tuple(columns))


def decimals(values: pl.Series) -> int:
    """How many decimals show each of some numbers whole, at most `DECIMALS`."""
    if not values.dtype.is_float():
        return 0
    known = values.drop_nulls().drop_nans()
    return next((n for n in range(DECIMALS) if (known.round(n) == known).all()), DECIMALS)


class _Writer:
    """Writes the sheets of one file."""

    def __init__(self, file: Any, marking: str) -> None:  # noqa: ANN401 - it ships no types
        self._file, self._formats = file, dict[str, Any]()
        self._margin = marking.replace("&", "&&")[:LETTERS_OF_A_MARGIN]

    def cover(self, book: Workbook) -> None:
        sheet = self._sheet(COVER)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 96)
        self._text(sheet, 0, 0, book.title, "title")
        self._text(sheet, 1, 0, book.marking, "heading")
        for row, (label, text) in enumerate(book.facts, start=3):
            self._text(sheet, row, 0, label, "heading")
            self._text(sheet, row, 1, text, "wrapped")

    def notes(self, names: Sequence[str], tables: Sequence[Table]) -> None:
        sheet = self._sheet(NOTES)
        for place, (heading, width) in enumerate((("Sheet", 32), ("Column", 26), ("Meaning", 90))):
            sheet.set_column(place, place, width)
            self._text(sheet, 0, place, heading, "heading")
        sheet.freeze_panes(1, 0)
        row = 1
        for name, table in zip(names, tables, strict=True):
            lines = [("", table.about)]
            lines += [(column.heading, column.help) for column in table.columns if column.help]
            for heading, text in lines:
                self._text(sheet, row, 0, name)
                self._text(sheet, row, 1, heading)
                self._text(sheet, row, 2, text, "wrapped")
                row += 1

    def table(self, name: str, table: Table) -> None:
        sheet, flat = self._sheet(name), unfolded(table)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        for place, column in enumerate(flat.columns):
            values = flat.frame[column.name]
            self._text(sheet, 0, place, column.heading, "heading")
            style = self._style(values, column.shown_as)
            width = _width(values, column.heading)
            sheet.set_column(place, place, width)
            for row, value in enumerate(values.to_list(), start=1):
                self._cell(sheet, row, place, value, style)

    def _sheet(self, name: str) -> Any:  # noqa: ANN401 - it ships no types
        sheet = self._file.add_worksheet(name)
        sheet.set_header(f"&C{self._margin}")
        sheet.set_footer(f"&C{self._margin}")
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet

    def _style(self, values: pl.Series, shown_as: str) -> str:
        if values.dtype == pl.Date:
            return DATES.get(shown_as, DAY)
        if values.dtype == pl.Datetime:
            return MOMENT
        places = decimals(values)
        return f"#,##0.{'0' * places}" if places else "#,##0"

    def _cell(self, sheet: Any, row: int, place: int, value: object, style: str) -> None:  # noqa: ANN401 - it ships no types
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return
        if isinstance(value, str):
            self._text(sheet, row, place, value)
        elif isinstance(value, bool):
            sheet.write_boolean(row, place, value)
        elif isinstance(value, date):
            plain = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            sheet.write_datetime(row, place, plain, self._format(style))
        else:
            sheet.write_number(row, place, value, self._format(style))

    def _text(self, sheet: Any, row: int, place: int, text: str, style: str = "text") -> None:  # noqa: ANN401 - it ships no types
        if not text:
            return
        if len(text) > LETTERS_OF_A_CELL:
            text = f"{text[: LETTERS_OF_A_CELL - 1]}…"
        prefix = " kept" if text.lstrip().startswith(SIGNS) else ""
        sheet.write_string(row, place, text, self._format(style + prefix))

    def _format(self, style: str) -> Any:  # noqa: ANN401 - it ships no types
        if style not in self._formats:
            name = style.removesuffix(" kept")
            looks: dict[str, dict[str, Any]] = {
                "title": {"bold": True, "font_size": 16},
                "heading": {"bold": True, "valign": "top"},
                "wrapped": {"text_wrap": True, "valign": "top"},
                "text": {"num_format": "@"},
            }
            look = looks.get(name, {"num_format": name})
            # Who edits such a text does not make a formula of it.
            self._formats[style] = self._file.add_format(look | {"quote_prefix": name != style})
        return self._formats[style]


def _width(values: pl.Series, heading: str) -> int:
    """How wide a column is, in letters."""
    least, most = WIDTHS
    texts = values.drop_nulls().to_list() if values.dtype == pl.String else ["28 February"]
    longest = max((len(text) for text in [*texts, heading]), default=0)
    return max(least, min(most, longest + 2))
