from decimal import Decimal

import polars as pl
import pytest

from harm.days import days_column, in_days, percent_column, spoken, to_tenths


@pytest.mark.parametrize(
    ("days", "tenths", "rounded"),
    [
        ("0", 0, False),
        ("547.5", 5475, False),
        ("1825", 18250, False),
        (Decimal("0.1"), 1, False),
        ("0.05", 1, True),
        ("0.04", 0, True),
        ("0.14999", 1, True),
        ("0.25", 3, True),
        ("2952.9409930950865", 29529, True),
    ],
)
def test_days_become_whole_tenths_with_halves_up(
    days: str | Decimal, tenths: int, *, rounded: bool
) -> None:
    assert to_tenths(days) == (tenths, rounded)


@pytest.mark.parametrize("days", ["", "ten", "1,825", "5 days"])
def test_what_is_no_number_is_named(days: str) -> None:
    with pytest.raises(ValueError, match=f"^'{days}' is not a number of days$"):
        to_tenths(days)


@pytest.mark.parametrize("days", ["-0.1", "NaN", "Infinity", "-Infinity", "1000000.1"])
def test_days_are_finite_and_not_negative(days: str) -> None:
    with pytest.raises(ValueError, match=f"^'{days}' is not a number of days from 0 to 1,000,000$"):
        to_tenths(days)


def test_tenths_read_as_days() -> None:
    assert in_days(5475) == 547.5
    assert in_days(3) == 0.3


def test_a_column_of_tenths_reads_as_the_same_days_to_the_digit() -> None:
    tenths = [*range(200), 5475, 18250, 5_292_503]
    frame = pl.DataFrame({"tenths": tenths, "most_serious": tenths})
    days = [in_days(one) for one in tenths]
    assert frame.select(days_column())["tenths"].to_list() == days
    assert frame.select(days_column("most_serious"))["most_serious"].to_list() == days


@pytest.mark.parametrize(
    ("tenths", "words"),
    [
        (0, "0"),
        (1, "0.1"),
        (100, "10"),
        (5475, "547.5"),
        (36500, "3,650"),
        (10_000_003, "1,000,000.3"),
        (110.5, "11.05"),
    ],
)
def test_days_are_spoken_without_idle_digits(tenths: float, words: str) -> None:
    assert spoken(tenths) == words


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 7, 0), (7, 7, 100), (1, 1000, 1), (999, 1000, 99), (1, 2, 50), (1, 8, 13), (0, 0, None)],
)
def test_a_percentage_is_never_all_or_none_unless_it_is(
    part: int, whole: int, percent: int | None
) -> None:
    frame = pl.DataFrame({"part": [part], "whole": [whole]})
    assert frame.select(percent_column("part", "whole")).item() == percent
