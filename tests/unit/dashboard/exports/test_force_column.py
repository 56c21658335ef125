"""Files of a record of several forces say of which force each reference is; others are as ever."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from dashboard.documents.workbook import Column, Table
from dashboard.exports.force_column import with_force_column, with_force_columns
from dashboard.exports.list_csv import list_outgoing
from dashboard.exports.page_tables import tables_outgoing
from dashboard.exports.redaction import without_names
from dashboard.services.files import Handling, take_note
from dashboard.services.forces import Forces
from dashboard.services.identities import known_identities
from dashboard.services.listing.ranked_list import ranked_list
from tests.unit.dashboard.forces import CITY, HACKNEY, MET, line, load_lines, question_of

SEVERAL = Forces(MET, (MET, CITY), (CITY,))
THEIRS = f"{CITY}/S1"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    load_lines(folder, line(), line("C2", "S2"))
    load_lines(folder, line(borough=HACKNEY, victim="V7"), force="CoLP")
    return folder


def list_of(folder: Path, handling: Handling) -> pl.DataFrame:
    question = question_of(folder)
    content = list_outgoing(question, ranked_list(question), handling).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".csv"))
        return pl.read_csv(archive.read(name))


def sheet_of(folder: Path, handling: Handling) -> pl.DataFrame:
    question = question_of(folder)
    people = ranked_list(question).people.select("suspect_name", "suspect_id", "position")
    table = Table("The list.", people, tuple(Column(name, name) for name in people.columns))
    taking = replace(take_note(question, handling), at=datetime(2026, 2, 1))  # noqa: DTZ001
    content = tables_outgoing(question, page="List", tables=[table], taking=taking).content
    book = pl.read_excel(content, sheet_id=0)
    (sheet,) = (frame for name, frame in book.items() if name not in {"Cover", "Notes"})
    return sheet


def test_the_list_has_the_force_behind_each_reference(record: Path) -> None:
    found = list_of(record, Handling())
    assert found.columns[2:5] == ["suspect_id", "force", "suspect_name"]
    assert dict(found.select("suspect_id", "force").iter_rows()) == {
        "S1": MET,
        "S2": MET,
        THEIRS: CITY,
    }


def test_without_names_the_force_is_there_and_the_reference_is_not(record: Path) -> None:
    for found in (
        list_of(record, Handling(redaction="no_names")),
        sheet_of(record, Handling(redaction="no_names")).rename({"Force": "force"}),
    ):
        assert sorted(found["force"]) == sorted([MET, MET, CITY])
        assert all(label.startswith("person ") for label in found["suspect_id"])
        assert found["suspect_name"].null_count() == found.height


def test_the_tables_of_a_page_have_it_too(record: Path) -> None:
    found = sheet_of(record, Handling())
    assert found.columns == ["suspect_name", "suspect_id", "Force", "position"]
    assert dict(found.select("suspect_id", "Force").iter_rows())[THEIRS] == CITY


def test_of_one_force_a_file_has_no_such_column(tmp_path: Path) -> None:
    load_lines(tmp_path / "data", line(), line("C2", "S2"))
    assert "force" not in list_of(tmp_path / "data", Handling()).columns
    assert "Force" not in sheet_of(tmp_path / "data", Handling()).columns


def test_the_force_is_that_of_the_crime_where_there_is_one() -> None:
    rows = pl.DataFrame(
        {"suspect_id": ["S1", "S1", None], "crime_ref": [f"{CITY}/C1", "C1", None], "n": [1, 2, 3]}
    )
    found = with_force_column(rows, SEVERAL)
    assert found.columns == ["suspect_id", "force", "crime_ref", "n"]
    assert found["force"].to_list() == [CITY, MET, None]
    assert rows.columns == ["suspect_id", "crime_ref", "n"]  # as it was


def test_a_table_of_nobody_and_one_whose_references_are_hidden_are_as_they_were() -> None:
    counts = pl.DataFrame({"what": ["a"], "n": [1]})
    people = pl.DataFrame({"suspect_id": ["S1"], "n": [1]})
    assert with_force_column(counts, SEVERAL) is counts
    assert with_force_column(people, None) is people
    hidden = Table("Counts.", people, (Column("n", "n"),))
    assert with_force_columns([hidden], SEVERAL) == [hidden]


def test_without_names_a_reference_as_its_own_force_writes_it_is_taken_out_too(
    record: Path,
) -> None:
    load_lines(record, line("C9", "AB12", borough=HACKNEY), force="CoLP")
    identities = known_identities(question_of(record))
    for text in (f"{CITY}/AB12", f"AB12 ({CITY})", f"The crime C9 of {CITY}"):
        redacted = without_names((text,), identities)[0]
        assert "AB12" not in redacted
        assert "C9" not in redacted
        assert CITY in redacted or redacted.startswith("person")
