"""A hostile or hopeless file is refused at once, in one plain sentence, and costs little."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

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

#: Runs the command as its script does, in a child forked for each order, since a start takes longer
#: than a refusal; and tells what it cost. The time is what the command worked: how long Python
#: takes to start and to import says nothing of the file, nor does what else the machine does. The
#: memory is all that the process ever held, with what was imported.
CHILD: Final = """
import json, os, resource, signal, sys, time
# What a command imports late is not the file's.
import dashboard.services.data.loading, dashboard.intake.parquet
from dashboard.cli import main as cli

def refuse(file, folder, words, ceiling):
    signal.alarm(60)  # it does not come near; one that hangs ends so
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    os.dup2(os.open(words, os.O_WRONLY | os.O_CREAT), 2)
    sys.argv = ["harmdesk", "load", file, "--data", folder]
    code, began = None, time.process_time()
    try:
        cli.main()
    except SystemExit as left:
        code = left.code
    took = time.process_time() - began
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    print(json.dumps({"code": code, "seconds": took, "bytes": peak}), flush=True)

for order in sys.stdin:
    child = os.fork()
    if not child:
        refuse(*json.loads(order))
        sys.stderr.flush()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(json.dumps({"exit": os.waitstatus_to_exitcode(status)}), flush=True)
"""


@dataclass(frozen=True)
class Cost:
    """What a refusal said, and took.

    Attributes:
        code: what the command left with.
        words: on standard error.
        seconds: of the processor.
        bytes: of memory, at most.
    """

    code: int
    words: str
    seconds: float
    bytes: int


class Refusing:
    """A process that has everything imported, and children that are given hostile files."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, file: Path, record: Path, *, words: Path) -> Cost:
        orders, answers = self._process.stdin, self._process.stdout
        assert orders is not None
        assert answers is not None
        orders.write(json.dumps([str(file), str(record), str(words), CEILING]) + "\n")
        orders.flush()
        answer: dict[str, Any] = {}
        out = []
        while "exit" not in answer:
            line = answers.readline()
            assert line, "the process that forks is gone"
            try:
                answer |= json.loads(line)
            except ValueError:
                out.append(line)
        text = words.read_text("utf-8")
        assert answer["exit"] == 0, text
        assert out == []  # a refusal has nothing on standard output
        return Cost(answer["code"], text, answer["seconds"], answer["bytes"])


@pytest.fixture(scope="module")
def refusing() -> Iterator[Refusing]:
    with subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Refusing(process)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record and a register."""
    folder = tmp_path_factory.mktemp("record")
    sound = folder.parent / "sound.csv"
    sound.write_text(SOUND, "utf-8")
    load_files(Caller(Workspace(Settings(data=folder)), ANALYST), [sound])
    return folder


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_at_once_and_costs_little(
    name: str, record: Path, refusing: Refusing, tmp_path: Path
) -> None:
    hostile = FILES[name]
    path = tmp_path / hostile.file
    hostile.write(path)
    before = contents(record)
    cost = refusing(path, record, words=tmp_path / "words")
    assert cost.code == 2, cost.words
    assert cost.words.startswith("harmdesk: ")
    assert cost.words.count("\n") == 1, cost.words
    assert hostile.file in cost.words
    assert hostile.words in cost.words
    assert cost.seconds < MOST_SECONDS
    assert cost.bytes < MOST_BYTES
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
