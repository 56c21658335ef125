"""Cells as the values that they stand for.

Most columns hold few different texts, so each is read once and the answer put wherever it stands.
What is done to several columns is asked for at once, so that every core has one to work on.
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
#: A name may be one of these words.
NAMES: Final = ("suspect_name", "offence_title")
#: A column holds few different texts where, of so many cells of it, they are under a quarter.
FEW: Final = 4
TRIED: Final = 10_000


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
    texts, distinct = _texts(cells, headings)
    notes: list[str] = []
    dated, repaired = _dates(texts, headings, today, notes)
    code = codes.mended(texts["offence_code"], texts["offence_title"])
    if code.left:
        notes.append(
            f"{code.left:,} offence codes look like dates that a spreadsheet made of them, and "
            f"several codes can have become them: they are kept as they stand and score nothing."
        )
    worded = texts.lazy().select(
        _value(name, distinct[name] if name in distinct else texts[name].unique())
        for name in (*PLACES, *WORDED)
    )
    read_so = texts.with_columns(**dated, offence_code=code.values)
    frame = read_so.with_columns(worded.collect().get_columns())
    return Values(texts, frame, {**code.repaired, **repaired}, notes)


def text_of(raw: pl.Series, name: str = "") -> pl.Series:
    """Cells without outer spaces; nothing where a cell is empty or says that it is."""
    distinct = raw.unique()
    if distinct.len() * FEW > raw.len():
        return _clean(raw, name)
    return raw.replace_strict(distinct, _clean(distinct, name), return_dtype=pl.String)


def _clean(raw: pl.Series, name: str) -> pl.Series:
    return _cleaned(raw.alias(name).to_frame()).to_series().alias(raw.name)


def _texts(
    cells: pl.DataFrame, headings: Mapping[str, str]
) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """Our columns as `Values.texts`, and for those that hold few different texts which ones."""
    raw = cells.select(pl.col(headings[name]).alias(name) for name in COLUMNS if name in headings)
    few = _with_few(raw)
    held = raw.lazy().select(pl.col(few).unique().implode()).collect()
    befores = {name: held[name].item() for name in few}
    afters = {name: _clean(before, name) for name, before in befores.items()}
    lazy = raw.lazy().select(_put(name, befores[name], afters[name]) for name in few)
    none = pl.Series([None], dtype=pl.String).new_from_index(0, cells.height)
    columns = {name: none.alias(name) for name in COLUMNS}
    columns |= {column.name: column for column in lazy.collect()}
    columns |= {column.name: column for column in _cleaned(raw.drop(few))}
    return pl.DataFrame(list(columns.values())), afters


def _with_few(raw: pl.DataFrame) -> list[str]:
    """The columns that hold few different texts: by some rows, and where those differ, by all."""
    some = raw.gather_every(max(1, raw.height // TRIED))
    differing = [column.name for column in some if column.n_unique() * FEW > column.len()]
    about = raw.lazy().select(pl.col(differing).approx_n_unique()).collect()
    many = {column.name for column in about if column.item() * FEW > raw.height}
    return [name for name in raw.columns if name not in many]


def _put(name: str, before: pl.Series, after: pl.Series) -> pl.Expr:
    """What became of each different text of a column, wherever it stands."""
    changed = before.filter(before.ne_missing(after)).to_list()
    if not changed:
        return pl.col(name)
    if changed == [""]:
        return pl.when(pl.col(name) != "").then(name)
    return pl.col(name).replace_strict(before, after, return_dtype=pl.String)


def _cleaned(raw: pl.DataFrame) -> pl.DataFrame:
    """Each cell as `text_of` has it.

    The mark that keeps a spreadsheet from running a cell as a formula is taken off too.
    """
    bare = raw.lazy().select(pl.all().str.strip_chars()).collect()
    marked = [column.name for column in bare if column.str.starts_with("'").any()]
    mark = pl.col(marked).str.replace(r"^'([=+\-@\t\r])", "$1").str.strip_chars()
    told = bare.lazy().with_columns(mark).select(_unless_nothing(name) for name in bare.columns)
    return told.collect()


def _unless_nothing(name: str) -> pl.Expr:
    bare = pl.col(name)
    empty = bare == ""
    if name not in NAMES:
        short = bare.str.len_bytes() <= max(map(len, NOTHING))
        empty |= short & bare.str.to_lowercase().is_in(NOTHING)
    return pl.when(~empty).then(bare).alias(name)


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


def _value(name: str, distinct: pl.Series) -> pl.Expr:
    """A column of words or places as values; `distinct` are its different texts."""
    read_as = {text: _read(text, name) for text in distinct.drop_nulls()}
    dtype = COLUMNS[name].dtype
    if dtype != pl.Enum and all(text == value for text, value in read_as.items()):
        return pl.col(name) == "true" if dtype == pl.Boolean else pl.col(name)
    values = pl.Series(list(read_as.values()), dtype=pl.String)
    typed = values == "true" if dtype == pl.Boolean else values.cast(dtype)
    return pl.col(name).replace_strict(list(read_as), typed, default=None, return_dtype=dtype)


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
