"""A file that a command writes lands on nothing that it reads, and on no file of another kind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract.program import Here, assert_refused, contents

pytestmark = pytest.mark.slow


@pytest.fixture
def data(small: Path, tmp_path: Path) -> Path:
    """A record of these tests' own."""
    return Path(shutil.copytree(small, tmp_path / "data"))


def linked(target: Path, name: str) -> Path:
    link = target.parent / name
    link.symlink_to(target)
    return link


def hard_linked(target: Path, name: str) -> Path:
    link = target.parent.parent / name if target.parent.name == "data" else target.parent / name
    link.hardlink_to(target)
    return link


#: Other names of one file.
NAMES: dict[str, Callable[[Path], Path]] = {
    "itself": lambda file: file,
    "roundabout": lambda file: file.parent / ".." / file.parent.name / file.name,
    "relative": lambda file: Path(os.path.relpath(file)),
    "a link": lambda file: linked(file, "link"),
    "a hard link": lambda file: hard_linked(file, "hard"),
}


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "force"])
@pytest.mark.parametrize("name", NAMES)
def test_refused_rows_never_land_on_the_file_that_is_loaded(
    here: Here, extract: Path, tmp_path: Path, name: str, force: list[str]
) -> None:
    before, data = extract.read_bytes(), tmp_path / "data"
    onto = NAMES[name](extract)
    answer = here("load", str(extract), "--rejects", str(onto), "--data", str(data), *force)
    assert_refused(answer, "is read by this command")
    assert extract.read_bytes() == before
    assert not data.exists()


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "force"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("inside", ["current", "register.sqlite", "offences-1.duckdb"])
@pytest.mark.parametrize("command", ["load", "explain", "places"])
def test_nothing_lands_in_the_data_folder(
    here: Here, extract: Path, data: Path, command: str, inside: str, name: str, force: list[str]
) -> None:
    before = contents(data)
    onto = str(NAMES[name](data / inside))
    words = {
        "load": ("load", str(extract), "--rejects", onto),
        "explain": ("explain", "S1", "--pdf", onto),
        "places": ("places", "--borough", "Camden", "--pdf", onto),
    }[command]
    assert_refused(here(*words, "--data", str(data), *force), "in the data folder")
    assert {path: content for path, content in contents(data).items() if path in before} == before


@pytest.mark.parametrize("new", ["rejects.csv", "sub/rejects.csv"])
def test_no_new_file_is_made_in_the_data_folder(
    here: Here, extract: Path, data: Path, new: str
) -> None:
    (data / "sub").mkdir()
    link = data.parent / "elsewhere"
    link.symlink_to(data)
    for folder in (data, link):
        onto = str(folder / new)
        answer = here("load", str(extract), "--rejects", onto, "--data", str(data))
        assert_refused(answer, "in the data folder")
    assert not (data / new).exists()


@pytest.mark.parametrize(
    ("command", "content"),
    [
        ("load", b"crime_ref,suspect_id\nC1,S1\n"),
        ("load", b"%PDF-1.7 mine"),
        ("load", "\ufeffmarking,suspect_id\n".encode()),
        ("explain", b"my notes"),
        ("explain", b"PK\x03\x04 a workbook"),
        ("places", b"my notes"),
    ],
)
def test_a_file_of_another_kind_is_replaced_only_when_that_is_said(
    here: Here, extract: Path, tmp_path: Path, small: Path, command: str, content: bytes
) -> None:
    mine, data = tmp_path / "mine", tmp_path / "data"
    mine.write_bytes(content)
    if command != "load":
        shutil.copytree(small, data)
    words = {
        "load": ("load", str(extract), "--rejects", str(mine)),
        "explain": ("explain", "S1", "--pdf", str(mine)),
        "places": ("places", "--borough", "Camden", "--pdf", str(mine)),
    }[command]
    before = contents(data) if data.exists() else {}
    assert_refused(here(*words, "--data", str(data)), "replace it with --force")
    assert mine.read_bytes() == content
    assert data.exists() == bool(before)
    assert here(*words, "--data", str(data), "--force").code == 0
    assert mine.read_bytes() != content
    shutil.rmtree(data)
    if command != "load":
        shutil.copytree(small, data)
    assert here(*words, "--data", str(data)).code == 0  # what we wrote is of its own kind


def test_an_index_of_ones_own_is_read_and_not_written_onto(
    here: Here, tmp_path: Path, small: Path
) -> None:
    index = tmp_path / "own.csv"
    index.write_text("code,title,days\n019/08,Rape,3650\n")
    answer = here(
        *("explain", "S1", "--index", str(index), "--pdf", str(index), "--force"),
        *("--data", str(small)),
    )
    assert_refused(answer, "is read by this command")


def test_refused_rows_that_cannot_be_written_stop_the_load_before_it_begins(
    here: Here, extract: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    nowhere = tmp_path / "nowhere" / "rejects.csv"
    answer = here("load", str(extract), "--rejects", str(nowhere), "--data", str(data))
    assert_refused(answer, "cannot be written (No such file or directory)")
    assert_refused(
        here("load", str(extract), "--rejects", str(tmp_path), "--data", str(data)),
        "cannot be written (Is a directory)",
    )
    assert not data.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["extract.csv"]
