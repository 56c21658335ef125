"""The cells of a column by its different texts.

Most columns of an extract hold few different texts: each text is checked once, and the result is
used for every cell that has it. A column in which nearly every cell differs is checked cell by
cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final, TypeVar, cast

import numpy as np
import polars as pl
from polars import selectors

Answer = TypeVar("Answer")

#: A column holds few different texts where they are under a quarter of the cells tried.
FEW: Final = 4
TRIED: Final = 10_000
#: A column that fails this test is split into its texts only where far fewer differ in all of it.
FAR_FEWER: Final = 8
#: What most references are made of.
PLAIN: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SPACES: Final = frozenset(b" \t\n\v\f\r")
NOT_ASCII: Final = frozenset(range(128, 256))


@dataclass(frozen=True)
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
        if self.at is None:
            return answers
        return answers.rechunk().gather(self.at)  # several times as fast from one piece of memory

    def is_empty(self) -> pl.Series:
        """Whether a cell has no text."""
        return self.cells(self.texts.is_null()).fill_null(value=True)

    @cached_property
    def signs(self) -> frozenset[int]:
        """As `signs_in`, of all the texts."""
        return signs_in(self.texts)


def together(answers: Mapping[str, tuple[Column, pl.Series]]) -> pl.DataFrame:
    """The cells of several columns, each as the answer to its text, worked out in parallel."""
    cells = at_once(partial(column.cells, texts) for column, texts in answers.values())
    return pl.DataFrame(dict(zip(answers, cells, strict=True)))


def at_once(questions: Iterable[Callable[[], Answer]]) -> list[Answer]:
    """What some questions about columns are answered, two at a time; in their order.

    Polars works outside Python's lock, so that both cores are busy with what it does on one.
    """
    with ThreadPoolExecutor(max_workers=2) as pool:
        return [answer.result() for answer in [pool.submit(ask) for ask in questions]]


def begin(questions: Iterable[Callable[[], Answer]]) -> Callable[[], list[Answer]]:
    """Begin to answer some questions about columns, two at a time, beside what the caller does.

    Returns:
        what waits for the answers, and returns them in the order of their questions.
    """
    pool = ThreadPoolExecutor(max_workers=2)
    begun = [pool.submit(ask) for ask in questions]
    pool.shutdown(wait=False)
    return lambda: [answer.result() for answer in begun]


def signs_in(texts: pl.Series) -> frozenset[int]:
    """The bytes that texts have in UTF-8, other than digits and the capitals A to Z.

    It takes a fraction of one search for a pattern, and shows that most patterns are in no text.
    """
    content = texts.to_arrow(compat_level=pl.CompatLevel.oldest()).buffers()[2]
    if content is None:
        return frozenset()
    left = content.to_pybytes().translate(None, PLAIN)
    counts = np.bincount(np.frombuffer(left, np.uint8), minlength=256)
    return frozenset(np.flatnonzero(counts).tolist())


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
    in_order = np.sort(hashes.to_numpy())  # several times as fast as a series sorts
    again = in_order[1:][in_order[1:] == in_order[:-1]]
    return hashes.is_in(pl.Series(again, dtype=pl.UInt64).implode())


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
    by_text = at_once(partial(cells[name].cast, coded()) for name in few)
    return held(cells.with_columns(by_text))


def numbered_rows(column: Column, rows: pl.Series) -> Column | None:
    """Some cells of a column with equal numbers only where the texts are equal, and none for null.

    Args:
        column: as it was read.
        rows: the numbers of the cells.

    Returns:
        nothing where its texts are the cells, or may be there twice.
    """
    if column.at is None or may_repeat(column.texts).any():
        return None
    numbers = pl.int_range(column.texts.len(), dtype=pl.UInt32, eager=True)
    known = numbers.set(column.texts.is_null(), None)
    return Column(column.texts, known.gather(column.at.gather(rows)))


def held(cells: pl.DataFrame) -> dict[str, Column]:
    """Each column as it is held in memory."""
    return {column.name: _column(column) for column in cells}


def few_in(cells: pl.DataFrame) -> Sequence[str]:
    """The columns that hold few different texts, by some rows from the whole length."""
    some = cells.gather_every(max(1, cells.height // TRIED))
    return [column.name for column in some if _holds_few(column, cells.height)]


def _holds_few(some: pl.Series, cells: int) -> bool:
    """Whether a column holds few different texts, or far fewer than it has cells.

    How many it holds is estimated as Chao does (1984, Scandinavian Journal of Statistics 11), from
    the texts that stand once and twice among some: texts that are common, such as none, say little.

    Args:
        some: cells drawn from the column.
        cells: how many it has.
    """
    times = some.value_counts()["count"]
    once, twice = int((times == 1).sum()), int((times == 2).sum())  # noqa: PLR2004 - twice
    about = times.len() + once * once // (2 * twice) if twice else cells
    return times.len() * FEW <= some.len() or about * FAR_FEWER <= cells


def _column(cells: pl.Series) -> Column:
    if not isinstance(cells.dtype, pl.Categorical):
        return Column(cells)
    at = cells.to_physical()
    number = 0 if at.null_count() == at.len() else int(cast("int", at.max())) + 1
    numbers = pl.int_range(number, dtype=pl.UInt32).cast(at.dtype)
    # `categories.to_series()` asks for one text at a time
    texts = pl.select(numbers.cat.to(cells.dtype).cast(pl.String)).to_series()
    return Column(texts.alias(cells.name), at)
