"""How far it is to walk along streets: from each home to the nearest site, by Dijkstra's algorithm.

Streets are links between points where they meet. A walk is a straight line from the home to the
nearest such point, then links, then a straight line to the site; so it is never shorter than the
straight line from the home to the site. Lengths are whole centimetres, so that sums are exact.

SciPy does the searching. It is an extra of Harmdesk; without it this says how to install it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.reach.walking import EARTH_M, Metres, Points, distances, on_the_globe
from dashboard.errors import ReachError

#: Whole numbers: rows of points, lengths in centimetres.
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: A home or a site farther from the streets than this, in metres, is not placed on them.
FARTHEST_M: Final = 500.0
#: Pieces of a network that have fewer links of a hundred than this are left out: a street that is
#: not joined to the others leads nowhere, and whoever lives there would seem to be cut off.
LEAST_PERCENT: Final = 1
#: What is added to the first step from a site, in centimetres, and taken off again: a link of no
#: length would be no link.
_STEP: Final = 100


@dataclass(frozen=True, eq=False)
class Network:
    """Streets that can be walked, ready to be searched.

    Attributes:
        points: where links meet, as longitude and latitude in degrees.
        part: of each point, the number of the connected part that it belongs to.
        graph: lengths of the links in centimetres, in both directions, as SciPy takes them.
        tree: finds the point that is nearest to a place.
    """

    points: Points
    part: Numbers
    graph: Any
    tree: Any


@dataclass(frozen=True, slots=True)
class Snapped:
    """Places, each at the nearest point of the network.

    Attributes:
        point: its row; -1 where none is near enough: the place is not placed.
        metres: the straight line to it, also where it is too far.
    """

    point: Numbers
    metres: Metres

    @property
    def placed(self) -> Flags:
        """Which places are placed."""
        return self.point >= 0


@dataclass(frozen=True, slots=True)
class StreetWalks:
    """The walk from each home to the nearest site along streets.

    Attributes:
        metres: its length; infinite where no walk is known.
        site: the row of that site; -1 where no walk is known.
        straight: the straight line to the same site, in metres; infinite where no walk is known.
        floor: what a walk to any other site is at least, in metres, of those that no street of
            the network leads to: zero where the home is not placed, or no site at all is on its
            part of the network. A walk that is longer than this may not be the shortest.
    """

    metres: Metres
    site: Numbers
    straight: Metres
    floor: Metres

    def within(self, metres: float) -> Flags:
        """Which homes are known to have a site within a walk."""
        return np.asarray(self.metres <= metres)

    def unknown(self, metres: float) -> Flags:
        """Of which homes it is not known whether they have a site within a walk."""
        return np.asarray((self.metres > metres) & (self.floor <= metres))

    @property
    def exact(self) -> Flags:
        """Of which homes the shortest walk is known."""
        return np.asarray(np.isfinite(self.metres) & (self.metres <= self.floor))


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as long as the straight line walks along streets are.

    Attributes:
        median: half are shorter.
        p5: 5 in 100 are shorter.
        p95: 5 in 100 are longer.
        homes: how many walks it rests on.
    """

    median: float
    p5: float
    p95: float
    homes: int


def search_tools() -> tuple[ModuleType, ModuleType, ModuleType]:
    """SciPy's graphs, sparse tables and spatial search.

    Raises:
        ReachError: it is not installed.
    """
    try:
        from scipy import sparse, spatial  # noqa: PLC0415 - an extra, not always there
        from scipy.sparse import csgraph  # noqa: PLC0415 - the same
    except ImportError as error:
        raise ReachError(
            "Walks along streets need SciPy, which is not installed; run pip install "
            "'harmdesk[streets]', or ask for straight lines."
        ) from error
    return csgraph, sparse, spatial


def parts_of(starts: Numbers, ends: Numbers, count: int) -> Numbers:
    """The number of the connected part that each of some points belongs to.

    Args:
        starts: of each link, the row of the point that it begins at.
        ends: the row of the point that it ends at.
        count: how many points there are.

    Raises:
        ReachError: SciPy is not installed.
    """
    csgraph, sparse, _ = search_tools()
    links = sparse.csr_array((np.ones(len(starts)), (starts, ends)), shape=(count, count))
    return np.asarray(csgraph.connected_components(links, directed=False)[1], dtype=np.int64)


def network_of(points: Points, starts: Numbers, ends: Numbers, centimetres: Numbers) -> Network:
    """A network that can be searched.

    Args:
        points: where links meet, as longitude and latitude in degrees.
        starts: of each link, the row of the point that it begins at.
        ends: the row of the point that it ends at.
        centimetres: its length, more than zero.

    Raises:
        ReachError: SciPy is not installed.
    """
    _, sparse, spatial = search_tools()
    count = len(points)
    rows, columns = np.concatenate([starts, ends]), np.concatenate([ends, starts])
    lengths = np.concatenate([centimetres, centimetres])
    # Of several links between the same two points the shortest counts.
    order = np.lexsort((lengths, columns, rows))
    rows, columns, lengths = rows[order], columns[order], lengths[order]
    first = np.ones(len(rows), dtype=bool)
    first[1:] = (np.diff(rows) != 0) | (np.diff(columns) != 0)
    graph = sparse.csr_array(
        (lengths[first].astype(float), (rows[first], columns[first])), shape=(count, count)
    )
    tree = spatial.cKDTree(on_the_globe(points))
    return Network(points, parts_of(starts, ends, count), graph, tree)


def snap(network: Network, places: Points) -> Snapped:
    """Put places at the nearest point where links meet, the first of equals.

    Args:
        network: the streets.
        places: longitude and latitude in degrees.
    """
    if not len(places):
        return Snapped(np.zeros(0, dtype=np.int64), np.zeros(0))
    chords, point = network.tree.query(on_the_globe(places))
    metres = np.asarray(2 * EARTH_M * np.arcsin(np.minimum(chords / 2, 1)))
    return Snapped(np.where(metres <= FARTHEST_M, point, -1).astype(np.int64), metres)


def street_walks(network: Network, homes: Points, sites: Points) -> StreetWalks:
    """The walk from each home to the nearest site along streets.

    Args:
        network: the streets.
        homes: longitude and latitude in degrees.
        sites: the same.
    """
    count = len(homes)
    far = np.full(count, np.inf)
    if not len(sites):
        return StreetWalks(far, np.full(count, -1), far, far)
    home, site = snap(network, homes), snap(network, sites)
    there = np.flatnonzero(site.placed)
    found, by = _search(network, site.point[there], _whole(site.metres[there]))
    at = np.where(home.placed, home.point, 0)
    walked = home.placed & np.isfinite(found[at])
    metres = np.where(walked, (found[at] + _whole(home.metres)) / 100, np.inf)
    nearest = np.full(count, -1)
    nearest[walked] = there[by[at[walked]]]
    lines = distances(homes, sites)
    straight = np.where(walked, lines[np.arange(count), nearest], np.inf)
    return StreetWalks(metres, nearest, straight, _floor(network, lines, home, site, walked))


def _whole(metres: Metres) -> Metres:
    """Metres as whole centimetres, in a type that SciPy adds up."""
    return np.asarray(np.rint(metres * 100))


def _search(network: Network, points: Numbers, first: Metres) -> tuple[Metres, Numbers]:
    """Centimetres from each point to the nearest site, and which that is.

    Each site is a point of its own, with one way to the point of the network that it is at.

    Args:
        network: the streets.
        points: of each site.
        first: centimetres from each site to its point.
    """
    csgraph, sparse, _ = search_tools()
    count, more = len(network.points), len(points)
    if not more:
        return np.full(count, np.inf), np.full(count, -1)
    steps = sparse.csr_array((first + _STEP, (np.arange(more), points)), shape=(more, count))
    whole = sparse.block_array(
        [[network.graph, None], [steps, sparse.csr_array((more, more))]], format="csr"
    )
    found, _, sources = csgraph.dijkstra(
        whole,
        directed=True,
        indices=np.arange(count, count + more),
        return_predecessors=True,
        min_only=True,
    )
    return np.asarray(found[:count] - _STEP), np.asarray(sources[:count] - count, dtype=np.int64)


def _floor(network: Network, lines: Metres, home: Snapped, site: Snapped, walked: Flags) -> Metres:
    """What a walk is at least to the nearest of the sites that no street leads to from a home."""
    floor = np.full(len(walked), np.inf)
    part_of_home = np.where(home.placed, network.part[home.point], -1)
    part_of_site = np.where(site.placed, network.part[site.point], -1)
    for part in np.unique(part_of_home[walked]):
        own, other = np.flatnonzero(part_of_home == part), part_of_site != part
        if other.any():
            floor[own] = lines[np.ix_(own, np.flatnonzero(other))].min(axis=1)
    return np.where(walked, floor, 0.0)


def ratio_of(walks: StreetWalks, lived_in: Flags, *, least: float, most: float) -> Ratio | None:
    """How many times as long as the straight line the walks are; None where there is no walk.

    Homes are chosen by their straight line, never by their walk, which would leave out the long
    ways round. Very short lines are left out: there the way to the street is most of the walk.

    Args:
        walks: the walks.
        lived_in: which homes have residents.
        least: the shortest straight line that is used, in metres.
        most: the longest.
    """
    used = lived_in & walks.exact & (walks.straight >= least) & (walks.straight <= most)
    if not used.any():
        return None
    times = walks.metres[used] / walks.straight[used]
    p5, median, p95 = (float(value) for value in np.quantile(times, (0.05, 0.5, 0.95)))
    return Ratio(median, p5, p95, int(used.sum()))
