"""Walks along streets: by hand, against a plain Dijkstra, and what is not known."""

from __future__ import annotations

import heapq
import sys

import numpy as np
import pytest
from numpy.random import Generator
from numpy.typing import NDArray

from dashboard.analysis.reach.grid import to_degrees
from dashboard.analysis.reach.streets import (
    FARTHEST_M,
    Network,
    network_of,
    ratio_of,
    snap,
    street_walks,
)
from dashboard.analysis.reach.walking import Points, distances
from dashboard.errors import ReachError

#: A crossing in the middle of London, in metres of the National Grid.
EAST, NORTH = 530_000.0, 180_000.0


def places(*metres: tuple[float, float]) -> Points:
    """Points so many metres east and north of the middle."""
    east, north = np.array(metres, dtype=float).reshape(-1, 2).T
    return to_degrees(EAST + east, NORTH + north)


def network(crossings: list[tuple[float, float]], links: list[tuple[int, int, float]]) -> Network:
    """Links between crossings, each with its length in metres."""
    starts, ends = (np.array([link[end] for link in links], dtype=np.int64) for end in (0, 1))
    lengths = np.array([round(100 * link[2]) for link in links], dtype=np.int64)
    return network_of(places(*crossings), starts, ends, lengths)


@pytest.fixture
def river() -> Network:
    """Two banks 200 m apart, each a street of 1,200 m with a crossing every 300 m; one bridge."""
    crossings = [(300.0 * x, y) for y in (0.0, 200.0) for x in range(5)]
    banks = [(5 * bank + x, 5 * bank + x + 1, 300.0) for bank in range(2) for x in range(4)]
    return network(crossings, [*banks, (4, 9, 200.0)])


def test_the_walk_to_the_other_bank_goes_by_the_bridge(river: Network) -> None:
    homes = places((0, 0), (600, 0), (1200, 0), (0, 200), (1200, 200), (600, 230))
    walks = street_walks(river, homes, places((0, 200)))
    # Along the south bank to the bridge in the east, over it, and back along the north bank.
    assert walks.metres.tolist() == pytest.approx([2600, 2000, 1400, 0, 1200, 630], abs=0.02)
    assert walks.straight.tolist() == pytest.approx(
        distances(homes, places((0, 200)))[:, 0].tolist()
    )
    assert set(walks.site) == {0}
    assert walks.exact.all()
    assert walks.straight[0] == pytest.approx(200, abs=0.5)


def test_of_several_sites_the_nearest_by_street_counts_and_not_by_line(river: Network) -> None:
    homes = places((300, 0))
    sites = places((300, 200), (900, 0))
    walks = street_walks(river, homes, sites)
    assert distances(homes, sites).argmin() == 0
    assert (walks.site[0], walks.metres[0]) == (1, pytest.approx(600, abs=0.02))


def test_the_way_to_the_street_is_part_of_the_walk(river: Network) -> None:
    walks = street_walks(river, places((0, -80)), places((300, -40)))
    assert walks.metres[0] == pytest.approx(80 + 300 + 40, abs=0.1)
    same = street_walks(river, places((0, -80)), places((0, -40)))
    assert same.metres[0] == pytest.approx(120, abs=0.1)
    assert same.metres[0] >= same.straight[0]


def test_of_parallel_links_the_shortest_counts() -> None:
    two = network([(0, 0), (300, 0)], [(0, 1, 900), (1, 0, 310), (0, 1, 500)])
    assert street_walks(two, places((0, 0)), places((300, 0))).metres[0] == pytest.approx(310)


def test_who_lives_far_from_the_streets_is_unknown_and_never_far(river: Network) -> None:
    homes = places((0, 0), (0, -FARTHEST_M - 5), (0, -FARTHEST_M + 5))
    walks = street_walks(river, homes, places((300, 0)))
    assert snap(river, homes).placed.tolist() == [True, False, True]
    assert walks.within(1e9).tolist() == [True, False, True]
    assert walks.unknown(1.0).tolist() == walks.unknown(1e9).tolist() == [False, True, False]
    assert walks.exact.tolist() == [True, False, True]


def test_a_missing_link_makes_the_part_behind_it_unknown() -> None:
    crossings = [(300.0 * x, 0.0) for x in range(6)]
    whole = [(x, x + 1, 300.0) for x in range(5)]
    cut = network(crossings, [link for link in whole if link[0] != 2])
    homes = places((0, 0), (600, 0), (900, 0), (1500, 0))
    site = places((0, 0))
    assert street_walks(network(crossings, whole), homes, site).exact.all()
    walks = street_walks(cut, homes, site)
    assert walks.metres.tolist() == pytest.approx([0, 600, np.inf, np.inf])
    assert walks.unknown(400).tolist() == [False, False, True, True]
    assert walks.site.tolist() == [0, 0, -1, -1]
    # A site in that part as well: now its walks are known; a longer one may yet be shorter.
    both = street_walks(cut, homes, places((0, 0), (1500, 0)))
    assert both.metres.tolist() == pytest.approx([0, 600, 600, 0])
    assert not both.unknown(100).any()


def test_where_a_site_is_not_on_the_network_nobody_near_it_is_beyond(river: Network) -> None:
    beside = places((0, -600))
    homes = places((0, 0), (1200, 0), (0, 200))
    alone = street_walks(river, homes, beside)
    assert alone.unknown(300).all()  # there is a site, and nothing is known of the walk
    walks = street_walks(river, homes, np.concatenate([beside, places((1200, 200))]))
    assert walks.metres.tolist() == pytest.approx([1400, 200, 1200], abs=0.02)
    # Whoever has a straight line of 600 m to it may be within 700 m, and nobody within 500 m.
    assert walks.unknown(700).tolist() == [True, False, False]
    assert walks.unknown(500).tolist() == [False, False, False]
    assert walks.unknown(850).tolist() == [True, False, True]
    assert walks.exact.tolist() == [False, True, False]


def test_without_sites_everybody_is_beyond(river: Network) -> None:
    walks = street_walks(river, places((0, 0), (0, 9000)), np.zeros((0, 2)))
    assert not walks.within(1e9).any()
    assert not walks.unknown(1e9).any()


def plain_dijkstra(
    count: int, links: list[tuple[int, int, int]], start: int, first: int
) -> list[float]:
    """The textbook's, from one crossing."""
    ways: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for a, b, length in links:
        ways[a].append((b, length))
        ways[b].append((a, length))
    found, queue = [float("inf")] * count, [(first, start)]
    while queue:
        far, at = heapq.heappop(queue)
        if far >= found[at]:
            continue
        found[at] = far
        for there, length in ways[at]:
            heapq.heappush(queue, (far + length, there))
    return found


def drawn(rng: Generator) -> tuple[Network, list[tuple[int, int, int]], NDArray[np.float64]]:
    count = int(rng.integers(2, 40))
    crossings = rng.integers(0, 3_000, size=(count, 2)).astype(float)
    pairs = rng.integers(0, count, size=(int(rng.integers(1, 3 * count)), 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    if not len(pairs):
        pairs = np.array([[0, 1]])
    links = []
    for a, b in pairs:
        straight = np.hypot(*(crossings[a] - crossings[b]))
        links.append((int(a), int(b), int(straight * 100 * rng.uniform(1, 2)) + 1))
    points = places(*map(tuple, crossings))
    starts, ends, lengths = np.array(links, dtype=np.int64).T
    return network_of(points, starts, ends, lengths), links, points


@pytest.mark.parametrize("seed", range(50))
def test_each_walk_is_that_of_a_plain_dijkstra_from_each_site(seed: int) -> None:
    rng = np.random.default_rng(seed)
    made, links, points = drawn(rng)
    homes, sites = (
        places(*map(tuple, rng.integers(-400, 3_400, size=(n, 2)).astype(float)))
        for n in (30, int(rng.integers(1, 6)))
    )
    walks = street_walks(made, homes, sites)
    lines = [distances(some, points) for some in (homes, sites)]
    best = np.full(len(homes), np.inf)
    for site in range(len(sites)):
        near = int(lines[1][site].argmin())
        if lines[1][site, near] > FARTHEST_M:
            continue
        found = plain_dijkstra(len(points), links, near, round(100 * lines[1][site, near]))
        for home in range(len(homes)):
            at = int(lines[0][home].argmin())
            if lines[0][home, at] <= FARTHEST_M:
                walk = (found[at] + round(100 * lines[0][home, at])) / 100
                best[home] = min(best[home], walk)
    assert walks.metres.tolist() == pytest.approx(best.tolist(), abs=1e-6)
    assert (walks.metres >= walks.straight - 1)[np.isfinite(best)].all()
    # Another order of the links is the same network; more sites never make a walk longer.
    order = rng.permutation(len(links))
    starts, ends, lengths = np.array(links, dtype=np.int64)[order].T
    again = street_walks(network_of(points, ends, starts, lengths), homes, sites)
    assert np.array_equal(again.metres, walks.metres)
    fewer = street_walks(made, homes, sites[:-1])
    assert (walks.metres <= fewer.metres).all()


def test_the_ratio_is_of_walks_that_are_known_and_of_lines_of_some_length(river: Network) -> None:
    homes = places((0, 0), (300, 0), (600, 0), (900, 0), (1200, 0), (0, 9000))
    walks = street_walks(river, homes, places((0, 200)))
    lived_in = np.ones(6, dtype=bool)
    ratio = ratio_of(walks, lived_in, least=250, most=2_400)
    assert ratio is not None
    assert ratio.homes == 4  # the one at 200 m is too near, and of the last nothing is known
    times = [2300 / 360.56, 2000 / 632.46, 1700 / 921.95, 1400 / 1216.55]
    assert ratio.median == pytest.approx(np.median(times), rel=4e-3)
    assert ratio.p95 == pytest.approx(np.quantile(times, 0.95), rel=4e-3)
    assert 1 < ratio.p5 < ratio.median < ratio.p95
    assert ratio_of(walks, ~lived_in, least=250, most=2_400) is None
    assert ratio_of(walks, lived_in, least=2_401, most=2_500) is None


def test_without_scipy_a_sentence_says_how_to_install_it(
    river: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(ReachError, match=r"pip install 'harmdesk\[streets\]'"):
        network([(0, 0), (300, 0)], [(0, 1, 300)])
    with pytest.raises(ReachError, match="need SciPy, which is not installed"):
        street_walks(river, places((0, 0)), places((0, 0)))
