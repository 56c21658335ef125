"""The code paths for Windows, tried here by hiding what Windows does not have."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from dashboard.access.account import NAMELESS
from dashboard.access.viewer import Viewer
from dashboard.store import files
from tests.unit.dashboard.build import row, written

pytestmark = pytest.mark.slow

#: Modules that the standard library has on Unix alone.
UNIX_ALONE: Final = ("pwd", "grp", "fcntl", "termios", "resource", "tty", "pty", "syslog")
#: The same of `os`; Windows has `os.getlogin`.
UNIX_CALLS: Final = ("getuid", "geteuid", "getgid", "fork", "fchmod", "chown", "mkfifo", "uname")


@pytest.fixture
def _as_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in UNIX_ALONE:
        monkeypatch.setitem(sys.modules, module, None)
    for call in UNIX_CALLS:
        monkeypatch.delattr(os, call, raising=False)


@pytest.mark.usefixtures("_as_on_windows")
def test_whoever_is_signed_in_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getlogin", lambda: "PC 1234")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "chief.constable")
    assert Viewer.here().who == "PC 1234"


def no_session() -> str:
    raise OSError


@pytest.mark.usefixtures("_as_on_windows")
@pytest.mark.parametrize("answer", [no_session, lambda: ""])
def test_where_the_system_says_nothing_that_is_what_the_log_says(
    monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    monkeypatch.setattr(os, "getlogin", answer)
    monkeypatch.setenv("USERNAME", "chief.constable")
    assert Viewer.here().who == NAMELESS


def test_a_folder_is_flushed_only_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows opens no folder, and flushes a file only through a handle that may write."""
    (tmp_path / "part").write_text("data")
    opened: list[tuple[str, int]] = []

    def open_as_on_windows(path: Path, flags: int) -> int:
        opened.append((Path(path).name, flags))
        if Path(path).is_dir():
            raise PermissionError(13, "Permission denied", str(path))
        return os_open(path, flags)

    os_open = os.open
    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(os, "open", open_as_on_windows)
    files._flush(tmp_path / "part")
    files._flush(tmp_path)
    assert opened == [("part", os.O_RDWR)]


#: A program in which only what Windows lacks is hidden, before anything of ours is imported.
PROGRAM: Final = """
import json, os, sys
hidden, calls, commands = (json.loads(text) for text in sys.argv[1:])
import esda, fastexcel, faker, libpysal, numpy, plotly, polars, rapidfuzz, scipy, sqlalchemy, typst
import duckdb, pydantic_settings, rich, typer, multiprocessing.util, platform, uuid
platform.platform()  # what others made for Windows too, and reads the system at first use
for module in hidden:
    sys.modules[module] = None
for call in calls:
    if hasattr(os, call):
        delattr(os, call)
from dashboard.store import files
files.WINDOWS = True
os.getlogin = lambda: "PC 1234"
from dashboard.cli.main import main
for command in commands:
    sys.argv = ["harmdesk", *command]
    try:
        main()
    except SystemExit as left:
        if left.code:
            sys.exit(f"{command}: {left.code}")
print("every command ran")
"""


def test_every_command_runs_without_what_only_unix_has(tmp_path: Path) -> None:
    rows = [row(crime_ref=f"C{number}", suspect_id="S1") for number in range(3)]
    file = written(tmp_path / "first.csv", *rows)
    commands = (
        ["load", str(file)],
        ["rank"],
        ["explain", "S1", "--pdf", str(tmp_path / "profile.pdf")],
        ["explain", "S1", "--pdf", str(tmp_path / "profile.pdf")],
        ["find", "S1"],
        ["freeze"],
        ["lists"],
        ["movement", "now", "now"],
        ["places"],
    )
    data = ["--data", str(tmp_path / "data"), "--json"]
    given = [UNIX_ALONE, UNIX_CALLS, [[*command, *data] for command in commands]]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(json.dumps, given)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("every command ran\n")


def test_no_module_of_ours_needs_what_only_unix_has() -> None:
    root = Path(files.__file__).parents[2]
    named = [
        (path.name, module)
        for package in ("dashboard", "harm", "sample_data")
        for path in (root / package).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        for module in UNIX_ALONE
        if line.startswith((f"import {module}", f"from {module} "))
    ]
    assert named == []
