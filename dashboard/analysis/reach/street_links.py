"""Links of streets as a network: ends that are one point joined, and what nobody walks left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.reach.streets import LEAST_PERCENT, Flags, Numbers, parts_of

#: More than any northing in metres, so that a point is one number.
_NORTHINGS: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Joined:
    """The links that are kept.

    Attributes:
        kept: their rows among those that were given.
        ends: their ends in whole metres: shape (n, 4), easting and northing of both.
        centimetres: their lengths.
        motorways: how many of the others are motorways or their slip roads.
        loops: how many of the others end where they begin.
        loose: how many of the others are in small pieces that are joined to nothing else.
        pieces: how many such pieces there are.
        parts: how many parts are kept.
        largest: links of the largest part.
        points: where links meet or end.
    """

    ends: Numbers
    centimetres: Numbers
    motorways: int
    loops: int
    loose: int
    pieces: int
    parts: int
    largest: int
    points: int


def join_links(
    ends: NDArray[np.float64], metres: NDArray[np.float64], motorway: Flags, slip: Flags
) -> Joined:
    """Join the ends of links that lie on the same metre, and leave out what is no way to walk.

    Args:
        ends: eastings and northings of both ends: shape (n, 4).
        metres: lengths. None counts as shorter than the straight line between its ends.
        motorway: which links are motorways, or slip roads that are named as theirs.
        slip: which links are slip roads of any road; those that meet a motorway are its own.

    Raises:
        ReachError: SciPy is not installed.
    """
    whole = np.rint(ends).astype(np.int64)
    starts, stops, _ = _numbered(whole)
    on_motorway = np.zeros(max(starts.max(initial=0), stops.max(initial=0)) + 1, dtype=bool)
    on_motorway[starts[motorway]] = on_motorway[stops[motorway]] = True
    unwalked = motorway | (slip & (on_motorway[starts] | on_motorway[stops]))
    loop = ~unwalked & (starts == stops)
    rows = np.flatnonzero(~unwalked & ~loop)
    whole = whole[rows]
    starts, stops, count = _numbered(whole)
    part = parts_of(starts, stops, count)[starts] if len(rows) else starts
    numbers, sizes = np.unique(part, return_counts=True)
    large = sizes * 100 >= len(rows) * LEAST_PERCENT
    kept = np.isin(part, numbers[large])
    whole, rows = whole[kept], rows[kept]
    straight = np.hypot(whole[:, 0] - whole[:, 2], whole[:, 1] - whole[:, 3])
    lengths = np.maximum(np.rint(metres[rows] * 100), np.ceil(straight * 100))
    return Joined(
        ends=whole,
        centimetres=lengths.astype(np.int64),
        motorways=int(unwalked.sum()),
        loops=int(loop.sum()),
        loose=int((~kept).sum()),
        pieces=int((~large).sum()),
        parts=int(large.sum()),
        largest=int(sizes.max(initial=0)),
        points=_numbered(whole)[2],
    )


def points_of(ends: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The points of links, and the row of each link's ends among them.

    Args:
        ends: shape (n, 4).

    Returns:
        easting and northing of each point, in their order; the rows of the first ends; and of the
        second.
    """
    starts, stops, _ = _numbered(ends)
    known = np.unique(_as_one(ends).ravel())
    return np.column_stack([known // _NORTHINGS, known % _NORTHINGS]), starts, stops


def _numbered(ends: Numbers) -> tuple[Numbers, Numbers, int]:
    """The number of each link's two ends, and how many points there are."""
    known, number = np.unique(_as_one(ends).ravel(), return_inverse=True)
    both = number.reshape(-1, 2).astype(np.int64)
    return both[:, 0], both[:, 1], len(known)


def _as_one(ends: Numbers) -> Numbers:
    """Each end as one number: shape (n, 2)."""
    return ends[:, [0, 2]] * _NORTHINGS + ends[:, [1, 3]]
