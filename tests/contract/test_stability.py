"""How sure the demonstration's list is: sums that hold, and sayings that turn out right."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.services.listing.past_lists import HORIZON_DAYS, past_lists
from dashboard.services.listing.settling import settling
from dashboard.services.question import ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.conftest import with_answers
from tests.contract.program import harmdesk
from tests.unit.dashboard.build import ANALYST

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def answered(demonstration: Path) -> dict[str, Any]:
    return harmdesk("stability", "--json", data=demonstration).json


def test_the_chances_and_the_unseen_places_sum_to_the_list(answered: dict[str, Any]) -> None:
    rows = answered["rows"]
    assert round(sum(row["p_stay"] for row in rows) + answered["unseen"], 6) == 100
    listed = [row for row in rows if row["listed"]]
    assert round(sum(row["p_stay"] for row in listed), 6) == round(answered["expected_stay"], 6)
    assert answered["core"] + answered["probable"] + answered["borderline"] == 100
    assert answered["core"] == sum(row["p_stay"] >= 0.9 for row in listed)
    assert [row["p_stay"] for row in rows] == sorted((r["p_stay"] for r in rows), reverse=True)
    assert all(row["low"] <= row["high"] for row in rows)
    assert {row["alternatives"] for row in rows} == {16}
    assert (answered["horizon_days"], answered["reason"]) == (HORIZON_DAYS, None)


def test_on_ten_past_lists_it_is_closer_than_both_plain_sayings(demonstration: Path) -> None:
    question = ask(with_answers(Workspace(Settings(data=demonstration))), ANALYST)
    found = settling(question).backtest
    assert found is not None
    assert (found.lists, found.n) == (10, 1000)
    for other in (found.everybody, found.share):
        assert found.model.brier < other.brier
        assert found.model.log < other.log
    for past in past_lists(question.store):
        assert past.settled_on - past.known_on >= timedelta(days=HORIZON_DAYS)


def test_the_same_list_gives_the_same_numbers(
    demonstration: Path, answered: dict[str, Any]
) -> None:
    assert harmdesk("stability", "--json", data=demonstration).json == answered


def test_a_record_of_one_load_cannot_say(small: Path) -> None:
    found = harmdesk("stability", "--json", data=small).json
    assert found["reason"].startswith("The record has no version that is 90 days older")
    assert found["expected_stay"] is found["unseen"] is found["core"] is None
    assert [row["p_stay"] for row in found["rows"]] == [None, None]
    assert [row["alternatives_in"] > 0 for row in found["rows"]] == [True, True]
    assert found["backtest"] == []
