"""The cells of a column by its different texts.

Most columns of an extract hold few different texts: each text is checked once, and the result is
used for every cell that has it. A column in which nearly every cell differs is checked cell by
cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl
from polars import selectors

#: A column holds few different texts where they are under a quarter of the cells tried.
FEW: Final = 4
TRIED: Final = 10_000
#: A column that fails this test is split into its texts only where far fewer differ in all of it.
FAR_FEWER: Final = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column of texts.

    Attributes:
        texts: the different texts; in a column that holds many, the cells themselves.
        at: for each cell the number of its text, null where it is empty; None: the cells are
            the texts.
    """

    texts: pl.Series
    at: pl.Series | None = None

    def cells(self, answers: pl.Series) -> pl.Series:
        """For each cell the answer to its text; nothing where it is empty.

        Args:
            answers: one for each of `texts`.
        """
        return answers if self.at is None else answers.gather(self.at)

    def is_empty(self) -> pl.Series:
        """Whether a cell has no text."""
        return self.cells(self.texts.is_null()).fill_null(value=True)


def together(answers: Mapping[str, tuple[Column, pl.Series]]) -> pl.DataFrame:
    """The cells of several columns, each as the answer to its text, worked out in parallel."""
    cells = pl.LazyFrame().select(
        (pl.lit(texts) if column.at is None else pl.lit(texts).gather(pl.lit(column.at))).alias(
            name
        )
        for name, (column, texts) in answers.items()
    )
    return cells.collect()


def any_has(texts: pl.Series, pattern: str) -> bool:
    """Whether a pattern is in any text; every core searches, unlike for `texts.str.contains`."""
    return bool(_searched(texts, pl.col("text").str.contains(pattern).any()))


def all_have(texts: pl.Series, pattern: str) -> bool:
    """Whether a pattern is in every text that is not null."""
    return bool(_searched(texts, pl.col("text").str.contains(pattern).all()))


def _searched(texts: pl.Series, answer: pl.Expr) -> object:
    return texts.to_frame("text").lazy().select(answer).collect().item()


def may_repeat(texts: pl.Series | pl.DataFrame) -> pl.Series:
    """Which texts, or rows, may be there again, by their hash; a few may in fact not be."""
    hashes = texts.hash() if isinstance(texts, pl.Series) else texts.hash_rows()
    in_order = hashes.sort()
    again = in_order.filter(in_order == in_order.shift(-1)).unique()
    return hashes.is_in(again.implode())


def coded() -> pl.Categorical:
    """The type of a column that is kept as its different texts; each has a list of its own."""
    return pl.Categorical(pl.Categories.random(namespace="intake"))


def plain(cells: pl.DataFrame) -> pl.DataFrame:
    """The same cells, each as text; empty ones too."""
    kept_so = selectors.categorical()
    return cells.with_columns(kept_so.cast(pl.String).fill_null("")) if cells.width else cells


def columns_of(cells: pl.DataFrame) -> dict[str, Column]:
    """Each column by its different texts, where they are few."""
    few = few_in(cells.select(selectors.string()))
    return held(cells.lazy().with_columns(pl.col(name).cast(coded()) for name in few).collect())


def held(cells: pl.DataFrame) -> dict[str, Column]:
    """Each column as it is held in memory."""
    return {column.name: _column(column) for column in cells}


def few_in(cells: pl.DataFrame) -> Sequence[str]:
    """The columns that hold few different texts: checked on some rows, then if need be on all."""
    some = cells.gather_every(max(1, cells.height // TRIED))
    differing = [column.name for column in some if column.n_unique() * FEW > column.len()]
    about = cells.lazy().select(pl.col(differing).approx_n_unique()).collect()
    many = {column.name for column in about if column.item() * FAR_FEWER > cells.height}
    return [name for name in cells.columns if name not in many]


def _column(cells: pl.Series) -> Column:
    if not isinstance(cells.dtype, pl.Categorical):
        return Column(cells)
    texts = cells.dtype.categories.to_series().rechunk()
    return Column(texts.alias(cells.name), cells.to_physical())
