"""A sample of the pairs of each band, by which reviewers find out how many are one person.

Pairs are read first that would change most, and these are not like the others: so what was decided
of them says nothing of a band. Which pairs are in the sample is drawn by a hash of both references,
so that the same pairs give the same sample, and most of it stays where others come.

How it misleads: until all of it was read, it says something of those that were read first.
"""

from __future__ import annotations

import hashlib
from typing import Final

import polars as pl

from dashboard.analysis.linking.bands import BANDS, Band
from dashboard.analysis.linking.goodness import Share

#: So many pairs of each band are in the sample, or all where there are fewer.
SIZE: Final = 50
#: What the draw rests on, besides both references.
SEED: Final = "a sample of pairs"


def sample_of(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs that are in the sample, those drawn first at the top of each band.

    Args:
        pairs: with `a`, `b` and `band`, in any order.

    Returns:
        Their rows, by band.
    """
    drawn = [_drawn(a, b) for a, b in pairs.select("a", "b").iter_rows()]
    ordered = pairs.with_columns(pl.Series("drawn", drawn, pl.String)).sort("drawn", "a", "b")
    parts = [ordered.filter(pl.col("band") == band).head(SIZE) for band in BANDS]
    return pl.concat(parts).drop("drawn")


def shares_of_sample(judged: pl.DataFrame) -> dict[Band, Share]:
    """How many of each band's sample are one person, as far as they were read.

    Args:
        judged: every pair, as `pairs.find_pairs`, with `same`; empty where nobody knows.

    Returns:
        For each band how many pairs it has, and how many of the sample were judged, and are.
    """
    sample, shares = sample_of(judged), dict[Band, Share]()
    for band in BANDS:
        known = sample.filter(pl.col("band") == band)["same"].drop_nulls()
        pairs = judged.filter(pl.col("band") == band).height
        shares[band] = Share(pairs, known.len(), int(known.sum()))
    return shares


def _drawn(a: str, b: str) -> str:
    return hashlib.sha256(f"{SEED}\0{a}\0{b}".encode()).hexdigest()
