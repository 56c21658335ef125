"""A load killed at any moment did nothing, or has its line when the folder is next opened."""

import signal
import subprocess
from pathlib import Path
from typing import Final

import pytest

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.depth import some
from tests.unit.dashboard.build import desk_with, row, written
from tests.unit.dashboard.dying import lines_of, run_program

pytestmark = pytest.mark.slow

#: Loads a file and dies before the n-th line of the code that changes the record and logs it.
LOAD_AND_DIE: Final = """
import sys
from pathlib import Path
from dashboard.access.viewer import Viewer
from dashboard.intake import of_path
from dashboard.services.data.loading import add_files, read_file
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.dying import die_before

folder, file, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
ours = (
    "services/logbook.py", "store/loading.py", "store/files.py", "store/disk.py",
    "store/writer.py", "register/register.py", "register/log.py", "register/head.py",
    "register/database.py",
)
caller = Caller(Workspace(Settings(data=folder)), Viewer("an analyst"))
accounts = [read_file(caller, of_path(file))]
caller.workspace.register
end = die_before(last, ours)
add_files(caller, accounts)
print(end())
"""
MOMENTS: Final = 12


def load(folder: Path, last: int) -> "subprocess.CompletedProcess[str]":
    desk_with(folder / "data", row()).register.ready()
    file = written(folder / "next.csv", row(crime_ref="C2"))
    return run_program(LOAD_AND_DIE, folder / "data", file, last)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many lines of that code a load runs through."""
    return lines_of(load(tmp_path_factory.mktemp("whole"), 0))


@pytest.mark.parametrize("moment", some(range(MOMENTS), shares=3))
def test_a_load_killed_at_any_moment_has_its_line_or_did_nothing(
    tmp_path: Path, lines: int, moment: int
) -> None:
    last = lines - round((lines - 1) * (moment / MOMENTS) ** 2)  # more of them near the end
    assert load(tmp_path, last).returncode == -signal.SIGKILL
    for _ in range(2):  # the second opening adds nothing
        desk = Workspace(Settings(data=tmp_path / "data"))
        assert desk.register.verify().fault is None
        log = desk.register.log().filter(version=desk.facts.version)
        done = log.filter(log["action"].is_in(["load", "load_found"]))
        assert done.height == 1
        assert done["subject"].to_list() == [
            "next.csv" if desk.facts.version == 2 else "extract.csv"
        ]
