"""Two programs that load into one folder at once: each load is noted once, one after another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.build import written

pytestmark = pytest.mark.slow

EACH: Final = 3
PATIENCE: Final = 120
#: Loads its files one after another; where another load is running it comes again.
PROGRAM: Final = """
import sys, time
from pathlib import Path
from dashboard.access.viewer import Viewer
from dashboard.errors import StoreError
from dashboard.exports.rejects_csv import load_files
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings

data, who, *files = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for file in files:
    while True:
        try:
            load_files(Caller(Workspace(Settings(data=Path(data))), Viewer(who)), [Path(file)])
            break
        except StoreError as error:
            assert "Another load" in str(error), error
            time.sleep(0.01)
"""


def test_each_load_of_two_programs_is_noted_once_and_none_within_another(tmp_path: Path) -> None:
    data = tmp_path / "data"
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(data), who, *_files(tmp_path, who)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who in ("ann", "bob")
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.communicate("go\n", PATIENCE)
    assert [program.returncode for program in programs] == [0, 0]
    register = Workspace(Settings(data=data)).register
    log = register.log()
    lines = [
        line
        for line in log.select("action", "who", "subject", "version").rows()
        if line[0].startswith("load")
    ]
    begun, done = lines[::2], lines[1::2]
    assert {action for action, *_ in begun} == {"load_begun"}
    assert {action for action, *_ in done} == {"load"}
    assert [line[1:3] for line in begun] == [line[1:3] for line in done]
    assert [line[3] for line in done] == list(range(1, 2 * EACH + 1))
    names = {f"{who}{n}.csv" for who in ("ann", "bob") for n in range(EACH)}
    assert {line[2] for line in done} == names
    found = register.verify()
    assert (found.fault, found.behind) == (None, 0)
    assert register.unlogged(2 * EACH) == []


def _files(folder: Path, who: str) -> list[str]:
    cells = {
        "suspect_id": f"S-{who}",
        "offence_code": "019/08",
        "recorded_on": "2026-02-01",
        "victim_sex": "F",
    }
    return [
        str(written(folder / f"{who}{n}.csv", cells | {"crime_ref": f"{who}-{n}"}))
        for n in range(EACH)
    ]
