"""What a comparison could have found, which is to be said before it is looked at."""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist
from typing import Final

import numpy as np

from harm.results.permutation import SURE, Floats, Ints, log_choose, log_factorials, usual

#: How often an effect is to be found for it to count as one that could have been seen.
OFTEN: Final = 0.8
#: How many standard deviations of chance an effect must have, to be found that often: 2.80.
DEVIATIONS: Final = NormalDist().inv_cdf((1 + SURE) / 2) + NormalDist().inv_cdf(OFTEN)
#: Counts that are further than this many standard deviations out are left out.
FAR: Final = 9


def smallest_difference(people: tuple[int, int], base: float) -> float:
    """The smallest difference of two shares that is found 80 times of 100, 0 to 1.

    It takes chance to work on both sides as at the base, which is a little cautious for a fall from
    a share below a half. It may be more than the base: then not even a fall to nobody would be
    found that often.

    Args:
        people: how many there are on each side.
        base: the share without any effect, 0 to 1.
    """
    return DEVIATIONS * sqrt(base * (1 - base) * sum(1 / each for each in people))


def people_needed(base: float, share: float) -> int:
    """How many a side are needed for a change from one share to another to be found 80 of 100."""
    return ceil(2 * base * (1 - base) * (DEVIATIONS / (base - share)) ** 2)


def power(people: tuple[int, int], base: float, share: float) -> float:
    """How often an effect is found, 0 to 1: the interval of the difference does not hold zero.

    It is worked out for the very interval that is shown (`permutation.share_interval`).

    Args:
        people: how many there are on each side.
        base: the share on the second side, where nothing is done, 0 to 1.
        share: the share on the first side.
    """
    first, second = people
    logs = log_factorials(first + second)
    middle = first * share + second * base
    spread = FAR * sqrt(first * share * (1 - share) + second * base * (1 - base)) + FAR
    totals = range(max(0, int(middle - spread)), min(first + second, int(middle + spread)) + 1)
    kept = 0.0
    for total in totals:
        low, high = usual(total, first, second)
        counts = np.arange(low, high + 1)
        chances = np.exp(
            log_choose(logs, first, counts)
            + log_choose(logs, second, total - counts)
            + _log_share(share, counts, first)
            + _log_share(base, total - counts, second)
        )
        kept += float(chances.sum())
    return min(max(1 - kept, 0.0), 1.0)


def _log_share(share: float, counts: Ints, people: int) -> Floats:
    """The logarithm of a share to the power of counts, and of the rest to that of the others."""
    if share in {0.0, 1.0}:
        certain = counts == people * int(share)
        return np.where(certain, 0.0, -np.inf)
    return np.asarray(counts * np.log(share) + (people - counts) * np.log(1 - share))
