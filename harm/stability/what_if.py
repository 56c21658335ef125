"""A suspect's place if their record were different.

A supposed change is never written to the record. Only this suspect's allegations change: the days
that others carry stay as they are, unless people named together share them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import polars as pl

from harm.offences.indices import Index
from harm.record.allegations import SCHEMA, Allegations
from harm.scoring.ranking import Ranking, rank
from harm.scoring.rules import Rules
from harm.scoring.ties import drawn_before, order_keys, seed_of_lot


@dataclass(frozen=True, slots=True)
class Scenario:
    """Supposed changes to a suspect's record; crimes that are not theirs change nothing.

    Attributes:
        left_out: crimes in which they are supposed not to be named.
        offences: crimes supposed to be another offence for them: `crime_ref`, `offence_code`,
            `offence_title`.
    """

    left_out: frozenset[str] = frozenset()
    offences: tuple[tuple[str, str | None, str | None], ...] = ()

    @property
    def crimes(self) -> frozenset[str]:
        """The crimes that are supposed to be different."""
        return self.left_out | {crime for crime, _, _ in self.offences}


@dataclass(frozen=True, slots=True)
class Place:
    """A suspect's place, real or supposed.

    Attributes:
        position: 1 is first; None for someone who is not assessed.
        rank: by score alone, the same for equals; None for someone who is not assessed.
        assessed: how many suspects are assessed.
        tenths: the score in tenths of a day; 0 for someone who is not assessed.
        listed: whether they are on the list.
    """

    position: int | None
    rank: int | None
    assessed: int
    tenths: int
    listed: bool


def place(ranking: Ranking, suspect_id: str) -> Place:
    """A suspect's place in a ranking."""
    found = ranking.table.filter(pl.col("suspect_id") == suspect_id)
    if found.is_empty():
        return _unplaced(ranking.assessed)
    row = found.row(0, named=True)
    listed = row["position"] <= ranking.length
    return Place(row["position"], row["rank"], ranking.assessed, row["tenths"], listed)


def what_if(
    ranking: Ranking,
    crimes: pl.DataFrame,
    suspect_id: str,
    supposed: Scenario,
    *,
    index: Index,
    record: pl.DataFrame | None = None,
) -> Place:
    """A suspect's place if some of their allegations were missing or were other offences.

    It is the place that a new ranking of the changed record would give; only those whose score may
    change are scored again. A better place after leaving an allegation out does not show whether
    it is true.

    Args:
        ranking: everyone assessed on the date, rules and index to suppose.
        crimes: the allegation frame of every crime in which the suspect is named, with the rows
            of others; where the rules share days out, also of every crime that names anybody who
            is named with them.
        suspect_id: whose record is supposed to be different.
        supposed: the changes.
        index: the scores of the ranking.
        record: as for `Allegations.of`, of everyone named in the crimes; for the suspect, their
            rows in `crimes` are used instead.
    """
    changed = _changed(crimes, suspect_id, supposed)
    again = rank(
        Allegations.of(changed, _record(changed, suspect_id, record)),
        rules=ranking.rules,
        index=index,
        as_of=ranking.as_of,
    ).table
    moved = _moved(crimes, suspect_id, supposed, ranking.rules)
    others = [
        ranking.table.filter(~pl.col("suspect_id").is_in([suspect_id, *moved])),
        again.filter(pl.col("suspect_id").is_in(moved)),
    ]
    own = again.filter(pl.col("suspect_id") == suspect_id)
    return _placed(own, pl.concat(others), ranking)


def _changed(crimes: pl.DataFrame, suspect_id: str, supposed: Scenario) -> pl.DataFrame:
    theirs = pl.col("suspect_id").eq_missing(pl.lit(suspect_id))
    left_out = pl.col("crime_ref").is_in(supposed.left_out)
    return reduce(
        lambda frame, change: frame.with_columns(
            pl.when(theirs & (pl.col("crime_ref") == change[0]))
            .then(pl.lit(value, pl.String))
            .otherwise(name)
            .alias(name)
            for name, value in zip(("offence_code", "offence_title"), change[1:], strict=True)
        ),
        supposed.offences,
        crimes.filter(~(theirs & left_out)),
    )


def _record(
    changed: pl.DataFrame, suspect_id: str, record: pl.DataFrame | None
) -> pl.DataFrame | None:
    """What is known about death and age, with the suspect's own rows as supposed."""
    if record is None:
        return None
    known = ("suspect_id", "suspect_situation", "suspect_born")
    theirs = pl.col("suspect_id") == suspect_id
    typed = record.select(pl.col(name).cast(SCHEMA[name]) for name in known)
    return pl.concat([typed.filter(~theirs), changed.filter(theirs).select(known)])


def _moved(crimes: pl.DataFrame, suspect_id: str, supposed: Scenario, rules: Rules) -> list[str]:
    """Whose days may change with the suspect's: those who share a crime's days with them.

    This is not limited to the supposed crimes: a row that is left out may be the only one that
    records the suspect's death, and without it they share the days of all their other crimes again.
    """
    if rules.co_suspects == "full" or not supposed.crimes:
        return []
    own = crimes.filter(pl.col("suspect_id") == suspect_id)["crime_ref"]
    named = crimes.filter(pl.col("crime_ref").is_in(own.implode()))["suspect_id"]
    return [name for name in named.drop_nulls().unique() if name != suspect_id]


def _placed(own: pl.DataFrame, others: pl.DataFrame, ranking: Ranking) -> Place:
    """The place of a row of `TABLE` among the rows of others, in any order."""
    if own.is_empty():
        return _unplaced(others.height)
    rules = ranking.rules
    key, keys = order_keys(own), order_keys(others)
    suspect, tenths = own["suspect_id"].item(), int(own["tenths"].item())
    level = others.filter(keys == key)["suspect_id"]
    in_order = int((keys > key).sum()) + drawn_before(rules.seed, suspect, level)
    higher = int((others["tenths"] > tenths).sum())
    no_lower = int((others["tenths"] >= tenths).sum())
    if rules.lot_decides(higher, no_lower - higher + 1):
        level = others.filter(tenths=tenths)["suspect_id"]
        in_order = higher + drawn_before(seed_of_lot(rules, ranking.as_of), suspect, level)
    ahead = rules.ahead(in_order, higher=higher, no_lower=no_lower)
    return Place(in_order + 1, higher + 1, others.height + 1, tenths, ahead < rules.top)


def _unplaced(assessed: int) -> Place:
    return Place(position=None, rank=None, assessed=assessed, tenths=0, listed=False)
