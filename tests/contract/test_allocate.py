"""`harmdesk allocate`: its keys, its sums, its refusals, and what a person at a terminal reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from harm.allocation.areas import RULES
from tests.contract.program import Here, assert_refused, harmdesk

pytestmark = pytest.mark.slow

ABOUT = [*("pool", "by", "demand", "strength", "version", "elsewhere", "worst_before")]
OF_RULE = [*("rule", "areas", "worst", "ratio", "left", "without", "unknown", "note")]
AREA = [*("code", "name", "base", "demand", "posts", "after", "workload")]


def test_allocate_answers_one_rule(small: Path) -> None:
    query = ("allocate", "--pool", "240", "--rule", "even-workload", "--by", "bcu", "--json")
    answer = harmdesk(*query, data=small).json
    assert list(answer) == ABOUT + OF_RULE
    assert [list(area) for area in answer["areas"]] == [AREA] * 12
    posts = {area["code"]: area["posts"] for area in answer["areas"] if area["posts"]}
    assert posts == {"SE": 92, "SN": 85, "WA": 63}
    assert (answer["rule"], answer["demand"], answer["left"]) == ("even-workload", "vawg-2025", 0)
    south_east = next(area for area in answer["areas"] if area["code"] == "SE")
    assert (south_east["base"], south_east["demand"]) == (1700.78, 13813)
    assert south_east["after"] == 1792.78
    assert south_east["workload"] == pytest.approx(13_813 / 1_792.78)
    assert answer["worst"] == max(area["workload"] for area in answer["areas"])
    assert answer["ratio"] == pytest.approx(
        answer["worst"] / min(area["workload"] for area in answer["areas"])
    )


def test_allocate_needs_no_data_for_what_is_published(tmp_path: Path, here: Here) -> None:
    nothing = str(tmp_path / "nothing")
    answer = here("allocate", "--rule", "equal", "--json", "--data", nothing).json
    assert sum(area["posts"] for area in answer["areas"]) == 240
    assert answer["version"] is None
    assert_refused(here("allocate", "--demand", "homes", "--data", nothing), "There is no data in")


def test_without_a_rule_each_is_answered(small: Path, here: Here) -> None:
    answer = here("allocate", "--pool", "7", "--json", "--data", str(small)).json
    assert list(answer) == [*ABOUT, "rules"]
    assert [rule["rule"] for rule in answer["rules"]] == list(RULES)
    for rule in answer["rules"]:
        assert sum(area["posts"] or 0 for area in rule["areas"]) + rule["left"] == 7


def test_a_person_reads_what_it_rests_on(small: Path, here: Here) -> None:
    text = here("allocate", "--rule", "formula-gap-capped", "--data", str(small)).out
    for part in (
        "240 posts over 12 command units; demand: VAWG offences recorded in 2025.",
        "50 posts went beyond the formula",
        "A rule is a choice of values; the figures cannot choose it.",
        "The City of London has a police force of its own",
        "North Area",
    ):
        assert part in text
    each = here("allocate", "--data", str(small)).out
    assert "Diminishing" in each


def test_wards_and_draws(small: Path, here: Here) -> None:
    query = ("allocate", "--by", "ward", "--pool", "500", "--rule", "demand", "--json")
    answer = here(*query, "--data", str(small)).json
    assert len(answer["areas"]) == 679
    assert sum(area["posts"] for area in answer["areas"]) == 500
    drawn = here("allocate", "--rule", "demand", "--sure", "--json", "--data", str(small)).json
    for area in drawn["areas"]:
        assert area["low"] <= area["posts"] <= area["high"]


def test_a_file_of_one_s_own_and_a_file_that_leaves(
    small: Path, tmp_path: Path, here: Here
) -> None:
    own = tmp_path / "areas.csv"
    own.write_text("code,base,demand\nX,10,30\nY,,10\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    query = ("allocate", "--areas", str(own), "--by", "own", "--pool", "4", "--csv", str(out))
    answer = here(*query, "--rule", "even-workload", "--json", "--data", str(small)).json
    assert [area["posts"] for area in answer["areas"]] == [4, None]
    assert answer["areas"][1]["base"] is None
    assert answer["unknown"] == ["Y"]
    assert "that is not 0" in answer["note"]
    assert out.read_text("utf-8-sig").startswith("rule,code,name,base,demand,posts,")
    again = ("allocate", "--areas", str(own), "--by", "own", "--csv", str(own))
    assert_refused(here(*again, "--data", str(small)), "is read by this command")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rule", "fairest"], "'fairest' is no rule of allocation; choose equal"),
        (["--pool", "-1"], "The pool is -1 posts"),
        (["--by", "county"], "'county' is no kind of area; choose bcu"),
        (["--demand", "fear"], "'fear' is no demand; choose vawg-2025"),
        (["--strength", "2024"], "'2024' is no count of strength"),
        (["--rule", "formula-gap", "--by", "borough"], "strength is published by bcu alone"),
        (["--by", "own"], "bring one with --areas"),
        (["--areas", "nowhere.csv"], "There is no file nowhere.csv"),
        (["--cap", "2.55"], "write it to one decimal at most"),
        (["--cap", "nan"], "write it to one decimal at most"),
        (["--falloff", "0"], "The falloff is 0; it must be from 1 to 99 percent"),
        (["--for", "DI Example"], "name one with --csv"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    small: Path, here: Here, arguments: list[str], words: str
) -> None:
    assert_refused(here("allocate", "--data", str(small), *arguments), words)
