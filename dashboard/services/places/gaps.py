"""Which counts have to stay hidden so that no small one can be worked out from those shown.

A count of 1 to 4 is hidden. Where counts add up to a total that a reader may know, what is hidden
of that total is its rest, and anybody can work the rest out: so it is never one count alone, and
never adds up to 1 to 4 while there is anything else that could be hidden with it. Counts that add
up in several ways, such as by month and by borough, are hidden until this holds in all of them.

How it misleads: it protects counts, and days of harm only as far as they are left out next to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import polars as pl

from harm.areas.suppression import BAND, FEWEST, HIDDEN, WITHHELD, banded


def is_small(count: int) -> bool:
    """Whether a count would say who it is of: 1 to 4."""
    return 0 < count < FEWEST


def hidden_rows(
    cells: pl.DataFrame, ways: Sequence[str], *, count: str, also: Collection[int] = ()
) -> set[int]:
    """The rows of a table whose count has to stay hidden.

    Args:
        cells: a row for each count; no crime is in two rows.
        ways: columns by each of which the counts add up to totals that a reader may know; an empty
            cell is a group like any other.
        count: the column of counts; empty: not known, and in no total.
        also: rows that are hidden for another reason.

    Returns:
        The numbers of the rows, whatever their order: equal counts are hidden together.
    """
    known = cells.with_row_index("row").drop_nulls(count)
    counts = dict(known.select("row", count).iter_rows())
    hidden = {row for row, number in counts.items() if is_small(number)} | set(also)
    groups = list[list[int]]()
    for way in ways:
        hidden.update(_banded(known, count, way))
        groups += known.group_by(way).agg("row")["row"].to_list()
    while more := {row for group in groups for row in _more(group, hidden, counts)}:
        hidden |= more
    return hidden


def _banded(known: pl.DataFrame, count: str, way: str) -> Iterable[int]:
    """What stays ambiguous for nobody who knows how tables are banded."""
    table = banded(known.select("row", count, way), count=count, within=way)
    small = pl.col(count).is_in([BAND, HIDDEN])
    whole = (small.any() & (pl.col("total") == WITHHELD).any()).over(way)
    return table.filter(small | whole)["row"].to_list()


def _more(group: Sequence[int], hidden: set[int], counts: dict[int, int]) -> list[int]:
    """What else is hidden of a total: its next smallest counts, or where there is none all of it.

    None where nothing of it is hidden, or what is hidden says nothing of a small count.
    """
    gaps = [row for row in group if row in hidden]
    if not gaps or not (len(gaps) == 1 or is_small(sum(counts[row] for row in gaps))):
        return []
    others = [row for row in group if row not in hidden]
    large = [counts[row] for row in others if counts[row] >= FEWEST]
    return [row for row in others if not large or counts[row] == min(large)]
