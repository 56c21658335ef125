"""Every command in every role of a demonstration: what is not written here fails the build."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from dashboard.access.viewer import Viewer
from dashboard.cli.main import app
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.contract.program import Here, assert_refused
from tests.unit.dashboard.build import loaded, row, written

CAMDEN, HACKNEY = "E09000007", "E09000012"
ROLES: Final = ("analyst", f"supervisor@{CAMDEN}", "auditor", "administrator")
#: For each command its arguments, and for each of `ROLES` whether it may: y, or n.
COMMANDS: Final[dict[str, tuple[list[str], str]]] = {
    "demo": ([], "ynnn"),
    "load": (["FILE"], "ynnn"),
    "score": (["FILE"], "yynn"),
    "rank": ([], "yynn"),
    "explain": (["OWN"], "yynn"),
    "find": (["OWN"], "yynn"),
    "places": ([], "yynn"),
    "allocate": ([], "yynn"),
    "reach": ([], "yyyn"),
    "handout": (["--out", "OUT"], "yynn"),
    "freeze": ([], "ynnn"),
    "lists": ([], "yyyn"),
    "reproduce": (["LIST"], "yynn"),
    "movement": (["2026-04-01", "now"], "yynn"),
    "withdraw": (["1", "--reason", "wrong"], "ynnn"),
    "person": (["OWN", "--reason", "request 12 of May"], "ynyn"),
    "restrict": (["OWN", "--reason", "doubt", "--authority", "case 17"], "nnny"),
    "erase": (["OWN", "--reason", "expired", "--authority", "case 17"], "nnny"),
    "corrections": ([], "yynn"),
    "doctor": ([], "yyyy"),
    "stability": ([], "yynn"),
    "edition": (["INDEX"], "yynn"),
    "linking": ([], "ynnn"),
    "retention": ([], "yyyy"),
    "backup": (["OUT"], "nnny"),
    "restore": (["OUT"], "nnny"),
}
#: What starts a server, and shows nothing itself: its pages have rights of their own.
APART: Final = {"serve"}
#: What a refusal says.
REFUSED: Final = ("is for ", "only with a reason")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record and the files that commands are given; to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    loaded(
        folder / "data",
        row(suspect_id="OWN", suspect_home_borough=CAMDEN, borough=CAMDEN),
        row(crime_ref="C2", suspect_id="FAR", suspect_home_borough=HACKNEY, borough=HACKNEY),
        synthetic=True,
    )
    written(folder / "FILE.csv", row(crime_ref="C3"))
    kept = freeze_list(ask(Workspace(Settings(data=folder / "data")), Viewer("ada")))
    (folder / "LIST").write_text(kept.name)
    (folder / "index.csv").write_text("code,title,days\n008/06,,1\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path, prepared: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path, dirs_exist_ok=True))


WHY: Final = ("--reason", "Grave harm that goes on")
#: The same for commands of a group.
GROUPED: Final[dict[tuple[str, str], tuple[list[str], str]]] = {
    ("streets", "import"): (["STREETS"], "ynny"),
    ("streets", "show"): ([], "yyyn"),
    ("streets", "remove"): ([], "ynny"),
    ("link", "propose"): ([], "ynnn"),
    ("link", "decide"): (["OWN", "FAR", "same", "--reason", "the same photo"], "ynnn"),
    ("link", "undo"): (["OWN", "FAR", "--reason", "two brothers"], "ynnn"),
    ("link", "list"): ([], "ynnn"),
    ("case", "list"): ([], "yynn"),
    ("case", "show"): (["OWN"], "yynn"),
    ("case", "propose"): (["OWN", "--ground", "stalking", *WHY], "yynn"),
    ("case", "review"): (["OWN"], "yynn"),
    ("case", "counter"): (["OWN", "--answer", "It was defence"], "yynn"),
    ("case", "adopt"): (["OWN", "--owner", "olu", *WHY], "nynn"),
    ("case", "decline"): (["OWN", *WHY], "nynn"),
    ("case", "defer"): (["OWN", "--until", "2026-06-01", *WHY], "nynn"),
    ("case", "plan"): (["OWN", "--strand", "pursue"], "yynn"),
    ("case", "note"): (["OWN", "scheme", "scheme=mappa"], "yynn"),
    ("case", "outcome"): (["OWN", "--what", "arrest"], "yynn"),
    ("case", "victim"): (["OWN", "V1", "--lead", "vic"], "nynn"),
    ("case", "close"): (["OWN", *WHY], "nynn"),
    ("case", "reopen"): (["OWN", "--owner", "olu", *WHY], "nynn"),
    ("case", "minutes"): ([], "yynn"),
    ("case", "pack"): (["--out", "OUT"], "yynn"),
    ("case", "calendar"): (["--out", "OUT"], "yynn"),
    ("case", "results"): ([], "yyyn"),
}


@pytest.mark.parametrize("command", GROUPED)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_the_commands_of_a_group_that_are_written_here(
    here: Here,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    role: str,
    command: tuple[str, str],
) -> None:
    arguments, cells = GROUPED[command]
    monkeypatch.setenv("HARMDESK_ROLE", role)
    files = {"OUT": "out.pdf", "STREETS": "index.csv"}
    words = [str(folder / files[word]) if word in files else word for word in arguments]
    answer = here(*command, *words, "--data", str(folder / "data"))
    if cells[ROLES.index(role)] == "y":
        assert not any(words in answer.err for words in REFUSED), answer.err
    else:
        assert_refused(answer, "To " if "only with" not in answer.err else "An auditor may ")


def test_every_command_of_a_group_has_an_expectation() -> None:
    known = {
        (str(group.name or group.typer_instance.info.name), str(command.name))  # type: ignore[union-attr]
        for group in app.registered_groups
        for command in group.typer_instance.registered_commands  # type: ignore[union-attr]
    }
    named = {group for group, _ in GROUPED}
    assert {pair for pair in known if pair[0] in named} == set(GROUPED)


def test_every_command_has_an_expectation_for_every_role() -> None:
    known = {str(command.callback.__name__) for command in app.registered_commands}  # type: ignore[union-attr]
    assert known == set(COMMANDS) | APART
    assert {len(cells) for _, cells in COMMANDS.values()} == {len(ROLES)}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_the_commands_that_are_written_here(
    here: Here, folder: Path, monkeypatch: pytest.MonkeyPatch, role: str, command: str
) -> None:
    arguments, cells = COMMANDS[command]
    monkeypatch.setenv("HARMDESK_ROLE", role)
    named = {
        "FILE": str(folder / "FILE.csv"),
        "OUT": str(folder / "out.pdf"),
        "INDEX": str(folder / "index.csv"),
        "LIST": (folder / "LIST").read_text(),
    }
    before = sorted(path.name for path in (folder / "data").iterdir())
    words = [named.get(argument, argument) for argument in arguments]
    answer = here(command, *words, "--data", str(folder / "data"))
    if cells[ROLES.index(role)] == "y":
        assert not any(words in answer.err for words in REFUSED), answer.err
        assert "FAR" not in answer.out or role == "analyst"
        return
    assert_refused(answer, "To " if "only with" not in answer.err else "An auditor may ")
    assert any(words in answer.err for words in REFUSED)
    after = sorted(path.name for path in (folder / "data").iterdir())
    assert [name for name in after if not name.startswith("register")] == [
        name for name in before if not name.startswith("register")
    ]
    assert not (folder / "out.pdf").exists()


@pytest.mark.parametrize("command", ["explain", "find"])
def test_a_reference_out_of_sight_is_answered_as_one_of_nobody(
    here: Here, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("HARMDESK_ROLE", ROLES[1])
    answers = [
        here(command, reference, "--data", str(folder / "data")) for reference in ("FAR", "XYZ")
    ]
    forbidden, unknown = (
        (answer.code, answer.out, answer.err.replace("FAR", "XYZ")) for answer in answers
    )
    assert answers[0].out.replace("FAR", "XYZ") == unknown[1]
    assert (forbidden[0], forbidden[2]) == (unknown[0], unknown[2])


def test_an_auditor_sees_people_with_a_reason(
    here: Here, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HARMDESK_ROLE", "auditor")
    monkeypatch.setenv("HARMDESK_REASON", "complaint 12 of May")
    assert here("explain", "FAR", "--data", str(folder / "data")).code == 0
    lines = Workspace(Settings(data=folder / "data")).register.log().tail(2)
    assert lines.select("role", "action", "subject").rows() == [
        ("auditor", "reason", "complaint 12 of May"),
        ("auditor", "suspect", "FAR"),
    ]


def test_a_role_is_refused_on_other_data_than_a_demonstration(
    here: Here, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(folder / "data", row(crime_ref="C9"))
    monkeypatch.setenv("HARMDESK_ROLE", "analyst")
    answer = here("rank", "--data", str(folder / "data"))
    assert_refused(answer, "a role is chosen on a demonstration alone")
