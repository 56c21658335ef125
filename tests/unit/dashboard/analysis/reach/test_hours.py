"""Opening hours as people write them: what cannot be read is unknown, and unknown is not open."""

from __future__ import annotations

import pytest

from dashboard.analysis.reach.hours import (
    MINUTES_A_DAY,
    Hours,
    moment_name,
    read_hours,
    read_moment,
)
from dashboard.errors import ReachError

TUESDAY_AT_4 = MINUTES_A_DAY + 240


def known(text: str) -> Hours:
    hours = read_hours(text)
    assert hours is not None
    return hours


def is_open(text: str, at: str) -> bool:
    return known(text).open_at(read_moment(at))


@pytest.mark.parametrize(
    "text", ["24 hours", "24/7", "open 24 hours", "24h", "Mon-Sun 00:00-24:00", "daily 24 hours"]
)
def test_round_the_clock_is_every_minute_of_the_week(text: str) -> None:
    hours = known(text)
    assert hours.round_the_clock
    assert all(hours.open_at(minute) for minute in range(0, 7 * MINUTES_A_DAY, 7))


def test_the_hours_of_the_counters_are_read() -> None:
    text = "Mon-Fri 10:00-22:00; Sat-Sun 09:00-19:00"
    assert not known(text).round_the_clock
    assert [is_open(text, f"Tue {time}") for time in ("09:59", "10:00", "21:59", "22:00")] == [
        False, True, True, False
    ]  # fmt: skip
    assert is_open(text, "Sun 09:00")
    assert not is_open(text, "Sun 19:00")
    assert not is_open(text, "Tue 04:00")


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("Monday to Friday 9am to 5pm", "Wed 16:59", True),
        ("Monday to Friday 9am to 5pm", "Sat 12:00", False),
        ("Mon – Fri 09.00–17.00", "Fri 09:00", True),
        ("Sat, Sun 10-16", "Sun 15:00", True),
        ("Fri-Mon 22:00-02:00", "Tue 01:59", True),
        ("Fri-Mon 22:00-02:00", "Wed 01:00", False),
        ("Sun 22:00-02:00", "Mon 01:00", True),
        ("Mon-Fri 24 hours", "Sat 00:00", False),
        ("Mon closed; Tue 10:00-12:00", "Mon 11:00", False),
        ("Mon 09:00-12:00, 13:00-17:00", "Mon 12:30", False),
        ("closed", "Mon 11:00", False),
    ],
)
def test_days_and_times_are_read_as_people_write_them(text: str, at: str, expected: bool) -> None:  # noqa: FBT001
    assert is_open(text, at) is expected


@pytest.mark.parametrize(
    "text",
    [None, "", "  ", "by appointment", "Weekdays 9-5", "Mon-Fri 9-5", "Mon-Fri 25:00-26:00",
     "Mon-Fri 10:00-10:00", "closed 28 Feb 2026", "Mon-Wed-Fri 10:00-12:00", "10:00",
     "Mon 13pm-14pm"],
)  # fmt: skip
def test_what_cannot_be_read_is_unknown(text: str | None) -> None:
    assert read_hours(text) is None


@pytest.mark.parametrize("text", ["Tue 04:00", "tuesday 4:00", "Tues, 04:00", "Tue 4am"])
def test_a_moment_is_read(text: str) -> None:
    assert read_moment(text) == TUESDAY_AT_4
    assert moment_name(TUESDAY_AT_4) == "Tuesday 04:00"


@pytest.mark.parametrize(
    "text", ["", "Tue", "04:00", "Tue 24:00", "Tue 25:00", "xx 04:00", "T 4:00"]
)
def test_what_is_no_moment_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ReachError, match=r"is no day and time; write .* such as \"Tue 04:00\"\."):
        read_moment(text)
