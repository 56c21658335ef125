"""Posts in proportion to something: largest remainder, in whole numbers throughout."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm


def in_proportion(weights: Sequence[int], posts: int) -> list[int]:
    """Share posts by the largest remainder (Hamilton's method).

    Each gets the whole part of its share; the posts that are left go one each to the largest
    remainders, and of equal ones to those that come first. So the order of the weights decides
    ties: pass areas by code.

    How it misleads: with a larger pool an area can get a post fewer (the Alabama paradox).

    Args:
        weights: 0 or more each.
        posts: how many, 0 or more.

    Returns:
        as many whole numbers as weights, which sum to `posts`; all 0 where every weight is 0.
    """
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    shares = [divmod(weight * posts, total) for weight in weights]
    given = [whole for whole, _ in shares]
    order = sorted(range(len(weights)), key=lambda place: -shares[place][1])
    for place in order[: posts - sum(given)]:
        given[place] += 1
    return given


def whole_weights(parts: Sequence[Fraction]) -> list[int]:
    """Fractions as whole numbers in the same proportion."""
    unit = lcm(*(part.denominator for part in parts))
    return [part.numerator * (unit // part.denominator) for part in parts]


def in_proportion_capped(
    weights: Sequence[int], posts: int, caps: Sequence[int]
) -> tuple[list[int], int]:
    """Share posts by the largest remainder, no area above its cap.

    Who would get more than its cap gets the cap, and what is then left is shared among the others
    by the same weights, until nobody would get more.

    Returns:
        the posts of each, and how many are left since every weight above 0 is at its cap.
    """
    given, open_to = [0] * len(weights), [place for place, weight in enumerate(weights) if weight]
    left = posts
    while open_to and left:
        shares = in_proportion([weights[place] for place in open_to], left)
        over = [place for place, share in zip(open_to, shares, strict=True) if share >= caps[place]]
        if not over:
            for place, share in zip(open_to, shares, strict=True):
                given[place] = share
            return given, 0
        for place in over:
            given[place] = caps[place]
            left -= caps[place]
        open_to = [place for place in open_to if place not in set(over)]
    return given, left
