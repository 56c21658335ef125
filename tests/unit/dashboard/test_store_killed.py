"""A load that is killed at any moment leaves a whole record, and the next one works."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from dashboard.store import load
from tests.unit.dashboard.build import everything, extract, loaded, names_in, row

MOMENTS = 8

#: Loads rows from a Parquet file, and dies before the so-manieth line of the store's own code.
LOAD_AND_DIE = """
import os, signal, sys
from pathlib import Path
import polars as pl
from dashboard.store import load
from dashboard.store.loading import Extract
folder, rows, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
extract = Extract(rows=pl.read_parquet(rows), file="extract.csv", sha256="0", read=40)
seen = 0
def trace(frame, event, argument):
    global seen
    if not frame.f_code.co_filename.endswith(("store/loading.py", "store/files.py")):
        return None
    if event == "line":
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace
sys.settrace(trace)
load(folder, [extract])
sys.settrace(None)
print(seen)
"""

BEFORE = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(20)]
NEXT = [row(crime_ref=f"C{n}", suspect_id=f"S{n}", domestic=True) for n in range(10, 50)]


def dying(folder: Path, rows: Path, *, last: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LOAD_AND_DIE, str(folder), str(rows), str(last)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("rows") / "next.parquet"
    extract(*NEXT).rows.write_parquet(file)
    return file


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("before")
    loaded(folder, *BEFORE)
    return folder


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory, before: Path) -> dict[str, pl.DataFrame]:
    """What an undisturbed load makes of the record."""
    folder = tmp_path_factory.mktemp("after") / "data"
    shutil.copytree(before, folder)
    load(folder, [extract(*NEXT)])
    return everything(folder)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory, before: Path, rows: Path) -> int:
    """How many lines of the store's own code a load runs through."""
    folder = tmp_path_factory.mktemp("lines") / "data"
    shutil.copytree(before, folder)
    return int(dying(folder, rows, last=0).stdout)


def same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> bool:
    return all(one[table].equals(other[table]) for table in one)


@pytest.mark.parametrize("moment", range(1, MOMENTS + 1))
def test_a_load_killed_at_any_moment_is_done_or_not_done(
    tmp_path: Path,
    *,
    before: Path,
    rows: Path,
    lines: int,
    after: dict[str, pl.DataFrame],
    moment: int,
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(before, folder)
    killed = dying(folder, rows, last=lines * moment // (MOMENTS + 1))
    assert killed.returncode == -signal.SIGKILL
    found = everything(folder)
    assert same(found, everything(before)) or same(found, after)
    load(folder, [extract(*NEXT)])
    assert same(everything(folder), after)
    assert not [name for name in names_in(folder) if ".part" in name]
