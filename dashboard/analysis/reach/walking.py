"""How far it is to walk: straight lines, made longer by a factor for streets.

A straight line crosses rivers, railways and estates that a walker goes round. The factor stands
for that on average; what it is for one walk nobody knows without the streets. So every number of
minutes rests on a speed and on a factor, and is to be shown with both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Longitude and latitude in degrees (WGS 84), a row each: shape (n, 2).
Points: TypeAlias = NDArray[np.float64]
Metres: TypeAlias = NDArray[np.float64]

#: Mean radius of the earth. Over London a straight line is within 3 in 1,000 of the ellipsoid's.
EARTH_M: Final = 6_371_000.0
#: 4.8 km an hour: a healthy adult, neither hurried nor laden. Transport for London uses it.
METRES_A_MINUTE: Final = 80.0
#: How much longer than the straight line a walk is taken to be; and the ends of its band.
DETOUR: Final = 1.3
DETOURS: Final = (1.2, 1.4)
#: The walks that are counted, in minutes.
TIMES: Final = (15, 20, 30)
#: The walk that officers are to have to their patch at most, by the Met's own standard.
PATCH_MINUTES: Final = 20


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest site of each point.

    Attributes:
        metres: straight line to it; infinite where there is no site.
        site: its row among the sites, the first of equals; -1 where there is none.
    """

    metres: Metres
    site: NDArray[np.int64]


def distances(points: Points, sites: Points) -> Metres:
    """Straight lines along the ground from each point to each site, in metres.

    Returns:
        shape (points, sites).
    """
    return _along(_chords(points, sites))


def nearest(points: Points, sites: Points) -> Nearest:
    """The nearest site of each point, whatever lies between."""
    if not len(sites):
        return Nearest(np.full(len(points), np.inf), np.full(len(points), -1))
    chords = _chords(points, sites)
    site = chords.argmin(axis=1)
    return Nearest(_along(chords[np.arange(len(points)), site]), site)


def walk_minutes(metres: Metres, *, detour: float, speed: float = METRES_A_MINUTE) -> Metres:
    """Minutes on foot.

    Args:
        metres: straight lines.
        detour: how much longer a walk is than its straight line.
        speed: metres a minute.
    """
    return metres * detour / speed


def _chords(points: Points, sites: Points) -> Metres:
    """Squared straight lines through the earth, whose radius is 1: in the order of distances."""
    here, there = on_the_globe(points), on_the_globe(sites)
    squared = np.zeros((len(points), len(sites)))
    for axis in range(3):
        squared += np.square(here[:, axis, None] - there[None, :, axis])
    return squared


def _along(squared: Metres) -> Metres:
    return np.asarray(2 * EARTH_M * np.arcsin(np.minimum(np.sqrt(squared) / 2, 1)))


def on_the_globe(points: Points) -> NDArray[np.float64]:
    """Points as x, y and z on a globe whose radius is 1: shape (n, 3)."""
    lon, lat = np.radians(points.reshape(-1, 2).T)
    across = np.cos(lat)
    return np.column_stack([across * np.cos(lon), across * np.sin(lon), np.sin(lat)])
