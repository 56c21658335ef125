"""Cells as clean texts: without outer spaces, and null where a text says that there is nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Final

import polars as pl

from dashboard.intake.cells import REFERENCES
from dashboard.intake.columns import (
    NOT_ASCII,
    SPACES,
    Column,
    any_has,
    at_once,
    columns_of,
    signs_in,
)
from dashboard.intake.file_warnings import FileWarning, examples, rows_words
from dashboard.intake.formulas import FORMULA
from dashboard.intake.nobody import AN_ERROR
from harm.record.allegations import COLUMNS

#: What people and programs write in an empty cell; of references `nobody` has more.
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
UNTIDY_BYTES: Final = frozenset(b"'") | SPACES | NOT_ASCII
#: That mark, however often a program has put it there.
RUN: Final = rf"^'+({FORMULA})"
#: The columns whose empty cells say something.
STATUSES: Final = ("allegation_status", "crime_status")
#: A name may be one of these words.
NAMES: Final = ("suspect_name", "offence_title")


def text_of(raw: pl.Series, name: str = "cell") -> pl.Series:
    """Cells without outer spaces; null where a cell is empty or has a word for “empty”."""
    (column,) = _texts(columns_of(raw.alias(name).to_frame())).values()
    return column.cells(column.texts).alias(raw.name)


def columns_by_name(
    cells: pl.DataFrame, headings: Mapping[str, str]
) -> tuple[dict[str, Column], list[FileWarning]]:
    """Each of our columns, as in `Values.columns`, and warnings of cells that are errors.

    A column that the file lacks is empty.
    """
    none = pl.Series([None], dtype=pl.String)
    nothing = Column(none, pl.Series([0], dtype=pl.UInt32).new_from_index(0, cells.height))
    raw = cells.select(pl.col(headings[name]).alias(name) for name in COLUMNS if name in headings)
    as_written = columns_of(raw)
    errors = [
        warning
        for name, column in as_written.items()
        if name not in REFERENCES and (warning := _errors_in(column, name, headings[name]))
    ]
    return dict.fromkeys(COLUMNS, nothing) | _texts(as_written), errors


def _errors_in(column: Column, name: str, heading: str) -> FileWarning | None:
    """A warning of the cells of a column that are a spreadsheet's errors."""
    if not column.texts.str.starts_with("#").any():
        return None
    wrong = column.texts.str.contains(AN_ERROR)
    rows = int(column.cells(wrong).fill_null(value=False).sum())
    if not rows:
        return None
    effect = (
        "These rows are refused, since nobody knows what it was"
        if name in STATUSES
        else "It is taken as unknown"
    )
    return FileWarning(
        "error_cells",
        heading,
        rows,
        f"In “{heading}” {rows_words(rows)} {'has' if rows == 1 else 'have'} an error in place of "
        f"a value: {examples(column.texts.filter(wrong))}. {effect}.",
    )


def _texts(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Columns without outer spaces; null where a text is empty or is a word for “empty”."""
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
    odd = at_once(partial(_is_untidy, column) for column in columns)
    queries = [
        column.to_frame().lazy().select(_clean(column.name, untidy=is_odd))
        for column, is_odd in zip(columns, odd, strict=True)
    ]
    return [frame.to_series() for frame in pl.collect_all(queries)]


def _is_untidy(texts: pl.Series) -> bool:
    return not signs_in(texts).isdisjoint(UNTIDY_BYTES) and any_has(texts, UNTIDY)


def _clean(name: str, *, untidy: bool) -> pl.Expr:
    text = pl.col(name)
    if untidy:
        text = text.str.strip_chars().str.replace(RUN, "$1").str.strip_chars()
    if name in REFERENCES:
        empty = text == ""
    elif name in NAMES:
        empty = text.str.contains(rf"^$|{AN_ERROR}")
    elif name in STATUSES:  # an empty status says *named*, and an error does not
        empty = text.str.contains(_no_text()) & ~text.str.contains(AN_ERROR)
    else:
        empty = text.str.contains(rf"{_no_text()}|{AN_ERROR}")
    return pl.when(~empty).then(text).alias(name)


@cache
def _no_text() -> str:
    """A regular expression for a text that is one of `NOTHING`, or empty."""
    words = "|".join(re.escape(word) for word in sorted(NOTHING))
    return rf"(?i)^({words})?$"
