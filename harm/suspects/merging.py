"""What a list would look like if two references were one person: tried, and not kept."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.contributions import units
from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules
from harm.scoring.ties import order_keys

MERGED: Final = pl.Schema(
    {
        "a": pl.UInt32(),
        "b": pl.UInt32(),
        "tenths_a": TENTHS(),
        "tenths_b": TENTHS(),
        "tenths": TENTHS(),
        "before": pl.UInt32(),
        "after": pl.UInt32(),
        "crosses": pl.Boolean(),
        "gained": TENTHS(),
    }
)


def merge_pairs(
    pairs: pl.DataFrame,
    allegations: Allegations,
    ranking: Ranking,
    *,
    rules: Rules,
    index: Index,
    as_of: date,
) -> pl.DataFrame:
    """What each pair would change if it were one person, each pair by itself.

    Their allegations and victims are united: a crime that both are named in counts once, with the
    days of whoever of the two carries more of it. What others carry of a shared crime is left as
    it is, although fewer would share it.

    Args:
        pairs: numbers of suspects, `a` and `b`.
        allegations: what the ranking was made from.
        ranking: as it is.
        rules: the ranking's choices.
        index: the ranking's scores.
        as_of: the ranking's date.

    Returns:
        A row for each pair, as `MERGED`, in their order: what each has now (0 where they are not
        assessed), and what they would have together, in tenths of a day; the better of their
        positions now (empty: neither is assessed), and the position then, the best of those with
        whom they would be level; whether somebody would come on the list; `gained`, how many
        tenths more than the higher of them. It is no forecast, and nothing of it is a finding that
        they are one person.
    """
    victims = pl.col("victim").drop_nulls().unique().alias("victims")
    carried = (
        units(allegations, rules=rules, index=index, as_of=as_of, also=[victims])
        .filter(pl.col("suspect").is_in(pl.concat([pairs["a"], pairs["b"]]).unique().implode()))
        .collect()
    )
    numbered = pairs.select(pl.col("a", "b").cast(pl.UInt32)).with_row_index("pair")
    return _compared(_as_now(numbered, ranking, _united(numbered, carried)), ranking)


def _compared(merged: pl.DataFrame, ranking: Ranking) -> pl.DataFrame:
    """What each pair would change, as `MERGED`."""
    length = ranking.length
    return merged.with_columns(after=_positions(merged, ranking)).select(
        "a",
        "b",
        pl.col("tenths_a", "tenths_b", "tenths").cast(TENTHS),
        "before",
        "after",
        crosses=(pl.col("after").fill_null(length + 1) <= length)
        & (pl.col("before").fill_null(length + 1) > length),
        gained=(pl.col("tenths") - pl.max_horizontal("tenths_a", "tenths_b"))
        .clip(lower_bound=0)
        .cast(TENTHS),
    )


def _united(numbered: pl.DataFrame, carried: pl.DataFrame) -> pl.DataFrame:
    """What each pair carries together: a crime counts once, as whoever has more of it has it.

    Args:
        numbered: the pairs, each with its number.
        carried: what each suspect carries of each crime, with the victims.
    """
    each = numbered.unpivot(index="pair", value_name="suspect").join(
        carried.with_columns(pl.col("suspect").cast(pl.UInt32)), on="suspect"
    )
    victims = pl.col("victims").list.explode(keep_nulls=False, empty_as_null=False)
    crimes = each.group_by("pair", "crime").agg(
        pl.col("tenths", "allegations", "most_serious", "last_recorded_on").max(),
        victims.unique(),
    )
    return crimes.group_by("pair").agg(
        pl.col("tenths", "allegations").sum(),
        pl.col("most_serious", "last_recorded_on").max(),
        victims.n_unique().cast(pl.UInt32),
    )


def _as_now(numbered: pl.DataFrame, ranking: Ranking, merged: pl.DataFrame) -> pl.DataFrame:
    """The pairs in their order, what they carry together, and what each of the two has now."""
    now = ranking.table.select("suspect", "tenths", "position")
    return (
        numbered.join(merged, on="pair", how="left", maintain_order="left")
        .join(now.select(pl.all().name.suffix("_a")), left_on="a", right_on="suspect_a", how="left")
        .join(now.select(pl.all().name.suffix("_b")), left_on="b", right_on="suspect_b", how="left")
        .sort("pair")
        .with_columns(
            pl.col("tenths", "tenths_a", "tenths_b").fill_null(0),
            before=pl.min_horizontal("position_a", "position_b"),
        )
    )


def _positions(merged: pl.DataFrame, ranking: Ranking) -> pl.Series:
    """Where each merged person would be, among everybody but the two; empty: not assessed."""
    keys = order_keys(ranking.table)
    ascending = sorted(keys.to_list())
    of_suspect = dict(zip(ranking.table["suspect"].to_list(), keys.to_list(), strict=True))
    least = ranking.rules.minimum_allegations
    known = merged.with_columns(
        pl.col("victims", "most_serious").fill_null(0),
        pl.col("last_recorded_on").fill_null(date.min),
    )
    positions: list[int | None] = []
    for a, b, allegations, tenths, key in zip(
        *(known[name] for name in ("a", "b", "allegations", "tenths")),
        order_keys(known),
        strict=True,
    ):
        if allegations is None or allegations < least:
            positions.append(None)
            continue
        ahead = len(ascending) - bisect_left(ascending, key + 1)
        own = sum(of_suspect.get(one, -1) > key for one in {a, b})
        drawn = _ahead_of_lot(ranking, {a, b}, tenths)
        positions.append(1 + (ahead - own if drawn is None else drawn))
    return pl.Series("after", positions, dtype=pl.UInt32)


def _ahead_of_lot(ranking: Ranking, pair: set[int], tenths: int) -> int | None:
    """How many have a higher score, where a lot decides at this score; else None.

    All who have it are level then, and nobody knows which lot the two would have as one.
    """
    if ranking.rules.ties != "lot":
        return None
    others = ranking.table.filter(~pl.col("suspect").is_in(pair))["tenths"]
    higher, level = int((others > tenths).sum()), int((others == tenths).sum()) + 1
    return higher if ranking.rules.lot_decides(higher, level) else None
