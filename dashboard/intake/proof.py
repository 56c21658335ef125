"""The proof that a table read by Polars is the whole of a text: nothing lost, nothing misread."""

from __future__ import annotations

import polars as pl


def lines_of(frame: pl.DataFrame, lines: int, *, first: int) -> pl.Series | None:
    """The line on which each row begins, or nothing where the text has more or fewer.

    Every row has a line end of its own, so where there are as many lines as rows none is left to
    stand within a cell, and the cells need not be looked through.

    Args:
        frame: the cells.
        lines: how many the text has below its headings.
        first: the number of the first of them.
    """
    further = lines - frame.height
    before = pl.int_range(frame.height, eager=True)
    if further:
        ends = within(frame, "\n")
        if int(ends.sum()) != further:
            return None
        before += ends.cast(pl.Int64).cum_sum() - ends
    return (before + first).cast(pl.UInt32).rename("line")


def bytes_add_up(frame: pl.DataFrame, content: bytes, begins: int) -> bool:
    """Whether the cells, what stands between them, and quotation marks make up the whole text.

    Every mark is counted in the text, and one that stands within a cell as a part of it too. A row
    that lacks a cell lacks a delimiter, and a byte that was lost is in no cell: neither adds up.

    Args:
        frame: the cells.
        content: the text, of which every line is ended.
        begins: where in it the first row does.
    """
    marks = content.count(b'"', begins)
    lengths = frame.select(pl.sum_horizontal(pl.all().str.len_bytes().cast(pl.Int64).sum()))
    between = frame.height * frame.width  # a delimiter or a line end after each cell
    twice = int(lengths.item()) + between + marks - (len(content) - begins)
    if not twice or not marks:
        return not twice
    counts = pl.all().str.count_matches('"', literal=True).cast(pl.Int64)
    return int(frame.select(pl.sum_horizontal(counts.sum())).item()) == twice


def has_blank(frame: pl.DataFrame) -> bool:
    """Whether a row has nothing in any cell; after a few columns few rows are left to look at."""
    left = frame
    for name in frame.columns:
        left = left.filter(pl.col(name).str.strip_chars() == "")
        if left.is_empty():
            return False
    return True


def within(frame: pl.DataFrame, letter: str) -> pl.Series:
    """How often a letter stands within the cells of each row."""
    counts = pl.sum_horizontal(pl.all().str.count_matches(letter, literal=True))
    return frame.select(counts.cast(pl.UInt32)).to_series()
