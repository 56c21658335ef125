"""`harmdesk log`: what scripts read of it, and that a changed log is exit code 2."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import get_args

import pytest

from dashboard.register.faults import FaultKind
from dashboard.services.data.access_log import Fault
from dashboard.wording.access_log import in_fault_words
from tests.contract.program import Here, assert_refused, harmdesk

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def looked_at(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two looks in its log; to be copied."""
    folder = tmp_path_factory.mktemp("looked at") / "data"
    shutil.copytree(small, folder)
    for _ in range(2):
        assert harmdesk("rank", "--json", data=folder).code == 0
    return folder


@pytest.fixture
def own(looked_at: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, with two looks in its log."""
    return Path(shutil.copytree(looked_at, tmp_path / "own"))


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "register.sqlite")) as register:
        register.execute(statement)
        register.commit()


def test_the_log_lists_its_newest_lines_and_the_look_itself(own: Path, here: Here) -> None:
    found = here("log", "list", "--json", "--last", "2", "--data", str(own)).json
    rank, look = found["lines"]
    assert list(rank) == [
        *("id", "at", "who", "role", "action", "subject", "version", "rules", "erased_by", "seal"),
    ]
    assert (rank["action"], look["action"]) == ("list", "log")
    assert rank["rules"]
    assert not look["rules"]
    assert look["id"] == found["of"]
    assert rank["at"].endswith("Z")
    shown = here("log", "list", "--data", str(own))
    assert shown.code == 0
    assert "the log" in shown.out


def test_a_sound_log_says_so(own: Path, here: Here) -> None:
    found = here("log", "verify", "--json", "--data", str(own)).json
    assert (found["sound"], found["fault"], found["line"]) == (True, None, None)
    assert len(found["hash"]) == 64
    shown = here("log", "verify", "--data", str(own))
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("The log is sound: ")


def test_a_changed_line_is_named_with_exit_code_2(own: Path, here: Here) -> None:
    change(own, "update access_log set who = 'nobody' where id = 2")
    assert_refused(
        here("log", "verify", "--data", str(own)), "Line 2 of the log or the line before"
    )
    answer = here("log", "verify", "--json", "--data", str(own))
    assert (answer.code, answer.err) == (2, "")
    assert '"fault": "line_changed", "line": 2' in answer.out


def test_a_cut_tail_is_named_with_exit_code_2(own: Path, here: Here) -> None:
    last = here("log", "list", "--json", "--data", str(own)).json["of"]
    change(own, f"delete from access_log where id >= {last - 1}")  # noqa: S608 - a number
    words = f"Lines {last - 1} to {last} of the log are cut off the end"
    assert_refused(here("log", "verify", "--data", str(own)), words)


def test_a_head_elsewhere_is_written_and_compared(own: Path, tmp_path: Path) -> None:
    head = tmp_path / "head"
    run = partial(harmdesk, data=own, HARMDESK_LOG_HEAD=str(head))
    assert_refused(run("log", "verify"), f"{head} is missing")
    assert run("rank").code == 0
    assert run("log", "verify").code == 0
    assert head.read_text() == (own / "register.head").read_text()


@pytest.mark.parametrize("command", ["list", "verify"])
def test_without_a_data_folder_there_is_no_log_and_none_is_made(
    tmp_path: Path, here: Here, command: str
) -> None:
    answer = here("log", command, "--data", str(tmp_path / "nowhere"))
    assert_refused(answer, "There is no folder")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("kind", get_args(FaultKind))
def test_each_fault_is_documented_and_has_a_sentence(kind: FaultKind) -> None:
    documented = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
    assert f"`{kind}`" in documented
    for until in (0, 9):
        words = in_fault_words(Fault(kind=kind, line=7, until=until, what="first"))
        assert words.endswith(" Compare the register with a backup.")
        assert "7" in words or "first" in words
