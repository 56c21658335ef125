"""Links from the command line, as a script would call them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.contract.program import Here, assert_refused
from tests.unit.dashboard.build import loaded, row


@pytest.fixture
def data(tmp_path: Path) -> str:
    loaded(
        tmp_path / "data",
        row(crime_ref="C1", suspect_id="A1", suspect_sex="M"),
        row(crime_ref="C2", suspect_id="A2", suspect_sex="M"),
        row(crime_ref="C3", suspect_id="B", suspect_sex="F"),
    )
    return str(tmp_path / "data")


def test_two_references_are_decided_listed_and_undone(here: Here, data: str) -> None:
    plain = here("rank", "--data", data, "--json").out
    reason = ["--reason", "the same photo", "--data", data]
    done = json.loads(here("link", "decide", "A2", "A1", "same", *reason, "--json").out)
    assert (done["a"], done["b"], done["decision"], done["waits"]) == ("A1", "A2", "same", False)
    assert done["references"] == ["A1", "A2"]
    assert done["text"] == "A1 and A2 count as one person, called A1."
    listed = json.loads(here("link", "list", "--data", data, "--json").out)
    assert listed["links"] == [
        {
            "a": "A1",
            "b": "A2",
            "weight": None,
            "band": None,
            "raised_by": 0.0,
            "decision": "same",
            "who": done["who"],
            "state": "used",
            "held": [],
        }
    ]
    assert (listed["version"], listed["people"]) == (1, [["A1", "A2"]])
    rows = json.loads(here("rank", "--data", data, "--json").out)["rows"]
    assert {line["suspect_id"]: line.get("references") for line in rows} == {
        "A1": ["A1", "A2"],
        "B": None,
    }
    opened = json.loads(here("explain", "A2", "--data", data, "--json").out)
    assert (opened["suspect_id"], opened["references"]) == ("A1", ["A1", "A2"])
    person = json.loads(
        here("person", "A2", "--reason", "request 12 of May", "--data", data, "--json").out
    )
    assert person["references"] == ["A1", "A2"]
    assert {line["suspect_id"] for line in person["allegations"]} == {"A1", "A2"}
    here("link", "undo", "A1", "A2", *reason)
    assert here("rank", "--data", data, "--json").out == plain
    lines = json.loads(here("log", "list", "--data", data, "--json").out)["lines"]
    assert [line["action"] for line in lines].count("combination") == 3


def test_what_cannot_be_decided_is_one_sentence_and_code_2(here: Here, data: str) -> None:
    reason = ["--reason", "the same photo", "--data", data]
    assert_refused(here("link", "decide", "A1", "A1", "same", *reason), "given twice")
    assert_refused(here("link", "decide", "A1", "XYZ", "same", *reason), "Nobody in the data has")
    assert_refused(here("link", "decide", "A1", "A2", "maybe", *reason), "and not 'maybe'")
    assert_refused(here("link", "decide", "A1", "A2", "same", "--data", data), "needs a reason")
    assert_refused(here("link", "undo", "A1", "A2", *reason), "nothing to undo")
    assert_refused(here("link", "list", "--state", "odd", "--data", data), "and not 'odd'")
    here("link", "decide", "A1", "A2", "same", *reason)
    assert_refused(here("link", "decide", "A1", "A2", "same", *reason), "has already decided")


def test_a_pair_that_is_held_says_why(here: Here, data: str) -> None:
    done = here("link", "decide", "A1", "B", "same", "--reason", "one photo", "--data", data)
    assert "It is not used: different sexes are recorded of them." in done.out


def test_erasing_a_person_erases_all_of_their_references(here: Here, data: str) -> None:
    here("link", "decide", "A1", "A2", "same", "--reason", "one photo", "--data", data)
    kept = here("freeze", "--data", data, "--json").json
    grounds = ["--reason", "expired", "--authority", "case 17", "--data", data]
    done = here("erase", "A2", *grounds, "--json").json
    assert done["allegations"] == 2
    rows = here("rank", "--data", data, "--json").json["rows"]
    assert [line["suspect_id"] for line in rows] == ["B"]
    assert here("link", "list", "--data", data, "--json").json["links"] == []
    assert here("log", "verify", "--data", data, "--json").json["sound"]
    again = here("reproduce", kept["list"], "--data", data, "--json").json
    assert (again["identical"], again["removed"]) == (True, 1)
    for file in Path(data).glob("register.sqlite*"):
        assert b"one photo" not in file.read_bytes()


def test_pairs_are_proposed_and_listed_and_nobody_is_joined(here: Here, tmp_path: Path) -> None:
    derek = {"suspect_sex": "M", "suspect_home_borough": "E09000007"}
    born, turned = date(1988, 3, 5), date(1988, 5, 3)
    loaded(
        tmp_path / "data",
        row(
            crime_ref="C1", suspect_id="A1", suspect_name="Sean O’Neill", suspect_born=born, **derek
        ),
        row(
            crime_ref="C2",
            suspect_id="A2",
            suspect_name="Sean ONeill",
            suspect_born=turned,
            **derek,
        ),
    )
    data = str(tmp_path / "data")
    ranked = here("rank", "--data", data, "--json").out
    found = here("link", "propose", "--data", data, "--json").json
    (pair,) = found["links"]
    assert {"a", "b", "weight", "band", "decision", "who"} <= pair.keys()
    assert (pair["a"], pair["b"], pair["decision"]) == ("A1", "A2", "proposed")
    assert pair["levels"]["born"]["level"] == "day and month changed places"
    assert found["written"] == 1
    (listed,) = here("link", "list", "--data", data, "--json").json["links"]
    assert (listed["a"], listed["b"], listed["state"]) == ("A1", "A2", "proposed")
    assert (listed["weight"], listed["band"]) == (pair["weight"], pair["band"])
    assert here("link", "propose", "--data", data, "--json").json["written"] == 0
    assert here("rank", "--data", data, "--json").out == ranked
    assert "may be one person" in here("link", "propose", "--data", data).out


def test_how_good_the_matching_is(here: Here, data: str) -> None:
    found = here("linking", "--data", data, "--json").json
    assert [band["band"] for band in found["bands"]] == ["very likely", "likely", "possible"]
    assert all({"pairs", "precision", "low", "high"} <= band.keys() for band in found["bands"])
    assert (found["known"], found["groups"], found["calibration"]) == ("nothing", [], [])
    assert "Nobody has decided on any pair yet" in here("linking", "--data", data).out
