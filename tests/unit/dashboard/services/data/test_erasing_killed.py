"""An erasure killed at any moment did nothing, or is whole when the folder is next opened."""

import signal
import subprocess
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import ask
from dashboard.services.removal.ledger import has_begun
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from tests.depth import some
from tests.unit.dashboard.build import ANALYST, extract, row
from tests.unit.dashboard.dying import lines_of, run_program
from tests.unit.dashboard.services.data.test_erasing import everything_readable

pytestmark = pytest.mark.slow

#: Erases and dies before the n-th line of the code that does it.
ERASE_AND_DIE: Final = """
import sys
from pathlib import Path
from dashboard.access.viewer import Viewer
from dashboard.services.data.removal import erase
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.dying import die_before

folder, last = Path(sys.argv[1]), int(sys.argv[2])
ours = (
    "removal/erasure.py", "removal/leftovers.py", "removal/ledger.py", "store/removal.py",
    "store/files.py", "register/removal.py", "register/register.py", "register/database.py",
    "register/head.py",
)
caller = Caller(Workspace(Settings(data=folder)), Viewer("ada", role="administrator"))
caller.workspace.register
end = die_before(last, ours)
erase(caller, "N7654321", "expired", "case 17")
print(end())
"""
MOMENTS: Final = 10


def erased(folder: Path, last: int) -> "subprocess.CompletedProcess[str]":
    her = {"suspect_id": "N7654321", "suspect_name": "Zenobia Quill"}
    load(folder, [extract(row(**her, suspect_born=date(1987, 11, 23)), row(crime_ref="C2"))])
    load(folder, [extract(row(crime_ref="C3", **her))])
    shared = Workspace(Settings(data=folder))
    freeze_list(ask(shared, ANALYST))
    shared.register.note(ANALYST, "suspect", "N7654321", version=2)
    return run_program(ERASE_AND_DIE, folder, last)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many lines of that code an erasure runs through."""
    return lines_of(erased(tmp_path_factory.mktemp("whole"), 0))


@pytest.mark.parametrize("moment", some(range(MOMENTS), shares=3))
def test_an_erasure_killed_at_any_moment_is_whole_or_did_nothing(
    tmp_path: Path, lines: int, moment: int
) -> None:
    last = 1 + (lines - 2) * moment // (MOMENTS - 1)
    assert erased(tmp_path, last).returncode == -signal.SIGKILL
    began = has_begun(tmp_path)
    shared = Workspace(Settings(data=tmp_path))
    people = set(shared.store.suspects.everyone()["suspect_id"])
    assert shared.register.verify().fault is None
    assert not has_begun(tmp_path)
    left = everything_readable(tmp_path)
    names = [trace for trace in ("N7654321", "Zenobia", "1987-11-23") if trace in left]
    if began or names == []:
        assert names == []
        assert people == {"S1"}
    else:
        assert people == {"S1", "N7654321"}
        assert not shared.register.verify().erased
