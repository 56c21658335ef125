"""Each kind of value of a typed file is read right, or refused by its column's name."""

import io
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

import polars as pl
import pyarrow as pa
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it ships no types
from pyarrow import parquet

from dashboard.errors import IntakeError
from dashboard.intake import Choices, IntakeReport, of_upload, take
from dashboard.intake.columns import plain
from dashboard.intake.reading import read
from tests.unit.dashboard.build import TODAY

HEADINGS: Final = ("crime_ref", "suspect_id", "offence_code", "recorded_on")


def table(cells: pa.Array, *, column: str = "suspect_id") -> bytes:
    """A Parquet file of sound rows, but for one column."""
    rows = len(cells)
    sound: dict[str, object] = {
        "crime_ref": [f"C{n}" for n in range(rows)],
        "suspect_id": ["S1"] * rows,
        "offence_code": ["019/08"] * rows,
        "recorded_on": ["2026-01-05"] * rows,
    }
    file = io.BytesIO()
    parquet.write_table(pa.table(sound | {column: cells}), file)
    return file.getvalue()


def texts(cells: pa.Array) -> list[str]:
    """What stands in the cells of a column, as it is read."""
    file = of_upload("extract.parquet", table(cells, column="notes"))
    return plain(read(file, Choices()).frame)["notes"].to_list()


def account(content: bytes) -> IntakeReport:
    return take(of_upload("extract.parquet", content), today=TODAY)


READ: Final = {
    "bytes": (pa.array([b"Zo\xc3\xab", b"S2"], pa.binary()), ["Zoë", "S2"]),
    "large bytes": (pa.array([b"S1", None], pa.large_binary()), ["S1", ""]),
    "bytes of a fixed width": (pa.array([b"S1", b"S2"], pa.binary(2)), ["S1", "S2"]),
    "listed bytes": (pa.array([b"S1", b"S1"]).dictionary_encode(), ["S1", "S1"]),
    "listed texts": (pa.array(["a", None, "b"]).dictionary_encode(), ["a", "", "b"]),
    "listed texts, of which few differ": (
        pa.array(["a", None, *["b"] * 8]).dictionary_encode(),
        ["a", "", *["b"] * 8],
    ),
    "listed numbers": (pa.array([7, None]).dictionary_encode(), ["7", ""]),
    "large texts": (pa.array(["a", None], pa.large_string()), ["a", ""]),
    "fractions": (
        pa.array([1234567.0, 0.5, None, float("nan"), -7.0, -0.0]),
        ["1234567", "0.5", "", "", "-7", "0"],
    ),
    "short fractions": (pa.array([1234567.0, 0.5], pa.float32()), ["1234567", "0.5"]),
    "the shortest fractions": (pa.array([12.0, 0.5], pa.float16()), ["12", "0.5"]),
    "whole numbers": (pa.array([2**63 - 1, -1]), ["9223372036854775807", "-1"]),
    "numbers without a sign": (pa.array([2**64 - 1], pa.uint64()), ["18446744073709551615"]),
    "decimals": (
        pa.array([Decimal("12345678901234567890.00"), Decimal("0.50"), None]),
        ["12345678901234567890", "0.50", ""],
    ),
    "truths": (pa.array([True, False, None]), ["true", "false", ""]),
    "dates": (pa.array([date(2026, 1, 5), None]), ["2026-01-05", ""]),
    "dates in milliseconds": (pa.array([date(2026, 1, 5)], pa.date64()), ["2026-01-05"]),
    "moments": (pa.array([datetime(2026, 1, 5, 23, 30)]), ["2026-01-05 23:30:00.000000"]),  # noqa: DTZ001 - without a zone
    "moments of the world, in London's summer": (
        pa.array([datetime(2026, 6, 30, 23, 30, tzinfo=UTC)]),
        ["2026-07-01 00:30:00.000000"],
    ),
    "moments of a zone that is a number": (
        pa.array([datetime(2026, 1, 5, tzinfo=UTC)]).cast(pa.timestamp("ms", "+05:30")),
        ["2026-01-05 00:00:00.000"],
    ),
    "times": (pa.array([time(14, 30)]), ["14:30:00"]),
    "durations": (pa.array([timedelta(hours=36)]), ["P1DT12H"]),
    "nothing": (pa.nulls(2), ["", ""]),
}
REFUSED: Final = {
    "lists": pa.array([["S1"]]),
    "lists of a fixed length": pa.array([["S1", "S2"]], pa.list_(pa.string(), 2)),
    "records": pa.array([{"a": "S1"}]),
    "maps": pa.array([[("a", "S1")]], pa.map_(pa.string(), pa.string())),
    "lists of records": pa.array([[{"a": 1}]]),
    "bytes that are no text": pa.array([b"\xff\xfe\x00"], pa.binary()),
    "bytes of a fixed width that are no text": pa.array([UUID(int=2**127).bytes], pa.binary(16)),
    "listed bytes that are no text": pa.array([b"\x80", b"\x80"]).dictionary_encode(),
    "bytes with a NUL": pa.array([b"S\x001"], pa.binary()),
}


@pytest.mark.parametrize("name", READ)
def test_a_kind_of_value_is_read_as_what_it_stands_for(name: str) -> None:
    cells, answer = READ[name]
    assert texts(cells) == answer


@pytest.mark.parametrize("column", ["suspect_id", "notes"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_kind_that_is_no_text_number_or_date_is_refused_by_its_column(
    name: str, column: str
) -> None:
    with pytest.raises(IntakeError, match=f"in its column '{column}'.*export it again") as answer:
        account(table(REFUSED[name], column=column))
    assert "\n" not in str(answer.value)


def test_people_whose_references_are_bytes_stay_apart() -> None:
    people = [f"S{n}".encode() for n in range(6)]
    accepted = account(table(pa.array(people))).accepted
    assert accepted["suspect_id"].to_list() == [f"S{n}" for n in range(6)]


def test_a_reference_that_is_a_fraction_is_the_whole_number() -> None:
    accepted = account(table(pa.array([1234567.0, 2.0]))).accepted
    assert accepted["suspect_id"].to_list() == ["1234567", "2"]


@pytest.mark.parametrize("column", ["crime_ref", "suspect_id", "victim_id"])
@pytest.mark.parametrize(
    "cells",
    [
        pa.array([1.0, 2.0**53]),
        pa.array([1e300]),
        pa.array([-(2.0**60)]),
        pa.array([float("inf")]),
        pa.array([2.0**24], pa.float32()),
        pa.array([2048.0], pa.float16()),
    ],
)
def test_a_reference_that_has_lost_digits_is_refused_with_how_to_export_it(
    cells: pa.Array, column: str
) -> None:
    with pytest.raises(IntakeError, match=f"in its column '{column}'.*column as text"):
        account(table(cells, column=column))


def test_a_large_number_that_is_no_reference_is_dropped_with_its_column() -> None:
    assert account(table(pa.array([1e300]), column="notes")).dropped == ("notes",)


@pytest.mark.parametrize("number", [2.0**53 - 1, 2.0**24 + 1])
def test_a_large_number_that_is_whole_to_the_last_digit_is_taken(number: float) -> None:
    accepted = account(table(pa.array([number]))).accepted
    assert accepted["suspect_id"].to_list() == [str(int(number))]


def test_two_columns_of_one_name_are_told_apart() -> None:
    file = io.BytesIO()
    parts = [pa.array([value]) for value in ("C1", "S1", "019/08", "2026-01-05", "x")]
    parquet.write_table(pa.table(parts, names=[*HEADINGS, "suspect_id"]), file)
    taken = account(file.getvalue())
    assert taken.accepted["suspect_id"].to_list() == ["S1"]
    assert taken.dropped == ("suspect_id (2)",)


def sheet(*cells: object, column: str = "suspect_id", beyond: str = "") -> bytes:
    """A workbook of sound rows, but for one column."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [*HEADINGS, *([column] if column not in HEADINGS else [])])
        for number, cell in enumerate(cells, start=1):
            row = {"crime_ref": f"C{number}", "suspect_id": "S1", "offence_code": "019/08"}
            whole = row | {"recorded_on": "2026-01-05"} | {column: cell}
            for at, value in enumerate(whole.values()):
                (page.write_string if isinstance(value, str) else page.write)(number, at, value)
        if beyond:
            page.write_string(1, 7, beyond)
    return content.getvalue()


def test_numbers_of_a_workbook_are_whole() -> None:
    accepted = account(sheet(1234567.0, 123456789012345, "S3")).accepted
    assert accepted["suspect_id"].to_list() == ["1234567", "123456789012345", "S3"]


@pytest.mark.parametrize("column", ["crime_ref", "suspect_id", "victim_id"])
@pytest.mark.parametrize("number", [12345678901234567890, 2**53 + 2, 1e300, -(10**17)])
def test_a_reference_longer_than_a_spreadsheet_keeps_is_refused(number: float, column: str) -> None:
    with pytest.raises(IntakeError, match=f"in its column '{column}'.*column as text"):
        account(sheet("S1", number, column=column))


def test_a_long_reference_that_is_text_in_a_workbook_is_taken() -> None:
    accepted = account(sheet("12345678901234567890", 7)).accepted
    assert accepted["suspect_id"].to_list() == ["12345678901234567890", "7"]


def test_a_long_number_that_is_no_reference_costs_only_its_column() -> None:
    assert account(sheet(12345678901234567890, column="notes")).dropped == ("notes",)


def test_a_row_of_a_sheet_with_a_cell_beyond_the_headings_is_refused() -> None:
    report = account(sheet("S1", "S2", beyond="a note"))
    assert report.accepted.height == 1
    assert report.reasons == {"has 8 cells under 4 headings": 1}
    assert report.rejected["beyond the headings"].item().strip(",") == "a note"


def test_polars_and_arrow_write_the_same_table() -> None:
    frame = pl.DataFrame({name: [name] for name in HEADINGS}).with_columns(
        recorded_on=pl.lit(date(2026, 1, 5)), suspect_id=pl.lit("S1", pl.Categorical)
    )
    by_polars, by_arrow = io.BytesIO(), io.BytesIO()
    frame.write_parquet(by_polars)
    parquet.write_table(frame.to_arrow(), by_arrow)
    assert account(by_polars.getvalue()).accepted.equals(account(by_arrow.getvalue()).accepted)
