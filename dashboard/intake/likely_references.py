"""References that are likely the same and spelt differently: reported, and left as they are."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.intake.columns import NOT_ASCII, SPACES, Column, any_has, may_repeat, signs_in
from dashboard.intake.file_warnings import FileWarning, examples

#: What two spellings of one reference may differ in, and two references too.
LIKELY: Final = r"[\s,\-_./]+|\b0+"
#: The same for ASCII, twice as fast.
LIKELY_IN_ASCII: Final = r"[\s,\-_./]+|(?-u:\b)0+"
LIKELY_BYTES: Final = frozenset(b",-_./") | SPACES
SMALL_LETTERS: Final = frozenset(b"abcdefghijklmnopqrstuvwxyz")


def likely_key(references: pl.Series) -> pl.Series:
    """What references that are only likely the same have in common: capitals, letters, digits."""
    return _likely_key(references, signs_in(references))


def _likely_key(references: pl.Series, signs: frozenset[int]) -> pl.Series:
    """The same, of references whose signs, or more, are at hand."""
    ascii_alone = signs.isdisjoint(NOT_ASCII)
    key = pl.col(references.name).str.replace_all(LIKELY_IN_ASCII if ascii_alone else LIKELY, "")
    if not (ascii_alone and signs.isdisjoint(SMALL_LETTERS)):
        key = key.str.to_uppercase()
    return references.to_frame().lazy().select(key).collect().to_series()


def _may_be_likely(column: Column) -> bool:
    """Whether any reference has what two that are likely the same may differ in."""
    if not column.signs:  # then only zeros at its beginning
        return bool(column.texts.str.starts_with("0").any())
    return not column.signs.isdisjoint(LIKELY_BYTES) or any_has(column.texts, LIKELY)


def warn_of_likely(column: Column, heading: str, what: str) -> list[FileWarning]:
    """That references differ only in leading zeros, blanks, hyphens, dots or commas.

    Args:
        column: of references.
        heading: in the file.
        what: a reference there names.
    """
    if not _may_be_likely(column):
        return []
    texts = column.texts.drop_nulls()
    keys = _likely_key(texts, column.signs)
    several = (
        pl.DataFrame({"text": texts, "key": keys})
        .filter(may_repeat(keys))
        .unique("text", keep="first", maintain_order=True)
        .filter(pl.col("key") != "")
        .filter(pl.col("key").is_duplicated())
    )
    if several.is_empty():
        return []
    alike = column.texts.is_in(several["text"].implode())
    rows = int(column.cells(alike).fill_null(value=False).sum())
    groups = several["key"].n_unique()
    pairs = several.group_by("key", maintain_order=True).agg("text")["text"].head(1)
    return [
        FileWarning(
            "likely_same",
            heading,
            rows,
            f"In “{heading}” {several.height:,} references are likely {groups:,}: they differ only "
            f"in leading noughts, blanks, hyphens, dots or commas, such as "
            f"{examples(pairs[0])}. They are kept as different {what}s.",
        )
    ]
