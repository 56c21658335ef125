"""A change of reach in words: who gains, who loses, and where most."""

from __future__ import annotations

import polars as pl

from dashboard.services.resources.reach import ReachChange
from dashboard.wording.formats import counted
from dashboard.wording.reach import PEOPLE, in_choice_walk_words, in_sites_words


def in_reach_change_words(change: ReachChange) -> str:
    """Who gains and who loses by a change."""
    total = change.total.row(0, named=True)
    difference = total["after"] - total["before"]
    way = "more" if difference > 0 else "fewer"
    walk = in_choice_walk_words(change.after.choice)
    net = f"{abs(difference):,} {way} in all" if difference else "as many in all"
    return (
        f"From {in_sites_words(change.before)} to {in_sites_words(change.after)}: "
        f"{total['lost']:,} {PEOPLE[change.after.group]} {_fall(change)} {change.minutes} minutes' "
        f"walk, {walk}, and {total['gained']:,} come within it; {net} ({total['before']:,} to "
        f"{total['after']:,})."
    )


def _fall(change: ReachChange) -> str:
    """What becomes of those who lose: along streets it may be that nothing is known any more."""
    on_streets = change.after.streets is not None
    return "are no longer known to be within" if on_streets else "fall beyond"


def in_worst_words(change: ReachChange, names: dict[str, str], *, most: int = 5) -> str:
    """The areas that lose most people; or that none loses any.

    Args:
        change: by ward.
        names: of boroughs by code.
        most: so many are named.
    """
    hit = change.rows.filter(pl.col("lost") > 0)
    if hit.is_empty():
        return "No ward loses anybody."
    parts = [
        f"{row['name']}{_in(names, row['within'])}, {row['lost']:,}"
        for row in hit.head(most).iter_rows(named=True)
    ]
    return f"{counted(hit.height, 'ward')} lose people. Most: {'; '.join(parts)}."


def _in(names: dict[str, str], code: str | None) -> str:
    return f" ({names[code]})" if code in names else ""
