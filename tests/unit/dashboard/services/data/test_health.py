"""A data folder is looked at, and mended where that takes nothing away."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.errors import HarmdeskError, StoreError
from dashboard.services.data.health import Health, examine, mend
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store, disk, files
from dashboard.store.writer import only_writer
from tests.contract.program import Here, assert_refused
from tests.unit.dashboard.build import ANALYST, loaded, names_in, row

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three versions and a register."""
    data = tmp_path / "data"
    for number in range(1, 4):
        loaded(data, row(crime_ref=f"C{number}"))
    _ = Workspace(Settings(data=data)).register
    return data


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capfd)


def words(health: Health) -> str:
    return " ".join(problem.text for problem in health.problems)


def damage(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


def test_a_healthy_folder_is_well_and_looking_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    health = examine(Settings(data=folder))
    assert health.is_well
    assert [file.name for file in health.files if file.pointed] == ["offences-3.duckdb"]
    assert all(file.sound for file in health.files)
    assert health.files[2].versions == (1, 2, 3)
    assert health.size == sum(len(content) for content in before.values())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


POINTERS: dict[str, Callable[[Path], object]] = {
    "lost": lambda pointer: pointer.unlink(),
    "empty": lambda pointer: pointer.write_text(""),
    "no offence file": lambda pointer: pointer.write_text("/etc/passwd"),
    "no such file": lambda pointer: pointer.write_text("offences-9.duckdb\n"),
    "no text": lambda pointer: pointer.write_bytes(b"\xff\xfe\x00"),
    "a folder": lambda pointer: (
        pointer.rename(pointer.with_name("away")).parent.joinpath("current").mkdir()
    ),
    "put back": lambda pointer: pointer.write_text("offences-1.duckdb\n"),
}


@pytest.mark.parametrize("trouble", POINTERS)
def test_a_wrong_pointer_is_reported_and_mended(folder: Path, trouble: str) -> None:
    POINTERS[trouble](folder / "current")
    settings = Settings(data=folder)
    health = examine(settings)
    assert not health.is_well
    assert health.goes_back == (trouble == "put back")
    mended = mend(settings, ANALYST, health)
    assert mended.is_well
    assert mended.fixed == ("the pointer names offences-3.duckdb",)
    assert Store.open(folder).version == 3
    assert examine(settings).is_well
    assert Workspace(settings).register.log().row(-1, named=True)["action"] == "mend"


def test_the_newest_sound_file_is_pointed_to_and_no_file_is_removed(folder: Path) -> None:
    damage(folder / "offences-3.duckdb")
    before = names_in(folder)
    settings = Settings(data=folder)
    health = examine(settings)
    assert "offences-3.duckdb, which is damaged" in words(health)
    mended = mend(settings, ANALYST, health)
    assert mended.is_well
    assert Store.open(folder).version == 2
    assert names_in(folder) >= before
    assert loaded(folder, row(crime_ref="C4")).version == 4


def test_damage_in_the_middle_of_a_file_is_found(tmp_path: Path) -> None:
    loaded(tmp_path, *(row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(5000)))
    file = tmp_path / "offences-1.duckdb"
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(whole[: middle - 300_000] + bytes(600_000) + whole[middle + 300_000 :])
    assert not examine(Settings(data=tmp_path)).files[0].sound


def test_a_file_that_holds_another_version_than_its_name_says_is_reported(folder: Path) -> None:
    shutil.copy(folder / "offences-1.duckdb", folder / "offences-9.duckdb")
    health = examine(Settings(data=folder))
    assert "misnamed: it holds version 1" in words(health)
    assert health.newest is not None
    assert health.newest.name == "offences-3.duckdb"


def test_a_file_of_an_unknown_edition_is_reported(folder: Path) -> None:
    with duckdb.connect(str(folder / "offences-3.duckdb")) as connection:
        connection.execute("update meta set edition = 99")
    assert "edition 99" in words(examine(Settings(data=folder)))


def test_what_a_killed_load_left_is_reported_and_removed(folder: Path) -> None:
    (folder / files.PART).write_bytes(b"half")
    (folder / f"{files.PART}.wal").write_bytes(b"half")
    settings = Settings(data=folder)
    health = examine(settings)
    assert "offences.duckdb.part" in words(health)
    assert mend(settings, ANALYST, health).is_well
    assert not disk.leftovers(folder)


def test_a_load_that_is_running_is_no_trouble_and_is_left_alone(folder: Path) -> None:
    (folder / files.PART).write_bytes(b"half")
    with only_writer(folder):
        health = examine(Settings(data=folder))
        assert health.is_well
        assert "A load is running." in health.notes


@pytest.mark.parametrize("content", [b"", b"no database" * 99])
def test_a_damaged_register_is_reported(folder: Path, content: bytes) -> None:
    for file in folder.glob("register.sqlite*"):
        file.unlink()
    if content:
        (folder / "register.sqlite").write_bytes(content)
    health = examine(Settings(data=folder))
    assert ("damaged" if content else "missing") in words(health)
    assert not health.is_well


def test_where_no_file_is_sound_nothing_is_mended(folder: Path) -> None:
    for file in files.offence_files(folder):
        damage(file)
    settings = Settings(data=folder)
    mended = mend(settings, ANALYST, examine(settings))
    assert not mended.is_well
    assert not mended.fixed


def test_a_folder_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(HarmdeskError, match="There is no folder"):
        examine(Settings(data=tmp_path / "nothing"))
    assert not (tmp_path / "nothing").exists()


def test_a_file_with_two_names_takes_its_room_once(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"x" * 1000)
    (tmp_path / "two").hardlink_to(tmp_path / "one")
    assert disk.disk_use(tmp_path) == 1000


def test_the_command_tells_mends_and_leaves_with_its_code(folder: Path, here: Here) -> None:
    def asked(*more: str) -> tuple[int, dict[str, Any]]:
        answer = here("doctor", "--data", str(folder), "--json", *more)
        return answer.code, answer.__class__(0, answer.out, answer.err).json

    assert asked() == (0, asked()[1])
    (folder / "current").unlink()
    code, result = asked()
    assert code == 1
    assert any("offences-3.duckdb" in problem for problem in result["problems"])
    assert [file["file"] for file in result["files"]] == [f"offences-{n}.duckdb" for n in (1, 2, 3)]
    assert result["fixed"] == []
    code, result = asked("--fix")
    assert (code, result["fixed"]) == (0, ["the pointer names offences-3.duckdb"])
    code, result = asked()
    assert (code, result["problems"]) == (0, [])


@pytest.mark.parametrize(
    "command",
    [
        ("demo",),
        ("load", "EXTRACT"),
        ("rank",),
        ("explain", "S1"),
        ("find", "S1"),
        ("places",),
        ("freeze",),
        ("lists",),
        ("reproduce", "x"),
        ("movement", "now", "now"),
        ("withdraw", "2", "--reason", "why"),
        ("serve", "--port", "1"),
    ],
    ids=lambda command: command[0],
)
def test_every_command_refuses_a_lost_pointer_in_a_line_that_names_the_files_and_the_doctor(
    folder: Path, here: Here, command: tuple[str, ...]
) -> None:
    (folder / "current").unlink()
    extract = folder.parent / "extract.csv"
    extract.write_text("crime_ref,suspect_id,offence_code,recorded_on\nC9,S9,019/08,2026-01-05\n")
    before = {path.name: path.read_bytes() for path in folder.glob("offences-*")}
    words = [str(extract) if word == "EXTRACT" else word for word in command]
    answer = here(*words, "--data", str(folder))
    assert_refused(answer, f"`harmdesk doctor --data {folder}`")
    assert all(f"offences-{n}.duckdb" in answer.err for n in (1, 2, 3))
    assert {path.name: path.read_bytes() for path in folder.glob("offences-*")} == before
    assert not (folder / "current").exists()


def test_a_load_that_runs_keeps_the_doctor_from_mending(folder: Path) -> None:
    (folder / "current").unlink()
    settings = Settings(data=folder)
    health = examine(settings)
    import sqlite3  # noqa: PLC0415 - as another process holds it

    other = sqlite3.connect(folder / "load.lock")
    other.execute("begin exclusive")
    with pytest.raises(StoreError, match="Another load into"):
        mend(settings, ANALYST, health)
    other.close()


def test_a_register_without_a_write_ahead_log_is_noted(folder: Path) -> None:
    assert not any("network share" in note for note in examine(Settings(data=folder)).notes)
    with closing(sqlite3.connect(folder / "register.sqlite")) as register:
        register.execute("pragma journal_mode = delete")
    health = examine(Settings(data=folder))
    assert any("network share" in note for note in health.notes)
    assert health.is_well
