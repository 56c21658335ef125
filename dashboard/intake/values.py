"""Cells as the values that they stand for.

Most columns hold few different texts, so each text is read once and the result used for every cell
that has it. Work on several columns is started together, so that every core has one to work on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.geography import borough_of
from dashboard.intake import ages, births, code_repairs, dates
from dashboard.intake.cells import REFERENCES
from dashboard.intake.columns import Column, together
from dashboard.intake.file_warnings import FileWarning, rows_words
from dashboard.intake.references import read_references
from dashboard.intake.texts import columns_by_name
from harm.record.allegations import COLUMNS

#: Columns whose value is a place: an unknown place is kept as unknown, and displayed as such.
PLACES: Final = ("borough", "suspect_home_borough")

#: Which list of words a column is read by.
WORDED: Final = {
    "victim_sex": "sex",
    "suspect_sex": "sex",
    "domestic": "flag",
    "honour_based": "flag",
    "crime_status": "crime_status",
    "allegation_status": "allegation_status",
    "source": "source",
    "suspect_situation": "suspect_situation",
}


@dataclass(frozen=True)
class Values:
    """The rows of a file as the allegation frame has them.

    Attributes:
        columns: ours as they were written, without outer spaces; null where empty.
        frame: the same as values; null where a text cannot be read.
        unreadable: which rows have a text that cannot be read, by column; only columns with such.
        repaired: cells that were repaired, by what was wrong with them.
        notes: what the reader should know about how the file was read.
        warnings: waits for what may mislead in it, which is found out beside other work.
        codes: offence codes that were repaired: as written, as read, and in how many rows.
        derived: whether births were worked out from ages or years, so that they tell nobody apart.
    """

    columns: dict[str, Column]
    frame: pl.DataFrame
    unreadable: dict[str, pl.Series]
    repaired: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    warnings: Callable[[], list[FileWarning]] = list
    codes: list[tuple[str, str, int]] = field(default_factory=list)
    derived: bool = False


def read(
    cells: pl.DataFrame, headings: Mapping[str, str], *, today: date, name: str, epoch: date
) -> Values:
    """Read each cell as what its column means.

    Args:
        cells: texts under the file's own headings.
        headings: the heading of each of our columns that the file has.
        today: nothing can have happened later.
        name: of the file.
        epoch: day 0 of a spreadsheet's count of days.

    Raises:
        IntakeError: references or dates were damaged before they came here, so that nobody can
            know what they were.
    """
    columns, errors = columns_by_name(cells, headings)
    references = read_references(
        {ours: columns[ours] for ours in REFERENCES if ours in headings}, headings, name
    )
    columns |= references.columns
    notes: list[str] = []
    read_as, repaired, utc = _dates(columns, headings, today, notes, epoch=epoch, name=name)
    read_as |= {name: _values(name, columns[name].texts) for name in (*PLACES, *WORDED)}
    frame = together(
        {name: (columns[name], read_as.get(name, columns[name].texts)) for name in COLUMNS}
    )
    code = code_repairs.mended(frame["offence_code"], frame["offence_title"])
    if code.left:
        notes.append(
            f"{code.left:,} offence codes look like dates that a spreadsheet made of them, and "
            f"several codes can have become them: they are kept as they are and score nothing."
        )
    unread = {
        ours: columns[ours].texts.is_not_null() & read_as[ours].is_null()
        for ours in read_as
        if ours != ages.BORN
    }
    rows, warnings, derived = births.read_births(
        frame.with_columns(offence_code=code.values), columns, headings
    )
    return Values(
        columns,
        rows,
        {ours: columns[ours].cells(texts) for ours, texts in unread.items() if texts.any()},
        {**code.repaired, **repaired, **references.repaired},
        notes,
        lambda: [*errors, *references.all_warnings(), *utc, *warnings],
        _repaired_codes(frame["offence_code"], code.values) if code.repaired else [],
        derived,
    )


def _repaired_codes(written: pl.Series, read_as: pl.Series) -> list[tuple[str, str, int]]:
    """Which codes became which, those of most rows first."""
    pairs = pl.DataFrame({"written": written, "read": read_as})
    changed = pairs.filter(pl.col("written") != pl.col("read"))
    counts = changed.group_by("written", "read").agg(rows=pl.len())
    return counts.sort("rows", "written", descending=[True, False]).rows()


def _dates(
    columns: Mapping[str, Column],
    headings: Mapping[str, str],
    today: date,
    notes: list[str],
    *,
    epoch: date,
    name: str,
) -> tuple[dict[str, pl.Series], dict[str, int], list[FileWarning]]:
    """Texts as dates; a column that does not show its order of day and month follows the others."""
    ours = [column for column, definition in COLUMNS.items() if definition.dtype == pl.Date]
    found = {column: dates.read(columns[column].texts, today=today, epoch=epoch) for column in ours}
    for column, read_dates in found.items():
        if read_dates.doubt is not None:
            raise doubtful(read_dates.doubt, headings[column], name)
    known = {column.order for column in found.values()} & {"day first", "month first"}
    if known == {"month first"}:
        found |= {
            column: dates.read(columns[column].texts, today=today, hint="month first", epoch=epoch)
            for column, read_dates in found.items()
            if read_dates.order == "day first, assumed"
        }
    for column, read_dates in found.items():
        if read_dates.order is not None:
            notes.append(f"The dates of “{headings[column]}” are read {read_dates.order}.")
    serials = sum(
        int(columns[column].cells(read_dates.serials).sum()) for column, read_dates in found.items()
    )
    repaired = {"dates that a spreadsheet had written as numbers": serials} if serials else {}
    utc = [
        FileWarning(
            "utc",
            headings[column],
            read_dates.utc,
            f"In “{headings[column]}” {rows_words(read_dates.utc)} have the time 23:00 in summer "
            f"and the others 00:00, as a program writes British dates in UTC: each is read as the "
            f"day that it was in London.",
        )
        for column, read_dates in found.items()
        if read_dates.utc
    ]
    return {column: read_dates.values for column, read_dates in found.items()}, repaired, utc


def doubtful(doubt: dates.Doubt, heading: str, name: str) -> IntakeError:
    """The refusal of a column of dates that can be read in two ways."""
    first, second = (text[:40] for text in doubt.texts)
    if doubt.kind == "both orders":
        return IntakeError(
            f"The file {name} has dates under {heading[:60]!r} of both orders, such as {first} and "
            f"{second}, so nobody can know which month the others are of; export the column as "
            f"YYYY-MM-DD."
        )
    return IntakeError(
        f"The file {name} was opened by a program that reads dates month first: under "
        f"{heading[:60]!r} the days up to the 12th became other dates, such as {first}, and later "
        f"days stayed as text, such as {second}; load the file as it was exported, without opening "
        f"it in a spreadsheet, or with dates as YYYY-MM-DD."
    )


def _values(name: str, texts: pl.Series) -> pl.Series:
    """A column's texts as known words or places; null where one cannot be read."""
    different = texts.unique().drop_nulls()
    read_as = pl.Series([_read(text, name) for text in different], dtype=pl.String)
    dtype = COLUMNS[name].dtype
    typed = read_as == "true" if dtype == pl.Boolean else read_as.cast(dtype)
    return texts.replace_strict(different, typed, default=None, return_dtype=dtype)


def _read(text: str, name: str) -> str | None:
    return borough_of(text) if name in PLACES else words(WORDED[name]).get(folded(text))


SPACES: Final = re.compile(r"[\s_-]+")


def folded(word: str) -> str:
    """A word without the differences between exports: case, spaces, hyphens, underscores."""
    return SPACES.sub(" ", word.casefold()).strip()


@cache
def words(kind: str) -> dict[str, str]:
    """The value that each folded word of a list stands for."""
    path = files("dashboard.intake") / "tables" / "words.csv"
    table = pl.read_csv(path.read_bytes(), infer_schema=False).filter(pl.col("kind") == kind)
    return {folded(word): value for _, word, value in table.iter_rows()}
