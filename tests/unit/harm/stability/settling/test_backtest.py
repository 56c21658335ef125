"""What was said, held against what was seen."""

from __future__ import annotations

from datetime import date, timedelta
from math import isclose, log

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from harm.stability.settling.backtest import EXPECTED, judge

DAY = date(2026, 1, 31)


def listed(*rows: tuple[int, bool]) -> pl.DataFrame:
    """Different people of one list."""
    named = [(number, DAY, stays, stayed) for number, (stays, stayed) in enumerate(rows)]
    return pl.DataFrame(named, schema=EXPECTED, orient="row")


def test_bands_say_what_was_said_what_was_seen_and_of_how_many() -> None:
    found = judge(listed((600, True), (640, False), (1000, True)), draws=1000, lists=1)
    assert found.bands.rows() == [("50–70 %", 0.62, 0.5, 2), ("98–100 %", 1.0, 1.0, 1)]
    assert (found.n, found.stayed, found.lists) == (3, 2, 1)


def test_perfect_sayings_score_nothing() -> None:
    found = judge(listed((1000, True), (0, False)), draws=1000, lists=1)
    assert (found.model.brier, found.model.log) == (0, 0)
    assert found.everybody.brier == 0.5
    assert isclose(found.share.brier, 0.25)


def test_the_log_score_clips_what_was_said_to_be_impossible() -> None:
    found = judge(listed((0, True)), draws=1000, lists=1)
    assert isclose(found.model.log, -log(0.001))


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=50))
def test_bands_add_up_to_everybody_and_no_order_changes_a_score(
    rows: list[tuple[int, bool]],
) -> None:
    found = judge(listed(*rows), draws=100, lists=2)
    assert found.bands["n"].sum() == len(rows)
    assert judge(listed(*reversed(rows)), draws=100, lists=2).model == found.model
    whole = (found.bands["seen"] * found.bands["n"]).sum()
    assert isclose(whole, found.stayed, abs_tol=1e-9)


def repeated(people: int, lists: int, *, stay: float, seed: int = 1) -> pl.DataFrame:
    """People who are on every list and stay on all of them or on none."""
    rng = np.random.default_rng(seed)
    stays = rng.uniform(size=people) < stay
    rows = [
        (number, DAY + timedelta(days=30 * at), 800, bool(stays[number]))
        for number in range(people)
        for at in range(lists)
    ]
    return pl.DataFrame(rows, schema=EXPECTED, orient="row")


def width(found: pl.DataFrame) -> float:
    return float((found["high"] - found["low"]).item())


def test_one_person_on_many_lists_is_no_more_than_one_person() -> None:
    once, often = (judge(repeated(60, n, stay=0.8), draws=1000, lists=n).margins for n in (1, 10))
    assert once["people"].to_list() == often["people"].to_list() == [60]
    assert width(often) > 0.9 * width(once)
    apart = judge(listed(*((800, n % 5 != 0) for n in range(600))), draws=1000, lists=1).margins
    assert width(apart) < 0.5 * width(often)


def test_a_margin_holds_the_chance_that_the_people_were_drawn_by() -> None:
    holds = 0
    for seed in range(100):
        found = judge(repeated(80, 4, stay=0.8, seed=seed), draws=1000, lists=4).margins
        holds += found["low"].item() <= 0.8 <= found["high"].item()
    assert holds >= 85  # nominally 90, and no worse


def test_where_everybody_stayed_the_margin_says_how_many_there_were() -> None:
    few, many = (judge(listed(*([(990, True)] * n)), draws=1000, lists=1).margins for n in (5, 500))
    assert few["high"].item() == many["high"].item() == 1
    assert few["low"].item() < 0.7
    assert many["low"].item() > 0.98


def test_no_order_of_the_rows_changes_a_margin() -> None:
    rows = repeated(30, 3, stay=0.6)
    first, second = (judge(each, draws=1000, lists=3).margins for each in (rows, rows.reverse()))
    assert first.equals(second)
