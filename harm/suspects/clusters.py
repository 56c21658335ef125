"""What hangs together by pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from harm.suspects.reviews import Pair

#: As many references on either side of a pair make it a bridge.
PART: Final = 2


def clusters(edges: Iterable[Pair]) -> list[frozenset[str]]:
    """What hangs together, each with two references or more, in order."""
    neighbours = _neighbours(edges)
    seen: set[str] = set()
    found = []
    for reference in sorted(neighbours):
        if reference not in seen:
            cluster = reached(reference, neighbours)
            seen |= cluster
            found.append(cluster)
    return found


def _neighbours(edges: Iterable[Pair]) -> dict[str, set[str]]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for a, b in edges:
        neighbours[a].add(b)
        neighbours[b].add(a)
    return neighbours


def reached(reference: str, neighbours: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Everything that hangs together with a reference, itself included."""
    found, ahead = {reference}, [reference]
    while ahead:
        new = set(neighbours.get(ahead.pop(), ())) - found
        found |= new
        ahead += new
    return frozenset(found)


def bridges_of(edges: Sequence[Pair]) -> list[Pair]:
    """Pairs that alone join two parts of `PART` references or more each."""
    if len({reference for pair in edges for reference in pair}) < 2 * PART:
        return []
    found = []
    for pair in edges:
        neighbours = _neighbours(other for other in edges if other != pair)
        sides = [reached(reference, neighbours) for reference in pair]
        if sides[0] != sides[1] and min(map(len, sides)) >= PART:
            found.append(pair)
    return found
