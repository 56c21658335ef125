"""Files that leave: marked, equal to what is shown, and harmless in a spreadsheet."""

import csv
import io
from datetime import date

import polars as pl
import pytest

from dashboard.documents import list_as_csv, rejects_as_csv
from dashboard.documents.csv import harmless

FORMULAS = [
    *(
        "=HYPERLINK(1)",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u200b@x",
        "\ufeff-1",
    ),
    *("＝1", "＋1", "－1", "＠x", "﹦1", "﹢1", "﹣1", "﹫x", "\u22121", "'=1"),
]


def people(**cells: object) -> pl.DataFrame:
    row = {
        "position": 1,
        "rank": 1,
        "suspect_id": "S1",
        "suspect_name": "Ann",
        "tenths": 36505,
        "allegations": 2,
        "victims": 1,
        "most_serious": 18250,
        "most_serious_offence": "Rape",
        "unmapped": 0,
        "last_recorded_on": date(2026, 1, 5),
        "suspect_home_borough": "E09000007",
        "suspect_situation": "at_large",
    }
    return pl.DataFrame([row | cells])


def list_file(people: pl.DataFrame, *, marking: str = "M") -> bytes:
    return list_as_csv(
        people,
        marking=marking,
        boroughs={"E09000007": "Camden"},
        situations={"at_large": "At large"},
    )


def read(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))


def test_a_list_begins_with_its_headings_and_ends_each_row_with_the_marking() -> None:
    lines = read(list_file(people(), marking='OFFICIAL, "SYNTHETIC" people'))
    assert len(lines) == 2
    assert (lines[0][0], lines[0][-1]) == ("position", "marking")
    assert lines[1][-1] == 'OFFICIAL, "SYNTHETIC" people'


def test_a_name_is_next_to_each_code() -> None:
    names, cells = read(list_file(people()))
    row = dict(zip(names, cells, strict=True))
    assert (row["suspect_home_borough"], row["suspect_home_borough_name"]) == (
        "E09000007",
        "Camden",
    )
    assert (row["suspect_situation"], row["suspect_situation_name"]) == ("at_large", "At large")
    names, cells = read(list_file(people(suspect_home_borough="E99", suspect_situation=None)))
    row = dict(zip(names, cells, strict=True))
    assert (row["suspect_home_borough_name"], row["suspect_situation_name"]) == ("", "")


def test_a_list_has_its_figures_in_days() -> None:
    names, cells = read(list_file(people()))
    row = dict(zip(names, cells, strict=True))
    assert (row["days"], row["most_serious_days"]) == ("3650.5", "1825.0")
    assert row["suspect_situation"] == "at_large"


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_text(cell: str) -> None:
    names, cells = read(list_file(people(suspect_name=cell)))
    assert dict(zip(names, cells, strict=True))["suspect_name"] == f"'{cell}"


@pytest.mark.parametrize("cell", ["<script>alert(1)</script>", "../../x", 'a "b", c', "O'Neil"])
def test_any_other_cell_is_as_it_was(cell: str) -> None:
    names, cells = read(list_file(people(suspect_name=cell)))
    assert dict(zip(names, cells, strict=True))["suspect_name"] == cell


def test_the_names_of_columns_are_harmless_too() -> None:
    refused = pl.DataFrame({"row": [1], "reasons": ["no date"], "=1+1": ["x"], "plain": ["=2"]})
    assert read(rejects_as_csv(refused, marking="M")) == [
        ["marking", "row", "reasons", "'=1+1", "plain"],
        ["M", "1", "no date", "x", "'=2"],
    ]


def test_numbers_are_left_alone() -> None:
    frame = pl.DataFrame({"change": [-1], "word": ["plain"]})
    assert harmless(frame).equals(frame)


def test_a_spreadsheet_is_told_the_encoding() -> None:
    file = list_file(people(suspect_name="Zoë"))
    assert file.startswith(b"\xef\xbb\xbf")
    assert "Zoë".encode() in file
