"""A load that is killed at any moment leaves a whole record, and the next one works.

It is killed at fifty moments, a third of them a day: some before a line of the store's own code, in
a process forked from one that has everything imported; some by the clock, while the real command
loads a larger file and the database engine is at work.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import polars as pl
import pytest

from dashboard.exports.rejects_csv import load_files
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from tests.contract.program import HARMDESK, PATIENCE
from tests.depth import some
from tests.unit.dashboard.build import (
    ANALYST,
    everything,
    extract,
    loaded,
    names_in,
    row,
    written,
)
from tests.unit.dashboard.dying import ROOT

pytestmark = pytest.mark.slow

#: How often a load is killed: before lines of code, and by the clock from the command's start and
#: from when it begins to write.
AT_LINES: Final = 26
FROM_THE_START: Final = 8
FROM_THE_LOCK: Final = 16

RANDOM: Final = Random(3)  # noqa: S311 - seeded moments, no secret


def moments(number: int) -> list[float]:
    """So many random parts of a whole, one in each of as many equal stretches of it."""
    return [round((nth + RANDOM.random()) / number, 4) for nth in range(number)]


Tables = dict[str, pl.DataFrame]


def same(one: Tables, other: Tables) -> bool:
    return all(one[table].equals(other[table]) for table in one)


#: Forks for each order, which is a folder and a number; the child loads rows from a Parquet file,
#: and dies before the n-th line of the store's own code.
LOAD_AND_DIE = """
import os, sys
from pathlib import Path
import polars as pl
from dashboard.store import load
from dashboard.store.loading import Extract
from tests.unit.dashboard.dying import die_before

def die(folder, last):
    extract = Extract(rows=pl.read_parquet(sys.argv[1]), file="extract.csv", sha256="0", read=40)
    names = ("building", "disk", "files", "loading", "writer")
    end = die_before(last, tuple(f"store/{name}.py" for name in names))
    load(Path(folder), [extract])
    return end()

for order in sys.stdin:
    last, folder = order.rstrip("\\n").split(" ", 1)
    child = os.fork()
    if not child:
        print("lines", die(folder, int(last)), flush=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print("code", os.waitstatus_to_exitcode(status), flush=True)
"""

BEFORE = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(20)]
NEXT = [row(crime_ref=f"C{n}", suspect_id=f"S{n}", domestic=True) for n in range(10, 50)]


class Dying:
    """A process that has everything imported, and children that die."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, folder: Path, *, last: int) -> dict[str, int]:
        """The child's exit code and, where it lived, how many lines it ran through."""
        orders, answers = self._process.stdin, self._process.stdout
        assert orders is not None
        assert answers is not None
        orders.write(f"{last} {folder}\n")
        orders.flush()
        answer: dict[str, int] = {}
        while "code" not in answer:
            word, number = answers.readline().split()
            answer[word] = int(number)
        return answer


@pytest.fixture(scope="module")
def dying(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dying]:
    rows = tmp_path_factory.mktemp("rows") / "next.parquet"
    extract(*NEXT).rows.write_parquet(rows)
    command = [sys.executable, "-c", LOAD_AND_DIE, str(rows)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        yield Dying(process)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("before")
    loaded(folder, *BEFORE)
    return folder


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory, before: Path) -> Tables:
    """What an undisturbed load makes of the record."""
    folder = tmp_path_factory.mktemp("after") / "data"
    shutil.copytree(before, folder)
    load(folder, [extract(*NEXT)])
    return everything(folder)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory, before: Path, dying: Dying) -> int:
    """How many lines of the store's own code a load runs through."""
    folder = tmp_path_factory.mktemp("lines") / "data"
    shutil.copytree(before, folder)
    return dying(folder, last=0)["lines"]


@pytest.mark.parametrize("moment", some(moments(AT_LINES), shares=3))
def test_a_load_killed_before_any_line_is_done_or_not_done(
    tmp_path: Path, *, before: Path, dying: Dying, lines: int, after: Tables, moment: float
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(before, folder)
    killed = dying(folder, last=1 + int(lines * moment))
    assert killed == {"code": -signal.SIGKILL}
    found = everything(folder)
    assert same(found, everything(before)) or same(found, after)
    load(folder, [extract(*NEXT)])
    assert same(everything(folder), after)
    assert not [name for name in names_in(folder) if ".part" in name]


#: A record and a file of thousands, of which half is known and changed.
MANY: Final = 4_000


@dataclass(frozen=True)
class Work:
    """A load by the real command, as it goes when nobody disturbs it.

    Attributes:
        record: the folder as it is before.
        file: what is loaded.
        after: the record as it is then.
        from_the_start: how many seconds the command takes.
        from_the_lock: how many of them after it began to write.
    """

    record: Path
    file: Path
    after: Tables
    from_the_start: float
    from_the_lock: float

    def copied(self, folder: Path) -> Path:
        """The record in a folder of its own; nobody has the right to write yet."""
        shutil.copytree(self.record, folder)
        (folder / "load.lock").unlink()
        return folder


def started(file: Path, folder: Path) -> "subprocess.Popen[bytes]":
    own = {name: value for name, value in os.environ.items() if not name.startswith("HARMDESK_")}
    return subprocess.Popen(
        [HARMDESK, "load", file, "--data", folder],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=own,
    )


def wait_for_the_lock(folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not (folder / "load.lock").exists():
        assert time.monotonic() < deadline, "the command never began to write"
        time.sleep(0.001)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    base = tmp_path_factory.mktemp("work")
    record, folder = base / "record", base / "data"
    loaded(record, *(row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(MANY)))
    numbers = range(MANY // 2, MANY + MANY // 2)
    file = written(
        base / "next.csv",
        *(row(crime_ref=f"C{n}", suspect_id=f"S{n}", domestic="true") for n in numbers),
    )
    unmeasured = Work(record, file, {}, 0, 0)
    unmeasured.copied(folder)
    start = time.monotonic()
    with started(file, folder) as process:
        wait_for_the_lock(folder)
        lock = time.monotonic()
        assert process.wait(PATIENCE) == 0
    end = time.monotonic()
    return Work(record, file, everything(folder), end - start, end - lock)


def killed(work: Work, folder: Path, *, after: float, locked: bool) -> None:
    """A folder in which the command was killed; sooner, where it was done before that."""
    while True:
        work.copied(folder)
        with started(work.file, folder) as process:
            if locked:
                wait_for_the_lock(folder)
            time.sleep(after)
            process.kill()
        if process.returncode == -signal.SIGKILL:
            return
        assert process.returncode == 0
        shutil.rmtree(folder)
        after *= 0.8


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        *(("from the start", moment) for moment in some(moments(FROM_THE_START), shares=3)),
        *(("from the lock", moment) for moment in some(moments(FROM_THE_LOCK), shares=3)),
    ],
)
def test_a_command_killed_at_any_moment_is_done_or_not_done(
    tmp_path: Path, work: Work, clock: str, moment: float
) -> None:
    folder = tmp_path / "data"
    locked = clock == "from the lock"
    whole = work.from_the_lock if locked else work.from_the_start
    killed(work, folder, after=whole * moment, locked=locked)
    found = everything(folder)
    assert same(found, everything(work.record)) or same(found, work.after)
    receipt = load_files(Caller(Workspace(Settings(data=folder)), ANALYST), [work.file])
    assert receipt.accepted + receipt.duplicates == receipt.rows == MANY
    assert same(everything(folder), work.after)
    assert not [name for name in names_in(folder) if ".part" in name]


def test_it_is_fifty_moments() -> None:
    assert AT_LINES + FROM_THE_START + FROM_THE_LOCK == 50


#: Loads rows from a Parquet file, and dies where the function of this name would be called.
LOAD_AND_DIE_AT = """
import os, sys
from pathlib import Path
import polars as pl
from dashboard.store import disk, files, load
from dashboard.store.loading import Extract
folder, rows, (module, name) = Path(sys.argv[1]), sys.argv[2], sys.argv[3].split(".")
setattr({"disk": disk, "files": files}[module], name, lambda *_, **__: os._exit(9))
load(folder, [Extract(rows=pl.read_parquet(rows), file="extract.csv", sha256="0", read=40)])
"""


def die_at(name: str, folder: Path) -> None:
    rows = folder.parent / "rows.parquet"
    extract(*NEXT).rows.write_parquet(rows)
    command = [sys.executable, "-c", LOAD_AND_DIE_AT, str(folder), str(rows), name]
    assert subprocess.run(command, check=False).returncode == 9


def test_a_file_that_was_named_and_never_pointed_to_is_no_version(
    tmp_path: Path, before: Path, after: Tables
) -> None:
    folder = Path(shutil.copytree(before, tmp_path / "data"))
    die_at("files.point_to", folder)
    assert "offences-2.duckdb" in names_in(folder)
    assert same(everything(folder), everything(before))
    load(folder, [extract(*NEXT)])
    assert same(everything(folder), after)


def test_a_version_that_was_pointed_to_stays_also_where_the_load_died_and_the_pointer_was_put_back(
    tmp_path: Path, before: Path, after: Tables
) -> None:
    folder = Path(shutil.copytree(before, tmp_path / "data"))
    die_at("disk.remove_older", folder)
    assert same(everything(folder), after)
    version = (folder / "offences-2.duckdb").read_bytes()
    (folder / "current").write_text("offences-1.duckdb\n")
    assert load(folder, [extract(row(crime_ref="C99"))]).version == 3
    assert (folder / "offences-2.duckdb").read_bytes() == version


def test_a_file_next_to_a_pointer_that_moved_since_the_load_died_stays(
    tmp_path: Path, before: Path
) -> None:
    folder = Path(shutil.copytree(before, tmp_path / "data"))
    die_at("files.point_to", folder)
    version = (folder / "offences-2.duckdb").read_bytes()
    (folder / "current").write_text("offences-2.duckdb\n")
    (folder / "current").write_text("offences-1.duckdb\n")
    assert load(folder, [extract(row(crime_ref="C99"))]).version == 3
    assert (folder / "offences-2.duckdb").read_bytes() == version
