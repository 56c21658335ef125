"""Those who may be ahead of a suspect, were the suspect's score another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import polars as pl

from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules
from harm.scoring.ties import ORDER, draw, draw_lots
from harm.stability.pieces import Piece, Standing, standing_of


@dataclass(frozen=True, slots=True)
class Sharer:
    """Somebody who shares days with the suspect, and so carries more without the suspect.

    Attributes:
        lot: their draw, or their lot at the cut.
        shared: what they carry from each crime.
        alone: the same, if the suspect were not named in any of them.
    """

    lot: bytes
    shared: dict[str, Piece]
    alone: dict[str, Piece]

    def standing(self, removed: Iterable[Piece]) -> Standing:
        """What they are ordered by, if the suspect were not named in some crimes."""
        without = {piece.crime for piece in removed}
        pieces = [(self.alone if c in without else self.shared)[c] for c in self.shared]
        return standing_of(pieces, self.lot)


@dataclass(frozen=True, slots=True)
class Others:
    """Those who may be ahead of the suspect.

    Attributes:
        rules: the choices.
        nearby: for people around the last place whose score is fixed, what they are ordered by;
            the key is their place among all with a fixed score.
        sharers: those whose score is not fixed.
    """

    rules: Rules
    nearby: dict[int, Standing]
    sharers: list[Sharer]

    @classmethod
    def of(cls, ranking: Ranking, suspect_id: str, sharers: dict[str, Sharer]) -> Self:
        """Everyone assessed but the suspect."""
        fixed = ranking.table.filter(~pl.col("suspect_id").is_in([suspect_id, *sharers]))
        last = ranking.rules.top
        first = max(last - len(sharers), 1)
        begin, rows = _with_level(fixed, first, last, ranking.rules)
        lots = lots_of(ranking, rows["suspect_id"])
        in_order = rows.select(ORDER).iter_rows()
        standings = [(*row, lot) for row, lot in zip(in_order, lots, strict=True)]
        if ranking.rules.ties == "lot":
            standings.sort(key=lambda standing: (-standing[0], standing[-1]))
        nearby = {
            place: standing
            for place, standing in enumerate(standings, start=begin)
            if first <= place <= last
        }
        return cls(ranking.rules, nearby, list(sharers.values()))

    def fill_the_list(self, own: Standing, removed: Sequence[Piece]) -> bool:
        """Whether so many are ahead of the suspect that no place is left."""
        ahead = sum(self._before(sharer.standing(removed), own) for sharer in self.sharers)
        last = self.rules.top - ahead
        return last < 1 or (last in self.nearby and self._before(self.nearby[last], own))

    @property
    def crimes(self) -> frozenset[str]:
        """The crimes in which they share days."""
        return frozenset(crime for sharer in self.sharers for crime in sharer.shared)

    def least_loss(self, tenths: int) -> int:
        """The least that a score must lose before anybody can take its place."""
        top = self.rules.top
        if top <= len(self.sharers):
            return 0
        highest = self.nearby.get(top - len(self.sharers))
        return tenths + 1 if highest is None else tenths - highest[0]

    def _before(self, other: Standing, own: Standing) -> bool:
        """Whether the other takes a place that the suspect then does not have."""
        if self.rules.ties == "all_in":
            return other[0] > own[0]
        if self.rules.ties == "stop_above":
            return other[0] >= own[0]
        if self.rules.ties == "lot":
            return (-other[0], other[-1]) < (-own[0], own[-1])
        return other[:-1] > own[:-1] or (other[:-1] == own[:-1] and other[-1] < own[-1])


def lots_of(ranking: Ranking, suspect_ids: pl.Series) -> list[bytes]:
    """What decides between people who are level: the lot where there is one, else the last draw."""
    rules = ranking.rules
    if rules.ties == "lot":
        return draw_lots(rules, ranking.as_of, suspect_ids)
    return draw(rules.seed, suspect_ids)


def _with_level(
    fixed: pl.DataFrame, first: int, last: int, rules: Rules
) -> tuple[int, pl.DataFrame]:
    """The rows of some places, and the place of the first of them.

    Under a lot they are those of everybody who has the score of one of these places.
    """
    rows = fixed.slice(first - 1, last - first + 1)
    if rules.ties != "lot" or rows.is_empty():
        return first, rows
    most, least = rows["tenths"][0], rows["tenths"][-1]
    above = int((fixed["tenths"] > most).sum())
    return above + 1, fixed.filter(pl.col("tenths").is_between(least, most))
