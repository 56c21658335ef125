"""What somebody carries from each crime, singly and added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from typing import Final, Self

from harm.scoring.rules import Rules

#: No more changes than this are tried: whoever stays on the list without any three is secure.
MOST: Final = 3

#: What somebody is ordered by: `ORDER`, then the draw.
Standing = tuple[int, int, int, date, bytes]


@dataclass(frozen=True, slots=True)
class Piece:
    """What somebody carries from one crime, as a row of `CARRIED`."""

    crime: str
    tenths: int
    allegations: int
    most_serious: int
    last_recorded_on: date
    victims: frozenset[str]


@dataclass(frozen=True, slots=True)
class Whole:
    """All pieces of the suspect, added up once, so that leaving some out needs few subtractions.

    Attributes:
        tenths: of all pieces.
        allegations: of all pieces.
        victims: in how many pieces each victim is.
        most_serious: the pieces with the most serious, most first: one more than may be left out.
        latest: likewise those recorded last.
    """

    tenths: int
    allegations: int
    victims: Counter[str]
    most_serious: tuple[Piece, ...]
    latest: tuple[Piece, ...]

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> Self:
        """Add them up."""
        return cls(
            sum(piece.tenths for piece in pieces),
            sum(piece.allegations for piece in pieces),
            Counter(victim for piece in pieces for victim in piece.victims),
            tuple(nlargest(MOST + 1, pieces, key=lambda piece: piece.most_serious)),
            tuple(nlargest(MOST + 1, pieces, key=lambda piece: piece.last_recorded_on)),
        )

    def too_few(self, removed: Iterable[Piece], rules: Rules) -> bool:
        """Whether somebody with only the remaining pieces is not assessed."""
        left = self.allegations - sum(piece.allegations for piece in removed)
        return left < rules.minimum_allegations

    def standing(self, removed: Sequence[Piece], lot: bytes) -> Standing:
        """What the suspect is ordered by with the remaining pieces, at least one."""
        without = {piece.crime for piece in removed}
        gone = Counter(victim for piece in removed for victim in piece.victims)
        return (
            self.tenths - sum(piece.tenths for piece in removed),
            len(self.victims) - sum(self.victims[victim] == n for victim, n in gone.items()),
            next(piece.most_serious for piece in self.most_serious if piece.crime not in without),
            next(piece.last_recorded_on for piece in self.latest if piece.crime not in without),
            lot,
        )


def standing_of(pieces: Sequence[Piece], lot: bytes) -> Standing:
    """What somebody with these pieces is ordered by."""
    return (
        sum(piece.tenths for piece in pieces),
        len(frozenset[str]().union(*(piece.victims for piece in pieces))),
        max(piece.most_serious for piece in pieces),
        max(piece.last_recorded_on for piece in pieces),
        lot,
    )
