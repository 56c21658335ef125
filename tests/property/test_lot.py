"""A lot at the cut: it draws only among equals there, fairly, and always the same."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harm.movement.attribution import LOT
from harm.offences.indices import get as get_index
from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules
from harm.scoring.ties import draw_lots
from harm.stability.choices import alternatives
from tests.depth import examples
from tests.property.bridge import ranked
from tests.property.strategies import Case, cases, rules
from tests.unit.harm import build
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, days_ago, row
from tests.unit.harm.movement.moments import by_suspect, moment, numbered_alike

QUICK = settings(max_examples=examples(200))
SEEDS = 2_000


def by_lot(case: Case, seed: str) -> Ranking:
    chosen = replace(case.rules.with_ties("order"), ties="lot", lot_seed=seed)
    return ranked(case.rows, chosen, case.as_of)


def names(ranking: Ranking, tenths: int | None = None) -> list[str]:
    table = ranking.table if tenths is None else ranking.table.filter(tenths=tenths)
    return table["suspect_id"].to_list()


@QUICK
@given(case=cases(), seed=st.sampled_from(("a lot", "another", "7")))
def test_it_changes_the_places_of_those_level_at_the_cut_alone(case: Case, seed: str) -> None:
    usual = ranked(case.rows, case.rules.with_ties("order"), case.as_of)
    drawn = by_lot(case, seed)
    cut = usual.cut
    if not cut.splits:
        assert drawn.table.equals(usual.table)
        return
    level = pl.col("tenths") == cut.tenths
    assert drawn.table.filter(~level).equals(usual.table.filter(~level))
    assert drawn.listed.height == usual.listed.height == cut.top
    assert sorted(names(drawn, cut.tenths)) == sorted(names(usual, cut.tenths))
    assert drawn.table["position"].to_list() == usual.table["position"].to_list()
    assert (drawn.cut.tied, drawn.cut.tied_in) == (cut.tied, cut.tied_in)
    assert drawn.cut.separated_by == "lot"


@QUICK
@given(case=cases(rules()), order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(case: Case, order: random.Random) -> None:
    mixed = list(case.rows)
    order.shuffle(mixed)
    assert names(by_lot(case, "a lot")) == names(by_lot(replace(case, rows=mixed), "a lot"))


@QUICK
@given(case=cases(), before=st.text(max_size=3), after=st.text(max_size=3))
def test_nobody_else_changes_anybody_s_lot(case: Case, before: str, after: str) -> None:
    """Those level stay in the order of their lots, whoever is taken out of the record."""
    ranking = by_lot(case, "a lot")
    if ranking.cut.separated_by != "lot":
        return
    level = names(ranking, ranking.cut.tenths)
    chosen = ranking.rules
    lots = draw_lots(chosen, case.as_of, pl.Series(level))
    assert lots == sorted(lots)
    among = pl.Series([before, *level, after])
    assert draw_lots(chosen, case.as_of, among)[1:-1] == lots


EQUALS = [row(suspect_id=f"S{n}", crime_ref=f"C{n}", recorded_on=days_ago(n)) for n in range(5)]
ABOVE = [row(suspect_id="T", crime_ref=f"T{n}") for n in range(2)]


def drawn_in(seed: str, top: int = 3, as_of: date = AS_OF) -> tuple[str, ...]:
    """Who of five equals has one of the last two places of three."""
    lot = Rules(top=top, ties="lot", lot_seed=seed)
    return tuple(sorted(set(listed_by(lot, as_of)) - {"T"}))


def listed_by(chosen: Rules, as_of: date = AS_OF) -> list[str]:
    found: list[str] = (
        build.ranked(*EQUALS, *ABOVE, rules=chosen).listed["suspect_id"].to_list()
        if as_of == AS_OF
        else ranked([dict(one) for one in (*EQUALS, *ABOVE)], chosen, as_of)  # type: ignore[arg-type]
        .listed["suspect_id"]
        .to_list()
    )
    return found


def test_it_is_fair_to_each_and_to_each_pair() -> None:
    """Of five with two places each is in two fifths of the time, and each pair a tenth of it.

    The bounds are those that a fair lot keeps but once in ten thousand: the chi-square of 4 and of
    9 degrees of freedom. The seeds are numbers in a row, as a force may take them.
    """
    lots = {
        seed: draw_lots(
            Rules(ties="lot", lot_seed=str(seed)), AS_OF, pl.Series([f"S{n}" for n in range(5)])
        )
        for seed in range(SEEDS)
    }
    pairs = Counter(
        tuple(sorted(sorted(range(5), key=drawn.__getitem__)[:2])) for drawn in lots.values()
    )
    each = Counter(one for pair in pairs.elements() for one in pair)
    expected = SEEDS * 2 / 5
    # The two places of a draw are not apart: the variance of a count is 2/5 × 3/5 of the draws.
    square = sum((each[n] - expected) ** 2 for n in range(5)) / (SEEDS * 0.4 * 0.6) * 4 / 5
    assert square < 23.5
    assert sum((number - SEEDS / 10) ** 2 / (SEEDS / 10) for number in pairs.values()) < 33.7
    assert len(pairs) == 10
    for seed in range(40):
        first = sorted(range(5), key=lots[seed].__getitem__)[:2]
        assert drawn_in(str(seed)) == tuple(f"S{n}" for n in sorted(first))


def test_each_date_has_a_lot_of_its_own() -> None:
    seeds = [str(seed) for seed in range(30)]
    later = AS_OF + timedelta(days=30)
    assert [drawn_in(seed) for seed in seeds] != [drawn_in(seed, as_of=later) for seed in seeds]
    assert drawn_in("7", as_of=later) == drawn_in("7", as_of=later)


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_who_is_drawn_in_or_out_moved_by_a_lot(seed: str) -> None:
    """The same record on the next day: who came and who went did so by the lot."""
    (record,) = numbered_alike([*EQUALS, *ABOVE])
    chosen = Rules(top=3, ties="lot", lot_seed=seed)
    before, after = (
        moment(record, as_of=AS_OF + timedelta(days=days), rules=chosen) for days in (0, 1)
    )
    moved = by_suspect(before, after)
    first, second = (set(each.ranking.listed["suspect_id"]) for each in (before, after))
    assert {name for name, one in moved.items() if one["movement"] == "entered"} == second - first
    assert {name for name, one in moved.items() if one["movement"] == "left"} == first - second
    causes = {one["cause"] for one in moved.values() if one["movement"] != "stayed"}
    assert causes <= {LOT, None}
    assert all(one["moved_by_own"] == 0 for one in moved.values())
    assert moved["T"]["cause"] is None


def test_somewhere_somebody_is_drawn_out_by_the_next_lot() -> None:
    (record,) = numbered_alike([*EQUALS, *ABOVE])
    causes = Counter[str]()
    for seed in map(str, range(6)):
        chosen = Rules(top=3, ties="lot", lot_seed=seed)
        days = (AS_OF, AS_OF + timedelta(days=1))
        before, after = (moment(record, as_of=day, rules=chosen) for day in days)
        causes.update(
            str(one["cause"])
            for one in by_suspect(before, after).values()
            if one["movement"] in {"entered", "left"}
        )
    assert causes[LOT] >= 6
    assert set(causes) == {LOT}


def test_whom_others_passed_was_moved_by_them_and_by_no_lot() -> None:
    low = [row(suspect_id=f"L{n}", crime_ref=f"L{n}", offence_code=ABH) for n in range(3)]
    one = row(suspect_id="S1", crime_ref="S1", offence_code=COERCIVE_CONTROL)
    two = row(suspect_id="S2", crime_ref="S2", offence_code=COERCIVE_CONTROL)
    first, second = numbered_alike([*low, one], [*low, one, two])
    chosen = Rules(top=2, ties="lot", lot_seed="a lot")
    before, after = moment(first, rules=chosen), moment(second, rules=chosen)
    (out,) = set(before.ranking.listed["suspect_id"]) - {"S1"}
    moved = by_suspect(before, after)
    assert (moved[out]["movement"], moved[out]["cause"]) == ("left", "others")
    assert (moved["S2"]["movement"], moved["S2"]["cause"]) == ("entered", "new")


def test_a_lot_is_no_alternative_to_a_list_without_one() -> None:
    index = get_index("cchi-2020")
    others = alternatives(Rules(), index)
    assert "ties_lot" not in {other.code for other in others}
    assert {other.rules.ties for other in others} == {"order", "all_in", "stop_above"}
    lot = alternatives(Rules(ties="lot", lot_seed="a lot"), index)
    of_ties = {other.code: other.rules for other in lot if other.code.startswith("ties")}
    assert of_ties == {
        "ties_order": Rules(),
        "ties_all_in": Rules(ties="all_in"),
        "ties_stop_above": Rules(ties="stop_above"),
    }
    assert all(
        other.rules.lot_seed == "a lot" for other in lot if not other.code.startswith("ties")
    )
