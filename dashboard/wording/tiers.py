"""How sure a place is, in words, next to the place."""

from __future__ import annotations

import polars as pl

from dashboard.services.listing.past_lists import HORIZON_DAYS
from dashboard.services.tiers import Tiers
from dashboard.wording.sureness import TIERS, between_positions, of_100


def with_tiers(people: pl.DataFrame, tiers: Tiers | None) -> pl.DataFrame:
    """The rows with `tier`, the name of each one's tier: of the listed alone, null for others.

    Args:
        people: rows with `suspect_id`.
        tiers: of these people; None: that is not known, and there is no column.
    """
    if tiers is None:
        return people
    listed = tiers.people.filter("listed")
    names = pl.Series("tier", [TIERS[tier][0] for tier in listed["tier"]], pl.String)
    return people.join(
        listed.select("suspect_id", names), on="suspect_id", how="left", maintain_order="left"
    )


def in_tier_words(tiers: Tiers | None) -> str:
    """How sure a suspect's place is, in two sentences; empty where that is not known.

    Args:
        tiers: of the suspect alone.
    """
    if tiers is None:
        return ""
    settled = f"once the record has had {HORIZON_DAYS} days to settle"
    if tiers.people.is_empty():
        return f"Not on the list; {settled}, they are on none of {tiers.draws:,} lists."
    row = tiers.people.row(0, named=True)
    meaning = (
        f"{TIERS[row['tier']][0]} on the list" if row["listed"] else "Not on the list, and may be"
    )
    between = between_positions(row["low"], row["high"], tiers.settling.ranking.assessed).lower()
    return (
        f"{meaning}: {settled}, they are on {of_100(row['stays'] / tiers.draws)} of 100 lists. "
        f"Position in 90 of 100: {between}."
    )


def in_meaning_words() -> str:
    """What each tier means, in a sentence."""
    return "; ".join(f"{name} {meaning}" for name, meaning in TIERS.values()) + "."
