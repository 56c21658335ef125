"""How few of a suspect's allegations it takes to put them off the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Self

import polars as pl

from harm.allegations import Allegations
from harm.carried import carried
from harm.indices import Index
from harm.ranking import ORDER, Ranking, draw
from harm.rules import Rules

#: No more changes than this are tried: whoever would stay without any three stands firmly.
MOST: Final = 3

#: What somebody is ordered by: `ORDER`, then the draw.
Standing = tuple[int, int, int, date, bytes]


@dataclass(frozen=True, slots=True)
class Fragility:
    """The fewest allegations without which a suspect would be off the list.

    Attributes:
        changes: how many, 0 to `MOST`; 0 where they are not listed; None: more than `MOST`.
        crimes: which, most first; where several sets of as few would do, the largest.
    """

    changes: int | None
    crimes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """What somebody carries of one crime, as a row of `CARRIED`."""

    crime: str
    tenths: int
    allegations: int
    most_serious: int
    last_recorded_on: date
    victims: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Sharer:
    """Somebody who shares days with the suspect, and so carries more without them.

    Attributes:
        drawn: their draw.
        shared: what they carry of each crime.
        alone: the same, were the suspect named in none of them.
    """

    drawn: bytes
    shared: dict[str, _Piece]
    alone: dict[str, _Piece]

    def standing(self, removed: Iterable[_Piece]) -> Standing:
        """What they are ordered by, were the suspect not named in some crimes."""
        without = {piece.crime for piece in removed}
        pieces = [(self.alone if c in without else self.shared)[c] for c in self.shared]
        return _standing(pieces, self.drawn)


@dataclass(frozen=True, slots=True)
class _Others:
    """Those who may be before the suspect.

    Attributes:
        rules: the choices.
        nearby: what those around the last place are ordered by, of all whose score is fixed: by
            their place among them.
        sharers: those whose score is not.
    """

    rules: Rules
    nearby: dict[int, Standing]
    sharers: list[_Sharer]

    @classmethod
    def of(cls, ranking: Ranking, suspect_id: str, sharers: dict[str, _Sharer]) -> Self:
        """Everyone assessed but the suspect."""
        fixed = ranking.table.filter(~pl.col("suspect_id").is_in([suspect_id, *sharers]))
        first = max(ranking.rules.top - len(sharers), 1)
        rows = fixed.slice(first - 1, ranking.rules.top - first + 1)
        drawn = draw(ranking.rules.seed, rows["suspect_id"])
        standings = zip(rows.select(ORDER).iter_rows(), drawn, strict=True)
        nearby = {place: (*row, one) for place, (row, one) in enumerate(standings, start=first)}
        return cls(ranking.rules, nearby, list(sharers.values()))

    def fill_the_list(self, own: Standing, removed: Sequence[_Piece]) -> bool:
        """Whether so many are before the suspect that no place is left for them."""
        ahead = sum(self._before(one.standing(removed), own) for one in self.sharers)
        last = self.rules.top - ahead
        return last < 1 or (last in self.nearby and self._before(self.nearby[last], own))

    @property
    def crimes(self) -> frozenset[str]:
        """The crimes in which they share days."""
        return frozenset(crime for one in self.sharers for crime in one.shared)

    def least_loss(self, tenths: int) -> int:
        """What a score must lose at least, before anybody can take its place."""
        top = self.rules.top
        if top <= len(self.sharers):
            return 0
        highest = self.nearby.get(top - len(self.sharers))
        return tenths + 1 if highest is None else tenths - highest[0]

    def _before(self, other: Standing, own: Standing) -> bool:
        """Whether the other takes a place that the suspect then has not."""
        if self.rules.ties == "all_in":
            return other[0] > own[0]
        if self.rules.ties == "stop_above":
            return other[0] >= own[0]
        return other[:-1] > own[:-1] or (other[:-1] == own[:-1] and other[-1] < own[-1])


def fragility(
    ranking: Ranking,
    crimes: pl.DataFrame,
    suspect_id: str,
    *,
    index: Index,
    record: pl.DataFrame | None = None,
) -> Fragility:
    """The fewest allegations without which a suspect would be off the list, and which.

    The number is exact, also where equals are told apart by victims, dates or the draw. A small
    one says that the place hangs on few records, so that an error in one decides it; it says
    nothing about which record is wrong. A large one makes none of them true.

    Args:
        ranking: everyone assessed.
        crimes: as for `whatif.what_if`.
        suspect_id: whose place.
        index: the scores of the ranking.
        record: as for `Allegations.of`, of everyone named in the crimes.
    """
    if suspect_id not in ranking.listed["suspect_id"]:
        return Fragility(0)
    rules = ranking.rules
    pieces, sharers = _taken_apart(ranking, Allegations.of(crimes, record), suspect_id, index)
    others = _Others.of(ranking, suspect_id, sharers)
    drawn = _drawn(rules, suspect_id)
    loss = others.least_loss(sum(piece.tenths for piece in pieces))
    kinds = _kinds(pieces, others.crimes)
    for size in range(1, MOST + 1):
        for removed in _sets(pieces, kinds, size, loss):
            kept = [piece for piece in pieces if piece not in removed]
            if _too_few(kept, rules) or others.fill_the_list(_standing(kept, drawn), removed):
                return Fragility(size, tuple(piece.crime for piece in removed))
        most = sorted(pieces, key=lambda piece: -piece.allegations)
        if _too_few(most[size:], rules):
            return Fragility(size, tuple(p.crime for p in pieces if p in most[:size]))
    return Fragility(None)


def _taken_apart(
    ranking: Ranking, known: Allegations, suspect_id: str, index: Index
) -> tuple[list[_Piece], dict[str, _Sharer]]:
    """What the suspect carries of each crime, and whoever shares days with them."""
    rules, as_of = ranking.rules, ranking.as_of
    everyone = _pieces(carried(known, rules=rules, index=index, as_of=as_of))
    own = everyone[suspect_id]
    if rules.co_suspects == "full":
        return list(own.values()), {}
    rows = known.rows.filter(pl.col("suspect_id").ne_missing(pl.lit(suspect_id)))
    without = replace(known, rows=rows)
    alone = _pieces(carried(without, rules=rules, index=index, as_of=as_of))
    assessed = set(ranking.table["suspect_id"])
    sharers = {
        one: _Sharer(_drawn(rules, one), everyone[one], alone[one])
        for one in sorted(alone.keys() & assessed)
        if own.keys() & everyone[one].keys()
    }
    return list(own.values()), sharers


def _pieces(frame: pl.DataFrame) -> dict[str, dict[str, _Piece]]:
    """By suspect and crime; the crimes of each most first."""
    found: dict[str, dict[str, _Piece]] = {}
    for suspect, crime, tenths, allegations, most, last, victims in frame.iter_rows():
        piece = _Piece(crime, tenths, allegations, most, last, frozenset(victims))
        found.setdefault(suspect, {})[crime] = piece
    return found


def _drawn(rules: Rules, suspect_id: str) -> bytes:
    return draw(rules.seed, pl.Series([suspect_id]))[0]


def _too_few(pieces: Sequence[_Piece], rules: Rules) -> bool:
    """Whether somebody with these is not assessed."""
    return sum(piece.allegations for piece in pieces) < rules.minimum_allegations


def _standing(pieces: Sequence[_Piece], drawn: bytes) -> Standing:
    return (
        sum(piece.tenths for piece in pieces),
        len(frozenset[str]().union(*(piece.victims for piece in pieces))),
        max(piece.most_serious for piece in pieces),
        max(piece.last_recorded_on for piece in pieces),
        drawn,
    )


def _sets(
    pieces: Sequence[_Piece], kinds: Sequence[object], size: int, loss: int
) -> Iterator[list[_Piece]]:
    """Sets of so many pieces that carry so much at least, those with the largest first.

    Of sets that would leave the suspect alike, the first alone: two hundred allegations of the
    same days and as many victims are not tried in a million ways.
    """

    def further(start: int, chosen: list[_Piece], left: int) -> Iterator[list[_Piece]]:
        if not left:
            yield chosen
            return
        seen: set[object] = set()
        for at in range(start, len(pieces) - left + 1):
            next_most = [*chosen, *pieces[at : at + left]]
            if sum(piece.tenths for piece in next_most) < loss:
                return
            if kinds[at] not in seen:
                seen.add(kinds[at])
                yield from further(at + 1, [*chosen, pieces[at]], left - 1)

    yield from further(0, [], size)


def _kinds(pieces: Sequence[_Piece], shared: frozenset[str]) -> list[object]:
    """For each piece what goes with it; pieces of a kind may stand for each other.

    A victim of one crime is told from another's by nothing; a date before the latest that surely
    stays is as good as any; a crime whose days are shared is like no other.
    """
    often = Counter(victim for piece in pieces for victim in piece.victims)
    repeated = {victim for victim, times in often.items() if times > 1}
    dates = sorted((piece.last_recorded_on for piece in pieces), reverse=True)
    stays = dates[MOST] if len(dates) > MOST else date.min
    return [
        (
            (piece.tenths, piece.allegations, piece.most_serious),
            max(piece.last_recorded_on, stays),
            piece.victims & repeated,
            len(piece.victims - repeated),
            shared & {piece.crime},
        )
        for piece in pieces
    ]
