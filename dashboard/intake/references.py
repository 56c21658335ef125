"""References of people and of crimes as a file spells them: who is nobody, and who is the same.

What is certain is folded here, and what is only likely is reported, with counts and examples:

- error texts, nulls and words that name nobody leave a row without that reference;
- what programs add (quotes, `="…"`, `.0`, characters without a shape, full-width letters) goes, and
  spellings that differ in case alone are one, as the file spells it first;
- a reference unlike the others of its column, and two that differ only in leading zeros, blanks,
  hyphens or commas, are reported and left as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake.cells import REFERENCES
from dashboard.intake.columns import (
    Column,
    any_has,
    begin,
)
from dashboard.intake.file_warnings import FileWarning, examples, rows_words
from dashboard.intake.likely_references import warn_of_likely
from dashboard.intake.nobody import name_nobody
from dashboard.intake.shapes import unlike_others

#: Our columns of the references of people, which are of one series.
PEOPLE: Final = ("suspect_id", "victim_id")
#: What is repaired in them.
SIGNS: Final = "quotation marks or unseen characters around references"
#: What each of them names.
WHAT: Final = {"crime_ref": "crime", "suspect_id": "suspect", "victim_id": "victim"}

#: A text that may have to be cleaned: more than plain letters, digits and inner signs.
ODD: Final = r"[^!-~]|^[\"'`={]|[\"'`]$|\.0+$|_x00[0-9A-Fa-f]{2}_"
#: What a text may have besides capitals and digits and be simple: of such texts none is `ODD` or
#: `ROUNDED`, and none is spelt with small letters.
SIMPLE: Final = frozenset(b"/-")
#: A control character as Excel writes it in its XML.
ESCAPED: Final = r"_x00(?:[01][0-9A-Fa-f]|7[fF]|[89][0-9A-Fa-f]|[aA]0)_"
#: Characters without a shape, and control characters but for line ends, which may part people.
UNSEEN: Final = (
    r"[\p{Cf}\x{115F}\x{1160}\x{3164}\x{FFA0}\x{2800}\x{FE00}-\x{FE0F}"
    r"\x{0}-\x{9}\x{B}\x{C}\x{E}-\x{1F}\x{7F}-\x{9F}]"
)
QUOTES: Final = " \"'`´‘’‚‛“”„‟«»‹›"
AS_FORMULA: Final = r'^=\s*"(.*)"$'
IN_BRACES: Final = r"^\{([0-9A-Fa-f-]{36})\}$"
WHOLE_NUMBER: Final = r"\.0+$"
FRACTION: Final = r"\.[0-9]*[1-9][0-9]*$"
#: A number as a spreadsheet shows one that is too long for its column: digits are lost.
ROUNDED: Final = r"^[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{1,3}$|^[0-9][.,][0-9]+[eE][0-9]{1,3}$"


@dataclass
class References:
    """The references of a file, cleaned.

    Attributes:
        columns: each column of references, null where a cell names nobody.
        repaired: cells that were cleaned, by what was wrong with them.
        warnings: what the reader should know.
        doubts: waits for what takes longest to find out, warnings of each column and kind: which
            references are unlike the others, and which are likely the same.
    """

    columns: dict[str, Column]
    repaired: dict[str, int] = field(default_factory=dict)
    warnings: list[FileWarning] = field(default_factory=list)
    doubts: Callable[[], list[list[FileWarning]]] = list

    def all_warnings(self) -> list[FileWarning]:
        """The warnings, then the doubts; it waits for them."""
        return [*self.warnings, *chain.from_iterable(self.doubts())]


def read_references(
    columns: Mapping[str, Column], headings: Mapping[str, str], name: str
) -> References:
    """Clean the references of a file.

    Args:
        columns: those of `REFERENCES`, without outer blanks; null where a cell is empty.
        headings: the heading of each.
        name: of the file.

    Raises:
        IntakeError: a spreadsheet rounded them, so that several may have become one.
    """
    found = References({})
    simple = True
    for ours in REFERENCES:
        if ours in headings:
            column = columns[ours]
            if column.signs - SIMPLE:
                simple = False
                column = _cleaned(column, headings[ours], ours, found)
                _check_whole(column, headings[ours], name)
            found.columns[ours] = _named(column, headings[ours], ours, found)
    for ours, column in found.columns.items() if simple else _folded(found.columns).items():
        cells = _count(found.columns[ours], column)
        found.columns[ours] = column
        if cells:
            found.warnings.append(_of_case(headings[ours], ours, cells))
    found.doubts = begin(
        partial(check, column, headings[ours], WHAT[ours])
        for ours, column in found.columns.items()
        for check in (unlike_others, warn_of_likely)
    )
    return found


def _cleaned(column: Column, heading: str, ours: str, found: References) -> Column:
    """A column without what programs add to a reference."""
    texts = column.texts
    if not any_has(texts, ODD):
        return column
    text = pl.col(texts.name).str.replace_all(ESCAPED, "").str.normalize("NFKC")
    text = text.str.replace_all(UNSEEN, "").str.strip_chars().str.replace(AS_FORMULA, "$1")
    text = text.str.replace(IN_BRACES, "$1")
    text = text.str.strip_chars(QUOTES).str.strip_chars()
    cleaned = texts.to_frame().select(pl.when(text != "").then(text)).to_series()
    marks = Column(cleaned, column.at)
    if cells := _count(column, marks):
        found.repaired[SIGNS] = found.repaired.get(SIGNS, 0) + cells
    if cleaned.str.contains(WHOLE_NUMBER).any() and not cleaned.str.contains(FRACTION).any():
        whole = Column(cleaned.str.replace(WHOLE_NUMBER, ""), column.at)
        found.warnings.append(_of_decimals(marks, whole, heading, ours))
        return whole
    return marks


def _of_decimals(before: Column, after: Column, heading: str, ours: str) -> FileWarning:
    rows, empty = _count(before, after), int(after.is_empty().sum())
    nobody = (
        f", and {rows_words(empty)} {'names' if empty == 1 else 'name'} nobody" if empty else ""
    )
    return FileWarning(
        "decimal",
        heading,
        rows,
        f"In “{heading}” {rows_words(rows)} with a {WHAT[ours]}’s reference as a number with “.0”, "
        f"as programs write a column with empty cells: the “.0” is left out{nobody}.",
    )


def _check_whole(column: Column, heading: str, name: str) -> None:
    if any_has(column.texts, ROUNDED):
        rounded = column.texts.filter(column.texts.str.contains(ROUNDED))
        raise IntakeError(
            f"The file {name} has references in its column {heading[:60]!r} that a spreadsheet "
            f"rounded, such as {rounded[0][:40]}, so several have become one; format that column "
            f"as text before the numbers go in, or export it again as CSV without opening it."
        )


def _named(column: Column, heading: str, ours: str, found: References) -> Column:
    """A column without the texts that name nobody."""
    texts = column.texts
    nobody = name_nobody(texts).fill_null(value=False)
    if ours == "crime_ref" and nobody.any():
        # Crimes that are numbered from 0 have one 0; several have no number.
        zero = nobody & texts.str.contains(r"^0+$")
        if int(column.cells(zero).fill_null(value=False).sum()) == 1:
            nobody &= ~zero
    if not nobody.any():
        return column
    rows = int(column.cells(nobody).fill_null(value=False).sum())
    empty = int(column.is_empty().sum())
    also = f"; {rows_words(empty)} more {'is' if empty == 1 else 'are'} empty" if empty else ""
    effect = {
        "suspect_id": "They count for places and for no suspect.",
        "victim_id": "Their victims are not known.",
        "crime_ref": "They are refused.",
    }[ours]
    found.warnings.append(
        FileWarning(
            "nobody",
            heading,
            rows,
            f"In “{heading}” {rows_words(rows)} {'has' if rows == 1 else 'have'} a text that names "
            f"no {WHAT[ours]}: {examples(texts.filter(nobody))}{also}. {effect}",
        )
    )
    named = pl.select(pl.when(~pl.lit(nobody)).then(pl.lit(texts))).to_series()
    return Column(named.alias(texts.name), column.at)


def _folded(columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns, with each reference as it is spelt first, whatever its case."""
    crimes = {name: column for name, column in columns.items() if name == "crime_ref"}
    people = {name: column for name, column in columns.items() if name in PEOPLE}
    return fold_case(crimes) | fold_case(people)


def fold_case(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Columns of one series of references, each as it is spelt first in them."""
    spelt = first_spellings([column.texts for column in columns.values()])
    if spelt.is_empty():
        return dict(columns)
    return {
        name: replace(column, texts=column.texts.replace(spelt["text"], spelt["first"]))
        for name, column in columns.items()
    }


def first_spellings(columns: Sequence[pl.Series]) -> pl.DataFrame:
    """References of one series that differ from an earlier one in case alone.

    Returns:
        `text`, each such spelling, and the `first` of the same reference, in order of columns.
    """
    texts = [column.rename("text") for column in columns]
    if not any(any_has(column, r"\p{Ll}") for column in texts):
        return pl.DataFrame(schema={"text": pl.String, "first": pl.String})
    return (
        pl.concat(texts)
        .drop_nulls()
        .unique(maintain_order=True)
        .to_frame()
        .with_columns(first=pl.col("text").first().over(pl.col("text").str.to_uppercase()))
        .filter(pl.col("text") != pl.col("first"))
    )


def _of_case(heading: str, ours: str, cells: int) -> FileWarning:
    spell = "spells" if cells == 1 else "spell"
    return FileWarning(
        "case",
        heading,
        cells,
        f"In “{heading}” {rows_words(cells)} {spell} a {WHAT[ours]}’s reference with other "
        f"capitals than an earlier row: it is taken for the same {WHAT[ours]}.",
    )


def _count(before: Column, after: Column) -> int:
    """How many cells two readings of a column differ in."""
    if before is after:
        return 0
    differs = before.texts.ne_missing(after.texts)
    return int(before.cells(differs).fill_null(value=False).sum()) if differs.any() else 0
