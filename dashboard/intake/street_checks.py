"""What links of streets must be: in metres of the National Grid, in London, of lengths that fit."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.errors import ReachError

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: West, south, east and north of London with some miles around it, in metres of the National Grid.
BOX: Final = (493_000.0, 145_000.0, 572_000.0, 211_000.0)
#: No coordinate in degrees is larger.
DEGREES: Final = 360.0
#: Of 100 links in London so many may be unusable, before the file is refused.
UNUSABLE_PERCENT: Final = 5
#: A link may be so much shorter than the straight line between its ends, in metres, by rounding.
ROUNDING_M: Final = 2.0
#: Half of all links longer than `LONG_M` are no longer than this many straight lines, or it is not
#: metres that they are in.
MOST_WINDING: Final = 2.0
LONG_M: Final = 50.0


def in_box(ends: Values) -> Flags:
    """Which links have an end in or near London."""
    west, south, east, north = BOX
    x, y = ends[:, [0, 2]], ends[:, [1, 3]]
    return np.asarray(((x >= west) & (x <= east) & (y >= south) & (y <= north)).any(axis=1))


def check_place(ends: Values, name: str, geometry: str | None) -> None:
    """Refuse what is not in metres of the National Grid, or not in London.

    Raises:
        ReachError: it is not.
    """
    if not len(ends):
        what = "its ends are empty" if geometry is None else f"the column {geometry} has none"
        raise ReachError(
            f"The file {name} has no lines: {what} in any row; save the links of the streets, not "
            f"their points or areas."
        )
    if np.abs(ends).max() <= DEGREES:
        raise ReachError(
            f"The coordinates in {name} are degrees (such as {ends[0, 0]:.4f} and "
            f"{ends[0, 1]:.4f}); convert it to metres of the National Grid, EPSG:27700."
        )
    if not in_box(ends).any():
        if in_box(ends[:, [1, 0, 3, 2]]).any():
            raise ReachError(
                f"Eastings and northings in {name} stand the wrong way round; swap them."
            )
        raise ReachError(
            f"No link in {name} is in or near London (the first begins at {ends[0, 0]:,.0f} east, "
            f"{ends[0, 1]:,.0f} north); take another part of the country, or convert it to "
            f"EPSG:27700."
        )


def fits(ends: Values, metres: Values) -> Flags:
    """Which links have a length that the straight line between their ends allows."""
    return np.asarray(np.isfinite(metres) & (metres > 0) & (metres >= _straight(ends) - ROUNDING_M))


def _straight(ends: Values) -> Values:
    return np.hypot(ends[:, 0] - ends[:, 2], ends[:, 1] - ends[:, 3])


def check_lengths(ends: Values, metres: Values, near: Flags, usable: Flags, name: str) -> None:
    """Refuse a file whose lengths are not metres.

    Raises:
        ReachError: too many do not fit, or they are far too long.
    """
    wrong = int((near & ~usable).sum())
    if wrong * 100 > int(near.sum()) * UNUSABLE_PERCENT:
        row = int(np.flatnonzero(near & ~usable)[0])
        raise ReachError(
            f"{wrong:,} of {int(near.sum()):,} links in {name} have no length that fits their ends "
            f"(one of {metres[row]:g} m has its ends {_straight(ends)[row]:,.0f} m apart); give "
            f"lengths in metres."
        )
    straight = _straight(ends)
    long = usable & (straight >= LONG_M)
    winding = float(np.median(metres[long] / straight[long])) if long.any() else 1.0
    if winding > MOST_WINDING:
        raise ReachError(
            f"The links in {name} are {winding:.1f} times as long as the straight line between "
            f"their ends, by their median; give lengths in metres."
        )
