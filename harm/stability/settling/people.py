"""Everybody assessed as arrays of whole numbers, in the order of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl

from harm.scoring.ranking import Ranking
from harm.stability.settling.chances import Flags, Numbers
from harm.stability.settling.observed import SUMS, with_bands
from harm.stability.settling.rates import Rates


@dataclass(frozen=True)
class Columns:
    """`SUMS` of several things, as arrays of the same length."""

    tenths: Numbers
    allegations: Numbers
    most_serious: Numbers
    days_old: Numbers
    victims: Numbers

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Self:
        """The columns of a frame that has them all."""
        return cls(**{name: _array(frame[name]) for name in SUMS})

    @classmethod
    def all_of(cls, parts: Sequence[Self]) -> Self:
        """Several, one after the other."""
        return cls(**{name: np.concatenate([getattr(p, name) for p in parts]) for name in SUMS})

    def only(self, which: Flags | Numbers) -> Columns:
        """Those that are flagged or numbered, in that order."""
        return Columns(**{name: getattr(self, name)[which] for name in SUMS})


@dataclass(frozen=True)
class People:
    """Everybody assessed, and what can happen to what they carry.

    A person is a number from 0 in the order of the list, a unit one of the crimes of a person.
    Chances are parts of `rates.WHOLE`.

    Attributes:
        tenths: of each person.
        start: the first unit of each person; `count`: how many they have.
        units: what each unit carries; `victims` is how many it has.
        gone: the chance of each unit to count no longer; `changed`: to carry other days.
        move: the first of the changes seen of units with its days; `moves`: how many.
        link: the unit of each pair of unit and victim, in order of person and victim; `opens`:
            whether it is the first of its person and victim.
        links: the first pair of each person; `linked`: how many; `known`: how many victims.
        arrives: the chance of each person that something is added.
        arrival: the first addition seen in their band; `arrivals`: how many.
    """

    tenths: Numbers
    start: Numbers
    count: Numbers
    units: Columns
    gone: Numbers
    changed: Numbers
    move: Numbers
    moves: Numbers
    link: Numbers
    opens: Numbers
    links: Numbers
    linked: Numbers
    known: Numbers
    arrives: Numbers
    arrival: Numbers
    arrivals: Numbers

    @classmethod
    def of(cls, ranking: Ranking, units: pl.DataFrame, rates: Rates) -> Self:
        """Everybody on a ranking, with the chances of what they carry.

        Args:
            ranking: everyone assessed.
            units: as `units_of`, of the same rows and rules.
            rates: the chances.
        """
        person = ranking.table.select("suspect", person=pl.col("position").cast(pl.Int64) - 1)
        placed = units.join(person, on="suspect").sort("person", "crime")
        chances = rates.of_cells(placed)
        count = _array(placed.group_by("person").agg(n=pl.len()).sort("person")["n"])
        before = _array(rates.moves["before"])
        own = _array(placed["tenths"])
        move = np.searchsorted(before, own, side="left")
        bands = person.join(with_bands(units), on="suspect").sort("person")["band"]
        seen, band = _array(rates.arrivals["band"]), _array(bands)
        arrival = np.searchsorted(seen, band, side="left")
        victims = placed["victims"].list.len()
        return cls(
            tenths=_array(ranking.table["tenths"]),
            start=np.cumsum(count) - count,
            count=count,
            units=Columns.of(placed.with_columns(victims=victims)),
            gone=_array(chances["gone"]),
            changed=_array(chances["changed"]),
            move=move,
            moves=np.searchsorted(before, own, side="right") - move,
            **_links(placed),
            arrives=_array(rates.of_bands(bands)),
            arrival=arrival,
            arrivals=np.searchsorted(seen, band, side="right") - arrival,
        )


def _links(placed: pl.DataFrame) -> dict[str, Numbers]:
    """Which units each victim of a person is in."""
    pairs = (
        placed.select("person", "victims", unit=pl.int_range(pl.len()))
        .explode("victims")
        .filter(pl.col("victims").is_not_null())
        .sort("person", "victims", "unit")
        .with_columns(first=pl.struct("person", "victims").rle_id().diff().fill_null(1))
    )
    people = placed.select("person").unique().sort("person")
    counts = pairs.group_by("person").agg(linked=pl.len(), known=pl.col("first").sum())
    each = people.join(counts, on="person", how="left", maintain_order="left").fill_null(0)
    linked = _array(each["linked"])
    return {
        "link": _array(pairs["unit"]),
        "opens": _array(pairs["first"]),
        "links": np.cumsum(linked) - linked,
        "linked": linked,
        "known": _array(each["known"]),
    }


def _array(column: pl.Series) -> Numbers:
    return column.cast(pl.Int64).to_numpy()
