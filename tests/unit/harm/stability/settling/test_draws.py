"""The settled list: what is exact in it, and that it is what a plain loop would draw."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from harm.scoring.rules import Rules, Ties
from harm.stability.settling import draws as drawing
from harm.stability.settling.draws import Settled, settle, stays_of
from harm.stability.settling.rates import Rates
from tests.oracle.settling import Plain
from tests.unit.harm.stability.settling.worlds import Chances, Lists, lists


def world(
    seed: int, *, people: int = 400, rules: Rules | None = None, chances: Chances | None = None
) -> tuple[Lists, Rates]:
    rng = np.random.default_rng(seed)
    chosen = chances or Chances.drawn(rng)
    past = [lists(rng, chosen, people=people, rules=rules).observed() for _ in range(3)]
    return lists(rng, chosen, people=people, rules=rules), Rates.learn(past)


def settled(now: Lists, rates: Rates, *, draws: int = 200, seed: int = 1) -> Settled:
    ranking, units = now.ranking(now.before), now.units(now.before)
    return settle(ranking, units, rates, draws=draws, seed=seed)


def test_a_record_that_never_changed_gives_certainty() -> None:
    now, rates = world(1, chances=Chances.none())
    found = settled(now, rates).people
    assert found["stays"].to_list() == [200] * 100
    assert found["listed"].all()
    assert found["low"].to_list() == found["position"].to_list() == found["high"].to_list()


@pytest.mark.parametrize("ties", ["order", "all_in", "stop_above", "lot"])
@pytest.mark.parametrize("top", [1, 30, 100, 399, 1000])
def test_the_chances_and_the_unseen_places_add_up_to_the_list(ties: Ties, top: int) -> None:
    rules = Rules(top=top, ties=ties, lot_seed="a lot" if ties == "lot" else "")
    now, rates = world(top, rules=rules)
    found = settled(now, rates)
    assert int(found.people["stays"].sum()) + found.unseen == found.places
    if ties in {"order", "lot"} and top < 300:
        assert found.places == top * found.draws


def test_the_same_seed_gives_the_same_numbers_on_any_machine() -> None:
    now, rates = world(5)
    found = settled(now, rates, seed=7)
    assert found.people.equals(settled(now, rates, seed=7).people)
    assert not found.people.equals(settled(now, rates, seed=8).people)
    numbers = found.people.select("suspect", "stays", "low", "high").write_csv()
    assert hashlib.sha256(numbers.encode()).hexdigest()[:16] == "c6d1215e0fb3eb73"


@pytest.mark.parametrize(
    "rules",
    [
        Rules(top=20),
        Rules(top=20, ties="lot", lot_seed="a lot"),
        Rules(top=20, minimum_allegations=3),
        Rules(top=20, co_suspects="equal_share", half_life_days=90, victim_rows="each"),
    ],
)
def test_it_is_what_a_plain_loop_draws(rules: Rules) -> None:
    now, rates = world(11, people=200, rules=rules)
    rates = replace(rates, apart=rates.cells[0]["gone"].item())
    found = settled(now, rates, draws=2000)
    ranking = now.ranking(now.before)
    plain = Plain(ranking, now.units(now.before), rates).stays(np.random.default_rng(3), 500)
    expected = [plain[position - 1] / 500 for position in found.people["position"].to_list()]
    drawn = [stays / 2000 for stays in found.people["stays"].to_list()]
    apart = np.abs(np.array(expected) - np.array(drawn))
    assert apart.max() < 0.12  # five standard errors of 500 draws
    assert apart.mean() < 0.015


def test_the_first_floor_changes_nothing_but_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now, rates = world(12, people=600, rules=Rules(top=20))
    near = settled(now, rates, draws=2000).people
    monkeypatch.setattr(drawing, "FIRST_DEPTH", 100_000)
    whole = settled(now, rates, draws=2000).people
    pair = near.join(whole, on="suspect", how="full", coalesce=True, suffix="_whole").fill_null(0)
    apart = (pair["stays"] - pair["stays_whole"]).abs() / 2000
    assert float(apart.max()) < 0.06  # type: ignore[arg-type] # five standard errors


def test_where_a_drawn_list_ends_near_the_floor_all_is_drawn_deeper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, rates = world(13, people=600, rules=Rules(top=20))
    monkeypatch.setattr(drawing, "FIRST_DEPTH", 100)
    found = settled(now, rates)
    assert int(found.people["stays"].sum()) + found.unseen == 20 * found.draws


@pytest.mark.parametrize("top", [20, 399, 1000])
def test_who_stays_is_the_same_without_the_intervals(top: int) -> None:
    now, rates = world(16, rules=Rules(top=top))
    ranking, units = now.ranking(now.before), now.units(now.before)
    whole = settle(ranking, units, rates, draws=100, seed=3).people.filter("listed")
    found = stays_of(ranking, units, rates, draws=100, seed=3)
    assert found["suspect"].to_list() == ranking.listed["suspect"].to_list()
    assert found.sort("suspect").equals(whole.select("suspect", "stays").sort("suspect"))


def test_units_are_drawn_some_at_a_time_with_the_same_chances(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, rates = world(14)
    monkeypatch.setattr(drawing, "AT_ONCE", 1000)
    found = settled(now, rates)
    assert int(found.people["stays"].sum()) + found.unseen == found.places


def test_whoever_is_no_longer_assessed_is_placed_behind_everybody() -> None:
    now, rates = world(15, people=30, rules=Rules(top=10))
    certain = [level.with_columns(gone=pl.lit(2**32), changed=pl.lit(0)) for level in rates.cells]
    gone = replace(rates, cells=tuple(certain), bands=rates.bands.with_columns(arrived=pl.lit(0)))
    found = settled(now, replace(gone, newcomers=(rates.newcomers[0].clear(),)))
    assert found.places == 0
    assert set(found.people["low"]) == {now.ranking(now.before).assessed + 1}


def test_whom_nobody_is_known_to_have_harmed_has_no_victims_in_any_draw() -> None:
    now, rates = world(13, people=60)
    ranking = now.ranking(now.before)
    nobody = pl.lit([], pl.List(pl.UInt32))
    units = now.units(now.before).with_columns(
        victims=nobody.cast(now.units(now.before).schema["victims"])
    )
    found = settle(ranking, units, rates, draws=50, seed=1)
    assert int(found.people["stays"].sum()) + found.unseen == found.places


def test_a_list_without_anybody_has_places_for_the_unseen_alone() -> None:
    now, rates = world(17, people=60)
    units = now.units(now.before).clear()
    ranking = now.ranking(now.before)
    found = settle(replace(ranking, table=ranking.table.clear()), units, rates, draws=50, seed=1)
    assert found.people.is_empty()
    assert found.unseen == found.places
