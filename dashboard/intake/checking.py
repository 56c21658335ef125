"""Reads each cell as what its column means, and says what is wrong where it cannot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import polars as pl

from dashboard.geography import borough_codes
from harm.allegations import COLUMNS

YES: Final = ("true", "yes", "y", "1", "t")
NO: Final = ("false", "no", "n", "0", "f")

#: A day as it may be written; years that no calendar of ours has are no dates.
DAY: Final = r"^[12]\d{3}-\d{1,2}-\d{1,2}$"

#: Columns whose value is a place: one that nobody knows is kept as unknown, and so shown.
PLACES: Final = ("borough", "suspect_home_borough")

#: Reasons why a row is rejected, by the part of it that is wrong.
MISSING_KEY: Final = "no crime reference"
NO_OFFENCE: Final = "neither an offence code nor a title"
NO_DATE: Final = "no date recorded"
FUTURE: Final = "recorded after today"
ANOTHER: Final = "another row of this crime and suspect was rejected"
CONFLICT: Final = "rows of the same crime, suspect and victim disagree"


def unreadable(column: str) -> str:
    """The reason for a cell that is not what its column holds."""
    return f"{column} cannot be read"


def check(cells: pl.DataFrame, *, today: date) -> pl.DataFrame:
    """Every row with its values and what is wrong with it.

    Args:
        cells: a frame of texts; columns that the allegation frame lacks are ignored.
        today: nothing can have been recorded later.

    Returns:
        The columns of the allegation frame, and `reasons`: a list of texts, empty for a row that
        is sound. Rows stand as they stood.
    """
    texts = cells.select(_text(cells, name) for name in COLUMNS)
    values = texts.select(_value(name).alias(name) for name in COLUMNS)
    failed = [
        _when(texts[name].is_not_null() & values[name].is_null(), unreadable(name))
        for name in COLUMNS
        if name not in PLACES
    ]
    rules = [
        _when(values["crime_ref"].is_null(), MISSING_KEY),
        _when(values["offence_code"].is_null() & values["offence_title"].is_null(), NO_OFFENCE),
        _when(texts["recorded_on"].is_null(), NO_DATE),
        _when((values["recorded_on"] > today).fill_null(value=False), FUTURE),
    ]
    reasons = pl.concat_list(*rules, *failed).list.drop_nulls().alias("reasons")
    filled = (
        pl.col(name).fill_null(column.default)
        for name, column in COLUMNS.items()
        if column.default is not None
    )
    return values.with_columns(*filled).with_columns(values.select(reasons).to_series())


def _when(fails: pl.Series, reason: str) -> pl.Expr:
    return pl.when(fails).then(pl.lit(reason))


def _text(cells: pl.DataFrame, name: str) -> pl.Expr:
    """A cell without outer spaces; nothing where it is empty.

    The quotation mark that keeps a spreadsheet from running a cell as a formula is taken off.
    """
    if name not in cells.columns:
        return pl.lit(None, pl.String).alias(name)
    bare = pl.col(name).str.strip_chars().str.replace(r"^'([=+\-@\t\r])", "$1")
    stripped = bare.str.strip_chars()
    return pl.when(stripped != "").then(stripped).alias(name)


def _value(name: str) -> pl.Expr:
    text, dtype = pl.col(name), COLUMNS[name].dtype
    if name in PLACES:
        codes = borough_codes()
        return text.str.to_lowercase().replace_strict(codes, default=None, return_dtype=pl.String)
    readers: dict[type[pl.DataType], Callable[[], pl.Expr]] = {
        pl.Date: lambda: pl.when(text.str.contains(DAY)).then(
            text.str.to_date("%Y-%m-%d", strict=False)
        ),
        pl.Boolean: lambda: _flag(text.str.to_lowercase()),
        pl.Enum: lambda: _chosen(text, dtype),
    }
    return readers.get(type(dtype), lambda: text)()


def _flag(text: pl.Expr) -> pl.Expr:
    return pl.when(text.is_in(YES)).then(statement=True).when(text.is_in(NO)).then(statement=False)


def _chosen(text: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    folded = text.str.to_lowercase().str.replace_all(r"[\s-]+", "_")
    words = (
        {value.lower(): value for value in dtype.categories} if isinstance(dtype, pl.Enum) else {}
    )
    return folded.replace_strict(words, default=None, return_dtype=pl.String).cast(dtype)
