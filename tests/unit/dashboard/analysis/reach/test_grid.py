"""Eastings and northings as degrees, against points that Ordnance Survey publishes.

The points are from the test files of OSTN15, and from the worked example of *A guide to coordinate
systems in Great Britain* (annexe C.2); Crown copyright, Open Government Licence.
"""

from __future__ import annotations

from math import degrees

import numpy as np
import pytest

from dashboard.analysis.reach.grid import to_degrees, unproject
from dashboard.analysis.reach.walking import distances


def test_the_worked_example_is_undone() -> None:
    lon, lat = unproject(np.array([651_409.903]), np.array([313_177.270]))
    assert degrees(lat[0]) == pytest.approx(52 + 39 / 60 + 27.2531 / 3600, abs=3e-8)
    assert degrees(lon[0]) == pytest.approx(1 + 43 / 60 + 4.5177 / 3600, abs=3e-8)


@pytest.mark.parametrize(
    ("east", "north", "lon", "lat"),
    [
        (530_624.974, 178_388.464, -0.11992557180, 51.48936564950),  # Lambeth
        (599_445.590, 225_722.826, 0.89724327012, 51.89436637350),  # Colchester
        (639_821.835, 169_565.858, 1.44454730409, 51.37447025550),  # North Foreland
        (362_269.991, 169_978.690, -2.54407618349, 51.42754743020),  # Brislington
        (422_242.186, 433_818.701, -1.66379168242, 53.80021519630),
        (319_188.434, 670_947.534, -3.29479219337, 55.92478265510),
    ],
)
def test_published_points_are_found_within_five_metres(
    east: float, north: float, lon: float, lat: float
) -> None:
    found = to_degrees(np.array([east]), np.array([north]))
    assert distances(found, np.array([[lon, lat]]))[0, 0] < 5


def test_many_points_are_each_as_if_alone() -> None:
    east, north = np.array([530_624.974, 319_188.434]), np.array([178_388.464, 670_947.534])
    together = to_degrees(east, north)
    apart = [to_degrees(east[n : n + 1], north[n : n + 1])[0] for n in range(2)]
    assert np.allclose(together, apart, rtol=0, atol=1e-12)
