"""How likely a pair is, in three bands; and no band in which anything happens by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import polars as pl

Band = Literal["very likely", "likely", "possible"]

#: The least weight of each band, in bits: a weight of 2 is four to one, of 6 sixty-four to one.
BANDS: Final[Mapping[Band, float]] = {"very likely": 6.0, "likely": 2.0, "possible": -2.0}
#: The least weight that is shown at all.
LEAST: Final = BANDS["possible"]
#: A weight has this many places.
PLACES: Final = 3
#: The most that a pair has which agrees in half a name alone.
BELOW_LIKELY: Final = BANDS["likely"] - 10**-PLACES


def band(weight: pl.Expr, *, raised: pl.Expr | float = 0.0) -> pl.Expr:
    """The band of a weight; null below all of them.

    Args:
        weight: in bits.
        raised: how many bits more than usual the upper bands ask for, as for names of which more
            pairs turned out to be two people.
    """
    return (
        pl.when(weight >= BANDS["very likely"] + raised)
        .then(pl.lit("very likely"))
        .when(weight >= BANDS["likely"] + raised)
        .then(pl.lit("likely"))
        .when(weight >= BANDS["possible"])
        .then(pl.lit("possible"))
    )


def chance(weight: pl.Expr) -> pl.Expr:
    """How likely a pair is one person, from 0 to 1: what a weight in bits says."""
    odds = pl.lit(2.0).pow(weight.clip(-60, 60))
    return (odds / (1 + odds)).round(6)
