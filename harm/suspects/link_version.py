"""The number by which a list says which links it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from harm.suspects.clusters import reached
from harm.suspects.reviews import Pair, Review, Voices


def version_of(reviews: Sequence[Review]) -> int:
    """The number of the row since which the same pairs are linked as now; 0: none is.

    What brings back an earlier state, such as undoing the last decision, brings back its number:
    so a list that is the same is called the same.

    Args:
        reviews: every row.
    """
    states = _states(reviews)
    return next(number for number, state in states if state == states[-1][1])


def until(reviews: Iterable[Review], version: int) -> list[Review]:
    """What had been said at a version."""
    return [row for row in reviews if row.number <= version]


def _states(reviews: Iterable[Review]) -> list[tuple[int, int]]:
    """After each row its number and what is linked, as one number; first, before any row, 0.

    Only the clusters that a row touches are looked at again, so that a long record of decisions
    is gone through once.
    """
    voices: dict[Pair, Voices] = defaultdict(Voices)
    neighbours: dict[str, set[str]] = defaultdict(set)
    apart: dict[str, set[str]] = defaultdict(set)
    state, states = 0, [(0, 0)]
    for row in sorted(reviews, key=lambda row: row.number):
        pair = (row.a, row.b)
        state ^= _around(pair, voices, neighbours, apart)
        voices[pair].hear(row)
        now = voices[pair].standing().state
        _put(neighbours, pair, there=now == "same")
        _put(apart, pair, there=now in {"different", "disputed"})
        state ^= _around(pair, voices, neighbours, apart)
        states.append((row.number, state))
    return states


def _put(neighbours: dict[str, set[str]], pair: Pair, *, there: bool) -> None:
    for one, other in (pair, pair[::-1]):
        (neighbours[one].add if there else neighbours[one].discard)(other)


def _around(
    pair: Pair,
    voices: Mapping[Pair, Voices],
    neighbours: Mapping[str, set[str]],
    apart: Mapping[str, set[str]],
) -> int:
    """The clusters that a pair touches, as one number."""
    number = 0
    for cluster in {reached(reference, neighbours) for reference in pair}:
        if len(cluster) > 1:
            lines = [
                f"{a}\0{b}\0{'different' if b in apart.get(a, ()) else _settled(voices, (a, b))}"
                for a in sorted(cluster)
                for b in sorted((neighbours[a] | apart.get(a, set())) & cluster)
                if a < b
            ]
            number ^= int.from_bytes(sha256("\n".join(lines).encode()).digest())
    return number


def _settled(voices: Mapping[Pair, Voices], pair: Pair) -> str:
    return "settled" if voices[pair].standing().is_settled else "same"
