"""Two forces that give the same references, as a script meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.main import get_command

from dashboard.cli.main import app
from tests.contract.program import Answer, Here, assert_refused, in_this_process
from tests.unit.dashboard.forces import CITY, IN_CITY, MET, extract, line

GROUNDS = ("--reason", "the person asked for it", "--authority", "case 17")
WHY = ("--reason", "request 12 of May")
S1 = f"{CITY}/S1"
#: Every command that takes a reference: what stands before it, and after.
TAKES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "explain": (("explain",), ()),
    "handout": (("handout", "--out", "OUT", "--profile"), ()),
    "person": (("person",), WHY),
    "erase": (("erase",), GROUNDS),
    "restrict": (("restrict",), GROUNDS),
    "link decide": (("link", "decide", "S2"), ("same", *WHY)),
    "link undo": (("link", "undo", "S2"), WHY),
    "case propose": (("case", "propose"), ("--ground", "stalking", *WHY)),
    "case show": (("case", "show"), ()),
    "case review": (("case", "review"), ()),
    "case counter": (("case", "counter"), ("--answer", "nobody else is named")),
    "case plan": (("case", "plan"), ("--text", "a plan of ours")),
    "case note": (("case", "note"), ("measure", "order=DVPO")),
    "case outcome": (("case", "outcome"), ("--text", "an outcome of ours")),
    "case victim": (("case", "victim"), ("V1", "--lead", "somebody")),
    "case adopt": (("case", "adopt"), ("--owner", "DC Other", *WHY)),
    "case decline": (("case", "decline"), WHY),
    "case defer": (("case", "defer"), ("--until", "2026-06-01", *WHY)),
    "case close": (("case", "close"), WHY),
    "case reopen": (("case", "reopen"), WHY),
    "case minutes": (("case", "minutes"), ("--meeting", "2026-06-01")),
}
#: What `--force NAME` says of other commands: a file's rows, or whom to show.
OTHERWISE = {"load", "score", "find", "rank"}


def every_command() -> dict[str, list[str]]:
    """The options of each command, by its name."""
    found: dict[str, list[str]] = {}
    tree = get_command(app)
    for name, command in tree.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        for own, one in (inner or {"": command}).items():
            whole = f"{name} {own}".strip()
            metavars = [getattr(p, "metavar", None) for p in one.params]
            names = [n for p in one.params for n in p.opts]
            found[whole] = [*names, *[str(m) for m in metavars]]
    return found


def test_every_command_that_takes_a_reference_takes_a_force() -> None:
    commands = every_command()
    takes = {
        name
        for name, words in commands.items()
        if {"REF", "SUSPECT", "A"} & set(words) and name not in OTHERWISE
    }
    assert takes == set(TAKES)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forces")
    where = ("--data", str(folder / "data"))
    met = extract(folder / "met.csv", line(), line("C2", "S2"))
    city = extract(folder / "city.csv", line(borough=IN_CITY), line("C3", borough=IN_CITY))
    assert in_this_process("load", str(met), *where).code == 0
    assert in_this_process("load", str(city), "--force", "CoLP", *where).code == 0
    return folder / "data"


@pytest.fixture
def data(record: Path, tmp_path: Path) -> list[str]:
    shutil.copytree(record, tmp_path / "data")
    return ["--data", str(tmp_path / "data")]


def asked(here: Here, command: str, reference: str, *more: str, data: list[str]) -> Answer:
    before, after = TAKES[command]
    out = str(Path(data[1]).parent / "out.pdf")
    words = [out if word == "OUT" else word for word in before]
    return here(*words, reference, *after, *more, *data)


@pytest.mark.parametrize("command", TAKES)
def test_a_reference_of_two_forces_is_refused_until_one_is_named(
    here: Here, data: list[str], command: str
) -> None:
    refused = asked(here, command, "S1", data=data)
    assert_refused(refused, CITY)
    assert (
        f"The reference 'S1' is one of {CITY} and one of {MET}; say which is meant with --force, "
        f"such as --force '{CITY}', or write it as '{CITY}/S1'."
    ) in refused.err
    unknown = asked(here, command, "S1", "--force", "Kent", data=data)
    assert_refused(unknown, "No rows of the force")
    meant = asked(here, command, "S1", "--force", "CoLP", data=data)
    assert not any(words in meant.err for words in ("say which is meant", "No such option"))


@pytest.mark.parametrize(
    ("force", "days", "crimes"), [("Met", 1, ["C1"]), ("CoLP", 2, ["C1", "C3"])]
)
def test_explain_is_about_the_force_that_is_named(
    here: Here, data: list[str], force: str, days: int, crimes: list[str]
) -> None:
    found = here("explain", "S1", "--force", force, "--json", *data).json
    one = here("explain", "S2", "--json", *data).json["days"]
    assert found["days"] == days * one
    assert sorted(row["crime_ref"] for row in found["allegations"]) == crimes
    assert found["suspect_id"] == "S1"
    assert {found["force"], *(row["force"] for row in found["allegations"])} == {
        CITY if force == "CoLP" else MET
    }


def test_a_list_says_whose_each_reference_is(here: Here, data: list[str]) -> None:
    rows = here("rank", "--json", *data).json["rows"]
    assert (rows[0]["force"], rows[0]["suspect_id"]) == (CITY, "S1")
    assert {(row["force"], row["suspect_id"]) for row in rows[1:]} == {(MET, "S1"), (MET, "S2")}
    assert f"{MET} and {CITY}" in here("rank", *data).out


def test_find_says_it_too_and_finds_those_of_one_force(here: Here, data: list[str]) -> None:
    both = here("find", "S1", "--json", *data).json
    assert {row["force"] for row in both["rows"]} == {CITY, MET}
    one = here("find", "S1", "--force", "CoLP", "--json", *data).json
    assert [row["force"] for row in one["rows"]] == [CITY]
    assert_refused(here("find", "S1", "--force", "Kent", *data), "No rows of the force")


def test_a_list_of_one_force_alone_keeps_its_places(here: Here, data: list[str]) -> None:
    whole = here("rank", "--json", *data).json["rows"]
    for force, name in (("Met", MET), ("CoLP", CITY)):
        rows = here("rank", "--force", force, "--json", *data).json["rows"]
        assert rows == [row for row in whole if row["force"] == name]
    assert_refused(here("rank", "--force", "Kent", *data), "No rows of the force")


def test_erasing_says_whose_and_leaves_the_other(here: Here, data: list[str]) -> None:
    assert here("erase", "S1", "--force", "Met", *GROUNDS, *data).code == 0
    rows = here("rank", "--json", *data).json["rows"]
    assert {(row["force"], row["suspect_id"]) for row in rows} == {(CITY, "S1"), (MET, "S2")}


def test_a_record_of_one_force_says_nothing_of_it(here: Here, tmp_path: Path) -> None:
    where = ["--data", str(tmp_path / "data")]
    assert here("load", str(extract(tmp_path / "a.csv", line())), *where).code == 0
    answer = here("rank", "--json", *where)
    assert "force" not in json.loads(answer.out)["rows"][0]
    assert MET not in here("rank", *where).out


def test_force_alone_still_writes_onto_a_file_of_another_kind(
    here: Here, data: list[str], tmp_path: Path
) -> None:
    there = tmp_path / "notes.txt"
    there.write_text("something else")
    words = ("explain", "S2", "--pdf", str(there))
    assert_refused(here(*words, *data), "notes.txt")
    assert here(*words, "--force", *data).code == 0
    there.write_text("something else")
    assert here(*words, "--overwrite", *data).code == 0


def test_a_file_after_force_is_no_force(here: Here, data: list[str], tmp_path: Path) -> None:
    file = extract(tmp_path / "more.csv", line("C9"))
    assert_refused(here("load", "--force", str(file), str(file), *data), "no name of a force")
