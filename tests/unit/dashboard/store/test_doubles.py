"""Which row of a crime is kept where a person is named in it under two references."""

from __future__ import annotations

from datetime import date

import polars as pl

from dashboard.store.doubles import double_rows, without_doubles

#: 1 and 2 are one person, called by 1; 8 and 9 are one victim, called by 8.
NUMBERS = {2: 1, 9: 8}
DAY = date(2026, 1, 1)
Line = tuple[int, int | None, int | None, str]


def rows(*lines: Line) -> pl.DataFrame:
    schema = {"crime": pl.Int32, "suspect": pl.Int32, "victim": pl.Int32}
    frame = pl.DataFrame(
        [line[:3] for line in lines], schema=schema, orient="row"
    )  # the status is an enum in the store
    status = pl.Series("allegation_status", [line[3] for line in lines])
    return frame.with_columns(status, recorded_on=pl.lit(DAY))


def left(*lines: Line) -> list[Line]:
    frame = rows(*lines)
    kept = without_doubles(frame, double_rows(frame, NUMBERS)).drop("recorded_on")
    backwards = without_doubles(frame, double_rows(frame.reverse(), NUMBERS)).drop("recorded_on")
    assert kept.equals(backwards)
    return kept.rows()


def test_the_row_that_has_gone_furthest_is_kept() -> None:
    charged = (5, 2, 7, "charged")
    assert left((5, 1, 7, "named"), charged) == [charged]
    assert left((5, 1, 7, "eliminated"), (5, 2, 7, "named")) == [(5, 2, 7, "named")]


def test_of_equals_that_of_the_first_reference_is_kept() -> None:
    assert left((5, 2, 7, "named"), (5, 1, 7, "named")) == [(5, 1, 7, "named")]
    assert left((5, 1, 9, "named"), (5, 1, 8, "named")) == [(5, 1, 8, "named")]


def test_other_crimes_and_other_victims_are_kept() -> None:
    lines: list[Line] = [(5, 1, 7, "named"), (6, 2, 7, "named"), (5, 2, 8, "named")]
    assert left(*lines) == lines


def test_a_row_without_a_victim_gives_way_to_one_of_another_reference() -> None:
    assert left((5, 1, None, "named"), (5, 2, 7, "named")) == [(5, 2, 7, "named")]
    same: list[Line] = [(5, 1, None, "named"), (5, 1, 7, "named")]
    assert left(*same) == same


def test_a_crime_that_names_nobody_has_a_victim_once() -> None:
    assert left((5, None, 8, "named"), (5, None, 9, "named")) == [(5, None, 8, "named")]
