"""Cells as the values that they stand for.

Most columns hold few different texts, so each is read once and the answer put wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

from dashboard.geography import borough_of
from dashboard.intake import codes, dates
from harm.allegations import COLUMNS

#: Columns whose value is a place: one that nobody knows is kept as unknown, and so shown.
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
#: What people and programs write where there is nothing to write. A reference that says so is
#: no reference: everybody unknown would be one suspect.
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
        "tba",
        "not applicable",
        "no suspect",
        "not stated",
        "no data",
    ]
)
#: A name may be one of these words.
NAMES: Final = ("suspect_name", "offence_title")
FEW: Final = 4


@dataclass(frozen=True)
class Values:
    """The rows of a file as the allegation frame has them.

    Attributes:
        texts: our columns as they were written, without outer spaces; nothing where empty.
        frame: the same as values; nothing where a text cannot be read.
        repaired: cells that were mended on the way, by what was wrong with them.
        notes: what the reader should know of how the file was read.
    """

    texts: pl.DataFrame
    frame: pl.DataFrame
    repaired: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read(cells: pl.DataFrame, headings: Mapping[str, str], *, today: date) -> Values:
    """Read each cell as what its column means.

    Args:
        cells: texts under the file's own headings.
        headings: the heading of each of our columns that the file has.
        today: nothing can have happened later.
    """
    texts = pl.DataFrame(
        [
            text_of(cells[headings[name]], name).alias(name)
            if name in headings
            else pl.Series(name, [None], pl.String).new_from_index(0, cells.height)
            for name in COLUMNS
        ]
    )
    notes: list[str] = []
    dated, repaired = _dates(texts, headings, today, notes)
    code = codes.mended(texts["offence_code"], texts["offence_title"])
    if code.left:
        notes.append(
            f"{code.left:,} offence codes look like dates that a spreadsheet made of them, and "
            f"several codes can have become them: they are kept as they stand and score nothing."
        )
    read_so = {**dated, "offence_code": code.values.alias("offence_code")}
    frame = pl.DataFrame(
        [read_so[name] if name in read_so else _value(texts[name], name) for name in COLUMNS]
    )
    return Values(texts, frame, {**code.repaired, **repaired}, notes)


def text_of(raw: pl.Series, name: str = "") -> pl.Series:
    """Cells without outer spaces; nothing where a cell is empty or says that it is."""
    distinct = raw.unique()
    if distinct.len() * FEW > raw.len():
        return _clean(raw, name)
    return raw.replace_strict(distinct, _clean(distinct, name), return_dtype=pl.String)


def _clean(raw: pl.Series, name: str) -> pl.Series:
    """The mark that keeps a spreadsheet from running a cell as a formula is taken off too."""
    bare = raw.str.strip_chars()
    if bare.str.starts_with("'").any():
        bare = bare.str.replace(r"^'([=+\-@\t\r])", "$1").str.strip_chars()
    empty = (bare == "") | bare.is_null()
    if name not in NAMES:
        short = bare.str.len_bytes() <= max(map(len, NOTHING))
        empty |= short & bare.str.to_lowercase().is_in(NOTHING)
    return bare.set(empty, None)


def _dates(
    texts: pl.DataFrame, headings: Mapping[str, str], today: date, notes: list[str]
) -> tuple[dict[str, pl.Series], dict[str, int]]:
    """The columns of dates; one that does not tell day from month follows one that does."""
    names = [name for name, column in COLUMNS.items() if column.dtype == pl.Date]
    found = {name: dates.read(texts[name], today=today) for name in names}
    told = {one.order for one in found.values()} & {"day first", "month first"}
    if told == {"month first"}:
        found |= {
            name: dates.read(texts[name], today=today, hint="month first")
            for name, one in found.items()
            if one.order == "day first, assumed"
        }
    for name, one in found.items():
        if one.order is not None:
            notes.append(f"The dates of “{headings[name]}” are read {one.order}.")
    serials = sum(one.serials for one in found.values())
    repaired = {"dates that a spreadsheet had written as numbers": serials} if serials else {}
    return {name: one.values.alias(name) for name, one in found.items()}, repaired


def _value(texts: pl.Series, name: str) -> pl.Series:
    if name not in PLACES and name not in WORDED:
        return texts
    distinct = texts.unique().drop_nulls()
    read_as = {text: _read(text, name) for text in distinct}
    values = texts.replace_strict(read_as, default=None, return_dtype=pl.String)
    if COLUMNS[name].dtype == pl.Boolean:
        return (values == "true").alias(name)
    return values.cast(COLUMNS[name].dtype).alias(name)


def _read(text: str, name: str) -> str | None:
    return borough_of(text) if name in PLACES else words(WORDED[name]).get(folded(text))


SPACES: Final = re.compile(r"[\s_-]+")


def folded(word: str) -> str:
    """A word without what differs between exports: case, spaces, hyphens, underscores."""
    return SPACES.sub(" ", word.casefold()).strip()


@cache
def words(kind: str) -> dict[str, str]:
    """The value that each folded word of a list stands for."""
    path = files("dashboard.intake") / "tables" / "words.csv"
    table = pl.read_csv(path.read_bytes(), infer_schema=False).filter(pl.col("kind") == kind)
    return {folded(word): value for _, word, value in table.iter_rows()}
