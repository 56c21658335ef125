"""`harmdesk find`: its keys, its refusals, and that a person at a terminal reads the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.notices import LIMITS
from tests.contract.program import Here, assert_refused, contents, harmdesk

pytestmark = pytest.mark.slow

KEYS = ["suspect_id", "name", "position", "days", "score"]


def test_find_answers_whom_a_text_may_mean_and_where_they_stand(small: Path) -> None:
    found = harmdesk("find", "Ann", "--json", data=small).json
    assert found["rows"] == [
        {"suspect_id": "S1", "name": "Ann", "position": 1, "days": 2372.5, "score": 100}
    ]
    assert list(found["rows"][0]) == KEYS
    assert found["matched"] == 1


def test_find_answers_null_for_a_place_that_there_is_none(small: Path, here: Here) -> None:
    (row,) = here("find", "Cem", "--json", "--data", str(small)).json["rows"]
    assert row == dict(zip(KEYS, ("S3", "Cem", None, None, 100), strict=True))


@pytest.mark.parametrize(
    ("text", "suspects"),
    [
        ("s1", ["S1"]),
        (" S 1 ", ["S1"]),
        ("C1", ["S1"]),
        ("c4", ["S3"]),
        ("Bne", ["S2"]),
        ('<b>"S4', ['<b>"S4']),
        ("C6", []),
        ("V1", []),
        ("'; drop table allegations; --", []),
        ("%", []),
        ("\x1b[31m", []),
        ("x" * 200, []),
        ("zzzz", []),
    ],
)
def test_find_by_reference_name_or_crime(
    small: Path, here: Here, *, text: str, suspects: list[str]
) -> None:
    found = here("find", text, "--json", "--data", str(small)).json
    assert [row["suspect_id"] for row in found["rows"]] == suspects
    assert found["matched"] == len(suspects)


def test_a_text_may_be_several_words_and_begin_with_a_dash(small: Path, here: Here) -> None:
    data = ("--json", "--data", str(small))
    assert [row["suspect_id"] for row in here("find", "Ann", "B", *data).json["rows"]] == []
    assert here("find", *data, "--", "-Ann-").json["rows"][0]["suspect_id"] == "S1"


def test_the_options_of_rank_move_the_positions(small: Path, here: Here) -> None:
    query = ("find", "S1", "--as-of", "2026-01-05", "--json", "--data", str(small))
    assert here(*query).json["rows"][0]["days"] == 1825.0
    query = ("find", "S2", "--definition", "all", "--index", "ons-css-2020", "--json")
    assert here(*query, "--data", str(small)).json["rows"][0]["position"] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("",), "There is nothing to search for"),
        (("   ",), "There is nothing to search for"),
        (("\n\t",), "There is nothing to search for"),
        ((), "Missing argument 'TEXT'"),
        (("Ann", "--window", "0"), "window days is 0"),
        (("Ann", "--as-of", "28/02/2026"), "'28/02/2026' is not a date"),
        (("Ann", "--index", "nothing"), "There is no index called 'nothing'"),
        (("Ann", "--bogus"), "No such option: --bogus"),
    ],
)
def test_bad_input_is_refused_in_a_line(
    small: Path, here: Here, *, arguments: tuple[str, ...], words: str
) -> None:
    before = contents(small)
    assert_refused(here("find", "--data", str(small), *arguments), words)
    assert contents(small) == before


def test_a_folder_without_data_is_reported(tmp_path: Path, here: Here) -> None:
    assert_refused(here("find", "Ann", "--data", str(tmp_path / "nothing")), "There is no data in")
    assert not (tmp_path / "nothing").exists()


def test_nothing_is_found_without_a_log(tmp_path: Path, small: Path, here: Here) -> None:
    data = tmp_path / "data"
    shutil.copytree(small, data)
    (data / "register.sqlite").write_bytes(b"this is no register" * 2000)
    assert_refused(here("find", "Ann", "--data", str(data)), "nothing is shown without a log")


def test_a_search_leaves_a_line(tmp_path: Path, small: Path, here: Here) -> None:
    data = tmp_path / "data"
    shutil.copytree(small, data)
    here("find", "Ann  Lee", "--json", "--data", str(data))
    line = Workspace(Settings(data=data)).register.log().row(-1, named=True)
    assert (line["action"], line["subject"]) == ("find", "Ann Lee")


def test_a_search_that_is_too_long_is_refused(small: Path, here: Here) -> None:
    assert_refused(here("find", "." * 201, "--data", str(small)), "and 200 are the most")


def test_a_person_at_a_terminal_reads_the_same(
    small: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    answer = here("find", "S1", "--data", str(small)).out
    for words in ("S1", "Ann", "1 of 2", "2,372.5", "100 %", "the reference", LIMITS):
        assert words in answer
    assert "1 suspect matches “S1”." in answer
    assert "offender" not in answer.lower()


def test_nobody_found_is_reported_in_words_and_is_no_error(small: Path, here: Here) -> None:
    answer = here("find", "Zebedee\x1b[31m", "--data", str(small))
    assert (answer.code, answer.err) == (0, "")
    assert "Nobody in the data matches “Zebedee [31m”; check the spelling" in answer.out
    assert "\x1b" not in answer.out


def test_the_demonstration_answers_soon_and_finds_the_first_of_the_list(
    demonstration: Path,
) -> None:
    first = harmdesk("rank", "--top", "1", "--json", data=demonstration).json["rows"][0]
    (row,) = harmdesk("find", first["suspect_id"].lower(), "--json", data=demonstration).json[
        "rows"
    ]
    assert (row["suspect_id"], row["position"], row["days"], row["score"]) == (
        *(first["suspect_id"], 1, first["days"]),
        100,
    )
    again = harmdesk("find", row["name"], "--json", data=demonstration).json["rows"]
    best = [one["suspect_id"] for one in again if one["score"] == again[0]["score"]]
    assert first["suspect_id"] in best
