"""What is wrong with the data is one plain line on every page, and no traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.pages import VIEWS, complaints, unescaped, visited, words_of

PROGRAM = ("Traceback", "Error(", 'File "', "duckdb.", "sqlite3.")


def assert_one_plain_line(page: AppTest, *expected: str) -> None:
    assert len(page.exception) == 0
    (line,) = complaints(page)
    assert all(words in unescaped(line) for words in expected)
    assert "\n" not in line
    assert not any(words in words_of(page) for words in PROGRAM)
    assert len(page.dataframe) == 0


@pytest.mark.parametrize("view", VIEWS)
def test_no_data_at_all_says_what_to_do(elsewhere: Path, view: str) -> None:
    assert not list(elsewhere.iterdir())
    assert_one_plain_line(visited(view), "There is no data in", "harmdesk demo")


@pytest.mark.parametrize("view", VIEWS)
def test_a_damaged_data_file_says_so(elsewhere: Path, view: str) -> None:
    (elsewhere / "current").write_text("offences-1.duckdb\n")
    (elsewhere / "offences-1.duckdb").write_bytes(b"no database at all" * 1_000)
    assert_one_plain_line(visited(view), "cannot be read", "backup")


@pytest.mark.parametrize("view", VIEWS)
def test_a_pointer_to_a_file_that_is_gone_says_so(elsewhere: Path, view: str) -> None:
    (elsewhere / "current").write_text("offences-7.duckdb\n")
    assert_one_plain_line(visited(view), "names offences-7.duckdb", "there is no such file")


def test_a_damaged_register_shows_nobody(elsewhere: Path, folder: Path) -> None:
    for file in (folder / "current", *folder.glob("offences-*.duckdb")):
        shutil.copy(file, elsewhere)
    (elsewhere / "register.sqlite").write_bytes(b"no database at all" * 1_000)
    assert_one_plain_line(visited("list"), "nothing is shown without a log")


def test_data_that_comes_later_is_shown_without_a_new_start(elsewhere: Path, folder: Path) -> None:
    page = visited("list")
    assert len(complaints(page)) == 1
    for file in folder.glob("offences-*.duckdb"):
        shutil.copy(file, elsewhere)
    shutil.copy(folder / "current", elsewhere)
    page.run()
    assert complaints(page) == []
    assert "data to" in words_of(page)
