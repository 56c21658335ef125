"""A change of the record and its lines: none without the other, and what happened is said."""

import logging
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa

from dashboard.errors import RegisterError, StoreError
from dashboard.exports.rejects_csv import load_files
from dashboard.register import Register
from dashboard.services.data import loading
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import disk
from dashboard.store import load as store_load
from dashboard.store.writer import only_writer
from tests.unit.dashboard.build import ANALYST, desk_with, extract, row, written

pytestmark = pytest.mark.slow

ROW: Final = {
    "crime_ref": "C9",
    "suspect_id": "S9",
    "offence_code": "019/08",
    "recorded_on": "2026-04-01",
    "victim_sex": "F",
}
FILE: Final = "next.csv"


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return desk_with(tmp_path / "data", row())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / FILE, ROW)


def changes_in(desk: Workspace) -> list[tuple[str, str, int]]:
    """The lines that changes of the record have left, as whoever opens the folder next has them."""
    log = Workspace(desk.settings).register.log()
    return [line for line in log.select("action", "subject", "version").rows() if "load" in line[0]]


FIRST: Final = ("load_found", "extract.csv", 1)
BEGUN: Final = ("load_begun", FILE, 1)
DONE: Final = ("load", FILE, 2)
FOUND: Final = ("load_found", FILE, 2)


def fill(register: Register) -> None:
    """Let the register take no new page, as if its disk were full."""

    def no_more(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("pragma max_page_count = 1")

    sa.event.listen(register._engine, "connect", no_more)
    with suppress(RegisterError):
        while True:  # until no line has room any more
            register.note(ANALYST, "list", "x", version=1)


def test_a_load_has_a_line_before_it_and_a_line_after_it(desk: Workspace, file: Path) -> None:
    load_files(Caller(desk, ANALYST), [file])
    assert changes_in(desk) == [FIRST, BEGUN, DONE]


def test_the_line_before_is_there_while_the_load_runs(
    desk: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*given: Any, **kept: Any) -> object:  # noqa: ANN401 - as store.load takes them
        assert changes_in(desk) == [FIRST, BEGUN]
        return store_load(*given, **kept)

    monkeypatch.setattr(loading, "load_extracts", load)
    load_files(Caller(desk, ANALYST), [file])
    assert changes_in(desk) == [FIRST, BEGUN, DONE]


def test_each_version_of_several_files_has_its_line_and_a_known_file_the_version_that_stands(
    desk: Workspace, file: Path, tmp_path: Path
) -> None:
    other = written(tmp_path / "other.csv", ROW | {"crime_ref": "C10"})
    again = written(tmp_path / "again.csv", ROW)
    load_files(Caller(desk, ANALYST), [file, again, other])
    done = [line for line in changes_in(desk) if line[0] == "load"]
    assert done == [DONE, ("load", "again.csv", 3), ("load", "other.csv", 3)]


def test_two_files_of_one_name_have_a_line_each(desk: Workspace, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
    paths = [
        written(tmp_path / str(number) / FILE, ROW | {"crime_ref": f"D{number}"})
        for number in (1, 2)
    ]
    load_files(Caller(desk, ANALYST), paths)
    assert [line for line in changes_in(desk) if line[0] == "load"] == [DONE, ("load", FILE, 3)]


def test_a_version_without_its_line_gets_one_at_the_next_opening_and_only_one(
    desk: Workspace, file: Path
) -> None:
    load_files(Caller(desk, ANALYST), [file])
    store_load(desk.settings.data, [extract(row(crime_ref="C3"), file="killed.csv")])
    expected = [FIRST, BEGUN, DONE, ("load_found", "killed.csv", 3)]
    assert changes_in(desk) == expected
    assert changes_in(desk) == expected


def test_a_running_server_finds_it_too(desk: Workspace) -> None:
    ranked_list(ask(desk, ANALYST, RankingSpec()))
    store_load(desk.settings.data, [extract(row(crime_ref="C3"), file="killed.csv")])
    ranked_list(ask(desk, ANALYST, RankingSpec()))
    assert desk.register.log()["action"].to_list() == ["load_found", "list", "load_found", "list"]


def test_a_load_that_another_is_still_writing_down_is_not_found(
    desk: Workspace, file: Path
) -> None:
    load_files(Caller(desk, ANALYST), [file])
    with only_writer(desk.settings.data):
        with sqlite3.connect(desk.settings.data / "register.sqlite") as connection:
            connection.execute("delete from logged_versions where version = 2")
        connection.close()
        lines = _lines_by_another_program(desk.settings.data)
    assert "load_found 2" not in lines
    assert FOUND in changes_in(desk)


def _lines_by_another_program(folder: Path) -> str:
    program = (
        "import sys; from pathlib import Path; from dashboard.services.workspace import Workspace;"
        "from dashboard.settings import Settings;"
        "log = Workspace(Settings(data=Path(sys.argv[1]))).register.log();"
        "print([f'{a} {v}' for a, v in log.select('action', 'version').rows()])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, folder], capture_output=True, text=True, check=True
    )
    return run.stdout


def test_a_register_that_is_full_before_the_load_stops_it(desk: Workspace, file: Path) -> None:
    fill(desk.register)
    with pytest.raises(RegisterError, match="disk is full"):
        load_files(Caller(desk, ANALYST), [file])
    assert desk.facts.version == 1


def test_a_register_that_is_full_after_the_load_is_said_and_mended_at_the_next_opening(
    desk: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_and_fill(*given: Any, **kept: Any) -> object:  # noqa: ANN401 - as store.load takes them
        loaded = store_load(*given, **kept)
        fill(desk.register)
        return loaded

    monkeypatch.setattr(loading, "load_extracts", load_and_fill)
    with pytest.raises(RegisterError) as error:
        load_files(Caller(desk, ANALYST), [file])
    words = str(error.value)
    assert "was done: the record is at version 2" in words
    assert "written at the next opening" in words
    assert "disk is full" in words
    assert "nothing is" not in words
    assert changes_in(desk) == [FIRST, BEGUN, FOUND]


@pytest.mark.parametrize("trouble", [OSError("the disk is gone"), KeyboardInterrupt()])
def test_what_goes_wrong_after_the_change_does_not_unsay_it(
    desk: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr(disk, "remove_older", fail)
    with pytest.raises(StoreError, match="was done: the record is at version 2"):
        load_files(Caller(desk, ANALYST), [file])
    assert changes_in(desk) == [FIRST, BEGUN, DONE]


def test_a_load_that_fails_leaves_its_first_line_alone(
    desk: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The load stopped and changed nothing.")

    monkeypatch.setattr(loading, "load_extracts", fail)
    with pytest.raises(StoreError, match="changed nothing"):
        load_files(Caller(desk, ANALYST), [file])
    assert changes_in(desk) == [FIRST, BEGUN]


def test_a_list_and_its_line_are_frozen_together_or_not_at_all(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked_list(ask(desk, ANALYST, RankingSpec()))

    def fail(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("insert", {}, sqlite3.OperationalError("no more"))

    with monkeypatch.context() as patch:
        patch.setattr("dashboard.register.lists.append", fail)
        with pytest.raises(RegisterError):
            freeze_list(ask(desk, ANALYST, RankingSpec()))
    assert desk.register.all_frozen() == []
    name = freeze_list(ask(desk, ANALYST, RankingSpec())).name
    assert desk.register.log().row(-1)[3:6] == ("analyst", "freeze", name)


def test_a_record_that_cannot_be_read_does_not_close_its_register(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        (tmp_path / "current").write_text("nonsense")
        assert Workspace(Settings(data=tmp_path)).register.log().is_empty()
