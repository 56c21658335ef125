"""What was said, held against what was seen."""

from __future__ import annotations

from math import isclose, log

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from harm.stability.settling.backtest import SAID, judge


def said(*rows: tuple[int, bool]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SAID, orient="row")


def test_bands_say_what_was_said_what_was_seen_and_of_how_many() -> None:
    found = judge(said((600, True), (640, False), (1000, True)), draws=1000, lists=1)
    assert found.bands.rows() == [("50–70 %", 0.62, 0.5, 2), ("98–100 %", 1.0, 1.0, 1)]
    assert (found.n, found.stayed, found.lists) == (3, 2, 1)


def test_perfect_sayings_score_nothing() -> None:
    found = judge(said((1000, True), (0, False)), draws=1000, lists=1)
    assert (found.model.brier, found.model.log) == (0, 0)
    assert found.everybody.brier == 0.5
    assert isclose(found.share.brier, 0.25)


def test_the_log_score_clips_what_was_said_to_be_impossible() -> None:
    found = judge(said((0, True)), draws=1000, lists=1)
    assert isclose(found.model.log, -log(0.001))


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=50))
def test_bands_add_up_to_everybody_and_no_order_changes_a_score(
    rows: list[tuple[int, bool]],
) -> None:
    found = judge(said(*rows), draws=100, lists=2)
    assert found.bands["n"].sum() == len(rows)
    assert judge(said(*reversed(rows)), draws=100, lists=2).model == found.model
    whole = (found.bands["seen"] * found.bands["n"]).sum()
    assert isclose(whole, found.stayed, abs_tol=1e-9)
