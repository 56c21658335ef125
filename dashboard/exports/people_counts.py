"""People counted by what is known of them, with no count so small that it could name somebody.

A kind divides all people of a table, so that its counts add up to how many there are. Counts below
five are added up, with the next smallest where that is still less than five. How it misleads:
counts of two lists that differ by a few people, compared, can give those away.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from dashboard.documents.workbook import Column, Table
from dashboard.geography import borough_names
from dashboard.services.listing.movement import Movement
from dashboard.wording.cohorts import TITLES
from dashboard.wording.formats import SITUATION
from dashboard.wording.grounds import PART_WORDS
from dashboard.wording.movement import CAUSES, minimum_words
from harm.areas.suppression import FEWEST

#: What is counted: those of each `kind` add up to all, and none is below five.
COUNTS: Final = pl.Schema({"kind": pl.String(), "value": pl.String(), "suspects": pl.UInt32()})
#: What the small counts are together, so that each kind adds up to all.
OTHERS: Final = "others together"
NOT_RECORDED: Final = "not recorded"
#: The bands of days, by the tenths of a day at which each begins.
BANDS: Final[Mapping[int, str]] = {
    0: "under 100 days",
    1_000: "100 to 499 days",
    5_000: "500 to 999 days",
    10_000: "1,000 to 1,999 days",
    20_000: "2,000 to 4,999 days",
    50_000: "5,000 days or more",
}
#: What each kind is called.
HOME, IN_SITUATION, DAYS = "home borough", "situation", "days of harm"
HOW_FAR: Final = "how far the furthest of their allegations has gone"
MOVED, CAME, WENT, BOTH = "since the earlier list", "came on", "went off", "on both lists"
#: What became of the places of those on both.
PLACES: Final = {"up": "went up", "down": "went down", "stayed": "where they were"}
#: What a table of counts says of itself.
ABOUT: Final = (
    "Small counts are added up as “others together”, with the next smallest where that is still "
    "less than five."
)
TOO_FEW_MOVED: Final = (
    "How many came on and went off, and why, is not given: so few did that counts could name them."
)
COLUMNS: Final = (
    Column("kind", "Counted by"),
    Column("value", "Value"),
    Column("suspects", "Suspects"),
)


def count_by(
    values: pl.Series, kind: str, words: Mapping[str, str], order: Sequence[str] = ()
) -> pl.DataFrame:
    """How many there are of each value, small counts together, as `COUNTS`.

    Args:
        values: of each of the people; empty: not recorded.
        kind: what they are a value of.
        words: for each value, where it is a code.
        order: of the values; without one the most are first.
    """
    counts = (
        values.cast(pl.String)
        .alias("code")
        .value_counts(name="suspects")
        .sort("suspects", "code", descending=[True, False], nulls_last=True)
    )
    rows = [
        (kind, words.get(code, code) if code else NOT_RECORDED, count)
        for code, count in counts.iter_rows()
    ]
    others = 0
    while rows and (rows[-1][2] < FEWEST or 0 < others < FEWEST):
        others += rows.pop()[2]
    if order:
        places = {words.get(code, code): place for place, code in enumerate(order)}
        rows.sort(key=lambda row: places.get(row[1], len(places)))
    rows += [(kind, OTHERS, others)] if others else []
    return pl.DataFrame(rows, schema=COUNTS, orient="row")


def count_people(people: pl.DataFrame) -> pl.DataFrame:
    """People by home, days and how far their allegations have gone, as `COUNTS`.

    Args:
        people: as `counted_people.COUNTED`; at least five.
    """
    return pl.concat(
        [
            count_by(people["suspect_home_borough"], HOME, borough_names()),
            count_by(people["suspect_situation"], IN_SITUATION, SITUATION),
            count_by(days_bands(people["tenths"]), DAYS, {}, tuple(BANDS.values())),
            count_by(
                people["how_far"], HOW_FAR, PART_WORDS["how_far"], tuple(PART_WORDS["how_far"])
            ),
        ]
    )


def days_bands(tenths: pl.Series) -> pl.Series:
    """The band of each number of tenths of a day."""
    starts, names = list(BANDS), list(BANDS.values())
    found = [names[bisect_right(starts, own) - 1] for own in tenths.to_list()]
    return pl.Series(found, dtype=pl.String)


def count_moves(movement: Movement) -> pl.DataFrame | None:
    """How many came, went and stayed, and why they came and went, as `COUNTS`.

    How long either list is is no secret, so that a small number of those who came could be worked
    out from those who stayed: then nothing of it is given.

    Returns:
        None where 1 to 4 came, went or stayed.
    """
    changes = movement.changes.select(pl.col("movement", "cause").cast(pl.String))
    listed = changes.filter(pl.col("movement") != "off the list")
    came, went = (listed.filter(movement=name) for name in ("entered", "left"))
    both = listed.filter(~pl.col("movement").is_in(["entered", "left"]))
    numbers = {CAME: came.height, WENT: went.height, BOTH: both.height}
    if any(0 < number < FEWEST for number in numbers.values()):
        return None
    minimum = minimum_words(movement.before.rules)
    parts = [
        pl.DataFrame(
            [(MOVED, name, number) for name, number in numbers.items()], COUNTS, orient="row"
        )
    ]
    for way, (name, rows) in enumerate(((CAME, came), (WENT, went))):
        words = {cause: said[way].format(minimum) for cause, said in CAUSES.items()}
        parts.append(count_by(rows["cause"], f"why they {name}", words, tuple(CAUSES)))
    parts.append(count_by(both["movement"], f"{BOTH}: their places", PLACES))
    return pl.concat(parts)


def count_lanes(sizes: Mapping[str, int]) -> pl.DataFrame:
    """How many stand in each of the cohorts next to the list, as `COUNTS`; none where few do.

    Those on the list and others below the cut are no part of it, since their numbers are known.

    Args:
        sizes: as `OtherCohorts.sizes`.
    """
    of_lanes = [title for lane, title in TITLES.items() for _ in range(sizes[lane])]
    if len(of_lanes) < FEWEST:
        return pl.DataFrame(schema=COUNTS)
    return count_by(pl.Series(of_lanes, dtype=pl.String), "cohort", {}, tuple(TITLES.values()))


def counts_table(about: str, counts: pl.DataFrame) -> Table:
    """Counts as a table of a workbook."""
    return Table(f"{about}. {ABOUT}", counts, COLUMNS)
