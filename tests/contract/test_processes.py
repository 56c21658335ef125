"""What only a process of its own can meet: a full disk, a taken port, a reader that left."""

import json
import resource
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.contract.program import HARMDESK, assert_refused, contents, harmdesk

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, small: Path) -> Path:
    shutil.copytree(small, tmp_path / "data")
    return tmp_path / "data"


def test_bad_input_leaves_the_installed_command_with_code_two(tmp_path: Path) -> None:
    assert_refused(harmdesk("load", "nothing.csv", "--json", data=tmp_path), "There is no file")


def test_a_full_disk_changes_nothing(tmp_path: Path, folder: Path) -> None:
    more = tmp_path / "more.csv"
    rows = (f"K{n},P{n},008/06,2026-01-07\n" for n in range(3000))
    more.write_text("crime_ref,suspect_id,offence_code,recorded_on\n" + "".join(rows))
    longest = (folder / "offences-1.duckdb").stat().st_size  # room for all but the last write
    before = contents(folder)

    def fill_the_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))

    answer = harmdesk("load", more, "--json", data=folder, before=fill_the_disk)
    assert_refused(answer, "changed nothing")
    after = contents(folder)
    assert b"'load_begun'" in after.pop("register.sqlite")  # and no other line
    before.pop("register.sqlite")
    assert after == before
    assert harmdesk("load", more, "--json", data=folder).json["accepted"] == 3000


@pytest.mark.parametrize("what", [("places", "--borough", "Camden"), ("explain", "S1")])
def test_a_file_that_a_full_disk_cuts_short_is_not_written(
    tmp_path: Path, folder: Path, what: tuple[str, ...]
) -> None:
    file = tmp_path / "leaves" / "sheet.pdf"
    file.parent.mkdir()
    assert harmdesk(*what, "--pdf", file, data=folder).code == 0
    before = file.read_bytes()

    def fill_the_disk() -> None:
        room = len(before) - 200  # each file has an id of its own, and a few bytes more or fewer
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    answer = harmdesk(*what, "--pdf", file, data=folder, before=fill_the_disk)
    assert_refused(answer, "sheet.pdf' cannot be written (File too large)")
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_an_answer_that_cannot_be_written_is_reported(folder: Path) -> None:
    command: list[str | bytes | Path] = [HARMDESK, "rank", "--json", "--data", folder]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("harmdesk: The answer cannot be written")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_has_read_enough_is_no_trouble(demonstration: Path) -> None:
    command: list[str | bytes | Path] = [
        HARMDESK,
        "rank",
        "--json",
        "--top",
        "20000",
        "--data",
        demonstration,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        begun = process.stdout.read(10)
        process.stdout.close()
        assert (begun, process.stderr.read()) == (b'{"as_of": ', b"")


def test_a_port_that_is_taken_is_reported(folder: Path) -> None:
    before = contents(folder)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert_refused(harmdesk("serve", "--port", port, data=folder), f"The port {port} is taken")
    assert contents(folder) == before


def test_a_reference_that_is_no_text_is_nobodys(folder: Path) -> None:
    command: list[str | bytes | Path] = [HARMDESK, "explain", b"\xff", "--data", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("harmdesk: No suspect in the data has the reference")


def test_whatever_the_language_of_the_machine_json_is_utf_8(folder: Path) -> None:
    answer = harmdesk("explain", "S1", "--json", data=folder, LC_ALL="C", LANG="C")
    assert "“" in json.loads(answer.out)["sentence"]
