"""Whatever a data folder is called, everything of it stays inside it."""

import os
import shutil
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from dashboard.cli.options import caller_at
from dashboard.errors import HarmdeskError
from dashboard.exports.rejects_csv import load_files
from dashboard.intake import of_path
from dashboard.services.data.dry_run import try_load
from dashboard.services.data.loading import read_file
from dashboard.services.listing.frozen_lists import (
    freeze_list,
    frozen_lists,
    reproduce_list,
)
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store
from tests.depth import ALL
from tests.unit.dashboard.build import ANALYST, written

pytestmark = pytest.mark.slow

ROW: Final = {
    "crime_ref": "C9",
    "suspect_id": "S9",
    "offence_code": "019/08",
    "recorded_on": "2026-04-01",
    "victim_sex": "F",
}

#: Signs that an address, a shell, a pattern or a database takes for something else.
SIGNS: Final = "?%#&=;:'\"`~$*[]{}()<>|!@+,^ \n\té–王.-"
NAMES: Final = st.text(st.sampled_from(SIGNS + "ax2e"), min_size=1, max_size=12).filter(
    lambda name: name.strip(".") != ""
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, so that a name stands for itself."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return folder


def everything_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@settings(
    max_examples=12 if ALL else 3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(NAMES)
@example("a?b")
@example("?mode=memory")
@example("a%20b#c")
@example("%2e%2e")
@example("sqlite:x")
@example("file:x?vfs=none")
@example(":memory:")
@example("~")
@example('it\'s "quoted"')
@example("ü–王")
def test_nothing_appears_outside_the_folder(place: Path, name: str) -> None:
    first = written(place.parent / "first.csv", ROW)
    second = written(place.parent / "second.csv", ROW | {"crime_ref": "C10"})
    around = everything_below(place.parent)
    folder = Path(name)
    desk = Workspace(Settings(data=folder))
    load_files(Caller(desk, ANALYST), [first])
    try_load(
        Caller(desk, ANALYST), read_file(Caller(desk, ANALYST), of_path(second)), RankingSpec()
    )
    load_files(Caller(desk, ANALYST), [second])
    frozen = freeze_list(ask(desk, ANALYST, RankingSpec()))
    assert ranked_list(ask(desk, ANALYST, RankingSpec())).people.height == 1
    assert reproduce_list(ask(desk, ANALYST), frozen.name).identical
    assert frozen_lists(ask(Workspace(Settings(data=folder)), ANALYST))[0].name == frozen.name
    assert desk.register.several_write_at_once
    inside = {path.name for path in folder.iterdir()}
    assert inside >= {"current", "load.lock", "offences-2.duckdb", "register.sqlite"}
    made = everything_below(place.parent) - around
    assert made == {f"here/{name}", *(f"here/{name}/{part}" for part in inside)}
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["a", "a?b"])
def test_a_reader_is_locked_down_and_keeps_what_memory_cannot_hold_inside(
    place: Path, name: str
) -> None:
    load_files(
        Caller(Workspace(Settings(data=Path(name))), ANALYST),
        [written(place.parent / "first.csv", ROW)],
    )
    stores = [Store.open(Path(name), memory="64MB") for _ in range(2)]
    for store in stores:
        wanted = "current_setting('lock_configuration'), current_setting('enable_external_access')"
        assert store._frame(f"select {wanted}").row(0) == (True, False)
    answer = stores[0]._frame("select current_setting('temp_directory')").row(0)[0]
    assert Path(str(answer)).parent == place / name


@pytest.mark.skipif(os.sep != "/", reason="a backslash parts folders here")
@pytest.mark.parametrize("name", ["a\\b", os.fsdecode(b"bad\xff")])
def test_a_name_that_the_database_cannot_have_is_refused_in_a_sentence(
    place: Path, name: str
) -> None:
    with pytest.raises(ValidationError):
        Settings(data=Path(name))
    with pytest.raises(HarmdeskError, match=r"HARMDESK_DATA is .* it must be a path"):
        caller_at(Path(name))
    assert [*place.iterdir()] == []
