"""How many names would be others, were the record as wrong as is supposed."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from harm.scoring.rules import Rules
from harm.stability import record_error
from harm.stability.record_error import ErrorRates, OtherNames, names_under_error
from tests.unit.harm.stability.settling.worlds import CCHI, Chances, lists

SCORES = CCHI.entries["tenths"]


def others(rates: ErrorRates, *, rules: Rules | None = None, seed: int = 1) -> OtherNames:
    now = lists(np.random.default_rng(5), Chances.none(), people=400, rules=rules)
    units = now.units(now.before)
    return names_under_error(now.ranking(now.before), units, SCORES, rates, draws=50, seed=seed)


@pytest.mark.parametrize("rules", [Rules(), Rules(top=1000), Rules(minimum_allegations=3)])
def test_without_errors_it_is_the_list_itself(rules: Rules) -> None:
    assert others(ErrorRates(0, 0, 0), rules=rules) == OtherNames(50, others=0, low=0, high=0)


@pytest.mark.parametrize(
    "rates", [ErrorRates(10, 0, 0), ErrorRates(0, 20, 0), ErrorRates(0, 0, 20)]
)
def test_each_kind_of_error_changes_some_names_and_more_of_it_more(rates: ErrorRates) -> None:
    some = others(rates)
    twice = [2 * number for number in (rates.missing, rates.divided, rates.misclassified)]
    more = others(ErrorRates(*twice))
    assert 0 < some.others < more.others
    assert some.low <= some.others / some.draws <= some.high


def test_where_every_crime_is_missing_all_are_others() -> None:
    found = others(ErrorRates(100, 0, 0), rules=Rules(top=20))
    assert (found.low, found.high) == (20, 20)


def test_somebody_under_a_second_reference_is_no_other_name() -> None:
    found = others(ErrorRates(0, 100, 0), rules=Rules(top=1000))
    assert found.others == 0  # everybody is listed, under one reference or both


def test_the_same_seed_gives_the_same_numbers_and_another_gives_others() -> None:
    rates = ErrorRates()
    assert others(rates, seed=3) == others(rates, seed=3)
    assert others(rates, seed=3) != others(rates, seed=4)


def test_nobody_listed_is_nobody_lost() -> None:
    now = lists(np.random.default_rng(5), Chances.none(), people=5)
    ranking = now.ranking(now.before)
    none = type(ranking)(
        ranking.as_of, ranking.rules, ranking.index, ranking.table.clear(), ranking.unmapped
    )
    units = now.units(now.before).clear()
    found = names_under_error(none, units, pl.Series([10, 100]), ErrorRates(), draws=20)
    assert found == OtherNames(20, others=0, low=0, high=0)


@pytest.mark.parametrize("rates", [ErrorRates(), ErrorRates(40, 50, 50), ErrorRates(95, 0, 0)])
@pytest.mark.parametrize("rules", [Rules(top=5), Rules(top=60), Rules(top=20, ties="all_in")])
def test_whoever_cannot_reach_the_floor_is_left_out_and_nothing_changes(
    rates: ErrorRates, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = others(rates, rules=rules)
    monkeypatch.setattr(record_error, "DEPTH", 100_000)
    assert others(rates, rules=rules) == near
