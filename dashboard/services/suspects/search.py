"""Whom a search found."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.store.store import Facts


@dataclass(frozen=True)
class Found:
    """Whom a text may mean, and where they stand.

    Attributes:
        text: what was searched for, in a line.
        rows: the best matches first, as `search.ROWS`; at most `desk.FOUND_SHOWN`, or as many as
            fit best.
        matched: how many match; those that are not among the rows fit less well.
        assessed: how many suspects are assessed, on or off the list.
        facts: of the data behind it.
    """

    text: str
    rows: pl.DataFrame
    matched: int
    assessed: int
    facts: Facts
