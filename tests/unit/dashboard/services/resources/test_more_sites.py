"""Where more hubs would reach most, next to what people can follow."""

from __future__ import annotations

from math import e
from pathlib import Path

import pytest

from dashboard.errors import ReachError
from dashboard.services.resources.more_sites import MOST, find_more_sites
from dashboard.services.resources.reach import reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.wording.patches import in_more_words
from tests.unit.dashboard.services.resources.asking import a_caller


def test_the_best_is_no_worse_than_the_order_by_hand_and_opening_them_reaches_as_many(
    tmp_path: Path,
) -> None:
    caller, choice = a_caller(tmp_path), ReachChoice()
    found = find_more_sites(caller, choice, 6, seconds=60)
    assert found.proven
    assert found.reached >= found.by_hand >= (1 - 1 / e) * found.reached
    assert found.steps["total"].to_list()[-1] == found.by_hand
    assert found.steps["added"].is_sorted(descending=True)
    for codes, more in ((found.best["code"], found.reached), (found.steps["code"], found.by_hand)):
        opened = reach_of(caller, ReachChoice(opened=tuple(codes)))
        assert opened.total["within_20"][0] == found.within + more


def test_where_time_is_up_the_order_by_hand_stands_and_is_said_to(tmp_path: Path) -> None:
    found = find_more_sites(a_caller(tmp_path), ReachChoice(), 3, seconds=0)
    assert not found.proven
    assert sorted(found.best["code"]) == sorted(found.steps["code"])
    assert found.reached == found.by_hand
    assert "was not settled within 0 seconds: this is the order by hand" in in_more_words(found)


@pytest.mark.parametrize("count", [0, -1, MOST + 1])
def test_no_more_hubs_than_can_be_looked_for(tmp_path: Path, count: int) -> None:
    with pytest.raises(ReachError, match="choose from 1 to 100"):
        find_more_sites(a_caller(tmp_path), ReachChoice(), count)
