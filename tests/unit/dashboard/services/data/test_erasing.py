"""An erasure leaves nothing of a person or a crime, in any version, list, line or file."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

import duckdb
import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import HarmdeskError, StoreError, UnknownSuspectError
from dashboard.exports.list_csv import list_outgoing
from dashboard.intake import of_path
from dashboard.services.data.erased_rows import ERASED
from dashboard.services.data.loading import add_files, read_file
from dashboard.services.data.removal import erase, restrict
from dashboard.services.data.withdrawal import withdraw_load
from dashboard.services.files import release
from dashboard.services.listing.frozen_lists import freeze_list, reproduce_list
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.removal import erasure
from dashboard.services.removal.erasure import apply_erasures
from dashboard.services.removal.ledger import LEDGER, has_begun, read_erased
from dashboard.services.suspects.search import search
from dashboard.services.suspects.suspect_file import link_to, suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store, files, load
from dashboard.store.removal import Held, Removable, remove_from_files
from tests.unit.dashboard.build import ANALYST, extract, row, written

ADMINISTRATOR: Final = Viewer("an administrator", role="administrator")
#: Everything by which she could be found.
TRACES: Final = ("N7654321", "Zenobia", "Quill", "1987-11-23")
HER: Final = {
    "suspect_id": "N7654321",
    "suspect_name": "Zenobia Quill",
    "suspect_born": date(1987, 11, 23),
}


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of several versions and files in which she is named; to be copied."""
    data = tmp_path_factory.mktemp("loaded") / "data"
    other = row(crime_ref="C1", suspect_id="S2", suspect_name="Bo Lee", victim_id="V1")
    load(data, [extract(row(crime_ref="C1", **HER), other)])
    load(data, [extract(row(crime_ref="C2", **HER | {"suspect_name": "QUILL, Zenobia"}))])
    warned = extract(
        row(crime_ref="C3", suspect_id="S3", victim_id="N7654321"), file="of N7654321.csv"
    )
    load(data, [warned])
    return data


@pytest.fixture
def folder(loaded_once: Path, tmp_path: Path) -> Path:
    """A folder of several versions and files in which she is named, looked at, listed and found."""
    return Path(shutil.copytree(loaded_once, tmp_path / "data"))


def workspace(folder: Path) -> Workspace:
    return Workspace(Settings(data=folder))


def look_at(shared: Workspace) -> str:
    """Everything that somebody may do with her; the name of a frozen list."""
    question = ask(shared, ANALYST)
    frozen = freeze_list(question)
    suspect_file(question, "N7654321")
    link_to(question, "N7654321")
    for text in ("n7654321", "zenobia quill", "Quill, Zenobia", "23/11/1987", "Bo"):
        search(question, text)
    withdraw_load(question, 2, "Zenobia Quill was wrong")
    return frozen.name


def do_erase(
    shared: Workspace, reference: str = "N7654321", kind: Removable | None = None
) -> erasure.Erasure:
    return erase(Caller(shared, ADMINISTRATOR), reference, "expired", "case 17", kind)


def everything_readable(folder: Path) -> str:
    """All that the tables of every version and of the register say, and the bytes of every file."""
    texts = []
    for file in files.offence_files(folder):
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"attach '{file}' as record (read_only)")
            tables = connection.execute("select table_name from duckdb_tables()").fetchall()
            texts += [str(connection.execute(f"from record.{x}").fetchall()) for (x,) in tables]
    with closing(sqlite3.connect(folder / "register.sqlite")) as register:
        names = register.execute("select name from sqlite_master where type = 'table'").fetchall()
        texts += [str(register.execute(f'select * from "{x}"').fetchall()) for (x,) in names]  # noqa: S608 - its own names
    for frozen in workspace(folder).register.all_frozen():
        kept = workspace(folder).register.frozen(frozen.name)
        assert kept is not None
        texts.append(kept.content.decode())
    born = [text.replace("datetime.date(1987, 11, 23)", "1987-11-23") for text in texts]
    raw = [x.read_bytes().decode("latin-1") for x in folder.rglob("*") if x.is_file()]
    return "\n".join([*born, *raw])


def test_she_is_everywhere_before_and_nowhere_after(folder: Path) -> None:
    look_at(workspace(folder))
    before = everything_readable(folder)
    assert all(trace in before for trace in TRACES)
    done = do_erase(workspace(folder), "n7654321")
    after = everything_readable(folder)
    assert [trace for trace in TRACES if trace.lower() in after.lower()] == []
    assert (done.kind, done.files, done.allegations) == ("person", 4, 2)
    assert "Bo Lee" in after
    assert {"S2", "S3"} <= set(ranked_list(ask(workspace(folder), ANALYST)).people["suspect_id"])
    assert not has_begun(folder)


def test_the_log_and_the_lists_are_sound_and_say_what_was_removed(folder: Path) -> None:
    shared = workspace(folder)
    name = look_at(shared)
    done = do_erase(shared)
    found = workspace(folder).register.verify()
    assert found.fault is None
    assert (set(found.erased.values()), found.redacted) == ({done.line}, {name: done.line + 1})
    assert len(found.erased) == done.subjects == 8
    log = shared.register.log()
    line = log.filter(log["id"] == done.line).row(0, named=True)
    assert (line["action"], line["subject"]) == (
        "erase",
        "person; authority: case 17; reason: expired",
    )
    kept = log.filter(log["action"] == "find")["subject"].to_list()
    assert kept == [None, None, None, None, "Bo"]


def test_a_list_keeps_the_place_and_comes_out_the_same_without_it(folder: Path) -> None:
    shared = workspace(folder)
    frozen = freeze_list(ask(shared, ANALYST))
    do_erase(shared, "S2")
    again = reproduce_list(ask(shared, ANALYST), frozen.name)
    assert (again.identical, again.removed, again.frozen.assessed) == (True, 1, 3)
    do_erase(shared)  # she is a victim too, and S3 has one victim less since
    again = reproduce_list(ask(shared, ANALYST), frozen.name)
    assert (again.removed, again.differences.rows()) == (2, [("S3", "victims", "1", "0")])


def test_a_list_changed_by_hand_after_it_is_found(folder: Path) -> None:
    shared = workspace(folder)
    name = look_at(shared)
    do_erase(shared)
    with closing(sqlite3.connect(folder / "register.sqlite")) as register, register:
        register.execute("update frozen_lists set listed = 1")
    fault = workspace(folder).register.verify().fault
    assert fault is not None
    assert (fault.kind, fault.what) == ("list_changed", name)


def test_a_server_that_runs_shows_her_no_more(folder: Path) -> None:
    running = workspace(folder)
    assert "N7654321" in ranked_list(ask(running, ANALYST)).people["suspect_id"]
    do_erase(workspace(folder))
    assert "N7654321" not in ranked_list(ask(running, ANALYST)).people["suspect_id"]
    assert search(ask(running, ANALYST), "Zenobia").matched == 0
    with pytest.raises(UnknownSuspectError):
        suspect_file(ask(running, ANALYST), "N7654321")
    early = ask(running, ANALYST).store.at(1)
    assert "N7654321" not in early.suspects.everyone()["suspect_id"]


def test_a_file_that_was_made_before_does_not_leave_after(folder: Path) -> None:
    running = workspace(folder)
    question = ask(running, ANALYST)
    made = list_outgoing(question, ranked_list(question))
    load(folder, [extract(row(crime_ref="C7", suspect_id="S7"))])
    assert release(question, made) == made.content  # a load changes nothing in what was on view
    do_erase(workspace(folder))
    before = running.register.log().height
    with pytest.raises(StoreError, match="erased or restricted"):
        release(question, made)
    assert running.register.log().height == before
    again = ask(running, ANALYST)
    now = list_outgoing(again, ranked_list(again))
    restrict(Caller(running, ADMINISTRATOR), "S2", "an error is claimed", "case 18")
    with pytest.raises(StoreError, match="erased or restricted"):
        release(again, now)


def test_a_crime_is_gone_and_who_was_named_in_it_stays(folder: Path) -> None:
    done = do_erase(workspace(folder), "c1")
    assert (done.kind, done.allegations) == ("crime", 2)
    store = Store.open(folder)
    assert store.references.of("crimes").to_list() == ["C2", "C3"]
    # Of whoever is named in nothing else there is nothing left to keep.
    assert set(store.suspects.everyone()["suspect_id"]) == {"N7654321", "S3"}


def test_a_victim_is_erased_and_the_allegation_stays(folder: Path) -> None:
    assert do_erase(workspace(folder), "V1").kind == "person"
    store = Store.open(folder)
    assert "V1" not in store.references.of("people").to_list()
    assert "S2" in store.suspects.everyone()["suspect_id"]


@pytest.mark.parametrize(
    ("reason", "authority", "words"),
    [
        ("", "case 17", "there is no reason"),
        ("expired", " - ", "there is no authority"),
        ("x" * 501, "case 17", "501 letters"),
        ("N7654321 asked", "case 17", "names the person"),
        ("expired", "letter of zenobia  quill", "names the person"),
    ],
)
def test_without_grounds_nothing_is_erased(
    folder: Path, reason: str, authority: str, words: str
) -> None:
    shared = workspace(folder)
    before = shared.register.log().height
    with pytest.raises(HarmdeskError, match=words):
        erase(Caller(shared, ADMINISTRATOR), "N7654321", reason, authority)
    assert shared.register.log().height == before
    assert "N7654321" in Store.open(folder).references.of("people").to_list()


def test_a_reference_of_nobody_is_refused_and_one_that_was_erased_says_so(folder: Path) -> None:
    shared = workspace(folder)
    with pytest.raises(UnknownSuspectError, match="Nobody and no crime"):
        do_erase(shared, "X1")
    line = do_erase(shared).line
    with pytest.raises(UnknownSuspectError, match=f"erased already, under line {line}"):
        do_erase(shared)


def test_a_reference_of_a_person_and_of_a_crime_needs_its_kind(tmp_path: Path) -> None:
    load(tmp_path, [extract(row(crime_ref="S1", suspect_id="S1"), row(crime_ref="C2"))])
    with pytest.raises(HarmdeskError, match="both a person's and a crime's"):
        do_erase(workspace(tmp_path), "S1")
    assert do_erase(workspace(tmp_path), "S1", kind="crime").kind == "crime"


def test_a_later_load_refuses_the_rows_and_counts_them(folder: Path, tmp_path: Path) -> None:
    shared = workspace(folder)
    do_erase(shared)
    plain = {"suspect_id": "S9", "suspect_name": "Al", "suspect_born": date(1990, 1, 1)}
    file = written(
        tmp_path / "next.csv",
        row(crime_ref="C8", **HER | {"suspect_id": "n7654321"}),
        row(crime_ref="C9", **plain),
    )
    account = read_file(Caller(shared, ANALYST), of_path(file))
    assert (account.read, account.taken, account.rejected.height) == (2, 1, 1)
    assert account.read == account.taken + account.rejected.height + account.duplicates
    assert account.reasons == {ERASED: 1}
    assert account.rejected.row(0, named=True)["line"] == 2
    result = add_files(Caller(shared, ANALYST), [account])
    assert (result.rows, result.accepted, result.rejected) == (2, 1, 1)
    assert "7654321" not in everything_readable(folder)


def test_a_restored_backup_has_later_erasures_applied_again(folder: Path, tmp_path: Path) -> None:
    look_at(workspace(folder))
    backup = tmp_path / "backup"
    shutil.copytree(folder, backup)
    do_erase(workspace(folder))
    for file in backup.iterdir():
        shutil.copy(file, folder / file.name)
    restored = workspace(folder)
    assert "N7654321" in restored.store.references.of("people").to_list()
    (done,) = apply_erasures(restored.settings, restored.register, ADMINISTRATOR)
    after = everything_readable(folder).lower()
    assert [trace for trace in TRACES if trace.lower() in after] == []
    (entry,) = read_erased(folder)
    assert entry.line == done.line
    assert apply_erasures(restored.settings, restored.register, ADMINISTRATOR) == []


def test_without_a_readable_ledger_nothing_is_loaded(folder: Path, tmp_path: Path) -> None:
    (folder / LEDGER).write_text("{", encoding="utf-8")
    file = written(tmp_path / "next.csv", row())
    with pytest.raises(StoreError, match="says what was erased"):
        read_file(Caller(workspace(folder), ANALYST), of_path(file))


def test_a_file_of_somebody_else_in_the_folder_is_named(folder: Path) -> None:
    (folder / "notes.txt").write_text("ask N7654321", encoding="utf-8")
    assert do_erase(workspace(folder)).left == ("notes.txt",)


@pytest.mark.parametrize("left", [".backup-abc123", "restore.part"])
def test_a_copy_that_a_killed_backup_or_restore_left_goes(folder: Path, left: str) -> None:
    look_at(workspace(folder))
    (folder / left).mkdir()
    shutil.copy(folder / "register.sqlite", folder / left / "register.sqlite")
    assert do_erase(workspace(folder)).left == ()
    after = everything_readable(folder)
    assert [trace for trace in TRACES if trace.lower() in after.lower()] == []
    assert not (folder / left).exists()


def test_over_a_copy_that_cannot_be_removed_the_erasure_is_carried_on_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at(workspace(folder))
    (folder / ".backup-abc123").mkdir()
    shutil.copy(folder / "register.sqlite", folder / ".backup-abc123" / "register.sqlite")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(StoreError, match=r"copy of the register .* remove it by hand"):
            do_erase(workspace(folder))
    assert has_begun(folder)
    ranked_list(ask(workspace(folder), ANALYST))
    assert not has_begun(folder)
    after = everything_readable(folder)
    assert [trace for trace in TRACES if trace.lower() in after.lower()] == []


def test_over_a_restore_that_was_killed_nobody_is_erased(folder: Path) -> None:
    (folder / "replaced.part").mkdir()
    shutil.copy(folder / "current", folder / "replaced.part" / "current")
    with pytest.raises(StoreError, match=r"restore was killed halfway .* run the restore again"):
        do_erase(workspace(folder))
    assert not has_begun(folder)
    assert "Zenobia Quill" in everything_readable(folder)


def test_what_is_written_meanwhile_is_cleared_as_well(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = workspace(folder)

    def looked_at_meanwhile(
        directory: Path,
        held: Held,
        kind: Removable,
        *,
        redacted: Callable[[str], str],
        memory: str,
    ) -> int:
        shared.register.note(ANALYST, "suspect", "N7654321", version=1)
        return remove_from_files(directory, held, kind, redacted=redacted, memory=memory)

    monkeypatch.setattr(erasure, "remove_from_files", looked_at_meanwhile)
    do_erase(shared)
    assert "N7654321" not in everything_readable(folder)
    assert shared.register.verify().fault is None


@pytest.mark.parametrize(
    "text",
    [
        *("N7654321", " n7654321 ", "Quill N7654321", "Low, N7654321;", "N76 543 21"),
        *("Zenobia Quill", "QUILL, zenobia", "Zénobia Quill", "Zenobia", "quill"),
        *("zenobia m quill", "Quill 23/11/1987", "Zenobia Quill born 23 Nov 1987", "1987-11-23"),
    ],
)
def test_a_search_for_who_was_erased_is_logged_as_of_a_removed_person(
    folder: Path, text: str
) -> None:
    do_erase(workspace(folder))
    shared = workspace(folder)
    found = search(ask(shared, ANALYST), text)
    assert found.text == text.strip()
    search(ask(shared, ANALYST), "Bo Lee")
    lines = shared.register.log().filter(action="find")["subject"].to_list()
    assert lines == ["a removed person", "Bo Lee"]
    after = everything_readable(folder).lower()
    typed = (*TRACES, "n76 543 21", "zénobia", "23/11/1987", "23 nov")
    assert [trace for trace in typed if trace.lower() in after] == []


def test_a_search_for_a_crime_that_was_erased_says_so_and_others_stay(folder: Path) -> None:
    do_erase(workspace(folder), "C2", kind="crime")
    shared = workspace(folder)
    for text in ("c2", "Zenobia Quill", "C22"):
        search(ask(shared, ANALYST), text)
    lines = shared.register.log().filter(action="find")["subject"].to_list()
    assert lines == ["a removed crime", "Zenobia Quill", "C22"]


def test_a_name_stays_known_when_she_is_erased_again_without_it(folder: Path) -> None:
    shared = workspace(folder)
    do_erase(shared)
    shared.register.note(ANALYST, "suspect", "N7654321", version=1)
    assert len(apply_erasures(shared.settings, shared.register, ADMINISTRATOR)) == 1
    search(ask(workspace(folder), ANALYST), "Zenobia Quill")
    assert shared.register.log().filter(action="find")["subject"].to_list() == ["a removed person"]


def test_a_ledger_of_an_earlier_edition_knows_the_reference_alone(folder: Path) -> None:
    do_erase(workspace(folder))
    entries = json.loads((folder / LEDGER).read_bytes())
    for entry in entries:
        del entry["names"], entry["births"]
    (folder / LEDGER).write_text(json.dumps(entries), encoding="utf-8")
    shared = workspace(folder)
    for text in ("N7654321", "Zenobia Quill"):
        search(ask(shared, ANALYST), text)
    lines = shared.register.log().filter(action="find")["subject"].to_list()
    assert lines == ["a removed person", "Zenobia Quill"]


def test_a_file_of_an_earlier_edition_is_written_again_as_it_is(tmp_path: Path) -> None:
    load(tmp_path, [extract(row(**HER), row(crime_ref="C2", suspect_id="S2"))])
    with duckdb.connect(str(files.path_of(tmp_path, 1))) as connection:
        connection.execute("drop table counts; drop table offence_choices")
        for column in ("shape", "identity", "withdraws", "reason", "warnings", "known_on"):
            connection.execute(f"alter table versions drop column {column}")
        connection.execute("alter table allegations drop column brought_by")
        connection.execute("update meta set edition = 1")
    assert do_erase(workspace(tmp_path)).files == 1
    store = Store.open(tmp_path)
    assert store.suspects.everyone()["suspect_id"].to_list() == ["S2"]
    assert store._frame("select edition from meta").item() == 1
