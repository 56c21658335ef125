"""Cells that name several people, as rows of one person each.

A line such as `S1; S2` is an allegation against each. It is split only where each part is a
reference of the kind that the column has; where the parts cannot be told apart, the row is refused,
since a person called `S1; S2` would be nobody. The file's rows stay what is counted: a line that
was split is one row, whatever it became.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import polars as pl

from dashboard.intake import dates
from dashboard.intake.columns import NOT_ASCII, SPACES, Column, any_has
from dashboard.intake.file_warnings import FileWarning, examples, rows_words
from dashboard.intake.nobody import names_nobody
from dashboard.intake.row_checks import FAULTS, SELF
from dashboard.intake.shapes import PARTED, shapes_of, usual_pattern

#: What always parts two references, and what may be a sign within one.
CERTAIN: Final = re.compile(r"\s*[;\n\r|]+\s*|,\s+|\s+(?:and|&|\+)\s+", re.IGNORECASE)
POSSIBLE: Final = re.compile(r"\s*[;\n\r|/,&+]+\s*|\s+and\s+", re.IGNORECASE)
#: The same for a quick look at a column.
SIGNS: Final = r"(?i)[;\n\r|/,&+]|\sand\s"
SIGN_BYTES: Final = frozenset(b";\n\r|/,&+") | SPACES | NOT_ASCII
#: What parts names and dates of birth; a comma is within a name, a stroke within a date.
OF_NAMES: Final = re.compile(r"\s*[;\n\r|/&+]+\s*|\s+and\s+", re.IGNORECASE)
OF_BIRTHS: Final = re.compile(r"\s*[;\n\r|&+,]+\s*|\s+and\s+", re.IGNORECASE)
AROUND: Final = " '\"()[]"

TANGLED: Final = "{} has several references in one cell that cannot be told apart"


@dataclass
class Split:
    """Rows that name several people, split.

    Attributes:
        rows: every row of the file; a split one several times, with the same `row`.
        lines: how many rows of the file were split.
        allegations: how many rows they became.
        faults: what is wrong with split rows, as `row_checks.FAULTS`.
        warnings: what the reader should know.
    """

    rows: pl.DataFrame
    lines: int = 0
    allegations: int = 0
    faults: pl.DataFrame = field(default_factory=FAULTS.to_frame)
    warnings: list[FileWarning] = field(default_factory=list)


def split_people(
    rows: pl.DataFrame, columns: Mapping[str, Column], headings: Mapping[str, str], *, today: date
) -> Split:
    """Split each cell of suspects or victims that names several.

    Args:
        rows: the values of the file's rows, with their number as `row`.
        columns: each of our columns as it was written.
        headings: the heading of each of our columns that the file has.
        today: as `dates.read` has it.
    """
    split = Split(rows)
    for column in ("suspect_id", "victim_id"):
        if column in headings:
            _split_column(split, column, headings, columns, today)
    if split.lines:
        same = split.rows.filter(pl.col("suspect_id") == pl.col("victim_id"))
        _refuse(split, same, SELF)
    return split


def _refuse(split: Split, rows: pl.DataFrame, reason: str) -> None:
    faults = rows.select("row", reason=pl.lit(reason)).unique().cast(dict(FAULTS))  # type: ignore[arg-type]
    split.faults = pl.concat([split.faults, faults])


def _split_column(
    split: Split,
    column: str,
    headings: Mapping[str, str],
    columns: Mapping[str, Column],
    today: date,
) -> None:
    found = _references_in(split.rows[column], columns[column].signs)
    if not found:
        return
    marked = split.rows[column].is_in(list(found)).fill_null(value=False)
    before = split.rows.filter(marked)
    _refuse(
        split,
        before.filter(pl.col(column).is_in([t for t, parts in found.items() if not parts])),
        TANGLED.format(column),
    )
    after: list[dict[str, object]] = []
    unnamed = 0
    births = columns["suspect_born"]
    born = births.cells(births.texts)
    for cells in before.iter_rows(named=True):
        parts = found[cells[column]] or [cells[column]]
        people = _people(cells, column, parts, born[cells["row"]], today)
        unnamed += people[0]["suspect_name"] is None and cells["suspect_name"] is not None
        after += people
    rows = pl.DataFrame(after, schema=split.rows.schema, orient="row")
    split.rows = pl.concat([split.rows.filter(~marked), rows]).sort("row", maintain_order=True)
    several = before.filter(
        pl.col(column).is_in([t for t, parts in found.items() if len(parts) > 1])
    )
    if several.is_empty():
        return
    _note_split(
        split, headings[column], several[column], rows.height - before.height + several.height
    )
    if unnamed:
        split.warnings.append(_names_dropped(headings["suspect_name"], unnamed))


def _note_split(split: Split, heading: str, texts: pl.Series, became: int) -> None:
    """Count the lines that named several people, and warn of them.

    Args:
        split: what was split so far.
        heading: of the column that names them.
        texts: its cells that named several.
        became: how many allegations they are now.
    """
    split.lines += len(texts)
    split.allegations += became
    split.warnings.append(
        FileWarning(
            "split",
            heading,
            len(texts),
            f"In “{heading}” {rows_words(len(texts))} name several people, such as "
            f"{examples(texts)}: they became {became:,}, one for each person.",
        )
    )


def _names_dropped(heading: str, rows: int) -> FileWarning:
    return FileWarning(
        "names_dropped",
        heading,
        rows,
        f"In “{heading}” {rows_words(rows)} with several suspects have not one name for each, so "
        f"nobody knows whose it is: it is left out there.",
    )


def _references_in(references: pl.Series, signs: frozenset[int]) -> dict[str, list[str]]:
    """By the text of a cell that names several people the references in it; none: tangled.

    Args:
        references: the cells.
        signs: as `columns.signs_in` of them.
    """
    if signs.isdisjoint(SIGN_BYTES) or not any_has(references, SIGNS):
        return {}
    marked = references.str.contains(SIGNS).fill_null(value=False)
    texts = references.filter(marked).unique(maintain_order=True)
    usual = usual_pattern(references, signs)
    if usual is not None:
        texts = texts.filter(~texts.str.contains(usual) | texts.str.contains(PARTED))
    singles = _lengths(references.filter(~marked).drop_nulls().unique())
    if not singles:
        pieces = [piece for text in texts for piece in _pieces(text, CERTAIN)]
        singles = _lengths(pl.Series(pieces, dtype=pl.String)) if _alike(pieces) else {}
    parts = {text: _parts(text, singles) for text in texts}
    return {text: found for text, found in parts.items() if found is not None}


def _lengths(references: pl.Series) -> dict[str, tuple[int, int]]:
    """The shortest and the longest of the references of each shape."""
    lengths = references.str.len_chars()
    table = pl.DataFrame({"shape": shapes_of(references), "letters": lengths})
    ranges = table.group_by("shape").agg(low=pl.col("letters").min(), high=pl.col("letters").max())
    return {shape: (low, high) for shape, low, high in ranges.iter_rows()}


def _alike(pieces: Sequence[str]) -> bool:
    people = pl.Series([p for p in pieces if not names_nobody(p)], dtype=pl.String)
    return shapes_of(people).n_unique() == 1


def _pieces(text: str, separator: re.Pattern[str]) -> list[str]:
    return [piece for part in separator.split(text) if (piece := part.strip(AROUND))]


def _parts(text: str, singles: Mapping[str, tuple[int, int]]) -> list[str] | None:
    """The references in a cell, each once; none where they are tangled; None: it is one."""
    for separator in (CERTAIN, POSSIBLE):
        people = [piece for piece in _pieces(text, separator) if not names_nobody(piece)]
        if people and people != [text] and all(_fits(piece, singles) for piece in people):
            return list(dict.fromkeys(people))
    return [] if CERTAIN.search(text) else None


def _fits(piece: str, singles: Mapping[str, tuple[int, int]]) -> bool:
    shape = str(shapes_of(pl.Series([piece])).item())
    low, high = singles.get(shape, (1, 0))
    return low <= len(piece) <= high


def _people(
    cells: dict[str, object], column: str, parts: Sequence[str], births: str | None, today: date
) -> list[dict[str, object]]:
    """A row for each reference; a suspect's name and birth in step, or left out."""
    rows = [{**cells, column: part} for part in parts]
    if column != "suspect_id" or len(parts) == 1:
        return rows
    names = _pieces(str(cells["suspect_name"] or ""), OF_NAMES)
    born = _pieces(births or "", OF_BIRTHS)
    read = dates.read(pl.Series(born, dtype=pl.String), today=today).values.to_list()
    for number, row in enumerate(rows):
        row["suspect_name"] = names[number] if len(names) == len(rows) else None
        row["suspect_born"] = read[number] if len(read) == len(rows) else None
    return rows
