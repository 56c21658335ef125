"""Where a lot decides at the cut, what is supposed of one suspect is what ranking anew gives."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl
import pytest

from harm.movement.places import places_moved
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations, complete
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from harm.stability.what_if import Scenario, place, what_if
from harm.stability.without import places_without
from tests.unit.harm.build import ABH, AS_OF, Cells, days_ago, frame, ranked, row

CCHI: Final = get_index("cchi-2020")
#: Five with one rape each, of dates that the order would go by, and one with more.
LEVEL: Final = [
    row(crime_ref=f"C{n}", suspect_id=f"S{n}", recorded_on=days_ago(10 * n)) for n in range(1, 6)
]
AHEAD: Final = [row(crime_ref=f"D{n}", suspect_id="D", recorded_on=days_ago(9)) for n in (1, 2)]
MORE: Final = row(crime_ref="C9", suspect_id="S1", offence_code=ABH)
SEEDS: Final = [f"seed {n}" for n in range(12)]


def by_lot(seed: str, top: int = 3) -> Rules:
    return Rules(top=top, ties="lot", lot_seed=seed)


def position_of(suspect: str, *rows: Cells, rules: Rules) -> int:
    found = place(ranked(*rows, rules=rules), suspect).position
    assert found is not None
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_what_if_draws_as_the_list_would(seed: str) -> None:
    rules = by_lot(seed)
    own = complete(frame(LEVEL[0], MORE))
    before = ranked(*LEVEL, *AHEAD, MORE, rules=rules)
    found = what_if(before, own, "S1", Scenario(frozenset({"C9"}), ()), index=CCHI)
    assert found == place(ranked(*LEVEL, *AHEAD, rules=rules), "S1")


@pytest.mark.parametrize("seed", SEEDS)
def test_many_at_once_draw_as_the_list_would(seed: str) -> None:
    rules = by_lot(seed)
    allegations = Allegations.of(frame(*LEVEL, *AHEAD, MORE))
    ranking = rank(allegations, rules=rules, index=CCHI, as_of=AS_OF)
    rows = allegations.rows.select("suspect", "suspect_id", "crime", "crime_ref").collect()
    out = rows.filter(pl.col("crime_ref").is_in(["C9", "D1"]))
    found = places_without(allegations, ranking, out, index=CCHI)
    places = dict(found.select("suspect", "position").iter_rows())
    numbers = dict(rows.select("suspect_id", "suspect").iter_rows())
    assert places[numbers["S1"]] == position_of("S1", *LEVEL, *AHEAD, rules=rules)
    assert places[numbers["D"]] == position_of("D", *LEVEL, AHEAD[1], MORE, rules=rules)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_comes_level_at_the_cut_moves_as_the_lot_says(seed: str) -> None:
    rules = by_lot(seed)
    before, after = (ranked(*LEVEL, *AHEAD, *more, rules=rules) for more in ([MORE], list[Cells]()))
    for old, new in ((before, after), (after, before)):
        moved = {line["suspect_id"]: line for line in places_moved(old, new).to_dicts()}
        at = [place(ranking, "S1").position for ranking in (old, new)]
        assert moved["S1"]["moved_by_own"] == (at[1] or 0) - (at[0] or 0)
        assert moved["S1"]["moved_by_others"] == 0


def test_several_who_come_level_are_each_placed_among_the_others_as_they_were() -> None:
    rules = by_lot("a seed")
    second = row(crime_ref="C8", suspect_id="S2", offence_code=ABH)
    old, new = (ranked(*LEVEL, *AHEAD, *more, rules=rules) for more in ([MORE, second], [MORE]))
    newer = ranked(*LEVEL, *AHEAD, rules=rules)
    alone = {line["suspect_id"]: line for line in places_moved(old, new).to_dicts()}
    both = {line["suspect_id"]: line for line in places_moved(old, newer).to_dicts()}
    assert alone["S2"]["moved_by_own"] == both["S2"]["moved_by_own"]
    for line in both.values():
        was, now = (place(ranking, line["suspect_id"]).position for ranking in (old, newer))
        assert line["moved_by_own"] + line["moved_by_others"] == (now or 0) - (was or 0)


def test_the_seeds_draw_differently() -> None:
    places = {position_of("S1", *LEVEL, *AHEAD, rules=by_lot(seed)) for seed in SEEDS}
    assert len(places) > 1


def test_off_the_cut_the_order_holds() -> None:
    for seed in SEEDS:
        rules = by_lot(seed, top=100)
        usual = replace(rules, ties="order", lot_seed="")
        lists = [ranked(*LEVEL, *AHEAD, rules=one).table["suspect_id"] for one in (rules, usual)]
        assert lists[0].to_list() == lists[1].to_list()
