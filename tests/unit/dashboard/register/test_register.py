"""The register: a line for each thing that is done, and links that say nothing."""

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import get_args

import pytest

from dashboard.access.actions import LogKind
from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register import Register, VersionLine
from tests.unit.dashboard.register.conftest import Place

OLD = Path(__file__).parents[3] / "fixtures" / "register-of-edition-0.sqlite"
SUPERVISOR = Viewer("a supervisor", role="supervisor", boroughs=frozenset({"E09000007"}))


@pytest.fixture
def register(place: Place) -> Register:
    return place.open()


@pytest.mark.parametrize("action", get_args(LogKind))
def test_each_action_leaves_a_line(register: Register, action: LogKind) -> None:
    before = datetime.now(UTC).replace(tzinfo=None)
    register.note(SUPERVISOR, action, "what it was done with", version=3)
    line = register.log().row(0, named=True)
    assert before <= line.pop("at") <= before + timedelta(minutes=1)
    assert line == {
        "id": 1,
        "who": "a supervisor",
        "role": "supervisor",
        "action": action,
        "subject": "what it was done with",
        "version": 3,
        "rules": "",
        "erased_by": None,
        "seal": "",
    }


def test_lines_stand_in_the_order_in_which_things_were_done(register: Register) -> None:
    for number in range(20):
        register.note(SUPERVISOR, "suspect", f"S{number}", version=1)
    log = register.log()
    assert log["subject"].to_list() == [f"S{number}" for number in range(20)]
    assert log["at"].is_sorted()
    assert log["id"].is_sorted()


def test_an_empty_log_has_its_columns(register: Register) -> None:
    assert register.log().columns == [
        *("id", "at", "who", "role", "action", "subject", "version", "rules", "erased_by", "seal"),
    ]


def test_the_log_outlives_the_program(place: Place, register: Register) -> None:
    register.note(SUPERVISOR, "load", "extract.csv", version=1)
    assert place.open().log().equals(register.log())


def test_a_version_has_one_line_whoever_finds_it(place: Place, register: Register) -> None:
    register.note_versions(SUPERVISOR, [VersionLine("load", "extract.csv", 1)])
    lines = [VersionLine("load_found", "extract.csv", 1), VersionLine("load_found", "next.csv", 2)]
    for finder in (register, place.open()):
        finder.note_found(SUPERVISOR, lines)
    assert register.log()["action"].to_list() == ["load", "load_found"]
    assert register.log()["version"].to_list() == [1, 2]
    assert register.unlogged(until=3) == [3]


def test_a_link_is_the_same_every_time_and_leads_back(place: Place, register: Register) -> None:
    token = register.link("S1")
    assert register.link("S1") == place.open().link("S1") == token
    assert register.linked(token) == "S1"
    assert register.link("S2") != token


def test_a_link_cannot_be_guessed_and_says_nothing(place: Place, register: Register) -> None:
    tokens = {register.link(f"S{number}") for number in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 12 for token in tokens)
    assert Register.open(place.folder / "elsewhere").link("S1") not in tokens


@pytest.mark.parametrize("token", ["", "nothing", "S1", "' or 1=1 --"])
def test_an_unknown_link_leads_to_nobody(register: Register, token: str) -> None:
    register.link("S1")
    assert register.linked(token) is None


def test_an_odd_reference_is_kept_as_it_is(register: Register) -> None:
    odd = "x'; drop table links; --<b>"
    assert register.linked(register.link(odd)) == odd


def test_a_folder_that_cannot_be_written_to_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(RegisterError, match="without a log"):
        Register.open(tmp_path / "data")


def test_a_damaged_register_is_reported(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite").write_bytes(b"no register at all" * 500)
    with pytest.raises(RegisterError, match=r"register\.sqlite cannot be opened"):
        Register.open(tmp_path)


def test_damage_that_shows_late_is_reported(place: Place, register: Register) -> None:
    place.run("drop table access_log", "drop table links")
    for ask in (register.log, lambda: register.linked("token"), lambda: register.link("S1")):
        with pytest.raises(RegisterError, match="cannot be read: it is not whole"):
            ask()
    with pytest.raises(RegisterError, match="without a log"):
        register.note(SUPERVISOR, "list", "a list", version=1)


def test_who_looks_is_the_system_s_own_word(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Viewer.here()
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "chief.constable")
    assert Viewer.here() == before
    assert before.who != "chief.constable"


def test_a_register_that_another_holds_is_found_out_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.register.database.PATIENCE", 0.1)
    register = Register.open(tmp_path)
    register.ready()
    holder = sqlite3.connect(tmp_path / "register.sqlite")
    holder.execute("begin immediate")
    with pytest.raises(RegisterError, match="cannot be written to"):
        register.ready()
    holder.close()


HEADINGS = ("Crime No", "Nominal", "Date", "HO Code")
CHOSEN: dict[str, str | None] = {"crime_ref": "Crime No", "recorded_on": "Date", "ward": None}


def test_what_was_chosen_for_a_files_headings_is_known_for_the_next(
    place: Place, register: Register
) -> None:
    register.remember(SUPERVISOR, HEADINGS, CHOSEN)
    assert register.recall(HEADINGS) == CHOSEN
    assert place.open().recall(HEADINGS) == CHOSEN


def test_headings_are_known_again_in_any_order(register: Register) -> None:
    register.remember(SUPERVISOR, HEADINGS, CHOSEN)
    for order in permutations(HEADINGS):
        assert register.recall(order) == CHOSEN


@pytest.mark.parametrize(
    "others",
    [
        (),
        HEADINGS[:3],
        (*HEADINGS, "Notes"),
        ("crime no", *HEADINGS[1:]),
        ("Crime No Nominal", *HEADINGS[2:]),
        (*HEADINGS, "HO Code"),
    ],
)
def test_other_headings_recall_nothing(register: Register, others: tuple[str, ...]) -> None:
    register.remember(SUPERVISOR, HEADINGS, CHOSEN)
    assert register.recall(others) == {}


def test_the_newest_choice_wins_whoever_made_it(register: Register) -> None:
    register.remember(SUPERVISOR, HEADINGS, CHOSEN)
    register.remember(SUPERVISOR, HEADINGS[:2], {"crime_ref": "Nominal"})
    corrected = {"suspect_id": "Nominal"}
    register.remember(Viewer("an analyst"), [*reversed(HEADINGS)], corrected)
    assert register.recall(HEADINGS) == corrected
    assert register.recall(HEADINGS[:2]) == {"crime_ref": "Nominal"}


def test_nothing_is_recalled_where_nobody_chose(register: Register) -> None:
    assert register.recall(HEADINGS) == {}


def test_odd_headings_are_kept_as_they_are(register: Register) -> None:
    odd = ("<script>", "=1+1", "'; drop table mappings; --", "Ünïcode – “quoted”", "a, b")
    chosen: dict[str, str | None] = {"crime_ref": odd[2], "suspect_name": odd[3]}
    register.remember(SUPERVISOR, odd, chosen)
    assert register.recall(odd) == chosen


def test_a_register_from_before_choices_were_kept_learns_to_keep_them(tmp_path: Path) -> None:
    shutil.copyfile(OLD, tmp_path / "register.sqlite")
    connection = sqlite3.connect(tmp_path / "register.sqlite")
    connection.execute("drop table mappings")
    connection.close()
    register = Register.open(tmp_path)
    register.remember(SUPERVISOR, HEADINGS, CHOSEN)
    assert register.recall(HEADINGS) == CHOSEN
    assert register.log().height == 27


def test_a_choice_that_cannot_be_kept_is_reported(place: Place, register: Register) -> None:
    place.run("drop table mappings")
    with pytest.raises(RegisterError, match="cannot be written to"):
        register.remember(SUPERVISOR, HEADINGS, CHOSEN)
    with pytest.raises(RegisterError, match="cannot be read"):
        register.recall(HEADINGS)


def test_what_somebody_chose_for_themselves_is_theirs_alone_until_they_choose_again(
    place: Place,
) -> None:
    register = place.open()
    one, other = Viewer(who="one"), Viewer(who="another")
    assert register.setting(one, "own borough") is None
    for value in ("E09000007", "E09000008"):
        register.keep_setting(one, "own borough", value)
    assert register.setting(one, "own borough") == "E09000008"
    assert register.setting(one, "another setting") is None
    assert register.setting(other, "own borough") is None
    register.keep_setting(one, "own borough", None)
    assert place.open().setting(one, "own borough") is None
