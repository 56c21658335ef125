"""Sampling by quota: a large sample whose shares are exact.

Independent draws would scatter around a published share; a shuffled deck that holds each value
in proportion to its share does not. Only the order is left to chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Card = TypeVar("Card")


def quotas(weights: Sequence[float], total: int) -> list[int]:
    """Whole numbers that add up to `total`, in proportion to the weights (largest remainder)."""
    scale = total / sum(weights)
    exact = [weight * scale for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def deck(rng: Random, cards: Sequence[Card], weights: Sequence[float], total: int) -> list[Card]:
    """`total` cards, each in proportion to its weight, shuffled."""
    counts = zip(cards, quotas(weights, total), strict=True)
    shuffled = [card for card, count in counts for _ in range(count)]
    rng.shuffle(shuffled)
    return shuffled
