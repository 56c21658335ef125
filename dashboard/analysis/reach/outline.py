"""Whether a point lies within an outline, or how far from it."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Metres of a degree of latitude.
_DEGREE_M: Final = 111_195.0

Ring = Sequence[Sequence[float]]


def metres_outside(lon: float, lat: float, rings: Sequence[Ring]) -> float:
    """How far a point is from an outline, in metres: 0 within it.

    Args:
        lon: in degrees, as the rings have it.
        lat: in degrees.
        rings: closed rings of longitude and latitude; a ring within another is a hole.
    """
    east = _DEGREE_M * cos(radians(lat))
    inside, near = False, np.inf
    for ring in rings:
        points = (np.asarray(ring, float)[:, :2] - (lon, lat)) * (east, _DEGREE_M)
        inside ^= _crosses(points)
        near = min(near, _distance(points))
    return 0.0 if inside else float(near)


def _crosses(points: NDArray[np.float64]) -> bool:
    """Whether a line from the origin to the east crosses a ring an odd number of times."""
    (x0, y0), (x1, y1) = points[:-1].T, points[1:].T
    spans = (y0 > 0) != (y1 > 0)
    at = x0[spans] - y0[spans] * (x1[spans] - x0[spans]) / (y1[spans] - y0[spans])
    return bool(np.count_nonzero(at > 0) % 2)


def _distance(points: NDArray[np.float64]) -> float:
    """From the origin to the nearest point of a ring."""
    start, step = points[:-1], np.diff(points, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    along = np.clip(-(start * step).sum(axis=1) / length, 0, 1)
    return float(np.hypot(*(start + along[:, None] * step).T).min())
