"""The walk from each small area to its nearest site: a straight line made longer, or streets.

What is not known is never taken for far: along streets each area is within a walk, beyond it, or
unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.reach.streets import (
    Network,
    Ratio,
    StreetWalks,
    ratio_of,
    snap,
    street_walks,
)
from dashboard.analysis.reach.walking import METRES_A_MINUTE, TIMES, Points, walk_minutes
from dashboard.geography.streets import StreetFacts

Flags = NDArray[np.bool_]
Minutes = NDArray[np.float64]
#: The straight lines of which the ratio is told, in metres: shorter ones are mostly the way to the
#: street; longer ones are beyond every walk that is counted.
RATIO_FROM_M: Final = 250.0
RATIO_TO_M: Final = max(TIMES) * METRES_A_MINUTE


@dataclass(frozen=True)
class OnStreets:
    """What an answer along streets rests on.

    Attributes:
        facts: the network.
        ratio: how many times as long as their straight line walks are, over small areas whose
            straight line is from 250 m to 2.4 km; None where there is none.
        not_placed: residents whose small area is farther than 500 m from the streets.
        sites_not_placed: names of the counted sites that are.
        by_line: residents who are within 20 minutes by straight lines times the detour.
    """

    facts: StreetFacts
    ratio: Ratio | None
    not_placed: int
    sites_not_placed: tuple[str, ...]
    by_line: int


@dataclass(frozen=True)
class WalksOnStreets:
    """Walks along streets.

    Attributes:
        found: the walk of each small area.
        homes_placed: which areas are no farther than 500 m from the streets.
        sites_placed: which sites are.
    """

    found: StreetWalks
    homes_placed: Flags
    sites_placed: Flags

    @property
    def minutes(self) -> Minutes:
        """The walk that is known; infinite where none is."""
        return walk_minutes(self.found.metres, detour=1)

    def unknown(self, minutes: float) -> Flags:
        """Of which areas it is not known whether a site is within some minutes."""
        return self.found.unknown(minutes * METRES_A_MINUTE)

    def ratio(self, lived_in: Flags) -> Ratio | None:
        """How many times as long as their straight line the walks are; None: there is none."""
        return ratio_of(self.found, lived_in, least=RATIO_FROM_M, most=RATIO_TO_M)


def walks_on(network: Network, homes: Points, sites: Points) -> WalksOnStreets:
    """The walk along streets from each home to its nearest site.

    Raises:
        ReachError: SciPy is not installed.
    """
    return WalksOnStreets(
        street_walks(network, homes, sites),
        snap(network, homes).placed,
        snap(network, sites).placed,
    )
