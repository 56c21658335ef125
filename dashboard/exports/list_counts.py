"""A list as counts alone, of which none is so small that it could name somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from dashboard.errors import OutputError
from dashboard.exports.people_counts import count_by
from dashboard.geography import borough_names
from dashboard.wording.formats import SITUATION
from harm.areas.suppression import FEWEST

#: What is counted of those listed: its title, and the words of its codes.
COUNTED: Final[dict[str, tuple[str, Callable[[], dict[str, str]]]]] = {
    "suspect_home_borough": ("home borough", borough_names),
    "suspect_situation": ("situation", lambda: SITUATION),
}


def counts_of(people: pl.DataFrame) -> pl.DataFrame:
    """How many of the listed there are of each kind.

    Small counts are added up, with the next smallest where that is still less than five: who knows
    the total learns no count below five from what is shown. How it misleads: counts of two lists
    that differ by a few people, compared, can give those away.

    Args:
        people: as `RankedList.people`.

    Returns:
        `kind`, `value` and `suspects`; those of each kind add up to all.

    Raises:
        OutputError: so few are listed that any count could name them.
    """
    if people.height < FEWEST:
        raise OutputError(
            f"The list has {people.height:,} suspects, so few that counts could name them; take a "
            f"list of {FEWEST} or more, or take it without names."
        )
    parts = [count_by(people[column], title, words()) for column, (title, words) in COUNTED.items()]
    return pl.concat(parts)
