"""A list from what people carry is the list from their rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from polars.testing import assert_frame_equal

from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from harm.stability.settling.ranked import first_of_units, rank_units, with_turns
from harm.stability.settling.units import carried_of, units_of
from tests.unit.harm.build import AS_OF
from tests.unit.harm.stability.settling.worlds import CCHI, Chances, lists

RULES = Rules(top=20)


@pytest.mark.parametrize(
    "rules",
    [
        RULES,
        replace(RULES, victim_rows="each", minimum_allegations=2),
        replace(RULES, top=5_000),
        replace(RULES, ties="all_in", half_life_days=180),
        replace(RULES, ties="lot", lot_seed="a lot", half_life_days=30),
        replace(RULES, ties="lot", lot_seed="a lot", top=150),
        replace(RULES, ties="stop_above", co_suspects="equal_share", seed="another"),
    ],
)
def test_a_list_from_units_is_the_list_from_rows(rules: Rules) -> None:
    rows = lists(np.random.default_rng(3), Chances.none(), people=300, rules=rules).before
    expected = rank(rows, rules=rules, index=CCHI, as_of=AS_OF)
    suspects = with_turns(rows.suspects.collect(), rules.seed)
    for units in (
        units_of(rows, rules=rules, index=CCHI, as_of=AS_OF),
        carried_of(rows, rules=rules, index=CCHI, as_of=AS_OF),
    ):
        found = rank_units(units, suspects, rules=rules, index=CCHI, as_of=AS_OF)
        assert_frame_equal(found.table.drop("unmapped"), expected.table.drop("unmapped"))
        assert found.table["unmapped"].null_count() == found.assessed  # not known: no number
        assert (found.name, found.cut) == (expected.name, expected.cut)
        listed = first_of_units(units, suspects, rules=rules, index=CCHI, as_of=AS_OF)
        assert_frame_equal(listed, found.listed)
