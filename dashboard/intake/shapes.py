"""The shape of a reference, such as a letter and seven digits, and references unlike the others."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from dashboard.intake.columns import NOT_ASCII, SPACES, Column, all_have, any_has
from dashboard.intake.file_warnings import FileWarning, examples, rows_words

#: So many references are looked at to find what is usual in a column.
LOOKED_AT: Final = 10_000
#: Fewer references than this show nothing that is usual.
ENOUGH: Final = 20
#: The shapes of a column are usual where so large a part of its references has one of them.
USUAL: Final = 0.9
#: No more shapes than this can be usual.
MOST_SHAPES: Final = 4
#: No more than one in this many references is reported as unlike the others.
RARE: Final = 20

#: What always parts two references in a cell, for a quick look; `several` splits such cells.
PARTED: Final = r"(?i)[;\n\r|]|,\s|\s(?:and|&|\+)\s"
#: Every text that has it has one of these bytes.
PARTED_BYTES: Final = frozenset(b";\n\r|") | SPACES | NOT_ASCII
LETTERS: Final = r"\p{L}+"
DIGITS: Final = r"\p{Nd}+"


def shapes_of(texts: pl.Series) -> pl.Series:
    """Each text with its runs of letters as `A` and its runs of digits as `9`: S-104 is A-9."""
    return texts.str.replace_all(LETTERS, "A").str.replace_all(DIGITS, "9")


def usual_shapes(texts: pl.Series, signs: frozenset[int]) -> list[str]:
    """The few shapes that nearly all references have, most usual first; none where it varies."""
    known = texts.drop_nulls()
    if not signs.isdisjoint(PARTED_BYTES) and any_has(known, PARTED):
        known = known.filter(~known.str.contains(PARTED))
    sample = known.gather_every(max(1, known.len() // LOOKED_AT))
    if sample.len() < ENOUGH:
        return []
    counts = (
        shapes_of(sample)
        .value_counts(name="rows")
        .sort("rows", sample.name, descending=[True, False])
        .head(MOST_SHAPES)
        .filter(pl.col("rows") * RARE > sample.len())
    )
    whole = int(counts["rows"].sum())
    return counts[sample.name].to_list() if whole >= USUAL * sample.len() else []


def unlike_others(column: Column, heading: str, what: str) -> list[FileWarning]:
    """A warning of references unlike those of nearly all other rows; none where there is none."""
    usual = usual_pattern(column.texts, column.signs)
    if usual is None or all_have(column.texts, usual):
        return []
    odd = ~column.texts.str.contains(usual) & ~column.texts.str.contains(PARTED)
    rows = int(column.cells(odd).fill_null(value=False).sum())
    if not rows:
        return []
    return [
        FileWarning(
            "unlike",
            heading,
            rows,
            f"In “{heading}” {rows_words(rows)} {'has' if rows == 1 else 'have'} a reference "
            f"unlike the others: {examples(column.texts.filter(odd))}. Check that each is a "
            f"{what} and no remark.",
        )
    ]


def usual_pattern(texts: pl.Series, signs: frozenset[int]) -> str | None:
    """A regular expression of the shapes that nearly all references have; None where it varies.

    Args:
        texts: the references.
        signs: as `columns.signs_in` of them; it may be of more.
    """
    shapes = usual_shapes(texts, signs)
    parts = (
        re.escape(shape).replace("A", LETTERS).replace("9", DIGITS).replace(r"\ ", " ")
        for shape in shapes
    )
    return f"^(?:{'|'.join(parts)})$" if shapes else None
