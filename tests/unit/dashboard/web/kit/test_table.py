"""A table is ready as Arrow, and nothing on the way holds Python's lock while it waits."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from polars.testing import assert_frame_equal
from polars.testing.parametric import dataframes

from dashboard.web.kit.table import arrow_of

MANY = pl.DataFrame(
    {
        "text": ["a", None],
        "kind": pl.Series(["x", "y"], dtype=pl.Enum(["x", "y"])),
        "sort": pl.Series(["x", None], dtype=pl.Categorical),
        "texts": [["a", "b"], []],
        "figures": [[1, 2], [3]],
        "day": [date(2025, 4, 1), None],
        "moment": [datetime(2025, 4, 1, 12, tzinfo=UTC), None],
        "count": pl.Series([1, None], dtype=pl.UInt32),
        "rate": [0.5, None],
        "sure": [True, None],
        "nothing": [None, None],
    }
)

#: Python functions fill the threads of Polars while tables are made: the worst company there is.
BUSY = """
import sys, threading, time
import polars as pl
from dashboard.web.kit.table import arrow_of

texts = pl.DataFrame({name: [f"{name} {n}" for n in range(3_000)] for name in "abcdefgh"})
stop = threading.Event()

def fill():
    while not stop.is_set():
        texts.select(pl.all().map_elements(len, return_dtype=pl.Int64))

threads = [threading.Thread(target=fill, daemon=True) for _ in range(2)]
for thread in threads:
    thread.start()
sys.setswitchinterval(0.0005)
for _ in range(int(sys.argv[1])):
    MAKE
stop.set()
print("made")
"""


@pytest.mark.parametrize("frame", [MANY, MANY.clear(), pl.concat([MANY, MANY], rechunk=False)])
def test_an_arrow_table_has_the_rows_of_its_frame(frame: pl.DataFrame) -> None:
    plain = frame.with_columns(pl.col("kind", "sort").cast(pl.String))
    back = pl.from_arrow(arrow_of(frame))
    assert isinstance(back, pl.DataFrame)
    assert_frame_equal(back, plain)


@given(
    dataframes(
        max_size=20,
        allowed_dtypes=[pl.String, pl.Int64, pl.UInt32, pl.Float64, pl.Date, pl.Boolean, pl.List],
        allow_chunks=True,
    )
)
def test_any_frame_keeps_its_names_and_rows(frame: pl.DataFrame) -> None:
    table = arrow_of(frame)
    assert table.column_names == frame.columns
    assert table.num_rows == (frame.height if frame.width else 0)


def test_no_type_is_left_that_a_browser_does_not_know() -> None:
    for kind in arrow_of(MANY).schema.types:
        assert not pa.types.is_string_view(kind)
        assert not pa.types.is_large_list(kind)
        assert not pa.types.is_dictionary(kind)


def test_tables_are_made_while_python_functions_fill_the_threads_of_polars() -> None:
    script = BUSY.replace("MAKE", "arrow_of(texts)")
    done = subprocess.run(
        [sys.executable, "-c", script, "60"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "made\n", done.stderr
