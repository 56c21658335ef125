"""Finds pairs of references that may be one person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl
from splink import DuckDBAPI, Linker

from dashboard.analysis.linking.bands import BELOW_LIKELY, LEAST, PLACES, band, chance
from dashboard.analysis.linking.chances import SEED, Chances, chances_of
from dashboard.analysis.linking.engine import (
    frequency_for_splink,
    level_names,
    own_database,
    pairs_of,
    settings_of,
)
from dashboard.analysis.linking.levels import (
    COMPARISONS,
    HALF_A_NAME,
    IDENTIFIERS,
    NAME,
    OTHER,
    SEX,
    Comparison,
)
from dashboard.analysis.linking.model import Model, shipped_model
from dashboard.analysis.linking.records import records_of

#: For each comparison the level, and the bits that it adds or takes away.
LEVEL: Final = "_level"
BITS: Final = "_bits"


def find_pairs(
    register: pl.DataFrame,
    *,
    model: Model | None = None,
    least: float = LEAST,
    seed: int = SEED,
) -> pl.DataFrame:
    """Every pair of references that may be one person.

    The same register, model and seed give the same pairs, in whatever order its rows come.
    A weight rests on the register: the more people, the more of them agree by chance.

    Args:
        register: as `records.REGISTER`, each reference once.
        model: None: the one that is shipped.
        least: the least weight, in bits.
        seed: of the pairs by which chance is judged.

    Returns:
        `a` and `b`, references in order; `weight` in bits, to three places; `chance` from 0 to 1
        that they are one person; for each thing compared its level and bits, such as `name_level`
        and `name_bits`; `band`; `model`, its name. The highest weight first, then by reference.

    Raises:
        ValueError: a reference is there twice, or is missing.
    """
    used = model or shipped_model()
    records = records_of(register)
    compared = compared_in(records)
    return pairs_in(records, used, chances_of(records, used, compared, seed=seed), least=least)


def compared_in(records: pl.DataFrame) -> tuple[Comparison, ...]:
    """What is compared: always name, birth, sex and home, and the identifiers that there are."""
    return (*COMPARISONS, *(one for one in IDENTIFIERS if one.name in records.columns))


def pairs_in(
    records: pl.DataFrame, model: Model, chances: Chances, *, least: float = LEAST
) -> pl.DataFrame:
    """The pairs among records, as `find_pairs`, where it is known what agrees by chance."""
    compared = compared_in(records)
    settings = settings_of(compared, model.same, chances.shares, prior=chances.prior)
    with own_database() as connection:
        api = DuckDBAPI(connection=connection)
        linker = Linker(api.register(records.to_arrow()), settings)
        for column, frequencies in chances.frequencies.items():
            share = frequency_for_splink(pl.col("frequency"), column)
            table = frequencies.select(column, share.alias(f"tf_{column}")).to_arrow()
            linker.table_management.register_term_frequency_lookup(api.register(table), column)
        found = linker.inference.predict(threshold_match_weight=least)
        frame = pairs_of(found)
    return as_pairs(frame, compared, model, least)


def _by_number(comparison: Comparison) -> dict[int, str]:
    """The names of levels by splink's number: the most alike has the highest, OTHER has 0."""
    most = len(comparison.levels)
    names = level_names(comparison)
    return {number if number < 0 else most - number: name for number, name in names.items()}


def _bits(found: pl.DataFrame, comparison: Comparison) -> pl.Expr:
    """What a comparison adds to the weight, with how common the name is."""
    bits = pl.col(f"mw_{comparison.name}")
    frequency = f"mw_tf_adj_{comparison.name}"
    if frequency in found.columns:
        bits += pl.col(frequency)
    return bits.round(PLACES).alias(comparison.name + BITS)


def as_pairs(
    found: pl.DataFrame,
    compared: Sequence[Comparison],
    model: Model,
    least: float,
    *,
    in_order: bool = True,
) -> pl.DataFrame:
    """What splink found, in our words and in order.

    Args:
        found: its pairs.
        compared: what was compared.
        model: that weighed.
        least: the least weight, in bits.
        in_order: whether `a` is the reference that comes first; else it is splink's left one.
    """
    one, other = pl.col("suspect_id_l"), pl.col("suspect_id_r")
    levels = [
        pl.col(f"gamma_{each.name}")
        .cast(pl.Int64)
        .replace_strict(_by_number(each), return_dtype=pl.String)
        .alias(each.name + LEVEL)
        for each in compared
    ]
    rows = found.select(
        (pl.min_horizontal(one, other) if in_order else one).alias("a"),
        (pl.max_horizontal(one, other) if in_order else other).alias("b"),
        pl.col("match_weight").round(PLACES).alias("weight"),
        *levels,
        *(_bits(found, each) for each in compared),
    )
    two = pl.col(NAME.name + LEVEL).is_in(HALF_A_NAME) | (pl.col(SEX.name + LEVEL) == OTHER)
    for each in compared[len(COMPARISONS) :]:
        two &= pl.col(each.name + LEVEL) != each.levels[0].name
    capped = pl.when(two).then(pl.col("weight").clip(upper_bound=BELOW_LIKELY)).otherwise("weight")
    return (
        rows.with_columns(weight=capped)
        .filter(pl.col("weight") >= least)
        .with_columns(
            chance=chance(pl.col("weight")), band=band(pl.col("weight")), model=pl.lit(model.name)
        )
        .select("a", "b", "weight", "chance", pl.exclude("a", "b", "weight", "chance"))
        .sort("weight", "a", "b", descending=[True, False, False])
    )
