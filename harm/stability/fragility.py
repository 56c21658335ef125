"""How few of a suspect's allegations it takes to put them off the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import polars as pl

from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.contributions import contributions_of
from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules
from harm.scoring.ties import ORDER, draw
from harm.stability.pieces import MOST, Piece, Standing, Whole, standing_of


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
class _Sharer:
    """Somebody who shares days with the suspect, and so carries more without them.

    Attributes:
        drawn: their draw.
        shared: what they carry of each crime.
        alone: the same, were the suspect named in none of them.
    """

    drawn: bytes
    shared: dict[str, Piece]
    alone: dict[str, Piece]

    def standing(self, removed: Iterable[Piece]) -> Standing:
        """What they are ordered by, were the suspect not named in some crimes."""
        without = {piece.crime for piece in removed}
        pieces = [(self.alone if c in without else self.shared)[c] for c in self.shared]
        return standing_of(pieces, self.drawn)


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

    def fill_the_list(self, own: Standing, removed: Sequence[Piece]) -> bool:
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
        crimes: as for `what_if.what_if`.
        suspect_id: whose place.
        index: the scores of the ranking.
        record: as for `Allegations.of`, of everyone named in the crimes.
    """
    if suspect_id not in ranking.listed["suspect_id"]:
        return Fragility(0)
    rules = ranking.rules
    known = Allegations.of(crimes, record)
    everyone = contributions_of(known, rules=rules, index=index, as_of=ranking.as_of)
    if rules.co_suspects == "full" and _out_of_reach(ranking, everyone, suspect_id):
        return Fragility(None)
    pieces, sharers = _taken_apart(ranking, known, everyone, suspect_id, index)
    others = _Others.of(ranking, suspect_id, sharers)
    drawn = _drawn(rules, suspect_id)
    whole = Whole.of(pieces)
    loss = others.least_loss(whole.tenths)
    most = sorted(pieces, key=lambda piece: -piece.allegations)[:MOST]
    kinds = _kinds(pieces, others.crimes)
    for size in range(1, MOST + 1):
        for removed in _sets(pieces, kinds, size, loss):
            if whole.too_few(removed, rules) or others.fill_the_list(
                whole.standing(removed, drawn), removed
            ):
                return Fragility(size, tuple(piece.crime for piece in removed))
        if whole.too_few(most[:size], rules):
            needed = {piece.crime for piece in most[:size]}
            return Fragility(size, tuple(p.crime for p in pieces if p.crime in needed))
    return Fragility(None)


def _out_of_reach(ranking: Ranking, everyone: pl.DataFrame, suspect_id: str) -> bool:
    """Whether no `MOST` crimes carry enough; a hundred thousand need not be taken apart then.

    Args:
        ranking: everyone assessed, by rules under which nobody shares days.
        everyone: as `contributions.CARRIED`.
        suspect_id: whose place.
    """
    own = everyone.filter(pl.col("suspect_id") == suspect_id)
    loss = _Others.of(ranking, suspect_id, {}).least_loss(int(own["tenths"].sum()))
    left = int(own["allegations"].sum()) - int(own["allegations"].top_k(MOST).sum())
    return int(own["tenths"].top_k(MOST).sum()) < loss and (
        left >= ranking.rules.minimum_allegations
    )


def _taken_apart(
    ranking: Ranking, known: Allegations, frame: pl.DataFrame, suspect_id: str, index: Index
) -> tuple[list[Piece], dict[str, _Sharer]]:
    """What the suspect carries of each crime, and whoever shares days with them."""
    rules, as_of = ranking.rules, ranking.as_of
    everyone = _pieces(frame)
    own = everyone[suspect_id]
    if rules.co_suspects == "full":
        return list(own.values()), {}
    rows = known.rows.filter(pl.col("suspect_id").ne_missing(pl.lit(suspect_id)))
    without = replace(known, rows=rows)
    alone = _pieces(contributions_of(without, rules=rules, index=index, as_of=as_of))
    assessed = set(ranking.table["suspect_id"])
    sharers = {
        one: _Sharer(_drawn(rules, one), everyone[one], alone[one])
        for one in sorted(alone.keys() & assessed)
        if own.keys() & everyone[one].keys()
    }
    return list(own.values()), sharers


def _pieces(frame: pl.DataFrame) -> dict[str, dict[str, Piece]]:
    """By suspect and crime; the crimes of each most first."""
    found: dict[str, dict[str, Piece]] = {}
    for suspect, crime, tenths, allegations, most, last, victims in frame.iter_rows():
        piece = Piece(crime, tenths, allegations, most, last, frozenset(victims))
        found.setdefault(suspect, {})[crime] = piece
    return found


def _drawn(rules: Rules, suspect_id: str) -> bytes:
    return draw(rules.seed, pl.Series([suspect_id]))[0]


def _sets(
    pieces: Sequence[Piece], kinds: Sequence[object], size: int, loss: int
) -> Iterator[list[Piece]]:
    """Sets of so many pieces that carry so much at least, those with the largest first.

    Of sets that would leave the suspect alike, the first alone: two hundred allegations of the
    same days and as many victims are not tried in a million ways.
    """

    def further(start: int, chosen: list[Piece], left: int) -> Iterator[list[Piece]]:
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


def _kinds(pieces: Sequence[Piece], shared: frozenset[str]) -> list[object]:
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
