"""The lists of the demonstration are the oracle's, to the digit, under every option."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.contract.program import Here, harmdesk
from tests.contract.whole_list import as_answered
from tests.oracle import OracleRules
from tests.oracle.rules import Row

pytestmark = pytest.mark.slow

LAST_DAY = date(2026, 2, 28)
EVERYONE = 100_000
#: Options of the command, what they are to the oracle, and the date.
OPTIONS: dict[str, tuple[tuple[str, ...], OracleRules, date]] = {
    "default": ((), OracleRules(top=EVERYONE), LAST_DAY),
    "an earlier date": (
        ("--as-of", "2025-02-28"),
        OracleRules(top=EVERYONE),
        date(2025, 2, 28),
    ),
    "any offence by the severity score": (
        ("--definition", "all", "--index", "ons-css-2020"),
        OracleRules(top=EVERYONE, definition="all", index="ons-css-2020"),
        LAST_DAY,
    ),
    "victims of any sex, ninety days": (
        ("--definition", "vawg-any-sex", "--window", "90"),
        OracleRules(top=EVERYONE, definition="vawg-any-sex", window_days=90),
        LAST_DAY,
    ),
}


@pytest.fixture(scope="module")
def rows(generated: pl.DataFrame) -> list[Row]:
    return generated.to_dicts()


@cache
def list_of(demonstration: Path, *options: str) -> dict[str, Any]:
    return harmdesk("rank", *options, "--json", data=demonstration).json


@pytest.mark.parametrize("name", OPTIONS)
def test_the_whole_list_is_the_oracles(demonstration: Path, rows: list[Row], name: str) -> None:
    options, rules, as_of = OPTIONS[name]
    found = list_of(demonstration, "--top", str(EVERYONE), *options)
    expected = as_answered(rows, rules, as_of)
    assert len(found["rows"]) == found["assessed"] > 1000
    differing = [
        pair for pair in zip(found["rows"], expected["rows"], strict=True) if pair[0] != pair[1]
    ]
    assert differing[:3] == []
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("choice", ["order", "all-in", "stop-above", "lot"])
def test_a_tie_for_the_last_place_is_settled_as_the_oracle_settles_it(
    demonstration: Path, rows: list[Row], choice: str
) -> None:
    lot_seed = "7" if choice == "lot" else ""
    rules = OracleRules(window_days=30, top=40, ties=choice.replace("-", "_"), lot_seed=lot_seed)
    expected = as_answered(rows, rules, LAST_DAY)
    assert expected["cut"]["tied"] > 1
    options = ("--window", "30", "--top", "40", "--ties", choice)
    seed = ("--lot-seed", lot_seed) if lot_seed else ()
    found = list_of(demonstration, *options, *seed)
    assert found["cut"].pop("lot_seed", "") == lot_seed
    assert {key: found[key] for key in expected} == expected


@pytest.fixture(scope="module")
def hundred(demonstration: Path) -> dict[str, Any]:
    return list_of(demonstration)


def test_the_cut_of_the_hundred_is_the_oracles(
    demonstration: Path, hundred: dict[str, Any]
) -> None:
    everyone = list_of(demonstration, "--top", str(EVERYONE))["rows"]
    scores = [row["days"] for row in everyone]
    assert hundred["rows"] == everyone[:100]
    assert hundred["cut"] == {
        "top": 100,
        "days": scores[99],
        "tied": scores.count(scores[99]),
        "tied_in": scores[:100].count(scores[99]),
    }


def test_a_list_is_the_beginning_of_a_longer_one(
    demonstration: Path, hundred: dict[str, Any]
) -> None:
    longer = list_of(demonstration, "--top", "101")["rows"]
    assert len(longer) == 101
    assert longer[:100] == hundred["rows"]


@pytest.mark.parametrize("position", [1, 100])
def test_an_explanation_adds_up_to_the_score_on_the_list(
    demonstration: Path, hundred: dict[str, Any], here: Here, position: int
) -> None:
    row = hundred["rows"][position - 1]
    found = here("explain", row["suspect_id"], "--json", "--data", str(demonstration)).json
    counting = [allegation for allegation in found["allegations"] if allegation["counts"]]
    assert (found["position"], found["days"]) == (position, row["days"])
    assert round(sum(10 * a["days"] for a in counting)) == round(10 * row["days"])
    assert len(counting) == row["allegations"]
    assert max(a["days"] for a in counting) == row["most_serious_days"]
    assert all(a["days"] == 0 and a["reason"] for a in found["allegations"] if not a["counts"])


def test_someone_with_nothing_that_counts_is_explained(
    demonstration: Path, generated: pl.DataFrame, here: Here
) -> None:
    old = generated.group_by("suspect_id").agg(pl.col("recorded_on").max())
    suspect = (
        old.filter(pl.col("recorded_on") < date(2025, 1, 1), pl.col("suspect_id").is_not_null())
        .sort("suspect_id")["suspect_id"]
        .first()
    )
    found = here("explain", str(suspect), "--json", "--data", str(demonstration)).json
    assert (found["position"], found["days"]) == (None, 0)
    assert {allegation["counts"] for allegation in found["allegations"]} == {False}
    assert all(allegation["reason"] for allegation in found["allegations"])
