"""`harmdesk edition`: a table of one's own against the index, as a script reads it."""

from __future__ import annotations

from pathlib import Path

from tests.contract.program import Here

TABLE = "code,title,days\n019/08,,1\n,Shouting,3\n"


def test_a_script_reads_what_the_table_changes_and_whom_it_moves(
    here: Here, small: Path, tmp_path: Path
) -> None:
    (tmp_path / "own.csv").write_text(TABLE)
    answer = here("edition", str(tmp_path / "own.csv"), "--data", str(small), "--json")
    found = answer.json
    assert (found["index"], found["table"]) == ("cchi-2020", "own")
    assert found["added"] == [
        {"code": None, "title": "Shouting", "days_before": None, "days_after": 3.0}
    ]
    assert all(row["days_after"] is None for row in found["dropped"])
    assert {row["days_after"] for row in found["changed"]} == {1.0}
    assert found["both"] + found["leave"] == 2
    assert set(found) >= {"come", "elsewhere", "moved"}
    text = here("edition", str(tmp_path / "own.csv"), "--data", str(small)).out
    assert "own held against Cambridge" in text
    assert "Neither list is the right one" in text


def test_a_bad_table_is_one_plain_line(here: Here, small: Path, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("code,title\n1,a\n")
    answer = here("edition", str(tmp_path / "own.csv"), "--data", str(small))
    assert answer.code == 2
    assert "no column days" in answer.err
    missing = here("edition", str(tmp_path / "none.csv"), "--data", str(small))
    assert (missing.code, "There is no file" in missing.err) == (2, True)
