"""Two indices side by side: who is under which, and what each weighs."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from harm.offences.indices import get, of_your_own
from harm.stability.two_indices import EXAMPLES, overlap_of, trade_offs

NAMES = st.lists(st.integers(0, 12), unique=True)


@given(first=NAMES, second=NAMES)
def test_each_is_on_both_or_on_one_and_keeps_its_order(first: list[int], second: list[int]) -> None:
    found = overlap_of(*(pl.Series(names, dtype=pl.UInt32) for names in (first, second)))
    assert found.both.to_list() == [name for name in first if name in second]
    assert found.first.to_list() == [name for name in first if name not in second]
    assert found.second.to_list() == [name for name in second if name not in first]


def test_an_offence_is_weighed_in_the_last_one_of_the_same_index() -> None:
    table = trade_offs(get("cchi-2020"), get("ons-css-2020"))
    assert table["offence"].to_list() == list(EXAMPLES)
    assert table.null_count().row(0) == (0,) * table.width
    row = table.row(by_predicate=pl.col("offence") == "rape", named=True)
    assert (row["tenths_first"], row["times_first"]) == (18_250, 1_825)
    assert (row["tenths_second"], row["times_second"]) == (29_529, 219)  # 218.7
    assert table.row(-1)[3:] == (1, 1)


def test_what_an_index_does_not_have_is_not_weighed() -> None:
    rape = pl.DataFrame({"code": ["019/08"], "title": ["Rape"], "days": ["5"]})
    own = of_your_own("mine", rape)
    table = trade_offs(own, get("cchi-2020"))
    assert table["times_first"].null_count() == table.height
    assert table["times_second"].null_count() == 0
    nothing = replace(own, entries=own.entries.clear())
    assert trade_offs(nothing, own)["tenths_first"].null_count() == table.height
