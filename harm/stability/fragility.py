"""Which of a suspect's allegations, alone or with others, hold their place on the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.contributions import contributions_of
from harm.scoring.ranking import Ranking
from harm.stability.others import Others, Sharer, lots_of
from harm.stability.pieces import MOST, Piece, Whole


@dataclass(frozen=True, slots=True)
class Single:
    """One allegation without which alone a suspect would be off the list.

    Attributes:
        crime_ref: the crime in which they would not be named.
        tenths: what they carry from it.
    """

    crime_ref: str
    tenths: int


@dataclass(frozen=True, slots=True)
class Fragility:
    """The fewest allegations without which a suspect would be off the list.

    Attributes:
        changes: how many, 0 to `MOST`; 0 where they are not listed; None: more than `MOST`.
        crimes: which, most days first; where several equally small sets would do, the largest.
        singles: every allegation without which alone they would be off the list, most days first;
            empty unless `changes` is 1, and then the first of them is that of `crimes`.
    """

    changes: int | None
    crimes: tuple[str, ...] = ()
    singles: tuple[Single, ...] = ()


def fragility(
    ranking: Ranking,
    crimes: pl.DataFrame,
    suspect_id: str,
    *,
    index: Index,
    record: pl.DataFrame | None = None,
) -> Fragility:
    """The fewest allegations without which a suspect would be off the list, and all that alone do.

    The number is exact, even where equals are separated by victims, dates or the draw. A small
    number means that the place depends on few records, so that an error in one decides it; it does
    not show which record is wrong. A large number does not make any of them true.

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
    others = Others.of(ranking, suspect_id, sharers)
    (lot,) = lots_of(ranking, pl.Series([suspect_id]))
    whole = Whole.of(pieces)
    loss = others.least_loss(whole.tenths)
    most = sorted(pieces, key=lambda piece: -piece.allegations)[:MOST]
    kinds = _kinds(pieces, others.crimes)

    def is_off(removed: Sequence[Piece]) -> bool:
        return whole.too_few(removed, rules) or others.fill_the_list(
            whole.standing(removed, lot), removed
        )

    if singles := _singles(pieces, kinds, is_off):
        return Fragility(1, (singles[0].crime_ref,), singles)
    for size in range(2, MOST + 1):
        for removed in _sets(pieces, kinds, size, loss):
            if is_off(removed):
                return Fragility(size, tuple(piece.crime for piece in removed))
        if whole.too_few(most[:size], rules):
            needed = {piece.crime for piece in most[:size]}
            return Fragility(size, tuple(p.crime for p in pieces if p.crime in needed))
    return Fragility(None)


def _out_of_reach(ranking: Ranking, everyone: pl.DataFrame, suspect_id: str) -> bool:
    """Whether no `MOST` crimes carry enough; then a hundred thousand need not be compared.

    Args:
        ranking: everyone assessed, by rules under which nobody shares days.
        everyone: as `contributions.CARRIED`.
        suspect_id: whose place.
    """
    own = everyone.filter(pl.col("suspect_id") == suspect_id)
    loss = Others.of(ranking, suspect_id, {}).least_loss(int(own["tenths"].sum()))
    left = int(own["allegations"].sum()) - int(own["allegations"].top_k(MOST).sum())
    return int(own["tenths"].top_k(MOST).sum()) < loss and (
        left >= ranking.rules.minimum_allegations
    )


def _taken_apart(
    ranking: Ranking, known: Allegations, frame: pl.DataFrame, suspect_id: str, index: Index
) -> tuple[list[Piece], dict[str, Sharer]]:
    """What the suspect carries from each crime, and whoever shares days with them."""
    rules, as_of = ranking.rules, ranking.as_of
    everyone = _pieces(frame)
    own = everyone[suspect_id]
    if rules.co_suspects == "full":
        return list(own.values()), {}
    rows = known.rows.filter(pl.col("suspect_id").ne_missing(pl.lit(suspect_id)))
    without = replace(known, rows=rows)
    alone = _pieces(contributions_of(without, rules=rules, index=index, as_of=as_of))
    assessed = set(ranking.table["suspect_id"])
    named = [name for name in sorted(alone.keys() & assessed) if own.keys() & everyone[name].keys()]
    lots = lots_of(ranking, pl.Series(named, dtype=pl.String))
    sharers = {
        name: Sharer(lot, everyone[name], alone[name])
        for name, lot in zip(named, lots, strict=True)
    }
    return list(own.values()), sharers


def _pieces(frame: pl.DataFrame) -> dict[str, dict[str, Piece]]:
    """Pieces by suspect and crime; the crimes of each suspect with most days first."""
    found: dict[str, dict[str, Piece]] = {}
    for suspect, crime, tenths, allegations, most, last, victims in frame.iter_rows():
        piece = Piece(crime, tenths, allegations, most, last, frozenset(victims))
        found.setdefault(suspect, {})[crime] = piece
    return found


def _singles(
    pieces: Sequence[Piece], kinds: Sequence[Hashable], is_off: Callable[[Sequence[Piece]], bool]
) -> tuple[Single, ...]:
    """Every piece that alone would do; of pieces with the same effect only the first is tried."""
    does: dict[Hashable, bool] = {}
    for piece, kind in zip(pieces, kinds, strict=True):
        if kind not in does:
            does[kind] = is_off([piece])
    return tuple(
        Single(piece.crime, piece.tenths)
        for piece, kind in zip(pieces, kinds, strict=True)
        if does[kind]
    )


def _sets(
    pieces: Sequence[Piece], kinds: Sequence[Hashable], size: int, loss: int
) -> Iterator[list[Piece]]:
    """Sets of `size` pieces that carry at least `loss`, those with the largest first.

    Of sets with the same effect on the suspect only the first is tried: two hundred allegations
    with the same days and as many victims are not tried in a million combinations.
    """

    def further(start: int, chosen: list[Piece], left: int) -> Iterator[list[Piece]]:
        if not left:
            yield chosen
            return
        seen: set[Hashable] = set()
        for at in range(start, len(pieces) - left + 1):
            next_most = [*chosen, *pieces[at : at + left]]
            if sum(piece.tenths for piece in next_most) < loss:
                return
            if kinds[at] not in seen:
                seen.add(kinds[at])
                yield from further(at + 1, [*chosen, pieces[at]], left - 1)

    yield from further(0, [], size)


def _kinds(pieces: Sequence[Piece], shared: frozenset[str]) -> list[Hashable]:
    """The kind of each piece; pieces of one kind are interchangeable.

    Victims of only one crime are interchangeable; so are dates before the latest date that is sure
    to stay; a crime whose days are shared is a kind of its own.
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
