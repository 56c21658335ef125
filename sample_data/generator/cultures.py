"""Whose names people of the demonstration have, by the pools that they were drawn from."""

from __future__ import annotations

from functools import cache
from typing import Final

import polars as pl

from sample_data.generator.names import name_pools

#: What the pools are called, in their order.
CULTURES: Final = (
    *("British", "Irish", "Indian", "Polish", "Romanian", "Yoruba", "Kenyan", "Italian"),
    *("Portuguese", "French", "Turkish", "Ghanaian", "Spanish", "Igbo", "Algerian", "Hausa"),
    "Pakistani and Bangladeshi",
)
UNKNOWN: Final = "unknown"


def truth_of(truth: pl.DataFrame, allegations: pl.DataFrame) -> pl.DataFrame:
    """Which references are one person, and whose names they have.

    Args:
        truth: as `Demonstration.truth`.
        allegations: as `Demonstration.allegations`.

    Returns:
        `suspect_id`; `pair`, a number that two references of one person share, else empty; and
        `culture`, by the pool that has both parts of the name; by reference.
    """
    names = (
        allegations.filter(pl.col("suspect_name").is_not_null())
        .select("suspect_id", "suspect_name")
        .unique("suspect_id", keep="last", maintain_order=True)
    )
    drawn = names.with_columns(
        pl.Series("culture", [_culture(name) for name in names["suspect_name"]], pl.String)
    )
    people = truth.join(drawn, on="suspect_id", how="left").sort("person", "suspect_id")
    twice = pl.len().over("person") > 1
    return people.select(
        "suspect_id",
        pl.when(twice).then(pl.col("person").rank("dense").cast(pl.UInt32)).alias("pair"),
        pl.col("culture")
        .fill_null(pl.col("culture").drop_nulls().first().over("person"))
        .fill_null(UNKNOWN)
        .cast(pl.Enum([*CULTURES, UNKNOWN])),
    ).sort("suspect_id")


def _culture(name: str) -> str | None:
    """The pool that a name is from: the first that has both of its parts."""
    words = name.split(" ")
    splits = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    for culture, (first, last) in zip(CULTURES, _pools(), strict=True):
        if any(given in first and _last(rest, last) for given, rest in splits):
            return culture
    return None


def _last(name: str, last: frozenset[str]) -> bool:
    """Whether a name is a last name, or begins with one that has another behind it."""
    return name in last or any(name[:at] in last for at, sign in enumerate(name) if sign == "-")


@cache
def _pools() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(pool.male + pool.female), frozenset(pool.last)) for pool in name_pools()
    )
