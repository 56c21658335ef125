"""A model from records of which it is known who is one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from dashboard.analysis.linking.chances import draw_pairs, near_shares
from dashboard.analysis.linking.engine import count_levels
from dashboard.analysis.linking.levels import COMPARISONS, IDENTIFIERS, OTHER
from dashboard.analysis.linking.model import Model
from dashboard.analysis.linking.records import records_of

#: Pairs of different people that are looked at.
PAIRS: Final = 4_000_000
#: Added to each level, in pairs, so that none is thought impossible.
ADDED: Final = 0.5
#: How often two records of one person have the same PNC id, phone or address, and two people by
#: chance: our assumption, since nothing that may be learnt from has them.
IDENTIFIERS_SAME: Final = {"pnc": 0.97, "phone": 0.5, "address": 0.5}
IDENTIFIERS_CHANCE: Final = {"pnc": 1e-6, "phone": 1e-5, "address": 1e-4}


def learn(register: pl.DataFrame, truth: pl.DataFrame, *, name: str, source: str) -> Model:
    """A model of how two records of one person differ.

    Args:
        register: as `records.REGISTER`.
        truth: pairs of references that are one person, `a` and `b`: all that there are.
        name: of the model, with its edition.
        source: what the register is.
    """
    records = records_of(register)
    place = records.select("suspect_id").with_row_index("place")
    places = truth.join(place.rename({"suspect_id": "a", "place": "l"}), on="a").join(
        place.rename({"suspect_id": "b", "place": "r"}), on="b"
    )
    pairs = places.select(pl.col("l", "r").cast(pl.Int64))
    same = count_levels(records, pairs, COMPARISONS)
    chance = count_levels(records, draw_pairs(records.height, seed=1, pairs=PAIRS), COMPARISONS)
    doubles = truth["a"].n_unique() / (records.height - truth.height)
    return Model(
        name=name,
        source=source,
        twice=round(doubles, 3),
        same={one: _shares(counts) for one, counts in same.items()} | _of(IDENTIFIERS_SAME),
        chance={one: _shares(counts) for one, counts in chance.items()} | _of(IDENTIFIERS_CHANCE),
        near=near_shares(records, None),
    )


def _shares(counts: Mapping[str, int]) -> dict[str, float]:
    total = sum(counts.values()) + ADDED * len(counts)
    return {level: (count + ADDED) / total for level, count in counts.items()}


def _of(shares: Mapping[str, float]) -> dict[str, dict[str, float]]:
    return {
        one.name: {one.levels[0].name: shares[one.name], OTHER: 1 - shares[one.name]}
        for one in IDENTIFIERS
    }
