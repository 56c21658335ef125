"""A workbook says what it is, has a sheet for each table, and runs nothing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import fastexcel
import polars as pl
import pytest

from dashboard.documents.workbook import (
    LETTERS_OF_A_CELL,
    LETTERS_OF_A_NAME,
    Column,
    Table,
    Workbook,
    decimals,
    sheet_names,
    workbook_as_xlsx,
)

MARKING = "OFFICIAL-SENSITIVE & SYNTHETIC"
AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
FRAME = pl.DataFrame(
    {
        "suspect_id": ["S1", "=1+1", None],
        "days": [10.5, 3.0, None],
        "count": pl.Series([1, 2_000, None], dtype=pl.UInt32),
        "on": [date(2026, 1, 5), None, date(2026, 2, 1)],
        "at": [datetime(2026, 1, 5, 12, 30, tzinfo=UTC), None, None],
        "parts": [[1.0, 2.5], [], [3.0]],
        "sure": [True, False, None],
        "kind": pl.Series(["x", "y", None], dtype=pl.Enum(["x", "y"])),
        "hidden": ["a", "b", "c"],
    }
)
COLUMNS = (
    Column("suspect_id", "Suspect"),
    Column("days", "Days", "Days of harm"),
    Column("count", "Allegations"),
    Column("on", "Recorded"),
    Column("at", "Loaded"),
    Column("parts", "By month"),
    Column("sure", "Sure"),
    Column("kind", "Kind"),
)


def book(*tables: Table) -> Workbook:
    return Workbook(
        title="Top 100",
        marking=MARKING,
        facts=(("List", "v1 cchi-2020 2026-02-28"), ("Limits of use", "=None")),
        made_at=AT,
        tables=tables or (Table("The list: 3 suspects, most first.", FRAME, COLUMNS),),
    )


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def read(content: bytes, sheet: str) -> pl.DataFrame:
    return fastexcel.read_excel(content).load_sheet(sheet).to_polars()


def test_each_table_is_a_sheet_after_the_cover_and_the_notes() -> None:
    content = workbook_as_xlsx(book())
    assert fastexcel.read_excel(content).sheet_names == ["Cover", "Notes", "The list"]
    rows = read(content, "The list")
    assert rows.columns == [
        *("Suspect", "Days", "Allegations", "Recorded", "Loaded", "By month 1", "By month 2"),
        *("Sure", "Kind"),
    ]
    assert rows["Suspect"].to_list() == ["S1", "=1+1", None]
    assert rows["Days"].to_list() == [10.5, 3.0, None]
    assert rows["Allegations"].to_list() == [1, 2_000, None]
    assert rows["By month 2"].to_list() == [2.5, None, None]
    assert rows["Kind"].to_list() == ["x", "y", None]
    recorded = rows["Recorded"].cast(pl.Date).to_list()
    assert recorded == [date(2026, 1, 5), None, date(2026, 2, 1)]


def test_nothing_in_it_is_a_formula_a_link_or_a_merged_cell() -> None:
    content = parts(workbook_as_xlsx(book()))
    for name, text in content.items():
        if name.startswith("xl/worksheets/"):
            assert "<f>" not in text
            assert "mergeCell" not in text
            assert "hyperlink" not in text
    assert 'quotePrefix="1"' in content["xl/styles.xml"]


def test_the_marking_is_on_each_sheet_and_in_the_properties() -> None:
    content = parts(workbook_as_xlsx(book()))
    sheets = [text for name, text in content.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    for text in sheets:
        assert text.count("OFFICIAL-SENSITIVE &amp;&amp; SYNTHETIC") == 2  # header and footer
    assert "OFFICIAL-SENSITIVE &amp; SYNTHETIC" in content["docProps/core.xml"]
    assert "OFFICIAL-SENSITIVE &amp; SYNTHETIC" in content["docProps/custom.xml"]
    assert "2026-03-01T09:30:00Z" in content["docProps/core.xml"]


def test_the_headings_of_a_table_stay_in_sight() -> None:
    sheet = parts(workbook_as_xlsx(book()))["xl/worksheets/sheet3.xml"]
    assert 'ySplit="1"' in sheet
    assert 'state="frozen"' in sheet


def test_the_cover_and_the_notes_say_what_it_is() -> None:
    content = workbook_as_xlsx(book())
    cover = [*read(content, "Cover").iter_rows()]
    assert any("v1 cchi-2020 2026-02-28" in row for row in cover)
    notes = read(content, "Notes")
    assert notes.rows() == [
        ("The list", None, "The list: 3 suspects, most first."),
        ("The list", "Days", "Days of harm"),
    ]


def test_the_same_workbook_gives_the_same_bytes_and_another_time_gives_others() -> None:
    first = workbook_as_xlsx(book())
    assert workbook_as_xlsx(book()) == first
    assert workbook_as_xlsx(replace(book(), made_at=AT.replace(hour=10))) != first


def test_names_of_sheets_are_legal_and_distinct() -> None:
    titles = [
        *("Notes", "cover: of a book", "A [b]*c?/d\\e", "", "'quoted'", "History"),
        *("Each allegation that counts towards the score", "EACH allegation that counts towards x"),
        *("x" * 80, "x" * 90),
    ]
    names = sheet_names(titles)
    assert len({name.lower() for name in names}) == len(titles)
    assert not {name.lower() for name in names} & {"cover", "notes", "history"}
    assert all(1 <= len(name) <= LETTERS_OF_A_NAME for name in names)
    workbook_as_xlsx(book(*(Table(title, FRAME, COLUMNS) for title in titles)))


def test_a_text_that_no_cell_holds_ends_in_an_ellipsis() -> None:
    frame = pl.DataFrame({"a": ["y" * (LETTERS_OF_A_CELL + 5)]})
    content = workbook_as_xlsx(book(Table("Long", frame, (Column("a", "A"),))))
    assert read(content, "Long")["A"][0] == "y" * (LETTERS_OF_A_CELL - 1) + "…"


def test_a_table_without_rows_has_its_headings() -> None:
    content = workbook_as_xlsx(book(Table("None", FRAME.clear(), COLUMNS)))
    assert "Suspect" in read(content, "None").columns


def test_what_is_no_number_leaves_its_cell_empty() -> None:
    frame = pl.DataFrame({"a": [float("nan"), float("inf"), 1.0]})
    content = workbook_as_xlsx(book(Table("Odd", frame, (Column("a", "A"),))))
    assert "NaN" not in parts(content)["xl/worksheets/sheet3.xml"]
    assert "inf" not in parts(content)["xl/worksheets/sheet3.xml"]


@pytest.mark.parametrize(
    ("values", "places"),
    [([1.0, 2.0], 0), ([1.5, None], 1), ([0.125], 3), ([1 / 3], 4), ([], 0)],
)
def test_a_number_is_shown_with_as_many_decimals_as_it_needs(
    values: list[float | None], places: int
) -> None:
    assert decimals(pl.Series(values, dtype=pl.Float64)) == places
