"""The offence that moves somebody from one index to another."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from harm.offences.indices import Index, get
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from harm.stability.editions import MOVED_BY, moved_by
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, Cells, frame, row

CCHI = get("cchi-2020")


def other(*rows: Cells, second: Index, rules: Rules | None = None) -> pl.DataFrame:
    allegations = Allegations.of(frame(*rows))
    suspects = allegations.suspects.collect().sort("suspect_id")
    found = moved_by(
        allegations,
        suspects["suspect"],
        rules=rules or Rules(),
        first=CCHI,
        second=second,
        as_of=AS_OF,
    )
    assert found.schema == MOVED_BY
    named = suspects.join(found, on="suspect", how="right")
    return named.select("suspect_id", "offence", "tenths_more")


def test_it_is_the_offence_whose_days_differ_most() -> None:
    tenths = CCHI.entries["tenths"]
    half = CCHI.rescored(tenths // 2)
    rows = [
        row(offence_title="Rape"),
        row(crime_ref="C2", offence_code=ABH, offence_title="ABH"),
        row(crime_ref="C3", suspect_id="S2", offence_code=COERCIVE_CONTROL),
    ]
    found = other(*rows, second=half)
    assert found["offence"].to_list() == ["Rape", COERCIVE_CONTROL]
    assert found["tenths_more"].to_list()[1] == -420


def test_whoever_carries_the_same_in_both_has_no_row() -> None:
    assert other(row(), row(crime_ref="C2", suspect_id="S2"), second=CCHI.rescored()).is_empty()


def test_an_offence_that_only_one_index_has_counts_whole() -> None:
    without = CCHI.rescored(CCHI.entries["tenths"] * 0)
    rows = [row(offence_title="Rape"), row(crime_ref="C2", offence_title="Rape")]
    found = other(*rows, second=without)
    score = (
        rank(Allegations.of(frame(*rows)), rules=Rules(), index=CCHI, as_of=AS_OF)
        .table["tenths"]
        .item()
    )
    assert found["tenths_more"].to_list() == [-score]


def test_shared_crimes_are_shared_in_both() -> None:
    rows = [row(), row(suspect_id="S2")]
    rules = replace(Rules(), co_suspects="equal_share")
    twice = CCHI.rescored(CCHI.entries["tenths"] * 2)
    whole = other(*rows, second=twice)["tenths_more"].sum()
    assert other(*rows, second=twice, rules=rules)["tenths_more"].sum() * 2 == whole
