"""How long officers walk from a base to the people of their patch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.reach.walking import DETOUR, METRES_A_MINUTE, Points, distances


@dataclass(frozen=True, slots=True)
class PatchWalks:
    """The walks from a base to its ward, in minutes.

    Attributes:
        nearest: to the resident who lives nearest.
        mean: to a resident, on average.
        farthest: to the resident who lives farthest.
    """

    nearest: float
    mean: float
    farthest: float


def patch_walks(
    base: Points, homes: Points, people: NDArray[np.int64], *, detour: float = DETOUR
) -> PatchWalks | None:
    """The walks from one base to the residents of one ward; None where nobody lives.

    Args:
        base: shape (1, 2).
        homes: where the ward's residents live.
        people: how many live there.
        detour: how much longer a walk is than its straight line.
    """
    if not people.sum():
        return None
    minutes = distances(homes, base)[:, 0] * detour / METRES_A_MINUTE
    lived = minutes[people > 0]
    return PatchWalks(
        float(lived.min()), float(np.average(minutes, weights=people)), float(lived.max())
    )
