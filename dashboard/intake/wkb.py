"""Lines as geometry files write them (well-known binary): their ends and lengths.

The bytes come from outside. A cell that is no line, or whose bytes are not as many as it says, has
no ends; nothing of it is followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Numbers = NDArray[np.int64]

_LINE: Final = 2
_LINES: Final = 5
#: Flags of the extended form: heights, measures, and a reference system of its own.
_Z: Final = 0x8000_0000
_M: Final = 0x4000_0000
_SRID: Final = 0x2000_0000
#: Numbers of a point beyond two, by the thousands of its kind: heights, measures, or both.
_MORE: Final = (0, 1, 1, 2)
#: Byte order, kind and number of points.
_HEAD: Final = 9
#: Fewer points are no line.
_FEWEST: Final = 2
_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a column, a row for each cell.

    Attributes:
        ends: first and last point: shape (n, 4); not a number where the cell is no line.
        metres: their lengths; the same.
    """

    ends: Values
    metres: Values


def lines_of(content: bytes, offsets: Numbers) -> Lines:
    """The lines of cells that stand one after another.

    Args:
        content: the bytes of all cells.
        offsets: where each cell begins, and the last one ends; a cell of no bytes is empty.
    """
    count = len(offsets) - 1
    ends, metres = np.full((count, 4), np.nan), np.full(count, np.nan)
    for cell in range(count):
        found = _line(content[offsets[cell] : offsets[cell + 1]])
        if found is not None:
            ends[cell] = (*found[0], *found[-1])
            metres[cell] = np.hypot(*np.diff(found, axis=0).T).sum()
    return Lines(ends, metres)


def _line(cell: bytes, *, within: bool = False) -> Values | None:
    """The points of a line in two dimensions; None where a cell is none."""
    if len(cell) < _HEAD or cell[0] > 1:
        return None
    order = "<" if cell[0] else ">"
    kind, at = _number(cell, 1, order), 5
    flags, kind = kind & 0xF000_0000, kind & 0x0FFF_FFFF
    at += 4 if flags & _SRID else 0
    form, kind = divmod(kind, 1000)
    if form >= len(_MORE) or len(cell) < at + 4:
        return None
    dimensions = 2 + bool(flags & _Z) + bool(flags & _M) + _MORE[form]
    number = _number(cell, at, order)
    if kind == _LINES:
        # A line of several pieces is one link where there is one piece.
        return _line(cell[at + 4 :], within=True) if number == 1 and not within else None
    size = number * dimensions * _BYTES
    if kind != _LINE or number < _FEWEST or len(cell) != at + 4 + size:
        return None
    points = np.frombuffer(cell, dtype=f"{order}f8", offset=at + 4)
    points = points.reshape(number, dimensions)[:, :2].astype(float)
    return points if np.isfinite(points).all() else None


def _number(cell: bytes, at: int, order: str) -> int:
    return int.from_bytes(cell[at : at + 4], "little" if order == "<" else "big")
