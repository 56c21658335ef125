"""Unusual use: each kind is found where it is, and not where it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import polars as pl
import pytest

from dashboard.analysis.unusual_use import UNUSUAL, find_unusual_use

NOON = datetime(2026, 2, 2, 12, 0)  # noqa: DTZ001 - UTC, as the register keeps it


def looks(*rows: tuple[datetime, str, str]) -> pl.DataFrame:
    schema = {"at": pl.Datetime(), "who": pl.String(), "suspect_id": pl.String()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def found(
    frame: pl.DataFrame,
    *,
    listed: Sequence[str] | None = None,
    surnames: Mapping[str, Sequence[str]] | None = None,
    users: Mapping[str, Sequence[str]] | None = None,
) -> list[dict[str, Any]]:
    result = find_unusual_use(frame, listed=listed, surnames=surnames or {}, users=users or {})
    assert result.schema == UNUSUAL
    return result.to_dicts()


def many(who: str, suspects: int, *, day: int = 0) -> list[tuple[datetime, str, str]]:
    at = NOON + timedelta(days=day)
    return [(at, who, f"S{number}") for number in range(suspects)]


def others(days: int, suspects: int = 5) -> list[tuple[datetime, str, str]]:
    return [look for day in range(days) for look in many("an other", suspects, day=day)]


def test_nothing_is_unusual_about_an_empty_log_or_a_few_looks_at_noon() -> None:
    assert found(looks()) == []
    assert found(looks(*many("ada", 3)), listed=["S0", "S1", "S2"]) == []


def test_a_day_far_above_those_of_others() -> None:
    (row,) = found(looks(*others(5), *many("ada", 20)))
    assert (row["kind"], row["who"], row["suspects"], row["usual"]) == ("above", "ada", 20, 5.0)


@pytest.mark.parametrize(
    "frame",
    [
        looks(*others(5), *many("ada", 19)),  # too few to speak of
        looks(*others(5, 7), *many("ada", 20)),  # less than three times what is usual
        looks(*others(4), *many("ada", 90)),  # too few days to know what is usual
        looks(*many("ada", 90), *many("ada", 3, day=1)),  # nobody else
        looks(*others(5), *(look for look in many("ada", 5) for _ in range(9))),  # the same five
    ],
)
def test_a_day_that_is_not_far_above_others(frame: pl.DataFrame) -> None:
    assert found(frame) == []


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 2, 2, 22, 0), 2),  # noqa: DTZ001 - UTC
        (datetime(2026, 2, 2, 5, 59), 2),  # noqa: DTZ001
        (datetime(2026, 7, 2, 21, 0), 2),  # noqa: DTZ001 - 22:00 in a London summer
        (datetime(2026, 7, 2, 23, 30), 3),  # noqa: DTZ001 - after midnight there
    ],
)
def test_night_is_by_the_clock_in_london(at: datetime, day: int) -> None:
    (row,) = found(looks((at, "ada", "S1"), (at, "ada", "S1")))
    assert (row["kind"], row["suspects"], row["day"].day) == ("night", 1, day)


@pytest.mark.parametrize("hour", [(2, 21, 59), (2, 6, 0), (7, 20, 59), (7, 5, 0)])
def test_a_day_is_no_night(hour: tuple[int, int, int]) -> None:
    month, hours, minutes = hour
    at = datetime(2026, month, 2, hours, minutes)  # noqa: DTZ001 - UTC
    assert found(looks((at, "ada", "S1"))) == []


@pytest.mark.parametrize(
    ("words", "surname", "is_found"),
    [
        (["smith"], "smith", True),
        (["jsmith"], "smith", True),
        (["smithjo"], "smith", True),
        (["john", "smith"], "smith", True),
        (["goldsmith"], "smith", False),
        (["smithson"], "smith", False),
        (["lee"], "lee", True),
        (["jlee"], "lee", False),  # too short to be looked for inside a word
        (["ada"], "smith", False),
        ([""], "smith", False),
    ],
)
def test_a_surname_in_the_users_own_name(words: list[str], surname: str, is_found: bool) -> None:  # noqa: FBT001
    rows = found(
        looks((NOON, "user", "S1"), (NOON, "user", "S2")),
        surnames={"S1": ["other", surname], "S2": ["highgate"]},
        users={"user": words},
    )
    assert [(row["kind"], row["suspect_id"]) for row in rows] == [("surname", "S1")] * is_found


def test_people_of_no_list() -> None:
    frame = looks(*many("ada", 8), *many("bo", 4))
    assert found(frame, listed=None) == []
    (row,) = found(frame, listed=["S0", "S1", "S2"])
    assert (row["kind"], row["who"], row["suspects"]) == ("no_list", "ada", 5)
    assert found(frame, listed=["S0", "S1", "S2", "S3"]) == []


def test_the_newest_day_is_first() -> None:
    rows = found(looks(*many("ada", 6), *many("bo", 6, day=1)), listed=[])
    assert [row["who"] for row in rows] == ["bo", "ada"]
