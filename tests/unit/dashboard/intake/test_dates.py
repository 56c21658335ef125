"""Dates and months are read as people and machines write them, or not at all."""

from datetime import date, timedelta

import polars as pl
import pytest

from dashboard.intake import dates
from dashboard.intake.months import month_named, month_of
from tests.unit.dashboard.build import TODAY

DAY = date(2026, 1, 5)


def read(*texts: str | None, hint: dates.Order | None = None) -> dates.Dates:
    return dates.read(pl.Series("recorded_on", texts, pl.String), today=TODAY, hint=hint)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05",
        "2026-1-5",
        "2026/01/05",
        "2026.01.05",
        "20260105",
        "2026-01-05 00:00:00",
        "2026-01-05T13:45",
        "2026-01-05T13:45:59.123456Z",
        "2026-01-05T13:45:59+00:00",
        "2026-01-05 13:45 GMT",
        "05/01/2026",
        "5/1/2026",
        "05-01-2026",
        "05.01.2026",
        "05 01 2026",
        "05/01/26",
        "05/01/2026 13:45",
        "05/01/2026  9.45",
        "05/01/2026 01:45:59 p.m.",
        "5 Jan 2026",
        "05-Jan-26",
        "5th January 2026",
        "Monday 5 January 2026",
        "Mon, 5 Jan 2026",
        "5 JANUARY 2026 13:45",
        "January 5, 2026",
        "Jan 5 2026",
        "Monday, January 5th, 2026",
        "46027",
        "46027.0",
        "46027.99",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read(text).values.to_list() == [DAY]


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29",
        "2026-13-01",
        "2026-01-00",
        "32/01/2026",
        "00/01/2026",
        "5 Janvier 2026",
        "5 Jam 2026",
        "0001-01-01",
        "1899-12-31",
        "2200-01-01",
        "9999-12-31",
        "2026",
        "01/2026",
        "123",
        "1234567",
        "next week",
        "2026-01-05 or so",
        "2026-01-05 to 2026-01-07",
        "١٢/٠١/٢٠٢٦x",
    ],
)
def test_what_is_no_day_is_read_as_none(text: str) -> None:
    assert read(text).values.to_list() == [None]


def test_an_empty_cell_stays_empty() -> None:
    assert read(None, "2026-01-05", None).values.to_list() == [None, DAY, None]
    assert read().values.to_list() == []
    assert read(None).order is None


def test_one_day_over_twelve_tells_the_order_of_a_column() -> None:
    assert read("03/04/2026", "13/04/2026").order == "day first"
    assert read("03/04/2026", "04/13/2026").order == "month first"
    assert read("03/04/2026", "04/13/2026").values.to_list() == [
        date(2026, 3, 4),
        date(2026, 4, 13),
    ]


def test_where_nothing_tells_the_day_comes_first_and_it_is_said() -> None:
    answer = read("03/04/2026")
    assert (answer.order, answer.values.to_list()) == ("day first, assumed", [date(2026, 4, 3)])


def test_another_column_tells_the_order_of_one_that_does_not() -> None:
    answer = read("03/04/2026", hint="month first")
    assert (answer.order, answer.values.to_list()) == ("month first", [date(2026, 3, 4)])
    assert read("13/04/2026", hint="month first").order == "day first"


def test_a_column_that_contradicts_itself_is_british() -> None:
    assert read("13/04/2026", "04/13/2026").values.to_list() == [date(2026, 4, 13), None]


def test_dates_with_a_name_or_a_year_in_front_have_no_order() -> None:
    assert read("2026-04-03", "3 April 2026", "20260403").order is None


def test_a_year_of_two_digits_is_the_latest_that_is_not_to_come() -> None:
    assert read("31/12/26", "31/12/27", "31/12/00", "31/12/99").values.to_list() == [
        date(2026, 12, 31),
        date(1927, 12, 31),
        date(2000, 12, 31),
        date(1999, 12, 31),
    ]


def test_cells_with_a_number_of_days_are_counted() -> None:
    assert read("46027", "46027", "2026-01-05").serials.sum() == 2
    assert read("2026-01-05").serials.sum() == 0


def test_every_day_of_some_years_is_read_from_every_form() -> None:
    days = [date(2023, 12, 1) + timedelta(days=number) for number in range(800)]
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%B %d, %Y", "%Y%m%d"):
        assert read(*(f"{day:{form}}" for day in days)).values.to_list() == days
    months_first = read(*(f"{day:%m/%d/%Y}" for day in days))
    assert months_first.values.to_list() == days
    serials = read(*(str((day - date(1899, 12, 30)).days) for day in days))
    assert (serials.values.to_list(), serials.serials.sum()) == (days, len(days))


@pytest.mark.parametrize(
    "text",
    [
        "202601",
        "2026-01",
        "2026/01",
        "01/2026",
        "1/2026",
        "Jan 2026",
        "January 2026",
        "Jan-26",
        "JAN26",
        "Jan '26",
        "2026-01-01",
        "2026-01-01 00:00:00",
        " 2026-01 ",
    ],
)
def test_a_month_is_read_however_it_heads_a_column(text: str) -> None:
    assert month_of(text) == date(2026, 1, 1)


@pytest.mark.parametrize(
    "text", ["202613", "2026-00", "2026", "26", "Jam 2026", "Q1 2026", "2026-01-02", "188801", ""]
)
def test_what_is_no_month_is_read_as_none(text: str) -> None:
    assert month_of(text) is None


def test_a_month_is_known_by_its_name_or_the_beginning_of_it() -> None:
    assert [month_named(word) for word in ("sep", "Sept", "SEPTEMBER", "mar", "may")] == [
        9,
        9,
        9,
        3,
        5,
    ]
    assert [month_named(word) for word in ("se", "septembers", "mai", "")] == [None] * 4
