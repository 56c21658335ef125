"""The kind of table that a file is: allegations, crimes that name nobody, or counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from dashboard.errors import IntakeError
from dashboard.intake.column_matching import Match
from dashboard.intake.months import MONTHS_OF_A_WIDE_TABLE, month_of
from harm.record.allegations import COLUMNS

Shape = Literal["allegations", "crimes", "counts"]

#: The columns that a table of counts has in addition to columns of the allegation frame.
COUNT_COLUMNS: Final = ("month", "crimes", "lsoa")
#: The column that says which force a row is of: it is part of the row's references.
FORCE: Final = "force"
#: Every column of ours that a heading can stand for.
COLUMNS_READ: Final = (*COLUMNS, *COUNT_COLUMNS, FORCE)
#: What each of them holds, in words.
MEANING_OF: Final = {name: column.meaning for name, column in COLUMNS.items()} | {
    "month": "the month of a count, or of a crime whose day is not given",
    "crimes": "how many crimes a line counts",
    "lsoa": "where it happened: code of a small census area",
    FORCE: "the police force that recorded it, whose references they are",
}
AREAS: Final = ("borough", "ward", "lsoa")

MEANING: Final[dict[Shape, str]] = {
    "allegations": "people named in crimes: it counts for people and for places",
    "crimes": "crimes that name nobody: it counts for places, and changes no list",
    "counts": "counts by month: it counts for places, and changes no list",
}


def months_among(headings: Sequence[str]) -> list[str]:
    """The headings that name a month."""
    return [heading for heading in headings if month_of(heading) is not None]


def shape_of(headings: Sequence[str], found: Mapping[str, Match]) -> Shape:
    """The kind of a table with these headings."""
    has_area = any(name in found for name in AREAS)
    wide = len(months_among(headings)) >= MONTHS_OF_A_WIDE_TABLE
    if "crime_ref" not in found and has_area and (wide or {"crimes", "month"} <= found.keys()):
        return "counts"
    return "allegations" if "suspect_id" in found else "crimes"


def by_month(found: Mapping[str, Match]) -> bool:
    """Whether crimes that name nobody are dated by their month alone, as data.police.uk does it.

    People are ranked by days: a file that names people and gives only months is refused.
    """
    return "month" in found and not {"recorded_on", "suspect_id"} & found.keys()


def check(shape: Shape, found: Mapping[str, Match], headings: Sequence[str], name: str) -> None:
    """Refuse a table that lacks what its shape needs.

    Raises:
        IntakeError: a column is missing.
    """
    lacking = [
        column
        for column, definition in COLUMNS.items()
        if definition.needed and column not in found and shape != "counts"
    ]
    if by_month(found):
        lacking = [column for column in lacking if column != "recorded_on"]
    if not {"offence_code", "offence_title"} & found.keys():
        lacking.append("offence_code or offence_title")
    if lacking:
        known = ", ".join(repr(heading[:40]) for heading in headings[:8])
        raise IntakeError(
            f"The file {name} has no column {', '.join(lacking)} (its columns begin {known}); "
            f"name the columns as docs/data-dictionary.md does, or say which is which (--map) or "
            f"which line has the headings (--header-line), and load it again."
        )


def used(shape: Shape, *, by_month: bool) -> set[str]:
    """Our columns that a table of this shape is read for."""
    if shape == "counts":
        return {*COUNT_COLUMNS, *AREAS, "offence_code", "offence_title"}
    return (
        {"crime_ref", "month", "offence_code", "offence_title", *AREAS}
        if by_month
        else {*COLUMNS, FORCE}
    )
