"""Which references are one person, from what reviewers said of pairs of them.

A person is what hangs together by pairs that are said to be the same. Where something speaks
against it, the pairs are shown and not used until that is settled. A wrong link puts days on
somebody who did not do it, and a missing one hides somebody who did; neither shows in the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from harm.suspects.clusters import bridges_of, clusters
from harm.suspects.reviews import Pair, Standing

#: Why a link is not used: `pending`: a second reviewer is missing; `disputed`: two reviewers say
#: the opposite of one pair; `contradiction`: two references hang together by others, and are said
#: to be different; `cluster`: more than `MOST` references; `sexes`, `births`: what is recorded of
#: them differs; `bridge`: one pair alone joins two parts of two or more references each.
Held = Literal["pending", "disputed", "contradiction", "cluster", "sexes", "births", "bridge"]

#: References that one person has at most, before somebody has to look again.
MOST: Final = 4
#: Years between two dates of birth that a person may be recorded with.
YEARS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is recorded of a reference.

    Attributes:
        first: the first day on which anything with it was recorded.
        is_suspect: whether it is named as a suspect anywhere.
        sexes: as last recorded in each part that it has, without *unknown*.
        born: the date of birth, as last recorded; None: none is.
    """

    first: date
    is_suspect: bool = True
    sexes: frozenset[str] = frozenset()
    born: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """Pairs that are not used.

    Attributes:
        pairs: in order.
        references: that hang together by them, in order.
        reasons: why not, in the order of `Held`.
    """

    pairs: tuple[Pair, ...]
    references: tuple[str, ...]
    reasons: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """Who is one person.

    Attributes:
        used: the references of each person who has several: that by which the person is called,
            which is the one recorded first (of several the lowest), and then the others in order.
        held: what is not used, and why.
    """

    used: tuple[tuple[str, ...], ...] = ()
    held: tuple[HeldBack, ...] = ()


def persons(standing: Mapping[Pair, Standing], known: Mapping[str, Known]) -> Persons:
    """Who is one person, and what is held back.

    Args:
        standing: of each pair, as `standings`.
        known: what is recorded of each reference; one that is not in it is in no person.
    """
    edges = [pair for pair, found in standing.items() if found.state == "same"]
    used: list[tuple[str, ...]] = []
    held = [
        HeldBack(pairs=(pair,), references=pair, reasons=(found.state,))
        for pair, found in standing.items()
        if found.state in {"pending", "disputed"}
    ]
    apart = {p for p, found in standing.items() if found.state in {"different", "disputed"}}
    for cluster in clusters(edges):
        own = [pair for pair in edges if pair[0] in cluster]
        reasons = _against(cluster, own, standing, known, apart)
        if reasons:
            held.append(_held(own, cluster, reasons))
            continue
        bridges = [pair for pair in bridges_of(own) if not standing[pair].is_settled]
        held += [_held([pair], frozenset(pair), ("bridge",)) for pair in bridges]
        for part in clusters([pair for pair in own if pair not in bridges]):
            present = sorted(part & known.keys(), key=lambda reference: _first(reference, known))
            if len(present) > 1:
                used.append((present[0], *sorted(present[1:])))
    return Persons(
        used=tuple(sorted(used)), held=tuple(sorted(held, key=lambda found: found.pairs))
    )


def _against(
    cluster: frozenset[str],
    own: Sequence[Pair],
    standing: Mapping[Pair, Standing],
    known: Mapping[str, Known],
    apart: Iterable[Pair],
) -> tuple[Held, ...]:
    """What speaks against a cluster as a whole, and is not settled."""
    reasons: list[Held] = []
    if any(a in cluster and b in cluster for a, b in apart):
        reasons.append("contradiction")
    if all(standing[pair].is_settled for pair in own):
        return tuple(reasons)
    if len(cluster) > MOST:
        reasons.append("cluster")
    facts = [known[reference] for reference in cluster if reference in known]
    if len(frozenset[str]().union(*(each.sexes for each in facts))) > 1:
        reasons.append("sexes")
    births = sorted(each.born for each in facts if each.born is not None)
    if births and _years_later(births[0], YEARS) < births[-1]:
        reasons.append("births")
    return tuple(reasons)


def _held(own: Iterable[Pair], cluster: Iterable[str], reasons: tuple[Held, ...]) -> HeldBack:
    return HeldBack(pairs=tuple(sorted(own)), references=tuple(sorted(cluster)), reasons=reasons)


def _first(reference: str, known: Mapping[str, Known]) -> tuple[bool, date, str]:
    """What puts one reference before another: named as a suspect, recorded first, the lowest."""
    return (not known[reference].is_suspect, known[reference].first, reference)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
