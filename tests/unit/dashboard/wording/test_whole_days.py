"""Whole days in tables, and tenths where they decide who comes first."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.wording.formats import whole_days


@pytest.mark.parametrize(
    ("tenths", "shown"),
    [
        ([54750, 36600], [5475.0, 3660.0]),
        ([71465, 71465], [7147.0, 7147.0]),
        ([71465, 71474], [7146.5, 7147.4]),
        ([100, 104, 106], [10.0, 10.4, 11.0]),
        ([4, 5], [0.0, 1.0]),
        ([], []),
    ],
)
def test_a_tenth_is_shown_only_where_it_tells_two_rows_apart(
    tenths: list[int], shown: list[float]
) -> None:
    frame = pl.DataFrame({"tenths": tenths}, schema={"tenths": pl.Int64})
    assert frame.select(whole_days()).to_series().to_list() == shown
