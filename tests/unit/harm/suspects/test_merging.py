"""What a list would look like if two were one person: as though the rows had one reference."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import polars as pl

from harm.offences import indices
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from harm.suspects.merging import MERGED, merge_pairs
from tests.unit.harm.build import ABH, AS_OF, Cells, days_ago, frame, row

INDEX = indices.get("cchi-2020")


def merged(rows: Sequence[Cells], pairs: list[tuple[str, str]], rules: Rules) -> pl.DataFrame:
    allegations = Allegations.of(frame(*rows))
    ranking = rank(allegations, rules=rules, index=INDEX, as_of=AS_OF)
    numbers = dict(allegations.suspects.select("suspect_id", "suspect").collect().iter_rows())
    both = pl.DataFrame(
        [(numbers[a], numbers[b]) for a, b in pairs],
        schema={"a": pl.UInt32, "b": pl.UInt32},
        orient="row",
    )
    return merge_pairs(both, allegations, ranking, rules=rules, index=INDEX, as_of=AS_OF)


def anew(rows: Sequence[Cells], a: str, b: str, rules: Rules) -> tuple[int, int] | None:
    """Position and tenths of the two where every row has one reference."""
    renamed = [{**one, "suspect_id": a} if one["suspect_id"] == b else one for one in rows]
    table = rank(Allegations.of(frame(*renamed)), rules=rules, index=INDEX, as_of=AS_OF).table
    own = table.filter(pl.col("suspect_id") == a)
    return None if own.is_empty() else (int(own["position"].item()), int(own["tenths"].item()))


def drawn_rows(seed: int) -> list[Cells]:
    rng = Random(seed)  # noqa: S311 - rows of a test
    titles = ["Rape of a female aged 16 or over", "Common assault and battery"]
    return [
        row(
            crime_ref=f"C{n // 2 if rng.random() < 0.2 else n + 100}",
            suspect_id=f"S{rng.randrange(9)}",
            victim_id=f"V{rng.randrange(12)}",
            recorded_on=days_ago(rng.randrange(300)),
            offence_title=rng.choice(titles),
        )
        for n in range(30)
    ]


def test_it_is_what_ranking_again_under_one_reference_gives() -> None:
    compared = 0
    for seed in range(8):
        rows = [dict(one) for one in drawn_rows(seed)]
        rules = Rules(top=3, minimum_allegations=1 + seed % 2)
        people = sorted({str(one["suspect_id"]) for one in rows})
        pairs = [(a, b) for a in people for b in people if a < b][:12]
        found = merged(rows, pairs, rules)
        assert found.schema == MERGED
        for (a, b), one in zip(pairs, found.iter_rows(named=True), strict=True):
            whole = anew(rows, a, b, rules)
            assert one["after"] is None if whole is None else one["after"] <= whole[0]
            if whole is not None:
                assert one["tenths"] == whole[1]
                compared += one["after"] == whole[0]
    assert compared > 60


def test_a_crime_that_both_are_named_in_counts_once() -> None:
    rows = [row(suspect_id="A"), row(suspect_id="B"), row(crime_ref="C2", suspect_id="B")]
    (one,) = merged(rows, [("A", "B")], Rules()).iter_rows(named=True)
    assert one["tenths"] == one["tenths_b"] == 2 * one["tenths_a"]
    assert one["gained"] == 0


def test_whoever_would_come_on_the_list_is_said_to_cross() -> None:
    rows = [
        *(row(crime_ref=f"L{n}", suspect_id="LISTED", victim_id=f"L{n}") for n in range(2)),
        *(row(crime_ref=f"A{n}", suspect_id="A", victim_id=f"A{n}") for n in range(1)),
        *(row(crime_ref=f"B{n}", suspect_id="B", victim_id=f"B{n}") for n in range(2)),
    ]
    rules = Rules(top=1)
    found = merged(rows, [("A", "B"), ("A", "LISTED")], rules)
    assert found["after"].to_list() == [1, 1]
    before = found["before"].to_list()
    assert found["crosses"].to_list() == [place is None or place > 1 for place in before]
    assert True in found["crosses"].to_list()


def test_two_who_have_nothing_that_counts_have_no_place() -> None:
    rows = [
        row(suspect_id="LISTED"),
        row(crime_ref="C2", suspect_id="A", crime_status="cancelled"),
        row(crime_ref="C3", suspect_id="B", crime_status="cancelled"),
    ]
    (one,) = merged(rows, [("A", "B")], Rules()).iter_rows(named=True)
    assert (one["before"], one["after"], one["tenths"], one["crosses"]) == (None, None, 0, False)


def test_without_pairs_there_is_nothing() -> None:
    found = merged([row()], [], Rules())
    assert found.is_empty()
    assert found.schema == MERGED


def test_where_a_lot_would_decide_the_place_is_the_best_that_it_could_give() -> None:
    """Two assaults on one make S1 and S2 level with three others at the cut of two places."""
    level = [row(suspect_id=f"L{n}", crime_ref=f"L{n}", victim_id=f"V{n}") for n in range(3)]
    above = [row(suspect_id="T", crime_ref=f"T{n}") for n in range(2)]
    half = [row(suspect_id=name, crime_ref="both", victim_id="W") for name in ("S1", "S2")]
    rules = Rules(top=2, co_suspects="equal_share", ties="lot", lot_seed="a lot")
    found = merged([*above, *level, *half], [("S1", "S2"), ("L0", "L1")], rules)
    assert found["tenths"].to_list()[0] < 18250
    assert found["after"].to_list() == [5, 1]
    united = merged([*above, *level, *half], [("S1", "L0")], rules)
    assert united["after"].to_list() == [2]
    alone = [row(suspect_id=f"S{n}", crime_ref=f"C{n}", offence_code=ABH) for n in range(2)]
    two = [
        row(suspect_id=f"D{n}", crime_ref=f"D{n}{m}", offence_code=ABH, victim_id=f"X{m}")
        for n in range(3)
        for m in range(2)
    ]
    lot = Rules(top=2, ties="lot", lot_seed="a lot")
    joined = merged([*above, *two, *alone], [("S0", "S1")], lot)
    assert (joined["after"].to_list(), joined["crosses"].to_list()) == ([2], [True])
    usual = merged([*above, *two, *alone], [("S0", "S1")], lot.with_ties("order"))
    assert (usual["after"].to_list(), usual["crosses"].to_list()) == ([5], [False])
