from __future__ import annotations

import polars as pl
from polars.testing import assert_series_equal

from harm.scoring.texts import texts_of


def test_each_value_has_its_text_and_nothing_has_none() -> None:
    found = texts_of(pl.Series("crimes", [1_234, None, 5]), lambda count: f"{count:,}")
    assert_series_equal(found, pl.Series("crimes", ["1,234", None, "5"]))


def test_no_values_are_no_texts_of_the_same_type() -> None:
    nothing = pl.Series("day", [], dtype=pl.Date)
    assert_series_equal(texts_of(nothing, str), pl.Series("day", [], dtype=pl.String))
    assert texts_of(pl.Series("day", [None]), str).dtype == pl.String
