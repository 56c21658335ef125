"""A list from what each suspect carries from each crime: the same as from the rows."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from harm.offences.indices import Index
from harm.scoring.ranking import TABLE, Ranking
from harm.scoring.rules import Rules
from harm.scoring.ties import draw, order_keys, settle_cut


def with_turns(suspects: pl.DataFrame, seed: str) -> pl.DataFrame:
    """Suspects with their turns in the draw, so that it need not be made for each of many lists.

    Args:
        suspects: `suspect`, `suspect_id`.
        seed: of the draw.

    Returns:
        The same with `turn`: of those who are level, the lower comes first.
    """
    draws = pl.Series(draw(seed, suspects["suspect_id"]), dtype=pl.Binary)
    return suspects.with_columns(turn=draws.rank("ordinal").cast(pl.UInt64))


def rank_units(
    units: pl.DataFrame, suspects: pl.DataFrame, *, rules: Rules, index: Index, as_of: date
) -> Ranking:
    """Rank everyone who carries anything, as `harm.scoring.ranking.rank` does from their rows.

    Args:
        units: as `units_of`, of the same rules, index and date.
        suspects: as `with_turns`.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        The ranking; what has no score is not in the units, so that `unmapped` is not known: empty.
    """
    return _ranking(_sums(units), units, suspects, rules=rules, index=index, as_of=as_of)


def first_of_units(
    units: pl.DataFrame, suspects: pl.DataFrame, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """The list alone, as `Ranking.listed` of `rank_units`, in less time.

    Args:
        units: as `units_of`, of the same rules, index and date.
        suspects: as `with_turns`.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
    """
    sums = _sums(units)
    if sums.height > rules.top:
        last = sums["tenths"].top_k(rules.top).min()
        sums = sums.filter(pl.col("tenths") >= last)
    few = units.filter(pl.col("suspect").is_in(sums["suspect"].implode()))
    return _ranking(sums, few, suspects, rules=rules, index=index, as_of=as_of).listed


def _ranking(
    sums: pl.DataFrame,
    units: pl.DataFrame,
    suspects: pl.DataFrame,
    *,
    rules: Rules,
    index: Index,
    as_of: date,
) -> Ranking:
    newest = pl.lit(as_of) - pl.duration(days=pl.col("days_old"))
    scores = (
        sums.join(_victims(units), on="suspect", how="left")
        .join(suspects, on="suspect", how="left")
        .with_columns(
            pl.col("victims").fill_null(0),
            last_recorded_on=newest.cast(pl.Date),
            unmapped=pl.lit(None, TABLE["unmapped"]),
        )
    )
    unmapped = pl.DataFrame(schema={"suspect_id": pl.String, "unmapped": pl.UInt32})
    return Ranking(as_of, rules, index.name, _ordered(scores, rules, as_of), unmapped)


def _ordered(scores: pl.DataFrame, rules: Rules, as_of: date) -> pl.DataFrame:
    """As `ordered`; the draw was worked out before."""
    keys = order_keys(scores)
    by_score = keys.arg_sort(descending=True)
    keys, scores = keys.gather(by_score), scores[by_score]
    begins = (keys != keys.shift()).fill_null(value=True)
    level = (~(begins & begins.shift(-1, fill_value=True))).arg_true()
    block = begins.cum_sum().gather(level).cast(pl.UInt64)
    settled = level.gather((block * 2**32 + scores["turn"].gather(level)).arg_sort())
    places = pl.int_range(scores.height, dtype=pl.UInt32, eager=True).scatter(level, settled)
    best = pl.col("tenths").rank("min", descending=True).alias("rank")
    in_order = settle_cut(scores[places], rules, as_of)
    table = in_order.with_row_index("position", offset=1).with_columns(best)
    return table.select(pl.col(name).cast(dtype) for name, dtype in TABLE.items())


def _sums(units: pl.DataFrame) -> pl.DataFrame:
    """What each suspect carries: `tenths`, `allegations`, `most_serious` and `days_old`."""
    columns = ("tenths", "allegations", "most_serious", "days_old")
    rows = units.select("suspect", *columns).sort("suspect")
    suspects = rows["suspect"].to_numpy()
    begins = np.flatnonzero(np.diff(suspects, prepend=-1))
    sums = {
        name: how.reduceat(rows[name].cast(pl.Int64).to_numpy(), begins)
        for name, how in zip(columns, (np.add, np.add, np.maximum, np.minimum), strict=True)
    }
    return pl.DataFrame({"suspect": suspects[begins], **sums})


def _victims(units: pl.DataFrame) -> pl.DataFrame:
    """How many different victims each suspect has."""
    pairs = units.select("suspect", "victims").explode("victims").drop_nulls()
    pair = pl.col("suspect").cast(pl.UInt64) * 2**32 + pl.col("victims").cast(pl.UInt64)
    several = pairs.select(pair).unique().to_series() // 2**32
    return (
        several.cast(pl.UInt32)
        .alias("suspect")
        .to_frame()
        .group_by("suspect")
        .agg(victims=pl.len())
    )
