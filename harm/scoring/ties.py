"""What puts one suspect before another: the order, and the draw between those level in it.

A draw decides only among suspects who are equal in everything that the order compares. Where the
rules say so, a lot decides at the cut among all who are equal in score: it comes before the rest
of the order there, and nowhere else.
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import reduce
from typing import Final

import polars as pl

from harm.scoring.rules import Rules

#: The order, after which only the draw is left: the highest first, in each.
ORDER: Final = ("tenths", "victims", "most_serious", "last_recorded_on")

#: How the order is packed into one number: the bits of each part but the first, and an offset
#: that makes the days since 1970 positive for any date.
PART_BITS: Final = 24
EPOCH: Final = 2**22


def order_keys(scores: pl.DataFrame) -> pl.Series:
    """One number for each row, higher for an earlier place; equal for suspects who are level.

    Args:
        scores: columns of `ORDER`, as in `TABLE`.
    """
    return scores.select(_packed()).to_series()


def _packed() -> pl.Expr:
    """`ORDER` as one number of 120 bits: sorting by it is four times as fast as by its parts.

    48 bits for the score, since ten million allegations of a million days have room in them, and
    24 each for victims, the most serious allegation (a million days at most) and the date.
    """
    day = pl.col("last_recorded_on").cast(pl.Int32) + EPOCH
    parts = (pl.col("tenths"), pl.col("victims"), pl.col("most_serious"), day)
    return reduce(
        lambda key, part: key * 2**PART_BITS + part.cast(pl.Int128),
        parts[1:],
        parts[0].cast(pl.Int128),
    )


def settle_ties(ordered: pl.DataFrame, keys: pl.Series, seed: str) -> pl.DataFrame:
    """Put suspects who are level in everything in the order of the draw.

    The draw is worked out only for these: for most suspects it would decide nothing.

    Args:
        ordered: suspects in order, with `suspect_id`; level ones next to each other.
        keys: of each row, as from `order_keys`.
        seed: of the draw.
    """
    starts = (keys != keys.shift()).fill_null(value=True)
    alone = starts & starts.shift(-1, fill_value=True)
    places = pl.int_range(ordered.height, dtype=pl.UInt32, eager=True)
    level = places.filter(~alone)
    draws = pl.Series(draw(seed, ordered["suspect_id"].gather(level)), dtype=pl.Binary)
    blocks = pl.DataFrame({"block": starts.cum_sum().filter(~alone), "draw": draws})
    return ordered[places.scatter(level, level.gather(_by_draw(blocks)))]


def _by_draw(blocks: pl.DataFrame) -> pl.Series:
    """The order by `block`, then `draw`, sorted by one number where that separates all.

    The number has the block and the first 8 of the draw's 32 bytes; sorting by it is twice as
    fast. Two draws of a block that begin alike, one in billions, are sorted whole.
    """
    first = pl.col("draw").bin.slice(0, 8).bin.reinterpret(dtype=pl.UInt64, endianness="big")
    number = pl.col("block").cast(pl.Int128) * 2**64 + first.cast(pl.Int128)
    numbers = blocks.select(number).to_series()
    order = numbers.arg_sort()
    ordered = numbers.gather(order)
    if (ordered == ordered.shift()).any():
        return blocks.select(pl.arg_sort_by("block", "draw")).to_series()
    return order


def settle_cut(ordered: pl.DataFrame, rules: Rules, as_of: date) -> pl.DataFrame:
    """Put suspects of the score at the cut in the order of the lot, where a lot decides.

    Everybody else stays where they are. The places of the lot are theirs whoever else is on the
    list, so that the first of them are drawn in, however many places are left for them.

    Args:
        ordered: suspects in order, with `suspect_id` and `tenths`.
        rules: the choices.
        as_of: the date of the list.
    """
    if rules.ties != "lot" or ordered.height <= rules.top:
        return ordered
    scores = ordered["tenths"]
    higher = int((scores > scores[rules.top - 1]).sum())
    level = int((scores == scores[rules.top - 1]).sum())
    if not rules.lot_decides(higher, level):
        return ordered
    lots = draw_lots(rules, as_of, ordered["suspect_id"].slice(higher, level))
    places = pl.int_range(ordered.height, dtype=pl.UInt32, eager=True)
    drawn = pl.Series(lots, dtype=pl.Binary).arg_sort() + higher
    return ordered[places.scatter(places.slice(higher, level), drawn)]


def draw_lots(rules: Rules, as_of: date, suspect_ids: pl.Series) -> list[bytes]:
    """The lots by which those level at the cut are in or out; the lower comes first.

    Args:
        rules: the choices, with the seed of the lot.
        as_of: the date of the list.
        suspect_ids: the references.
    """
    return draw(seed_of_lot(rules, as_of), suspect_ids)


def seed_of_lot(rules: Rules, as_of: date) -> str:
    """What goes before a suspect's reference in the draw of a lot: the list's date, and the seed.

    Each is on a line of its own, and there is nothing else: a lot is the same on any machine and
    in any order of rows, nobody else's being there changes it, and each date has its own.
    """
    return f"{as_of.isoformat()}\n{rules.lot_seed}\n"


def drawn_before(seed: str, suspect_id: str, others: pl.Series) -> int:
    """How many of some others a draw puts before a suspect.

    Args:
        seed: of the draw.
        suspect_id: whose place is asked for.
        others: the references of those level with them.
    """
    (own,) = draw(seed, pl.Series([suspect_id]))
    return sum(other < own for other in draw(seed, others))


def draw(seed: str, suspect_ids: pl.Series) -> list[bytes]:
    """The last tie-break: the lower SHA-256 of seed and reference comes first."""
    sha256 = hashlib.sha256
    return [sha256(text).digest() for text in (seed + suspect_ids).cast(pl.Binary)]
