"""Who was newly arrested or charged after a list, as the record came to show it."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from harm.results.pursued import PURSUED, newly_pursued

LISTED = date(2025, 3, 31)
DAYS = 90


def pursued(*history: tuple[int, str], crime: str = "C1") -> bool:
    """Whether somebody is, given each status with its day from the list on."""
    statuses = pl.DataFrame(
        [("S1", crime, status, LISTED + timedelta(days=day)) for day, status in history],
        schema=["suspect_id", "crime_ref", "allegation_status", "known_on"],
        orient="row",
    )
    people = pl.DataFrame({"suspect_id": ["S1"], "as_of": [LISTED]})
    found = newly_pursued(people, statuses, DAYS)
    assert found.schema == PURSUED
    return bool(found["arrested_or_charged"][0])


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([(-30, "named"), (1, "arrested")], True),
        ([(-30, "named"), (90, "charged")], True),
        ([(-30, "named"), (91, "charged")], False),
        ([(-30, "named"), (0, "arrested")], False),
        ([(-30, "arrested"), (60, "charged")], True),
        ([(-30, "arrested"), (60, "arrested")], False),
        ([(-30, "charged"), (60, "convicted")], False),
        ([(-30, "interviewed"), (60, "acquitted")], True),
        ([(-30, "arrested"), (-20, "no_further_action"), (30, "arrested")], False),
        ([(-30, "named"), (30, "no_further_action")], False),
        ([(30, "arrested"), (60, "no_further_action")], True),
        ([(-30, "named"), (30, "interviewed")], False),
    ],
)
def test_what_is_new_is_further_than_what_was_known_on_the_day(
    history: list[tuple[int, str]], *, expected: bool
) -> None:
    assert pursued(*history) is expected
    assert pursued(*reversed(history)) is expected


def test_each_crime_counts_by_itself_and_each_list_from_its_own_day() -> None:
    later = LISTED + timedelta(days=200)
    statuses = pl.DataFrame(
        {
            "suspect_id": ["S1", "S1", "S2", "S9"],
            "crime_ref": ["C1", "C2", "C1", "C9"],
            "allegation_status": ["charged", "arrested", "named", "charged"],
            "known_on": [LISTED, LISTED + timedelta(days=9), LISTED, LISTED + timedelta(days=9)],
        }
    )
    people = pl.DataFrame({"suspect_id": ["S2", "S1", "S1"], "as_of": [LISTED, later, LISTED]})
    found = newly_pursued(people, statuses, DAYS)
    assert found.rows() == [("S2", LISTED, False), ("S1", later, False), ("S1", LISTED, True)]


def test_nobody_gives_nothing() -> None:
    people = pl.DataFrame(schema={"suspect_id": pl.String, "as_of": pl.Date})
    statuses = pl.DataFrame(
        schema={
            "suspect_id": pl.String,
            "crime_ref": pl.String,
            "allegation_status": pl.String,
            "known_on": pl.Date,
        }
    )
    assert newly_pursued(people, statuses, DAYS).rows() == []
