"""A hostile or hopeless file is refused at once, in one plain sentence, and costs little."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from dashboard.errors import IntakeError
from dashboard.exports.rejects_csv import load_files
from dashboard.intake import of_path, of_upload, take
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.contract.program import contents
from tests.unit.dashboard.build import ANALYST, TODAY
from tests.unit.dashboard.intake.hostile import HOSTILE, MEGABYTE, SOUND, sparse
from tests.unit.dashboard.intake.swollen import SWOLLEN

pytestmark = pytest.mark.slow

FILES: Final = HOSTILE | SWOLLEN
MOST_SECONDS: Final = 2
MOST_BYTES: Final = 500_000_000
#: What no refusal comes near; it keeps a mistake from taking the machine with it.
CEILING: Final = 8_000_000_000

#: Runs the command as its script does, and tells what it cost. The time is what the command worked:
#: how long Python takes to start and to import says nothing of the file, nor does what else the
#: machine does. The memory is all that the process ever held.
CHILD: Final = """
import json, sys, time
# What a command imports late is not the file's.
import dashboard.services.data.loading, dashboard.intake.parquet
from dashboard.cli import main as cli
began = time.process_time()
try:
    cli.main()
except SystemExit as left:
    code = left.code
took = time.process_time() - began
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
print(json.dumps({"code": code, "seconds": took, "bytes": peak}))
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record and a register."""
    folder = tmp_path_factory.mktemp("record")
    sound = folder.parent / "sound.csv"
    sound.write_text(SOUND, "utf-8")
    load_files(Caller(Workspace(Settings(data=folder)), ANALYST), [sound])
    return folder


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (CEILING, CEILING))


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_at_once_and_costs_little(
    name: str, record: Path, tmp_path: Path
) -> None:
    hostile = FILES[name]
    path = tmp_path / hostile.file
    hostile.write(path)
    before = contents(record)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, "load", path, "--data", record],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=limit,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["code"] == 2, done.stderr
    assert done.stderr.startswith("harmdesk: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert hostile.file in done.stderr
    assert hostile.words in done.stderr
    assert answer["seconds"] < MOST_SECONDS
    assert answer["bytes"] < MOST_BYTES
    assert contents(record) == before


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.csv", "x.csv"),
        ("/etc/made-up/x.csv", "x.csv"),
        ("..\\..\\x.csv", "x.csv"),
        ("C:\\made-up\\x.csv", "x.csv"),
        ("..", "a file without a name"),
        ("", "a file without a name"),
        ("made-up/", "a file without a name"),
        ("x\ny\r\t\x1b[31m.csv", "x�y���[31m.csv"),
        ("x\u202egnp.csv", "x�gnp.csv"),
        ("x" * 500 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_is_shown_without_its_folders_and_without_what_cannot_be_printed(
    name: str, shown: str
) -> None:
    file = of_upload(name, SOUND.encode())
    assert file.name == shown
    assert take(file, today=TODAY).file == shown


def test_a_refusal_of_a_file_with_a_wicked_name_is_one_line_without_folders() -> None:
    file = of_upload("../../x\ny.csv", b"%PDF-1.7")
    with pytest.raises(IntakeError) as answer:
        take(file, today=TODAY)
    assert str(answer.value).startswith("The file x�y.csv is a PDF")
    assert "\n" not in str(answer.value)


@pytest.mark.parametrize("name", ["x\ny.csv", "x\x1b[31m\r.csv", "x\u2028y.csv", "x" * 300, "a\0b"])
def test_a_path_that_leads_nowhere_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as answer:
        of_path(tmp_path / name)
    assert len(str(answer.value).splitlines()) == 1
    assert str(answer.value).isprintable()


def test_a_folder_with_a_wicked_name_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "x\ny").mkdir()
    with pytest.raises(IntakeError, match=r"x�y cannot be read \(Is a directory\)"):
        of_path(tmp_path / "x\ny")


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_dropped_on_a_page_is_refused_in_one_sentence(
    name: str, tmp_path: Path
) -> None:
    hostile = FILES[name]
    path = tmp_path / hostile.file
    if name.startswith("one line of"):  # an upload is held in memory, so a smaller one must do
        sparse(3 * MEGABYTE)(path)
    else:
        hostile.write(path)
    with pytest.raises(IntakeError) as answer:
        take(of_upload(f"../{hostile.file}", path.read_bytes()), today=TODAY).check_taken()
    message = str(answer.value)
    assert message.startswith(f"The file {hostile.file} ")
    assert message.endswith(".")
    assert "\n" not in message
