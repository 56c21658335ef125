"""Lines as well-known binary: byte orders, heights, measures; what is no line has no ends."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake.wkb import Lines, lines_of
from tests.unit.dashboard.street_files import wkb

TWO = [(530_000.0, 180_000.0), (530_030.0, 180_040.0)]
BENT = [*TWO, (530_030.0, 180_140.5)]
POINT = struct.pack("<BIdd", 1, 1, *TWO[0])


def read(*cells: bytes) -> Lines:
    offsets = np.cumsum([0, *map(len, cells)]).astype(np.int64)
    return lines_of(b"".join(cells), offsets)


@pytest.mark.parametrize("order", ["<", ">"])
def test_ends_and_length_of_a_line(order: str) -> None:
    lines = read(wkb(TWO, order=order), wkb(BENT, order=order))
    assert lines.ends.tolist() == [[*TWO[0], *TWO[1]], [*TWO[0], *BENT[2]]]
    assert lines.metres.tolist() == [50.0, 150.5]


@pytest.mark.parametrize(
    ("kind", "more"),
    [(1002, 1), (2002, 1), (3002, 2), (0x8000_0002, 1), (0x4000_0002, 1), (0xC000_0002, 2)],
)
def test_heights_and_measures_are_left_out(kind: int, more: int) -> None:
    high = [(*point, *([99.0] * more)) for point in BENT]
    assert read(wkb(high, kind=kind)).metres.tolist() == [150.5]


def test_a_reference_system_of_its_own_is_stepped_over() -> None:
    plain = wkb(BENT)
    extended = plain[:1] + struct.pack("<II", 0x2000_0002, 27700) + plain[5:]
    assert read(extended).metres.tolist() == [150.5]


def test_several_lines_are_one_link_where_there_is_one() -> None:
    one, two = (struct.pack("<BII", 1, 5, n) + wkb(BENT) * n for n in (1, 2))
    lines = read(one, two)
    assert lines.metres[0] == 150.5
    assert np.isnan(lines.metres[1])


@pytest.mark.parametrize(
    "cell",
    [
        b"",
        b"\x01",
        POINT,
        wkb(BENT)[:-1],
        wkb(BENT) + b"\x00",
        wkb(TWO[:1]),
        wkb([]),
        wkb(BENT, kind=3),
        wkb(BENT, kind=4002),
        wkb([(np.nan, 1.0), (2.0, 3.0)]),
        wkb([(np.inf, 1.0), (2.0, 3.0)]),
        b"\x02" + wkb(BENT)[1:],
        struct.pack("<BII", 1, 2, 2**32 - 1),
        struct.pack("<BII", 1, 5, 1) * 5_000,
    ],
    ids=range(14),
)
def test_what_is_no_line_has_no_ends_and_harms_no_other(cell: bytes) -> None:
    lines = read(wkb(TWO), cell, wkb(BENT))
    assert np.isnan(lines.ends[1]).all()
    assert lines.metres[[0, 2]].tolist() == [50.0, 150.5]


@given(st.binary(max_size=80))
def test_whatever_the_bytes_are_nothing_is_raised(cell: bytes) -> None:
    lines = read(cell)
    assert np.isnan(lines.metres[0]) or np.isfinite(lines.ends).all()
