"""To what extent few suspects carry most of the alleged harm.

Concentration comes partly from the index, not from people: an index of sentences is heavy-tailed
by its own weights (one homicide is 5,475 days, a common assault 1), so that a few carry most even
where everyone is named once. It covers suspects alone: crimes that name nobody are not included.
And it looks back: those who carry most of one year's harm seldom carry most of the next year's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.scoring.ranking import Ranking

#: The part of the harm, in percent, that `Concentration.needed` is about.
MOST: Final = 80

#: The number of equal steps of the curve along either axis.
STEPS: Final = 100

#: A point of the curve: the first `suspects` carry `tenths` together.
CURVE: Final = pl.Schema(
    {
        "suspects": pl.UInt32,
        "tenths": TENTHS,
        "share_of_suspects": pl.Float64,
        "share_of_harm": pl.Float64,
    }
)


@dataclass(frozen=True)
class Concentration:
    """The sum of alleged harm, and who carries it.

    Attributes:
        suspects: how many were assessed.
        tenths: all that they carry together, in tenths of a day.
        listed: how many of them are on the list.
        listed_tenths: what the listed carry together, in tenths of a day.
        needed: the fewest suspects who carry `MOST` percent of all; None where there is no harm.
        curve: as `CURVE`, from nobody to everyone, most harm first; the end of the list and
            `needed` are points of it. Shares are from 0 to 1. Empty where there is no harm.
    """

    suspects: int
    tenths: int
    listed: int
    listed_tenths: int
    needed: int | None
    curve: pl.DataFrame


def concentration(ranking: Ranking) -> Concentration:
    """The share of all alleged harm by the number of suspects who carry it.

    The curve is that of Lorenz (1905), Publications of the American Statistical Association 9(70),
    with those who carry most first; on why so few carry so much, Sherman (2007), Journal of
    Experimental Criminology 3(4). Sums are whole tenths of a day; only shares are rounded.
    """
    cumulative = pl.concat([pl.Series([0], dtype=TENTHS), ranking.table["tenths"].cum_sum()])
    everyone, total, listed = ranking.assessed, int(cumulative[-1]), ranking.listed.height
    return Concentration(
        suspects=everyone,
        tenths=total,
        listed=listed,
        listed_tenths=int(cumulative[listed]),
        needed=_fewest(cumulative, MOST) if total else None,
        curve=_curve(cumulative, listed) if total else pl.DataFrame(schema=CURVE),
    )


def _fewest(cumulative: pl.Series, percent: int) -> int:
    """The fewest suspects, most harm first, who carry this percentage of all harm."""
    enough = -(-int(cumulative[-1]) * percent // 100)  # rounded up
    return int(cumulative.search_sorted(enough, side="left"))


def _curve(cumulative: pl.Series, listed: int) -> pl.DataFrame:
    """Points that are close together along both axes, so that neither end looks angular."""
    everyone, total = cumulative.len() - 1, int(cumulative[-1])
    steps = range(STEPS + 1)
    along = {everyone * step // STEPS for step in steps}
    up = {_fewest(cumulative, step * 100 // STEPS) for step in steps}
    suspects = pl.Series("suspects", sorted(along | up | {listed}), CURVE["suspects"])
    tenths = cumulative.gather(suspects)
    columns = {
        "suspects": suspects,
        "tenths": tenths,  # shares in Python: Polars divides by multiplying, which is not exact
        "share_of_suspects": [count / everyone for count in suspects],
        "share_of_harm": [part / total for part in tenths],
    }
    return pl.DataFrame(columns, schema=CURVE)
