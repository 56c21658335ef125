"""A list under choices that no public source settles, each by itself."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank, rank_first
from harm.scoring.rules import Rules
from harm.stability.choices import Alternative, Choices, alternatives, under_choices
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, OTHERWISE, RAPE, Cells, frame, row

CCHI = get_index("cchi-2020")
ENDED = {"allegation_status": "no_further_action"}


def under(rules: Rules, *rows: Cells, others: list[Alternative] | None = None) -> Choices:
    known = Allegations.of(frame(*rows)).held()
    listed = rank(known, rules=rules, index=CCHI, as_of=AS_OF).listed["suspect"]
    chosen = alternatives(rules, CCHI) if others is None else others
    return under_choices(known, listed, chosen, as_of=AS_OF)


def names(found: Choices, code: str, *rows: Cells) -> list[str]:
    suspects = Allegations.of(frame(*rows)).suspects.collect()
    on = found.lists.filter(pl.col("choice") == code).sort("position")
    return on.join(suspects.cast({"suspect": pl.UInt32}), on="suspect", maintain_order="left")[
        "suspect_id"
    ].to_list()


RAPIST = row(crime_ref="C1", suspect_id="S1")
MANY = [row(crime_ref=f"D{n}", suspect_id="S2", offence_code=ABH) for n in range(3)]
OVER = row(crime_ref="E1", suspect_id="S3", offence_code=COERCIVE_CONTROL, **ENDED)
ROWS = [RAPIST, *MANY, OVER]


def test_equal_weights_order_by_count() -> None:
    found = under(Rules(top=3), *ROWS)
    assert names(found, "equal_weights", *ROWS) == ["S2", *names(found, "equal_weights", *ROWS)[1:]]


def test_the_square_root_takes_most_from_the_gravest() -> None:
    (root,) = (a for a in alternatives(Rules(), CCHI) if a.code == "square_root")
    pairs = zip(CCHI.entries["tenths"], root.index.entries["tenths"], strict=True)
    known = {days: roots for days, roots in pairs if days is not None}
    assert known[18250] == 427  # √1,825 is 42.72
    assert known[100] == 32
    assert known[10] == 10


def test_an_offence_that_several_entries_fit_has_the_highest_score() -> None:
    (highest,) = (a for a in alternatives(Rules(), CCHI) if a.code == "highest_row")
    lowest, other = (
        index.entries["tenths"][found[0]]
        for index in (CCHI, highest.index)
        if (found := index.find(RAPE, None)) is not None
    )
    assert lowest <= other
    assert any(
        highest.index.entries["tenths"][theirs[0]] > CCHI.entries["tenths"][ours[0]]
        for code in CCHI.entries["classification"].unique().to_list()
        if (ours := CCHI.find(code, None)) and (theirs := highest.index.find(code, None))
    )


def test_what_ended_in_no_further_action_is_left_out_by_one_choice_alone() -> None:
    found = under(Rules(top=3), *ROWS)
    assert "S3" not in names(found, "no_further_action", *ROWS)
    assert "S3" in names(found, "police_generated", *ROWS)


def test_a_choice_that_the_list_has_already_is_no_alternative() -> None:
    assert len(alternatives(Rules(), CCHI)) == 16
    changed = replace(OTHERWISE, window_days=180, half_life_days=365, ties="all_in", lot_seed="")
    codes = {other.code for other in alternatives(changed, get_index("ons-css-2020"))}
    assert {"cchi-2020", "window_365", "half_life_180", "ties_order"} <= codes
    assert codes.isdisjoint({"ons-css-2020", "window_180", "half_life_365", "ties_all_in"})


def test_identical_alternatives_give_a_core_that_is_the_whole_list() -> None:
    same = [Alternative(f"same {n}", Rules(top=2), CCHI) for n in range(3)]
    assert under(Rules(top=2), *ROWS, others=same).core == 2
    assert under(Rules(top=2), *ROWS, others=[]).core == 2


def test_the_core_is_on_every_list() -> None:
    found = under(Rules(top=1), *ROWS)
    times = found.lists.group_by("suspect").len()
    assert found.core <= times.filter(pl.col("len") == len(found.codes)).height


@pytest.mark.parametrize("rules", [Rules(), OTHERWISE, replace(OTHERWISE, top=1)])
def test_the_list_alone_is_that_of_the_ranking(rules: Rules) -> None:
    known = Allegations.of(frame(*ROWS))
    whole = rank(known, rules=rules, index=CCHI, as_of=AS_OF).listed
    assert rank_first(known, rules=rules, index=CCHI, as_of=AS_OF).equals(whole)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 8), st.sampled_from([ABH, COERCIVE_CONTROL])), min_size=1),
    st.integers(1, 6),
    st.sampled_from(["order", "all_in", "stop_above"]),
)
def test_the_list_alone_is_that_of_the_ranking_whatever_is_tied(
    people: list[tuple[int, str]], top: int, ties: str
) -> None:
    rows = [
        row(crime_ref=f"C{n}", suspect_id=f"S{suspect}", offence_code=code)
        for n, (suspect, code) in enumerate(people)
    ]
    known, rules = Allegations.of(frame(*rows)), Rules(top=top, ties=ties)  # type: ignore[arg-type]
    whole = rank(known, rules=rules, index=CCHI, as_of=AS_OF).listed
    assert rank_first(known, rules=rules, index=CCHI, as_of=AS_OF).equals(whole)
