"""Eastings and northings of the National Grid as longitude and latitude.

The transverse Mercator projection is undone by its series (Ordnance Survey, *A guide to coordinate
systems in Great Britain*, annexe C), and the datum is changed by the seven parameters given there
(6.6). That is within about 5 metres all over Great Britain: a few seconds of a walk. For
centimetres, as a surveyor needs them, the grid of shifts (OSTN15) would be needed.
"""

from __future__ import annotations

from math import radians
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


class _Ellipsoid(NamedTuple):
    """Half axes in metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        """Its eccentricity, squared."""
        return 1 - (self.b / self.a) ** 2


_AIRY: Final = _Ellipsoid(6_377_563.396, 6_356_256.909)
_WGS84: Final = _Ellipsoid(6_378_137.0, 6_356_752.314_245)
#: The National Grid: scale on the central meridian, true origin, and its false origin.
_SCALE: Final = 0.999_601_271_7
_ORIGIN_LAT, _ORIGIN_LON = radians(49), radians(-2)
_EAST, _NORTH = 400_000.0, -100_000.0
#: From OSGB 36 to WGS 84: metres, parts of one, radians.
_SHIFT: Final = (446.448, -125.157, 542.060)
_LARGER: Final = -20.4894e-6
_TURN: Final = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
#: What a northing may be off by, in metres, when its latitude is found.
_NEAR: Final = 1e-5


def to_degrees(eastings: Values, northings: Values) -> Values:
    """Longitude and latitude (WGS 84, degrees) of points of the National Grid in metres.

    Returns:
        shape (n, 2): longitude, latitude.
    """
    lon, lat = unproject(np.asarray(eastings, float), np.asarray(northings, float))
    lon, lat = _change_datum(lon, lat)
    return np.degrees(np.column_stack([lon, lat]))


def unproject(eastings: Values, northings: Values) -> tuple[Values, Values]:
    """Longitude and latitude in radians, on the grid's own ellipsoid (OSGB 36)."""
    lat = _footpoint(northings)
    sin2 = np.sin(lat) ** 2
    nu = _AIRY.a * _SCALE / np.sqrt(1 - _AIRY.e2 * sin2)
    rho = _AIRY.a * _SCALE * (1 - _AIRY.e2) / (1 - _AIRY.e2 * sin2) ** 1.5
    eta2 = nu / rho - 1
    t, sec = np.tan(lat), 1 / np.cos(lat)
    t2 = t * t
    seven = t / (2 * rho * nu)
    eight = t / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    nine = t / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    ten = sec / nu
    eleven = sec / (6 * nu**3) * (nu / rho + 2 * t2)
    twelve = sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    last = sec / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    d = eastings - _EAST
    return (
        _ORIGIN_LON + ten * d - eleven * d**3 + twelve * d**5 - last * d**7,
        lat - seven * d**2 + eight * d**4 - nine * d**6,
    )


def _footpoint(northings: Values) -> Values:
    """The latitude on the central meridian that has these northings, on the grid's ellipsoid."""
    lat = np.full(np.shape(northings), _ORIGIN_LAT)
    for _ in range(20):
        short = northings - _NORTH - _meridian(lat)
        lat = lat + short / (_AIRY.a * _SCALE)
        if np.all(np.abs(short) < _NEAR):
            break
    return lat


def _meridian(lat: Values) -> Values:
    """Metres along the central meridian from the true origin, as the grid has them."""
    n = (_AIRY.a - _AIRY.b) / (_AIRY.a + _AIRY.b)
    less, more = lat - _ORIGIN_LAT, lat + _ORIGIN_LAT
    terms = (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * less) * np.cos(2 * more)
        - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    )
    return np.asarray(_AIRY.b * _SCALE * terms)


def _change_datum(lon: Values, lat: Values) -> tuple[Values, Values]:
    nu = _AIRY.a / np.sqrt(1 - _AIRY.e2 * np.sin(lat) ** 2)
    old = np.stack(
        [
            nu * np.cos(lat) * np.cos(lon),
            nu * np.cos(lat) * np.sin(lon),
            nu * (1 - _AIRY.e2) * np.sin(lat),
        ]
    )
    x, y, z = _TURN
    turned = np.array([[1, -z, y], [z, 1, -x], [-y, x, 1]]) + _LARGER * np.eye(3)
    new = turned @ old + np.array(_SHIFT)[:, None]
    across = np.hypot(new[0], new[1])
    found = np.arctan2(new[2], across * (1 - _WGS84.e2))
    for _ in range(5):
        nu = _WGS84.a / np.sqrt(1 - _WGS84.e2 * np.sin(found) ** 2)
        found = np.arctan2(new[2] + _WGS84.e2 * nu * np.sin(found), across)
    return np.arctan2(new[1], new[0]), found
