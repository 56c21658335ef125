"""Small counts, banded in every exported file, so that nobody can be identified from a table.

Where an area had two crimes of a kind, whoever knows of one can find out who the other victim is.
So a count under 5 is exported as "1 to 4"; 0 stays 0, which identifies nobody. That is not enough:
if one count of a borough's wards is banded and their total is not, the total less the others is
the count. So the next smallest is hidden too, and where even that is not enough, so is the total:
secondary suppression, as in Hundepool and others (2012), Statistical Disclosure Control, Wiley.
Knowing these rules must not help anybody: Wong and others (2007), Minimality attack in privacy
preserving data publishing, VLDB.

How it misleads. A band protects one table: the same areas in another file, by month or by another
boundary, can be subtracted from it. Other columns can give a count away too, since 5,475 days of
harm is one homicide. Tables whose rows and columns both add up need more than this. What is banded
is hidden, not unimportant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

#: The smallest count that is exported unchanged; 0 is too.
FEWEST: Final = 5
#: Replaces a count from 1 to 4.
BAND: Final = "1 to 4"
#: Replaces a larger count, hidden so that a small one cannot be worked out.
HIDDEN: Final = "5 or more"
#: Replaces a total from which a small count could be worked out, or that is small itself.
WITHHELD: Final = "not shown"


def banded(
    table: pl.DataFrame, *, count: str, within: str | None = None, besides: Sequence[str] = ()
) -> pl.DataFrame:
    """A table in which small counts are banded, with totals that do not give them away.

    Args:
        table: a row for each count; no crime is in two rows.
        count: the column of counts, 0 or more; empty: not known, and in no total.
        within: the column by which the counts add up to totals that a reader may know, such as
            the borough of wards; None: all rows make one total.
        besides: columns that reveal as much as the count does, such as its rate or its harm: they
            are emptied where the count is not shown.

    Returns:
        The rows in their order, `count` in words or digits, and the `total` that the row belongs
        to, in digits or `WITHHELD`. A reader of this table, even one who knows how it was made,
        cannot work out any count from 1 to 4.
    """
    counts = table[count].to_list()
    keys = table[within].to_list() if within else [None] * table.height
    rows: dict[object, list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    texts: list[str | None] = [None] * table.height
    totals: dict[object, str] = {}
    for key, own in rows.items():
        known = [row for row in own if counts[row] is not None]
        banded_texts, totals[key] = _of_one_total([counts[row] for row in known])
        for row, text in zip(known, banded_texts, strict=True):
            texts[row] = text
    bare = pl.Series([text in {BAND, HIDDEN} for text in texts], dtype=pl.Boolean)
    return table.with_columns(
        pl.when(~bare).then(pl.col(name)).alias(name) for name in besides
    ).with_columns(
        pl.Series(count, texts, pl.String),
        pl.Series("total", [totals[key] for key in keys], pl.String),
    )


def _of_one_total(counts: Sequence[int]) -> tuple[list[str], str]:
    """The counts that add up to a total, and that total, as they may be published."""
    small = [place for place, count in enumerate(counts) if 0 < count < FEWEST]
    large = sorted((count, place) for place, count in enumerate(counts) if count >= FEWEST)
    texts = [str(count) for count in counts]
    for place in small:
        texts[place] = BAND
    if len(small) == 1 and len(large) > 1:
        texts[large[0][1]] = HIDDEN
        safe = _stays_open(counts[small[0]], large)
    elif len(small) == 1:
        # Never with a single other count: if the total were left out only where it would give the
        # small count away, leaving it out would itself give the count away.
        safe = False
    else:
        of_small, many = sum(counts[place] for place in small), len(small)
        safe = not small or many < of_small < many * (FEWEST - 1)
    total = sum(counts)
    return texts, str(total) if safe and not 0 < total < FEWEST else WITHHELD


def _stays_open(count: int, large: Sequence[tuple[int, int]]) -> bool:
    """Whether a single small count stays ambiguous once the smallest large count is hidden too.

    A reader knows the sum of both, that the hidden count is 5 or more, and that it is the smallest
    of the large ones.
    """
    (hidden, place), next_large, *_ = large
    others = [(count + hidden - guess, place) for guess in range(1, FEWEST)]
    return sum(other[0] >= FEWEST and other < next_large for other in others) > 1
