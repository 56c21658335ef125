"""Links as a network: ends joined, motorways and loose pieces left out, everything counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dashboard.analysis.reach.street_links import Joined, join_links, points_of

X, Y = 530_000, 180_000


def joined(
    *links: Sequence[float], motorway: Sequence[int] = (), slip: Sequence[int] = ()
) -> Joined:
    """Links as easting and northing of both ends, and perhaps a length, from a corner."""
    ends = np.array([link[:4] for link in links], dtype=float).reshape(-1, 4)
    ends += np.array([X, Y, X, Y])
    straight = np.hypot(ends[:, 0] - ends[:, 2], ends[:, 1] - ends[:, 3])
    metres = [link[4] if len(link) > 4 else own for link, own in zip(links, straight, strict=True)]
    flags = [np.isin(np.arange(len(links)), list(rows)) for rows in (motorway, slip)]
    return join_links(ends, np.array(metres, dtype=float), *flags)


def test_ends_on_the_same_metre_are_one_point() -> None:
    found = joined((0, 0, 100, 0), (100.4, -0.4, 200, 0), (199.6, 0.3, 200, 90))
    assert (found.points, found.parts, found.largest) == (4, 1, 3)
    apart = joined((0, 0, 100, 0), (101, 0, 200, 0))
    assert (apart.points, apart.parts, apart.largest) == (4, 2, 1)


def test_lengths_are_whole_centimetres_and_never_shorter_than_the_line() -> None:
    found = joined((0, 0, 30, 40, 55.555), (30, 40, 60, 80, 49.6), (60, 80, 61, 81, 0.9))
    assert found.centimetres.tolist() == [5556, 5000, 142]


def test_motorways_and_their_slip_roads_are_not_walked() -> None:
    links = [(0, 0, 900, 0), (900, 0, 950, 50), (950, 50, 950, 150), (950, 150, 999, 150)]
    found = joined(*links, motorway=[0], slip=[1, 3])
    # The second slip road meets no motorway: it is one of another road, and is walked.
    assert (found.motorways, len(found.ends)) == (2, 2)
    assert found.ends[:, 0].tolist() == [X + 950, X + 950]
    assert len(joined(*links, slip=[1, 3]).ends) == 4
    nothing = joined(*links, motorway=range(4))
    assert (nothing.motorways, len(nothing.ends), nothing.parts) == (4, 0, 0)


def test_a_link_that_ends_where_it_begins_leads_nowhere() -> None:
    found = joined((0, 0, 100, 0), (100, 0, 100, 0, 250), (100, 0, 100.3, 0, 0.3))
    assert (found.loops, len(found.ends)) == (2, 1)


def test_small_pieces_are_left_out_and_counted() -> None:
    street = [(x, 0, x + 100, 0) for x in range(0, 20_000, 100)]
    loose = [(x, 5_000, x + 10, 5_000) for x in range(0, 3_000, 1_000)]
    pair = [(0, 9_000, 50, 9_000), (50, 9_000, 99, 9_000)]
    found = joined(*street, *loose, *pair)
    assert (found.loose, found.pieces, found.parts, found.largest) == (5, 4, 1, 200)
    # Two links in one hundred and ninety or so are one in a hundred: a part of its own.
    found = joined(*street[:190], *pair)
    assert (found.loose, found.pieces, found.parts, found.largest) == (0, 0, 2, 190)


def test_points_are_in_their_order_whatever_the_order_of_links() -> None:
    links = [(0, 0, 100, 0), (100, 0, 100, 70), (100, 70, 0, 0)]
    found = joined(*links)
    points, starts, ends = points_of(found.ends)
    assert points.tolist() == [[X, Y], [X + 100, Y], [X + 100, Y + 70]]
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(0, 1), (1, 2), (2, 0)]
    again, _, _ = points_of(joined(*links[::-1]).ends)
    assert np.array_equal(points, again)


@pytest.mark.parametrize("count", [0, 1])
def test_no_links_and_one_link(count: int) -> None:
    found = joined(*[(0, 0, 100, 0)][:count])
    assert (len(found.ends), found.points, found.parts) == (count, 2 * count, count)
