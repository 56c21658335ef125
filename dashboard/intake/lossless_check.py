"""Proves that a table read by Polars holds all of a text: nothing lost, nothing misread."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np
import polars as pl

from dashboard.intake.columns import Column, at_once, held, plain

#: This many bytes are compared at once, so that the results stay in the processor's cache.
AT_ONCE: Final = 262_144
#: A cell that the careful reading, too, takes for empty: it takes separators for spaces.
BLANK: Final = r"^[\s\x1c-\x1f]*$"


def lines_of(frame: pl.DataFrame, lines: int, *, first: int) -> pl.Series | None:
    """The line on which each row begins, or None where the text has more or fewer lines.

    Every row has a line end of its own, so where there are as many lines as rows no cell contains
    a line end, and the cells need not be searched.

    Args:
        frame: the cells.
        lines: how many lines the text has below its headings.
        first: the number of the first of these lines.
    """
    further = lines - frame.height
    before = pl.int_range(frame.height, eager=True)
    if further:
        ends = within(frame, "\n")
        if int(ends.sum()) != further:
            return None
        before += ends.cast(pl.Int64).cum_sum() - ends
    return (before + first).cast(pl.UInt32).rename("line")


def bytes_add_up(frame: pl.DataFrame, size: int, marks: int) -> bool:
    """Whether the cells, the delimiters and the quotation marks make up the whole text.

    Every mark is counted in the text; a mark within a cell is counted again with the cell. A row
    that lacks a cell lacks a delimiter, and a lost byte is in no cell: neither adds up.

    Args:
        frame: the cells.
        size: of the text from the first row on, in bytes; every line must have its line end.
        marks: how many quotation marks there are in it.
    """
    between = frame.height * frame.width  # a delimiter or a line end after each cell
    twice = length_of(frame) + between + marks - size
    return twice == (_marks(frame) if twice and marks else 0)


def how_often(content: bytes, letters: bytes, begins: int = 0) -> list[int]:
    """How often each of some letters of one byte occurs, three times as fast as `bytes.count`."""
    codes = np.frombuffer(content, np.uint8, offset=begins)
    counts = [0] * len(letters)
    for at in range(0, codes.size, AT_ONCE):
        part = codes[at : at + AT_ONCE]
        for number, letter in enumerate(letters):
            counts[number] += int(np.count_nonzero(part == letter))
    return counts


def length_of(frame: pl.DataFrame) -> int:
    """How many bytes the cells have."""
    return sum(at_once(partial(_length_of, column) for column in frame))


def _length_of(column: pl.Series) -> int:
    coded = isinstance(column.dtype, pl.Categorical)
    lengths = column.cat.len_bytes() if coded else column.str.len_bytes()
    return int(lengths.cast(pl.Int64).sum())


def longest_of(frame: pl.DataFrame) -> int:
    """How many bytes the longest cell has."""
    return max(at_once(partial(_longest_of, column) for column in held(frame).values()), default=0)


def _longest_of(column: Column) -> int:
    return int(column.texts.str.len_bytes().max() or 0)  # type: ignore[arg-type]


def not_ascii(frame: pl.DataFrame) -> bytes:
    """The different texts of the cells that have letters outside ASCII, a line for each."""
    return b"\n".join(at_once(partial(_not_ascii_of, column) for column in held(frame).values()))


def _not_ascii_of(column: Column) -> bytes:
    texts = column.texts
    size, letters = texts.str.len_bytes(), texts.str.len_chars()
    if size.sum() == letters.sum():
        return b""
    return "\n".join(texts.filter(size != letters).unique()).encode()


def _marks(frame: pl.DataFrame) -> int:
    """How many quotation marks there are within the cells."""
    columns = held(frame).values()
    return sum(_marks_of(column) for column in columns)


def _marks_of(column: Column) -> int:
    counts = column.texts.str.count_matches('"', literal=True)
    return int(column.cells(counts).sum()) if counts.sum() else 0


def has_blank(frame: pl.DataFrame) -> bool:
    """Whether any row is empty in every cell; after a few columns few rows are left to check."""
    left = frame
    by_use = sorted(frame.columns, key=lambda name: frame[name].dtype != pl.String)
    for name in by_use:
        left = left.filter(pl.col(name).cast(pl.String).fill_null("").str.contains(BLANK))
        if left.is_empty():
            return False
    return True


def within(frame: pl.DataFrame, letter: str) -> pl.Series:
    """How often a letter occurs within the cells of each row."""
    counts = pl.sum_horizontal(pl.all().str.count_matches(letter, literal=True))
    return plain(frame).select(counts.cast(pl.UInt32)).to_series()
