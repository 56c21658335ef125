"""Freezing, listing, making again and comparing from the command line."""

from pathlib import Path
from typing import Any

import pytest

from tests.contract.program import Here, assert_refused, contents

PARTS = (
    *("new", "aged_out", "reclassified", "status", "minimum"),
    *("shares", "links", "rules", "index"),
)


@pytest.fixture
def data(tmp_path: Path, extract: Path, here: Here) -> list[str]:
    """A folder of one's own with the extract in it, as options."""
    options = ["--data", str(tmp_path / "data")]
    assert here("load", str(extract), *options).code == 0
    return options


def frozen(here: Here, data: list[str], *options: str) -> dict[str, Any]:
    return here("freeze", *data, "--json", *options).json


def test_freeze_says_what_names_the_list(here: Here, data: list[str]) -> None:
    answer = frozen(here, data)
    assert set(answer) == {"list", "as_of", "rules_id", "version", "sha256"}
    assert (answer["as_of"], answer["version"], len(answer["sha256"])) == ("2026-01-10", 1, 64)
    ranked = here("rank", *data, "--json").json
    assert answer["rules_id"] == ranked["rules_id"]
    assert frozen(here, data) == answer


def test_freeze_takes_the_options_of_rank(here: Here, data: list[str]) -> None:
    plain = frozen(here, data)
    for options in (
        ("--as-of", "2026-01-09"),
        ("--window", "30"),
        ("--index", "ons-css-2020"),
        ("--top", "1"),
        ("--definition", "all"),
        ("--ties", "all-in"),
    ):
        assert frozen(here, data, *options)["list"] != plain["list"]


def test_lists_names_them_by_date(here: Here, data: list[str]) -> None:
    assert here("lists", *data, "--json").json == {"lists": []}
    assert "No list is frozen yet" in here("lists", *data).out
    later = frozen(here, data)
    earlier = frozen(here, data, "--as-of", "2026-01-09")
    answer = here("lists", *data, "--json").json["lists"]
    assert [one["list"] for one in answer] == [earlier["list"], later["list"]]
    assert answer[1].items() >= later.items()
    words = here("lists", *data).out
    assert earlier["list"] in words
    assert later["list"] in words


def test_reproduce_says_identical_also_after_a_load(
    here: Here, data: list[str], tmp_path: Path
) -> None:
    name = frozen(here, data)["list"]
    more = tmp_path / "more.csv"
    more.write_text(
        "crime_ref,suspect_id,offence_code,recorded_on,victim_sex,crime_status\n"
        "C1,S1,019/08,2026-01-05,F,cancelled\n"
    )
    assert here("load", str(more), *data).code == 0
    answer = here("reproduce", name, *data, "--json").json
    assert answer == {"list": name, "identical": True, "removed": 0, "differences": []}
    assert "is identical" in here("reproduce", name, *data).out


def test_movement_has_the_parts_of_everyone(here: Here, data: list[str], tmp_path: Path) -> None:
    name = frozen(here, data)["list"]
    more = tmp_path / "more.csv"
    more.write_text(
        "crime_ref,suspect_id,offence_code,recorded_on,victim_sex,crime_status,suspect_name\n"
        "C1,S1,019/08,2026-01-05,F,cancelled,Ann\n"
        "C8,S8,019/08,2026-01-09,F,,=1+1\n"
    )
    assert here("load", str(more), *data).code == 0
    answer = here("movement", name, "now", *data, "--json").json
    assert (answer["entered"], answer["left"]) == (1, 0)
    rows = {row["suspect_id"]: row for row in answer["rows"]}
    for row in rows.values():
        assert sum(row[part] for part in PARTS) == row["days_after"] - row["days_before"]
    assert rows["S1"]["status"] < 0
    assert rows["S8"]["new"] == rows["S8"]["days_after"]
    assert (rows["S8"]["position_before"], rows["S8"]["days_before"]) == (None, 0)
    words = here("movement", name, "now", *data).out
    assert "1 entered: 1 by new allegations" in words
    assert "=1+1" in words


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("reproduce", "no-such-list"), "There is no frozen list called 'no-such-list'"),
        (("reproduce",), "Missing argument 'LIST'"),
        (("movement", "now", "no-such-list"), "There is no frozen list called 'no-such-list'"),
        (("movement", "now"), "Missing argument 'TO'"),
        (("freeze", "--as-of", "2020-01-01"), "The record begins on 2026-01-05"),
        (("freeze", "--as-of", "tomorrow"), "'tomorrow' is not a date"),
        (("freeze", "--ties", "toss"), "ties is 'toss'"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_kept(
    here: Here, data: list[str], command: tuple[str, ...], words: str
) -> None:
    assert here("lists", *data).code == 0  # the register is made
    before = contents(Path(data[1]))
    assert_refused(here(command[0], *data, *command[1:]), words)
    assert contents(Path(data[1])) == before


@pytest.mark.parametrize(
    "command",
    [
        ("freeze",),
        ("movement", "now", "now"),
        ("lists",),
        ("reproduce", "x"),
        ("movement", "x", "y"),
    ],
)
def test_a_folder_without_data_has_nothing_to_freeze(
    here: Here, tmp_path: Path, command: tuple[str, ...]
) -> None:
    answer = here(*command, "--data", str(tmp_path / "nothing"))
    assert_refused(answer, "There is no data in")
    assert not (tmp_path / "nothing").exists()
