"""Harmdesk as a script starts it."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest

from dashboard.cli import main

HARMDESK: Final = Path(sys.executable).with_name("harmdesk")
PATIENCE: Final = 120
#: What `contents` leaves out.
LEFT_OUT: Final = ("load.lock", "register.head")


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output."""
        assert (self.code, self.err) == (0, ""), self.err
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


def harmdesk(
    *arguments: str | Path,
    data: Path | None = None,
    before: Callable[[], None] | None = None,
    **environment: str,
) -> Answer:
    """Run a command; `before` is run in its process first."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("HARMDESK_")}
    where: Sequence[str | Path] = () if data is None else ("--data", data)
    done = subprocess.run(
        [HARMDESK, *arguments, *where],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env=own | environment,
        preexec_fn=before,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def in_this_process(*arguments: str) -> Answer:
    """Run the installed command's own function in this process, since a start takes seconds.

    It is for outputs that a program reads: whether there is a terminal is not looked at.
    """
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["harmdesk", *arguments]),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as left,
    ):
        main.main()
    assert isinstance(left.value.code, int)
    return Answer(left.value.code, out.getvalue(), err.getvalue())


class Here:
    """Runs the installed command's own function in this process, since a start takes a second."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capture = patch, capture

    def __call__(self, *arguments: str) -> Answer:
        self._patch.setattr(sys, "argv", ["harmdesk", *arguments])
        with pytest.raises(SystemExit) as left:
            main.main()
        out, err = self._capture.readouterr()
        assert isinstance(left.value.code, int)
        return Answer(left.value.code, out, err)


def workbook(path: Path, **sheets: str) -> Path:
    """A workbook with a sheet for each name, and on it one allegation with this crime reference."""
    book = import_module("xlsxwriter").Workbook(path)  # which ships no types
    for name, crime_ref in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["crime_ref", "suspect_id", "offence_code", "recorded_on"])
        sheet.write_row(1, 0, [crime_ref, "S1", "019/16", "2026-01-05"])
    book.close()
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a data folder that holds data; not its lock, which is empty.

    Of the register it is what its tables say: the proof that it can be written to counts up a
    number in its header. The head of the log is a part of the register.
    """
    if not folder.is_dir():
        return {str(folder): folder.read_bytes() if folder.exists() else b""}
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in LEFT_OUT)
    return {str(path.relative_to(folder)): _content(path) for path in files}


def _content(path: Path) -> bytes:
    if path.name == "register.sqlite":
        with closing(sqlite3.connect(path)) as register, suppress(sqlite3.DatabaseError):
            return "\n".join(register.iterdump()).encode()
    return path.read_bytes()


def assert_refused(answer: Answer, words: str) -> None:
    """One plain line on standard error, nothing on standard output, exit code 2."""
    assert answer.code == 2, answer.err
    assert answer.out == ""
    assert answer.err.startswith("harmdesk: ")
    assert answer.err.endswith("\n")
    assert answer.err.count("\n") == 1, answer.err
    assert words in answer.err
    assert "Traceback" not in answer.err
    assert "This should not happen" not in answer.err
