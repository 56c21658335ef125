"""Each row of several suspects says what it adds, and a suspect's rows add up to the score."""

from __future__ import annotations

import polars as pl
import pytest

from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.row_scores import score_rows
from harm.scoring.rules import Rules
from tests.unit.harm.build import (
    ABH,
    AS_OF,
    RAPE,
    UNKNOWN,
    Cells,
    days_ago,
    days_of,
    frame,
    row,
)

ROWS: tuple[Cells, ...] = (
    row(crime_ref="C1", suspect_id="S1", victim_id="V1"),
    row(crime_ref="C1", suspect_id="S1", victim_id="V2"),
    row(crime_ref="C1", suspect_id="S2", victim_id="V1"),
    row(crime_ref="C2", suspect_id="S1", offence_code=ABH, victim_id="V1"),
    row(crime_ref="C3", suspect_id="S2", recorded_on=days_ago(400)),
    row(crime_ref="C4", suspect_id="S3", offence_code=UNKNOWN),
    row(crime_ref="C5", suspect_id=None),
)


def scored(*rows: Cells, rules: Rules | None = None) -> pl.DataFrame:
    return score_rows(
        Allegations.of(frame(*rows)),
        rules=rules or Rules(),
        index=get_index("cchi-2020"),
        as_of=AS_OF,
    ).sort("crime_ref", "suspect_id", "victim_id")


def test_each_row_says_whether_it_counts_and_why_not() -> None:
    rows = scored(*ROWS)
    keys = rows.select("crime_ref", "suspect_id", "victim_id", "counts", "reason").rows()
    assert keys == [
        ("C1", "S1", "V1", True, None),
        ("C1", "S1", "V2", False, "counted_once"),
        ("C1", "S2", "V1", True, None),
        ("C2", "S1", "V1", True, None),
        ("C3", "S2", None, False, "before_window"),
        ("C4", "S3", None, False, "unmapped"),
        ("C5", None, None, False, "nobody_named"),
    ]


def test_a_row_that_does_not_count_adds_nothing_and_keeps_the_score_of_its_offence() -> None:
    rows = scored(*ROWS).filter(~pl.col("counts"))
    assert rows["tenths"].to_list() == [0] * rows.height
    offences = dict(rows.select("crime_ref", "index_tenths").rows())
    assert offences["C4"] is None
    assert offences["C3"] > 0


@pytest.mark.parametrize(
    "rules",
    [
        Rules(),
        Rules(co_suspects="equal_share"),
        Rules(victim_rows="each"),
        Rules(half_life_days=30),
        Rules(definition="all", co_suspects="equal_share", victim_rows="each"),
    ],
)
def test_the_rows_of_a_suspect_add_up_to_the_score(rules: Rules) -> None:
    rows = scored(*ROWS, rules=rules)
    sums = rows.filter("counts").group_by("suspect_id").agg(pl.col("tenths").sum() / 10)
    assert dict(sums.rows()) == days_of(*ROWS, rules=rules)


def test_rows_count_also_where_the_rules_need_more_of_them_for_a_list() -> None:
    one = row(offence_code=RAPE)
    assert scored(one, rules=Rules(minimum_allegations=2))["counts"].to_list() == [True]
    assert days_of(one, rules=Rules(minimum_allegations=2)) == {}


def test_each_victim_counts_where_the_rules_say_so() -> None:
    rows = scored(*ROWS, rules=Rules(victim_rows="each"))
    assert rows.filter(pl.col("crime_ref") == "C1")["counts"].all()
