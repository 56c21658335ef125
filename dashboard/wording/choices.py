"""How far a list rests on choices that no public source settles, in words."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.services.listing.choices import UnderChoices

#: Each choice made otherwise, by its code: its name, and what it does.
CHOICES: Final = {
    "equal_weights": ("Equal weights", "every allegation weighs the same, so the list is by count"),
    "square_root": (
        "Square root",
        "the square root of each score: the gravest weigh less",
    ),
    "cchi-2020": ("Cambridge index", "the scores of the Cambridge Crime Harm Index"),
    "ons-css-2020": ("ONS severity", "the scores of the ONS Crime Severity Score"),
    "highest_row": ("Highest row", "a code that fits several offences has the highest score"),
    "no_further_action": ("Without NFA", "without allegations that ended in no further action"),
    "derived": ("Newer offences", "without offences newer than the index, or with them again"),
    "police_generated": (
        "Police reports",
        "without reports by the police alone, or with them again",
    ),
    "custody": ("Custody", "without people in custody or prison, or with them again"),
    "co_suspects": ("Co-suspects", "suspects of one crime share its days, or no longer do"),
    "victim_rows": ("Victims", "a crime counts for each victim, or once again"),
    "window_180": ("180 days", "a window of 180 days"),
    "window_365": ("365 days", "a window of 365 days"),
    "window_730": ("730 days", "a window of 730 days"),
    "half_life_180": ("Half-life 180", "an allegation weighs half after 180 days"),
    "half_life_365": ("Half-life 365", "an allegation weighs half after 365 days"),
    "ties_order": ("Tie: order", "at a tie for the last place the order decides"),
    "ties_all_in": ("Tie: all in", "at a tie for the last place all are listed"),
    "ties_stop_above": ("Tie: none", "at a tie for the last place none are listed"),
}

#: The same over a narrow column.
SHORT: Final = {
    "equal_weights": "Equal",
    "square_root": "Root",
    "cchi-2020": "CCHI",
    "ons-css-2020": "ONS",
    "highest_row": "High",
    "no_further_action": "NFA",
    "derived": "Newer",
    "police_generated": "Police",
    "custody": "Cust.",
    "co_suspects": "Co-s.",
    "victim_rows": "Vict.",
    "window_180": "180 d",
    "window_365": "365 d",
    "window_730": "730 d",
    "half_life_180": "½ 180",
    "half_life_365": "½ 365",
    "ties_order": "Order",
    "ties_all_in": "All in",
    "ties_stop_above": "None",
}
#: What stands in a cell of somebody whom a choice drops, and of somebody who stays.
OUT: Final = "out"
STAYS: Final = "·"
HEAT_WORDS: Final = (
    f"A column is a choice made otherwise: *{OUT}* where it drops somebody, {STAYS} where they "
    f"stay. Those on the fewest lists come first; a choice that drops nobody has no column."
)

CHOICES_LIMITS: Final = (
    "The alternatives are not equally good, and most share all but one choice; so a share of them "
    "is no chance. It shows where a place rests on a decision that somebody should be able to give "
    "reasons for."
)


def in_choices_words(found: UnderChoices) -> str:
    """How many are on the list whichever single choice is made otherwise, and which moves most."""
    length, count = found.ranking.length, len(found.choices.codes)
    if not count or not length:
        return "There is no list, so that no choice changes it."
    least = found.stays.sort("stays", maintain_order=True).row(0, named=True)
    name, what = CHOICES[least["choice"]]
    return (
        f"**{found.choices.core:,} of the {length:,}** are listed whichever one of {count} choices "
        f"is made otherwise. The choice that moves most is *{name}* ({what}): under it "
        f"{least['stays']:,} of the {length:,} stay."
    )


def choices_table(found: UnderChoices) -> pl.DataFrame:
    """For each choice its name, what it does, and how many of the listed stay and leave."""
    length = found.ranking.length
    names = [CHOICES[code] for code in found.stays["choice"]]
    return found.stays.select(
        pl.Series("choice", [name for name, _ in names], pl.String),
        pl.Series("what", [what for _, what in names], pl.String),
        "stays",
        leaves=length - pl.col("stays"),
    )


def heat_table(people: pl.DataFrame, found: UnderChoices) -> pl.DataFrame:
    """Who stays under which choice; those on the fewest lists first.

    Args:
        people: the listed, as `sureness.PEOPLE`.
        found: who is on which list.

    Returns:
        What recognises each, their position, on how many of the alternatives they are
        (`in_words`), and a column for each choice that drops any of them, by its code.
    """
    ordered = people.sort("alternatives_in", "position")
    counts = zip(ordered["alternatives_in"], ordered["dropped_by"].list.len(), strict=True)
    dropped = pl.col("dropped_by")
    used = set(ordered["dropped_by"].explode().drop_nulls())
    return ordered.select(
        "suspect_id",
        "suspect_name",
        "position",
        pl.Series("in_words", [f"{on} of {on + off}" for on, off in counts], pl.String),
        *(
            pl.when(dropped.list.contains(code))
            .then(pl.lit(OUT))
            .otherwise(pl.lit(STAYS))
            .alias(code)
            for code in found.choices.codes
            if code in used
        ),
    )
