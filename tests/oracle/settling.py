"""The settled list as anybody would draw it first: everybody in each draw, sorted whole.

It takes the chances as they were learnt and shares nothing else with what it is held against.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

import numpy as np
import polars as pl

from harm.scoring.ranking import Ranking
from harm.scoring.ties import draw
from harm.stability.settling.observed import SUMS, with_bands
from harm.stability.settling.rates import DRAWN_ARRIVALS, DRAWN_MOVES, WHOLE, Rates


def one_of(
    rng: np.random.Generator, keys: np.ndarray, wanted: np.ndarray, weight: int
) -> np.ndarray:
    """For each wanted key one of the places with it, or with the weight given one of all."""
    first = np.searchsorted(keys, wanted, side="left")
    own = np.searchsorted(keys, wanted, side="right") - first
    place = np.floor(rng.random(wanted.size) * (own + weight)).astype(np.int64)
    anywhere = rng.integers(0, max(keys.size, 1), wanted.size)
    return np.where(place < own, first + place, anywhere)


class Plain:
    """A world drawn in a loop, everybody sorted in each draw."""

    def __init__(self, ranking: Ranking, units: pl.DataFrame, rates: Rates) -> None:
        self.ranking, self.rates = ranking, rates
        numbers = ranking.table.select("suspect", "suspect_id").with_row_index("person")
        self.units = units.join(numbers, on="suspect").sort("person", "crime")
        self.person = self.units["person"].to_numpy().astype(np.int64)
        self.people = numbers.height
        chances = rates.of_cells(self.units)
        self.gone, self.changed = (chances[name].to_numpy() / WHOLE for name in chances.columns)
        bands = numbers.join(with_bands(units), on="suspect").sort("person")["band"]
        self.arrives = rates.of_bands(bands).to_numpy() / WHOLE
        self.band = bands.to_numpy()
        self.moves = rates.moves.to_numpy().T.astype(np.int64)
        self.added = rates.arrivals.select("band", *SUMS).to_numpy().T.astype(np.int64)
        links = self.units.select("person", "victims", unit=pl.int_range(pl.len()))
        pairs = links.explode("victims").drop_nulls("victims").sort("person", "victims")
        self.link = pairs["unit"].to_numpy()
        self.group = pairs.select(pl.struct("person", "victims").rle_id()).to_series().to_numpy()
        self.victim_of = pairs.select(
            pl.col("person").gather(pl.struct("person", "victims").rle_id().arg_unique())
        )["person"].to_numpy()
        lots = draw(ranking.rules.seed, numbers["suspect_id"])
        self.lot = np.argsort(np.argsort(np.array(lots, dtype="S32"), kind="stable"))
        text = f"{ranking.as_of}\n{ranking.rules.lot_seed}\n"
        hashes = [sha256((text + name).encode()).hexdigest() for name in numbers["suspect_id"]]
        self.at_cut = np.array([float(int(lot, 16)) for lot in hashes])

    def listed(self, rng: np.random.Generator) -> list[int]:
        """The people of the list of one draw, by number; a newcomer is -1."""
        rates, people = self.rates, self.people
        tenths, most, allegations, days_old = (
            self.units[name].to_numpy().copy()
            for name in ("tenths", "most_serious", "allegations", "days_old")
        )
        dice = rng.random(tenths.size)
        gone = dice < self.gone
        moved = np.flatnonzero(~gone & (dice < self.gone + self.changed))
        chosen = one_of(rng, self.moves[0], tenths[moved], DRAWN_MOVES)
        tenths[moved], most[moved] = self.moves[1][chosen], self.moves[2][chosen]
        tenths[gone] = most[gone] = allegations[gone] = 0
        days_old[gone] = 2**31
        sums = np.zeros((5, people), dtype=np.int64)
        np.add.at(sums[0], self.person, tenths)
        np.add.at(sums[1], self.person, allegations)
        np.maximum.at(sums[2], self.person, most)
        sums[3] = 2**31
        np.minimum.at(sums[3], self.person, days_old)
        counts = np.zeros(self.victim_of.size, dtype=bool)
        np.logical_or.at(counts, self.group, ~gone[self.link])
        np.add.at(sums[4], self.victim_of, counts)
        met = np.flatnonzero(rng.random(people) < self.arrives)
        added = self.added[1:, one_of(rng, self.added[0], self.band[met], DRAWN_ARRIVALS)]
        for row in (0, 1, 4):
            sums[row, met] += added[row]
        sums[2, met] = np.maximum(sums[2, met], added[2])
        sums[3, met] = np.minimum(sums[3, met], added[3])
        sums[1, rng.random(people) < rates.apart / WHOLE] = 0
        new = rates.newcomers[int(rng.integers(len(rates.newcomers)))].select(SUMS)
        everybody = np.concatenate([sums, new.to_numpy().T.astype(np.int64)], axis=1)
        who = np.concatenate([np.arange(people), np.full(new.height, -1)])
        lot = np.concatenate([self.lot, np.full(new.height, people)])
        keys = (lot, everybody[3], -everybody[2], -everybody[4], -everybody[0])
        order = np.lexsort(keys)
        order = order[everybody[1][order] >= self.ranking.rules.minimum_allegations]
        rules = self.ranking.rules
        if rules.ties == "lot" and order.size > rules.top:
            # Of all who are level there the lower lot comes first; a newcomer has any lot.
            at_cut = np.concatenate([self.at_cut, rng.random(new.height) * 2.0**256])
            days = everybody[0][order]
            level = np.flatnonzero(days == days[rules.top - 1])
            order[level] = order[level][np.argsort(at_cut[order[level]])]
        return [int(number) for number in who[order[: rules.top]]]

    def stays(self, rng: np.random.Generator, draws: int) -> Counter[int]:
        """In how many draws each is listed."""
        counts: Counter[int] = Counter()
        for _ in range(draws):
            counts.update(self.listed(rng))
        return counts
