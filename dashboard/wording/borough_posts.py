"""What a borough would get of the announced pools, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.services.resources.allocation_choices import POOLS
from dashboard.services.resources.borough_posts import BoroughPosts
from dashboard.wording.allocation import CAVEAT, CITY

#: Why a rule has no posts of a borough.
NOT_BY_BOROUGH: Final = (
    "Strength is published by command unit alone, so a rule that looks at it says nothing of a "
    "borough: that is not 0."
)


def in_posts_words(found: BoroughPosts) -> list[str]:
    """Of which unit it is, and how far its posts lie apart under the rules: a sentence each."""
    if found.unit is None:
        return [CITY]
    others = [name for name in found.with_it if name != found.name]
    beside = f", with {_joined(others)}" if others else ""
    ranges = [f"{_range(found, pool)} of {posts:,} {pool}" for pool, posts in POOLS.items()]
    return [
        f"{found.name} is in the command unit {found.unit}{beside}.",
        f"Of pools shared among all command units it would get {_joined(ranges)}, by the rule.",
        CAVEAT,
        NOT_BY_BOROUGH,
    ]


def in_posts_note_words(found: BoroughPosts) -> str:
    """The same for a sheet, which cuts a note of over three short lines."""
    if found.unit is None:
        return CITY
    pool = next(iter(POOLS))
    return f"Of {POOLS[pool]} {pool}, {found.unit}: {_range(found, pool)}. {CAVEAT}"


def _range(found: BoroughPosts, pool: str) -> str:
    """The fewest and the most posts of the unit under any rule: 15 to 29."""
    posts = found.table.filter(pl.col("pool") == pool)["unit"].drop_nulls().to_list()
    low, high = min(posts), max(posts)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _joined(parts: Sequence[str]) -> str:
    """Parts of a sentence: a, b and c."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
