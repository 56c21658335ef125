"""How far few suspects carry most of the alleged harm.

Concentration is partly of the index, not of people: an index of sentences is heavy-tailed by its
own weights (one homicide is 5,475 days, a common assault 1), so that a few carry most even where
everyone is named once. It is of suspects alone: crimes that name nobody are not in it. And it
looks back: who carries most of a year's harm is seldom who carries most of the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.scoring.ranking import Ranking

#: What part of the harm, in percent, `Concentration.needed` asks for.
MOST: Final = 80

#: In how many equal steps of either axis the curve is drawn.
STEPS: Final = 100

#: A point of the curve: the first so many `suspects` carry so many `tenths` together.
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
        suspects: those assessed.
        tenths: all that they carry together, in tenths of a day.
        listed: how many of them are on the list.
        listed_tenths: what the listed carry together, in tenths of a day.
        needed: the fewest suspects who carry `MOST` percent of all; None where there is no harm
            to carry.
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
    """What share of all alleged harm how many suspects carry.

    The curve is that of Lorenz (1905), Publications of the American Statistical Association 9(70),
    with those who carry most first; on why so few carry so much, Sherman (2007), Journal of
    Experimental Criminology 3(4). Sums are whole tenths of a day; only shares are rounded.
    """
    contributions_of = pl.concat([pl.Series([0], dtype=TENTHS), ranking.table["tenths"].cum_sum()])
    everyone, total, listed = ranking.assessed, int(contributions_of[-1]), ranking.listed.height
    return Concentration(
        suspects=everyone,
        tenths=total,
        listed=listed,
        listed_tenths=int(contributions_of[listed]),
        needed=_fewest(contributions_of, MOST) if total else None,
        curve=_curve(contributions_of, listed) if total else pl.DataFrame(schema=CURVE),
    )


def _fewest(contributions_of: pl.Series, percent: int) -> int:
    """The fewest suspects, most harm first, who carry so many percent of all."""
    enough = -(-int(contributions_of[-1]) * percent // 100)  # rounded up
    return int(contributions_of.search_sorted(enough, side="left"))


def _curve(contributions_of: pl.Series, listed: int) -> pl.DataFrame:
    """Points that are close together along both axes, so that neither end looks angular."""
    everyone, total = contributions_of.len() - 1, int(contributions_of[-1])
    steps = range(STEPS + 1)
    along = {everyone * step // STEPS for step in steps}
    up = {_fewest(contributions_of, step * 100 // STEPS) for step in steps}
    suspects = pl.Series("suspects", sorted(along | up | {listed}), CURVE["suspects"])
    tenths = contributions_of.gather(suspects)
    columns = {
        "suspects": suspects,
        "tenths": tenths,  # shares in Python: Polars divides by multiplying, which is not exact
        "share_of_suspects": [count / everyone for count in suspects],
        "share_of_harm": [part / total for part in tenths],
    }
    return pl.DataFrame(columns, schema=CURVE)
