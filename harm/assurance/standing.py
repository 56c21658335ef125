"""How many places of a list rest on little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from harm.assurance.grounds import DOUBTFUL


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the listed stand on little.

    Attributes:
        listed: how many suspects are on the list.
        single: who have one allegation that counts and no other.
        no_further_action: who would be off the list without their allegations that ended in no
            further action, everybody else being as they are.
        police: who would be off the list without what the police alone reported.
    """

    listed: int
    single: int
    no_further_action: int
    police: int


#: What a place can rest on that is little; what `weak` tells apart.
WEAK: Final = ("single", *DOUBTFUL)


def weak(listed: pl.DataFrame, without: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Who of the listed stands on little, and on what.

    Args:
        listed: rows of a ranking's table.
        without: for each of `DOUBTFUL` where whoever rests on it would stand without it, with the
            columns `suspect` and `listed`.

    Returns:
        `suspect` and `rests`, any of `WEAK`; a row for each of the listed, in their order.
    """
    tests = {"single": pl.col("allegations") == 1} | {
        ground: pl.col("suspect").is_in(places.filter(~pl.col("listed"))["suspect"].implode())
        for ground, places in without.items()
    }
    rests = [pl.when(tests[name]).then(pl.lit(name)) for name in WEAK]
    return listed.select("suspect", rests=pl.concat_list(rests).list.drop_nulls())


def standing(weak: pl.DataFrame) -> Standing:
    """What the places of a list rest on.

    It misleads where everybody lost the same kind of allegation: then the cut would be lower, and
    fewer would leave than are counted here one at a time.

    Args:
        weak: as `weak` gives it.
    """
    counts = {name: int(weak["rests"].list.contains(name).sum()) for name in WEAK}
    return Standing(listed=weak.height, **counts)
