"""What stands for the tables of a page in a file of counts alone."""

from __future__ import annotations

import polars as pl

from dashboard.documents.workbook import Column, Table
from dashboard.errors import OutputError
from dashboard.exports.people_counts import (
    TOO_FEW_MOVED,
    count_lanes,
    count_moves,
    count_people,
    counts_table,
)
from dashboard.services.listing.cohorts import OtherCohorts
from dashboard.services.listing.movement import Movement
from dashboard.wording.cohorts import TITLES, points
from dashboard.wording.formats import day
from harm.areas.suppression import FEWEST


def movement_counts(movement: Movement, later: pl.DataFrame) -> list[Table]:
    """Who came on a list and went off it, and whom the later list has, as counts.

    Args:
        movement: from one list to another.
        later: those on the later one whom the viewer may see, as `counted_people.COUNTED`.

    Raises:
        OutputError: none of it can be given, since so few are concerned.
    """
    between = (
        f"From the list of {day(movement.before.as_of)} to that of {day(movement.after.as_of)}"
    )
    moves, tables = count_moves(movement), list[Table]()
    if moves is not None:
        tables.append(counts_table(f"{between}: all who are on either", moves))
    if later.height >= FEWEST:
        about = f"Who is on the later list, as counts. {'' if tables else TOO_FEW_MOVED}".strip()
        tables.append(counts_table(about.rstrip("."), count_people(later)))
    return _some(tables)


def cohort_counts(cohorts: OtherCohorts, lane: str, people: pl.DataFrame) -> list[Table]:
    """How many are in the cohorts next to the list, and of one of them where and with what.

    Nothing is said of those in a cohort whose number is added up with that of a smaller one, since
    it would give away how many these are.

    Args:
        cohorts: next to the list.
        lane: which of them the page shows.
        people: those in it whom the viewer may see, as `counted_people.COUNTED`.

    Raises:
        OutputError: none of it can be given, since so few are concerned.
    """
    of_lanes = count_lanes(cohorts.sizes)
    tables = [] if of_lanes.is_empty() else [counts_table("Cohorts next to the list", of_lanes)]
    if TITLES[lane] in of_lanes["value"] and people.height >= FEWEST:
        tables.append(counts_table(f"{TITLES[lane]}: who they are", count_people(people)))
    curve = far_apart(points(cohorts.concentration))
    if not curve.is_empty():
        columns = (
            Column("suspects", "Suspects", "The first so many, most harm first"),
            Column("percent_of_suspects", "Of those assessed, %"),
            Column("days", "Days carried"),
            Column("percent_of_harm", "Of the harm, %"),
        )
        tables.append(Table("How far few carry most", curve, columns))
    return _some(tables)


def far_apart(curve: pl.DataFrame) -> pl.DataFrame:
    """The points of a curve that are at least five people apart: a step of one is somebody's days.

    Args:
        curve: as `dashboard.wording.cohorts.points`, in order.
    """
    last, kept = 0, []
    whole = int(curve["suspects"].max() or 0)  # type: ignore[arg-type] # of numbers
    for row, suspects in enumerate(curve["suspects"]):
        if suspects - last >= FEWEST and (suspects == whole or whole - suspects >= FEWEST):
            kept.append(row)
            last = suspects
    return curve[kept]


def _some(tables: list[Table]) -> list[Table]:
    """The tables, where there are any."""
    if not tables:
        raise OutputError(
            "So few people are on this page that counts could name them; take its tables without "
            "names."
        )
    return tables
