"""`harmdesk score`: a file is scored, every row says what it adds, and nothing of it is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from tests.contract.program import Here, assert_refused, contents

pytestmark = pytest.mark.slow

OTHER = """\
Crime No;Nominal;HO Code;Date Recorded
N1;Zoe-9;019/08;05/01/2026
C2;S1;008/06;06/01/2026
N3;Zoe-9;019/08;never
"""


@pytest.fixture
def data(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "copy"))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.csv"
    path.write_text(OTHER, encoding="utf-8")
    return path


def test_every_row_of_a_file_says_what_it_adds(tmp_path: Path, extract: Path, here: Here) -> None:
    found = here("score", str(extract), "--json", "--data", str(tmp_path / "data")).json
    assert found["file"] == "extract.csv"
    assert found["rows"] == found["accepted"] + found["rejected"] + found["duplicates"] == 9
    assert found["reasons"] == {"recorded_on cannot be read": 1}
    assert found["with_record"] is False
    rows = [
        (row["line"], row["suspect_id"], row["days"], row["reason"]) for row in found["rows_scored"]
    ]
    assert rows == [
        (2, "S1", 1825.0, None),
        (3, "S1", 0.0, "counted_once"),
        (4, "S1", 547.5, None),
        (5, "S2", 10.0, None),
        (7, "S3", 0.0, "cancelled"),
        (8, '<b>"S4', 0.0, "unmapped"),
        (9, None, 0.0, "nobody_named"),
    ]
    assert all(row["counts"] == (row["reason"] is None) for row in found["rows_scored"])
    assert [(row["suspect_id"], row["days"]) for row in found["list"]] == [
        ("S1", 2372.5),
        ("S2", 10.0),
    ]


def test_alone_the_list_is_that_of_a_folder_with_the_file_alone(
    data: Path, extract: Path, here: Here
) -> None:
    scored = here("score", str(extract), "--json", "--data", str(data)).json
    ranked = here("rank", "--json", "--data", str(data)).json
    assert scored["list"] == ranked["rows"]
    for key in ("as_of", "rules_id", "index", "assessed"):
        assert scored[key] == ranked[key]


def test_with_the_record_the_list_is_that_after_a_load(data: Path, other: Path, here: Here) -> None:
    where = ("--json", "--data", str(data))
    scored = here("score", str(other), "--with-record", *where).json
    assert scored["with_record"] is True
    alone = here("score", str(other), *where).json
    assert [row["suspect_id"] for row in alone["list"]] == ["Zoe-9"]
    assert here("load", str(other), *where).code == 0
    assert scored["list"] == here("rank", *where).json["rows"]
    assert scored["rows_scored"] == [
        {
            "line": 2,
            "suspect_id": "Zoe-9",
            "crime_ref": "N1",
            "days": 1825.0,
            "counts": True,
            "reason": None,
        },
        {
            "line": 3,
            "suspect_id": "S1",
            "crime_ref": "C2",
            "days": 0.0,
            "counts": False,
            "reason": "not_in_definition",
        },
    ]


def test_nothing_of_the_file_reaches_the_data_folder(data: Path, other: Path, here: Here) -> None:
    here("score", str(other), "--data", str(data))  # the register is brought up to its edition
    before = contents(data)
    for options in ((), ("--with-record",)):
        assert here("score", str(other), *options, "--data", str(data)).code == 0
    after = contents(data)
    register = after.pop("register.sqlite").decode()
    assert before.pop("register.sqlite").decode() != register
    assert after == before
    assert register.count("'score'") == 3
    for text in ("Zoe", "N1", "other.csv"):
        assert text not in register
        assert not any(text.encode() in content for content in after.values())


def test_rules_and_choices_for_the_file_are_those_of_other_commands(
    tmp_path: Path, other: Path, here: Here
) -> None:
    where = ("--json", "--data", str(tmp_path / "data"))
    options = (
        "--definition",
        "all",
        "--top",
        "1",
        "--map",
        "suspect_id=Crime No",
        "--map",
        "crime_ref=Nominal",
    )
    found = here("score", str(other), *options, *where).json
    assert [row["suspect_id"] for row in found["list"]] == ["N1"]
    assert found["assessed"] == 2


def test_a_person_is_told_that_nothing_is_kept(data: Path, other: Path, here: Here) -> None:
    shown = here("score", str(other), "--data", str(data)).out
    assert "OFFICIAL-SENSITIVE" in shown
    assert "Of 3 rows 2 can be taken, 1 are refused" in shown
    assert "Nothing of the file is kept" in shown
    assert "Zoe-9" in shown


def test_what_cannot_be_scored_is_refused_in_a_line(data: Path, tmp_path: Path, here: Here) -> None:
    where = ("--data", str(data))
    empty, nobody = tmp_path / "empty.csv", tmp_path / "nobody.csv"
    empty.write_text("")
    pl.DataFrame(
        {"crime_ref": ["N1"], "recorded_on": ["2026-01-05"], "offence_code": ["019/08"]}
    ).write_csv(nobody)
    assert_refused(here("score", str(empty), *where), "empty.csv")
    assert_refused(here("score", str(nobody), *where), "names nobody, so nobody can be scored")
    assert_refused(here("score", str(tmp_path / "gone.csv"), *where), "gone.csv")
    assert_refused(here("score", str(nobody), "--known-on", "2026-01-01", *where), "names nobody")
