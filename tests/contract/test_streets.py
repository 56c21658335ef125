"""`harmdesk streets`, and `harmdesk reach --basis streets`, as a script has them."""

from __future__ import annotations

import io
import sys
import zipfile
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from tests.contract.program import Here, assert_refused
from tests.unit.dashboard.street_files import by_ends, by_lines, grid

ALONG = "at 80 m a minute along streets"


@cache
def london() -> bytes:
    return by_lines(grid(), road_function=["Local Road"] * len(grid())).content


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    return ["--data", str(tmp_path / "data")]


@pytest.fixture
def brought(here: Here, data: list[str], tmp_path: Path) -> list[str]:
    """A data folder with streets all over London, and nothing else."""
    file = tmp_path / "roads.parquet"
    file.write_bytes(london())
    assert here("streets", "import", str(file), *data).code == 0
    return data


def test_the_answer_has_the_same_fields_and_the_ratio(here: Here, brought: list[str]) -> None:
    line = here("reach", "--json", *brought).json
    found = here("reach", "--basis", "streets", "--json", *brought).json
    assert set(found) - set(line) == {"ratio", "streets"}
    assert set(line) <= set(found)
    assert (line["basis"], found["basis"]) == ("line", "streets")
    assert (line["detour"], found["detour"]) == (1.3, None)
    assert set(found["ratio"]) == {"median", "p5", "p95", "areas"}
    assert 1 < found["ratio"]["p5"] < found["ratio"]["median"] < found["ratio"]["p95"]
    fields = {"code", "residents", "within_15", "within_20", "within_30", "mean_minutes"}
    assert [set(area) for area in found["areas"]] == [fields] * 33
    assert sum(area["residents"] for area in found["areas"]) == 8_799_625
    assert 0 < sum(area["within_20"] for area in found["areas"]) < 8_799_625
    assert (found["sites"], found["as_of"]) == (27, "2026-03-03")
    assert found["streets"]["not_placed"] == 0
    assert set(found["streets"]["unknown_20"].values()) == {0}
    assert "Contains OS data © Crown copyright" in found["source"]
    night = here("reach", "--basis", "streets", "--at", "Tue 04:00", "--json", *brought).json
    assert night["sites"] == 2
    pairs = zip(found["areas"], night["areas"], strict=True)
    assert all(one["within_20"] <= more["within_20"] for more, one in pairs)


def test_people_are_told_the_basis_and_the_ratio(here: Here, brought: list[str]) -> None:
    answer = here("reach", "--basis", "streets", *brought)
    assert answer.code == 0
    for line in answer.out.splitlines():
        assert "minutes" not in line or ALONG in line or "straight line" in line, line
    for words in ("times its straight line by the median", "By straight lines 14.6 %", "Bridges"):
        assert words in answer.out
    assert "other bank" not in answer.out


def test_a_borough_without_streets_is_null_and_not_nought(
    here: Here, data: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "west.parquet"
    file.write_bytes(by_ends([link for link in grid() if link[1][0] <= 530_000]).content)
    assert here("streets", "import", str(file), *data).code == 0
    found = here("reach", "--basis", "streets", "--json", *data).json
    havering = next(area for area in found["areas"] if area["code"] == "E09000016")
    assert [havering[f"within_{limit}"] for limit in (15, 20, 30)] == [None] * 3
    assert havering["mean_minutes"] is None
    assert found["streets"]["unknown_20"]["E09000016"] == havering["residents"] > 0
    assert found["streets"]["known_20"]["E09000016"] == 0
    assert "Romford" in found["streets"]["sites_not_placed"]
    words = here("reach", "--basis", "streets", *data).out
    assert "Between " in words
    assert "they are not taken for far" in words


def test_the_files_say_that_walks_are_along_streets(
    here: Here, brought: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "reach.zip"
    assert here("reach", "--basis", "streets", "--out", str(out), *brought).code == 0
    with zipfile.ZipFile(out) as archive:
        assert "harmdesk-reach-streets-borough-2026-03-03.csv" in archive.namelist()
        areas, _, text = (archive.read(name) for name in archive.namelist())
    table = pl.read_csv(io.BytesIO(areas))
    assert set(table["walk"]) == {ALONG}
    for part in (ALONG, "`high`: with those of whom it is not known", "Contains OS data", "median"):
        assert part in text.decode()


def test_what_was_brought_is_shown_and_removed(here: Here, brought: list[str]) -> None:
    shown = here("streets", "show", "--json", *brought).json["streets"]
    assert (shown["file"], shown["motorways"], shown["parts"]) == ("roads.parquet", 0, 1)
    words = here("streets", "show", *brought).out
    assert "from roads.parquet" in words
    assert "Contains OS data" in words
    assert here("streets", "remove", "--json", *brought).json == {"streets": None}
    assert "There is no street network here" in here("streets", "show", *brought).out
    assert_refused(here("streets", "remove", *brought), "no street network")
    assert_refused(here("reach", "--basis", "streets", *brought), "harmdesk streets import FILE")


def test_what_cannot_be_brought_leaves_what_was_there(
    here: Here, brought: list[str], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.parquet"
    bad.write_bytes(b"PAR1 nothing")
    before = here("streets", "show", "--json", *brought).json
    assert_refused(here("streets", "import", str(bad), *brought), "cannot be read as Parquet")
    assert_refused(here("streets", "import", "nowhere.parquet", *brought), "nowhere.parquet")
    assert_refused(here("reach", "--basis", "air", *brought), "'air' is no basis of a walk")
    assert here("streets", "show", "--json", *brought).json == before


def test_without_scipy_it_is_a_sentence_and_no_traceback(
    here: Here, brought: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "roads.parquet"
    monkeypatch.setitem(sys.modules, "scipy", None)
    for command in (["reach", "--basis", "streets"], ["streets", "import", str(file)]):
        assert_refused(here(*command, *brought), "pip install 'harmdesk[streets]'")
    assert here("reach", "--json", *brought).code == 0
