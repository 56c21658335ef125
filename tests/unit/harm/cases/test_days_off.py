"""Bank holidays of England and Wales, against the published ones."""

from __future__ import annotations

from datetime import date

import pytest

from harm.cases.days_off import (
    add_working_days,
    bank_holidays,
    easter,
    is_skipped,
    is_working_day,
    working_day_before,
)

#: As gov.uk publishes them.
PUBLISHED = {
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_a_year_has_the_published_bank_holidays(year: int) -> None:
    expected = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}
    assert bank_holidays(year) == expected


@pytest.mark.parametrize(
    "day", ["1954-04-18", "2000-04-23", "2008-03-23", "2011-04-24", "2038-04-25", "2076-04-19"]
)
def test_easter_is_a_sunday_of_the_calendar(day: str) -> None:
    found = date.fromisoformat(day)
    assert easter(found.year) == found


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    assert not is_working_day(date(2026, 12, 25))
    assert not is_working_day(date(2026, 12, 26))
    assert is_working_day(date(2026, 12, 29))
    assert add_working_days(date(2026, 12, 23), 2) == date(2026, 12, 29)
    assert working_day_before(date(2026, 12, 28)) == date(2026, 12, 24)


def test_a_rule_skips_what_it_says_and_nothing_else() -> None:
    sunday, christmas, friday = date(2026, 9, 6), date(2026, 12, 25), date(2027, 3, 26)
    assert is_skipped(sunday, frozenset({"sundays"}))
    assert is_skipped(christmas, frozenset({"christmas"}))
    assert is_skipped(friday, frozenset({"good_friday"}))
    assert not any(is_skipped(day, frozenset()) for day in (sunday, christmas, friday))
