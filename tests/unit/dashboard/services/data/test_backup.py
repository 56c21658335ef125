"""A backup has the record and the register of one moment; a restore brings both, or neither."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest

from dashboard.access.viewer import Viewer
from dashboard.backup import sealing
from dashboard.errors import BackupError, HarmdeskError, NotAllowedError, StoreError
from dashboard.exports import backup_file
from dashboard.exports.backup_file import write_backup
from dashboard.register.head import HEAD, read_head
from dashboard.services.data import restore as restoring
from dashboard.services.data.backup import Made, back_up
from dashboard.services.data.health import examine
from dashboard.services.data.removal import erase
from dashboard.services.data.restore import Restored, restore_folder
from dashboard.services.listing.frozen_lists import freeze_list, frozen_lists, reproduce_list
from dashboard.services.question import Caller, ask
from dashboard.services.resources.streets import bring_streets, describe_streets
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from dashboard.store.serving import held_open
from tests.unit.dashboard.build import ANALYST, extract, loaded, row
from tests.unit.dashboard.street_files import by_ends, grid

KEEPER = Viewer("a keeper", role="administrator")
KEY = b"0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "COST", 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    loaded(tmp_path / "data", row(crime_ref="C1", suspect_id="S1"))
    return tmp_path / "data"


def keeper(folder: Path, head: Path | None = None) -> Caller:
    return Caller(Workspace(Settings(data=folder, log_head=head)), KEEPER)


def more(folder: Path, number: int) -> None:
    """Another load, with its lines."""
    workspace = Workspace(Settings(data=folder))
    name = f"more-{number}.csv"
    with workspace.logbook.record_change(ANALYST, "load", [name]):
        load(folder, [extract(row(crime_ref=f"M{number}", suspect_id=f"T{number}"), file=name)])


def restored(folder: Path, backup: Path, **options: object) -> Restored:
    return restore_folder(keeper(folder), backup, **options)  # type: ignore[arg-type] # as given


@pytest.mark.parametrize("key", [None, KEY])
def test_a_restored_folder_is_the_one_that_was_backed_up(
    folder: Path, tmp_path: Path, key: bytes | None
) -> None:
    more(folder, 1)
    (folder / "roles.txt").write_text("bob: auditor\n")
    frozen = freeze_list(ask(Workspace(Settings(data=folder)), ANALYST))
    write_backup(keeper(folder), tmp_path / "b", key=key)
    before = keeper(folder).workspace.register.log()
    found = restored(tmp_path / "new", tmp_path / "b", key=key)
    workspace = Workspace(Settings(data=tmp_path / "new"))
    log = workspace.register.log()
    assert log.head(before.height).equals(before)
    assert log["action"].to_list()[-2:] == ["backup", "restore"]
    assert workspace.register.verify().fault is None
    assert (found.lost, found.replaced, found.contents.version) == (None, False, 2)
    assert (tmp_path / "new" / "roles.txt").read_text() == "bob: auditor\n"
    question = ask(workspace, ANALYST)
    assert [kept.name for kept in frozen_lists(question)] == [frozen.name]
    assert reproduce_list(question, frozen.name).identical


def test_a_street_network_is_in_the_backup_and_goes_where_the_backup_has_none(
    folder: Path, tmp_path: Path
) -> None:
    write_backup(keeper(folder), tmp_path / "without")
    streets = grid((530_000, 180_000, 532_000, 181_000))
    facts = bring_streets(keeper(folder), by_ends(streets))
    write_backup(keeper(folder), tmp_path / "with")
    restored(tmp_path / "new", tmp_path / "with")
    assert describe_streets(Caller(keeper(tmp_path / "new").workspace, ANALYST)) == facts
    restored(tmp_path / "new", tmp_path / "without", replace=True)
    assert describe_streets(Caller(keeper(tmp_path / "new").workspace, ANALYST)) is None


def test_a_backup_during_loads_and_looks_is_of_one_moment(folder: Path, tmp_path: Path) -> None:
    def change() -> None:
        for number in range(6):
            more(folder, number)

    def look() -> None:
        register = Workspace(Settings(data=folder)).register
        for number in range(60):
            register.note(ANALYST, "suspect", f"S{number}", version=1)

    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(change), pool.submit(look)]
        made = [write_backup(keeper(folder), tmp_path / f"b{number}") for number in range(5)]
        for work in working:
            work.result()
    assert len({backup.contents.lines for backup in made}) == len(made)
    for number in range(len(made)):
        found = restored(tmp_path / f"new{number}", tmp_path / f"b{number}")
        workspace = Workspace(Settings(data=tmp_path / f"new{number}"))
        log = workspace.register.log()
        done = log.filter(log["action"] == "load")["version"].to_list()
        assert found.contents.version == max(done, default=1) == workspace.facts.version
        assert workspace.register.verify().fault is None
        assert "load_found" not in log["action"].to_list()[1:]


def test_what_is_there_is_replaced_only_on_demand_and_its_later_lines_are_named(
    folder: Path, tmp_path: Path
) -> None:
    write_backup(keeper(folder), tmp_path / "b")
    reached = read_head(folder / HEAD)
    more(folder, 1)
    (folder / "notes of mine.txt").write_text("stays")
    with pytest.raises(BackupError, match="is not empty"):
        restored(folder, tmp_path / "b")
    assert Workspace(Settings(data=folder)).facts.version == 2
    found = restored(folder, tmp_path / "b", replace=True)
    workspace = Workspace(Settings(data=folder))
    assert workspace.facts.version == 1
    assert reached is not None
    assert found.lost == (reached.number + 1, reached.number + 2)  # type: ignore[union-attr] # a tip
    assert workspace.register.log()["action"].to_list()[-2:] == ["gap", "restore"]
    fault = workspace.register.verify().fault
    assert fault is not None
    assert fault.kind == "lines_lost"
    assert (folder / "notes of mine.txt").read_text() == "stays"
    assert not (folder / restoring.GOING).exists()
    more(folder, 2)
    assert Workspace(Settings(data=folder)).facts.version == 3  # no number is used twice


def test_a_head_kept_elsewhere_shows_what_a_backup_lacks(folder: Path, tmp_path: Path) -> None:
    head = tmp_path / "head"
    caller = keeper(folder, head)
    write_backup(caller, tmp_path / "b")
    for number in range(3):
        caller.workspace.register.note(ANALYST, "suspect", f"S{number}", version=1)
    shutil.rmtree(folder)
    found = restore_folder(keeper(folder, head), tmp_path / "b")
    assert found.lost is not None
    assert found.lost[1] - found.lost[0] == 2
    assert "gap" in keeper(folder, head).workspace.register.log()["action"].to_list()


def test_whatever_goes_wrong_the_folder_is_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_backup(keeper(folder), tmp_path / "b")
    more(folder, 1)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    def fail(*_: object) -> None:
        raise StoreError("No.")

    monkeypatch.setattr(restoring, "_log_restored", fail)
    with pytest.raises(StoreError, match="No"):
        restored(folder, tmp_path / "b", replace=True)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    for cut in (b"", (tmp_path / "b").read_bytes()[:-1]):
        (tmp_path / "cut").write_bytes(cut)
        with pytest.raises(BackupError):
            restored(folder, tmp_path / "cut", replace=True)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_restore_that_was_killed_is_found_and_done_again(folder: Path, tmp_path: Path) -> None:
    write_backup(keeper(folder), tmp_path / "b")
    (folder / restoring.GOING).mkdir()
    (folder / "current").rename(folder / restoring.GOING / "current")
    assert any(
        "killed halfway" in problem.text for problem in examine(Settings(data=folder)).problems
    )
    restored(folder, tmp_path / "b", replace=True)
    assert Workspace(Settings(data=folder)).facts.version == 1
    assert not examine(Settings(data=folder)).problems


def test_a_folder_with_a_dashboard_on_it_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    write_backup(keeper(folder), tmp_path / "b")
    with held_open(folder), pytest.raises(BackupError, match="A dashboard is open"):
        restored(folder, tmp_path / "b", replace=True)
    restored(folder, tmp_path / "b", replace=True)


def test_erasures_are_brought_together_and_applied_before_anybody_can_look(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = list[tuple[Path, object]]()

    def note(_: Caller, where: Path) -> None:
        applied.append((where, json.loads((where / "erased.json").read_text())))

    monkeypatch.setattr(restoring, "erase_again", note)
    (folder / "erased.json").write_text('[{"hash": "a"}]')
    write_backup(keeper(folder), tmp_path / "b")
    (folder / "erased.json").write_text('[{"hash": "a"}, {"hash": "b"}]')
    (tmp_path / "kept").write_text('[{"hash": "c"}]')
    found = restored(folder, tmp_path / "b", replace=True, erasures=tmp_path / "kept")
    every = [{"hash": "a"}, {"hash": "b"}, {"hash": "c"}]
    assert applied == [(folder / restoring.COMING, every)]
    assert found.erasures == 3
    assert json.loads((folder / "erased.json").read_text()) == every
    (folder / "erased.json").write_text("{")
    with pytest.raises(BackupError, match="would come back"):
        restored(folder, tmp_path / "b", replace=True)
    with pytest.raises(BackupError, match="There is no file"):
        restored(tmp_path / "new", tmp_path / "b", erasures=tmp_path / "none")


@pytest.mark.parametrize(
    ("newer", "words"), [("record", "register is older"), ("register", "record is older")]
)
def test_a_register_and_a_record_of_two_moments_are_found_out(
    folder: Path, tmp_path: Path, newer: str, words: str
) -> None:
    _ = keeper(folder).workspace.register  # the first version has its line
    shutil.copytree(folder, tmp_path / "then")
    more(folder, 1)
    for file in ("register.sqlite", "register.head"):
        mixed, other = (folder, tmp_path / "then")[:: 1 if newer == "record" else -1]
        shutil.copy2(other / file, mixed / file)
    found = examine(Settings(data=folder if newer == "record" else tmp_path / "then"))
    assert any(words in problem.text for problem in found.problems)


def test_a_backup_that_reads_otherwise_is_not_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(caller: Caller, name: str, out: BinaryIO, key: bytes | None) -> Made:
        made = back_up(caller, name, out, key)
        out.write(b"x")
        return made

    monkeypatch.setattr(backup_file, "back_up", spoil)
    with pytest.raises(BackupError, match="is cut off or its end was changed"):
        write_backup(keeper(folder), tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_only_an_administrator_backs_up_and_nothing_is_nothing(
    tmp_path: Path, folder: Path
) -> None:
    analyst = Caller(Workspace(Settings(data=folder)), ANALYST)
    for attempt in (
        lambda: write_backup(analyst, tmp_path / "b"),
        lambda: restore_folder(analyst, tmp_path / "b"),
    ):
        with pytest.raises(NotAllowedError, match="administrator"):
            attempt()
    with pytest.raises(HarmdeskError, match="in the data folder"):
        write_backup(keeper(folder), folder / "b")
    with pytest.raises(StoreError, match="nothing to back up"):
        write_backup(keeper(tmp_path / "empty"), tmp_path / "b")
    assert not list(tmp_path.glob("*b"))


def test_whoever_was_erased_since_the_backup_is_erased_again(folder: Path, tmp_path: Path) -> None:
    """With lines of the log that are lost, and with none; nothing of the person comes back."""
    loaded(tmp_path / "data", row(crime_ref="C2", suspect_id="GONE77", suspect_name="Zebedee Gone"))
    suspect_file(ask(Workspace(Settings(data=folder)), ANALYST), "GONE77")
    write_backup(keeper(folder), tmp_path / "b")
    erase(keeper(folder), "GONE77", "expired", "case 17")
    found = restored(folder, tmp_path / "b", replace=True)
    after = Workspace(Settings(data=folder))
    assert after.store.references.of("people").to_list() == ["S1"]
    assert found.erasures == 1
    assert found.lost is not None
    traces = (b"GONE77", b"Zebedee")
    left = [file.name for file in folder.iterdir() if any(t in file.read_bytes() for t in traces)]
    assert left == []
    (entry,) = json.loads((folder / "erased.json").read_text())
    log = after.register.log()
    assert (entry["kind"], [entry["line"]]) == (
        "person",
        log.filter(action="erase")["id"].to_list(),
    )
    assert log["action"].to_list().count("gap") == 1
    fault = after.register.verify().fault
    assert fault is not None
    assert fault.kind == "lines_lost"  # as the line of the gap says, and nothing else
    (folder / "erased.json").rename(tmp_path / "kept")
    restored(tmp_path / "new", tmp_path / "b", erasures=tmp_path / "kept")
    fresh = Workspace(Settings(data=tmp_path / "new"))
    assert fresh.store.references.of("people").to_list() == ["S1"]
    assert fresh.register.verify().fault is None
