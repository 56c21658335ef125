"""Cells as the values that they stand for.

Most columns hold few different texts, so each text is read once and the result used for every cell
that has it. Work on several columns is started together, so that every core has one to work on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

from dashboard.geography import borough_of
from dashboard.intake import code_repairs, dates
from dashboard.intake.columns import Column, columns_of, together
from dashboard.intake.formulas import FORMULA
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
#: What people and programs write in an empty cell. Such a reference is not a reference:
#: otherwise everybody unknown would become one suspect.
NOTHING: Final = frozenset(
    [
        "null",
        "(null)",
        "none",
        "nan",
        "n/a",
        "#n/a",
        "na",
        "<na>",
        "nil",
        "-",
        "--",
        ".",
        "?",
        "(blank)",
        "blank",
        "not recorded",
        "not known",
        "unknown",
        "unk",
        "nk",
        "n/k",
        "tbc",
        "tbd",
        "unidentified",
        "not identified",
        "unknown suspect",
        "suspect unknown",
        "no suspect identified",
        "suspect not identified",
        "no named suspect",
        "tba",
        "not applicable",
        "no suspect",
        "not stated",
        "no data",
    ]
)
#: A text with a space at an end, or with a mark that keeps a spreadsheet from running it.
UNTIDY: Final = r"^[\s']|\s$"
#: That mark, however often a program has put it there.
RUN: Final = rf"^'+({FORMULA})"
#: A name may be one of these words.
NAMES: Final = ("suspect_name", "offence_title")


@dataclass(frozen=True)
class Values:
    """The rows of a file as the allegation frame has them.

    Attributes:
        columns: ours as they were written, without outer spaces; null where empty.
        frame: the same as values; null where a text cannot be read.
        unreadable: which rows have a text that cannot be read, by column; only columns with such.
        repaired: cells that were repaired, by what was wrong with them.
        notes: what the reader should know about how the file was read.
    """

    columns: dict[str, Column]
    frame: pl.DataFrame
    unreadable: dict[str, pl.Series]
    repaired: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read(cells: pl.DataFrame, headings: Mapping[str, str], *, today: date) -> Values:
    """Read each cell as what its column means.

    Args:
        cells: texts under the file's own headings.
        headings: the heading of each of our columns that the file has.
        today: nothing can have happened later.
    """
    columns = _columns(cells, headings)
    notes: list[str] = []
    read_as, repaired = _dates(columns, headings, today, notes)
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
    unread = {name: columns[name].texts.is_not_null() & read_as[name].is_null() for name in read_as}
    return Values(
        columns,
        frame.with_columns(offence_code=code.values),
        {name: columns[name].cells(texts) for name, texts in unread.items() if texts.any()},
        {**code.repaired, **repaired},
        notes,
    )


def text_of(raw: pl.Series, name: str = "cell") -> pl.Series:
    """Cells without outer spaces; null where a cell is empty or has a word for “empty”."""
    (column,) = _texts(raw.alias(name).to_frame()).values()
    return column.cells(column.texts).alias(raw.name)


def _columns(cells: pl.DataFrame, headings: Mapping[str, str]) -> dict[str, Column]:
    """Each of our columns, as in `Values.columns`; one that the file lacks is empty."""
    none = pl.Series([None], dtype=pl.String)
    nothing = Column(none, pl.Series([0], dtype=pl.UInt32).new_from_index(0, cells.height))
    raw = cells.select(pl.col(headings[name]).alias(name) for name in COLUMNS if name in headings)
    return dict.fromkeys(COLUMNS, nothing) | _texts(raw)


def _texts(raw: pl.DataFrame) -> dict[str, Column]:
    """Columns without outer spaces; null where a text is empty or is a word for “empty”."""
    columns = columns_of(raw)
    cleaned = _cleaned([column.texts for column in columns.values()])
    return {
        name: Column(texts, column.at)
        for (name, column), texts in zip(columns.items(), cleaned, strict=True)
    }


def _cleaned(columns: Sequence[pl.Series]) -> list[pl.Series]:
    """Each text as `text_of` has it.

    Other programs too put an apostrophe before a text that a spreadsheet would run. It is not part
    of the value: `'=x` in one file and `=x` in another are the same person.
    """
    frames = [column.to_frame().lazy() for column in columns]
    odd = pl.collect_all([frame.select(pl.all().str.contains(UNTIDY).any()) for frame in frames])
    queries = [
        frame.select(_clean(column.name, untidy=bool(is_odd.item())))
        for frame, column, is_odd in zip(frames, columns, odd, strict=True)
    ]
    return [frame.to_series() for frame in pl.collect_all(queries)]


def _clean(name: str, *, untidy: bool) -> pl.Expr:
    text = pl.col(name)
    if untidy:
        text = text.str.strip_chars().str.replace(RUN, "$1").str.strip_chars()
    empty = text == "" if name in NAMES else text.str.contains(_no_text())
    return pl.when(~empty).then(text).alias(name)


@cache
def _no_text() -> str:
    """A regular expression for a text that is one of `NOTHING`, or empty."""
    words = "|".join(re.escape(word) for word in sorted(NOTHING))
    return rf"(?i)^({words})?$"


def _dates(
    columns: Mapping[str, Column],
    headings: Mapping[str, str],
    today: date,
    notes: list[str],
) -> tuple[dict[str, pl.Series], dict[str, int]]:
    """Texts as dates; a column that does not show its order of day and month follows the others."""
    names = [name for name, column in COLUMNS.items() if column.dtype == pl.Date]
    found = {name: dates.read(columns[name].texts, today=today) for name in names}
    known = {column.order for column in found.values()} & {"day first", "month first"}
    if known == {"month first"}:
        found |= {
            name: dates.read(columns[name].texts, today=today, hint="month first")
            for name, column in found.items()
            if column.order == "day first, assumed"
        }
    for name, column in found.items():
        if column.order is not None:
            notes.append(f"The dates of “{headings[name]}” are read {column.order}.")
    serials = sum(int(columns[name].cells(column.serials).sum()) for name, column in found.items())
    repaired = {"dates that a spreadsheet had written as numbers": serials} if serials else {}
    return {name: column.values for name, column in found.items()}, repaired


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
