"""What was said of past lists held against what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, log
from typing import Final

import polars as pl

#: The bands of what was said, in percent: each from its first number on and below its last.
BANDS: Final = ((0, 50), (50, 70), (70, 90), (90, 95), (95, 98), (98, 101))
#: The least chance that the log score takes anybody to have said, since log 0 has no value.
LEAST: Final = 0.001

SAID: Final = pl.Schema({"stays": pl.Int64, "stayed": pl.Boolean})
TABLE: Final = pl.Schema({"band": pl.String, "said": pl.Float64, "seen": pl.Float64, "n": pl.Int64})


@dataclass(frozen=True, slots=True)
class Scores:
    """How far sayings were from what was seen; 0 is perfect in either.

    Attributes:
        brier: the mean squared difference (Brier 1950, Monthly Weather Review 78(1)).
        log: the mean of minus the logarithm of the chance that was given to what was seen (Good
            1952, Journal of the Royal Statistical Society B 14(1)), chances clipped at `LEAST`.
    """

    brier: float
    log: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """What was said of the listed of past lists, and what was seen.

    The lists overlap, so that somebody who left counts in several of them: the figures are less
    certain than as many different people would make them.

    Attributes:
        lists: how many past lists.
        n: how many places they had together.
        stayed: how many of these people were on the settled list.
        bands: for each band of what was said, as `TABLE`: the mean chance `said` and the share
            `seen`; bands in which nobody was are left out.
        model: the scores of what was said.
        everybody: those of saying that everybody stays.
        share: those of saying the same share of everybody, the one that turned out right.
    """

    lists: int
    n: int
    stayed: int
    bands: pl.DataFrame
    model: Scores
    everybody: Scores
    share: Scores


def judge(said: pl.DataFrame, *, draws: int, lists: int) -> Backtest:
    """Hold what was said against what was seen.

    Args:
        said: a row for each of the listed of past lists, as `SAID`: in how many draws they stayed,
            and whether they did; at least one.
        draws: how many draws there were for each.
        lists: how many lists.
    """
    stays, stayed = said["stays"].to_list(), said["stayed"].to_list()
    kept, n = sum(stayed), said.height
    rows = []
    for low, high in BANDS:
        inside = [
            (chance, seen)
            for chance, seen in zip(stays, stayed, strict=True)
            if low * draws <= chance * 100 < high * draws
        ]
        if inside:
            total = sum(chance for chance, _ in inside)
            seen_in = sum(seen for _, seen in inside)
            mean = total / (draws * len(inside))
            rows.append((_named(low, high), mean, seen_in / len(inside), len(inside)))
    return Backtest(
        lists=lists,
        n=n,
        stayed=kept,
        bands=pl.DataFrame(rows, schema=TABLE, orient="row"),
        model=_scores([chance / draws for chance in stays], stayed),
        everybody=_scores([1.0] * n, stayed),
        share=_scores([kept / n] * n, stayed),
    )


def _named(low: int, high: int) -> str:
    return f"{low}–{min(high, 100)} %"


def _scores(chances: list[float], stayed: list[bool]) -> Scores:
    """Both scores; the sums are exact, so that no order of the people changes them."""
    pairs = list(zip(chances, stayed, strict=True))
    squares = fsum((chance - seen) ** 2 for chance, seen in pairs)
    logs = fsum(-log(max(chance if seen else 1 - chance, LEAST)) for chance, seen in pairs)
    return Scores(brier=squares / len(pairs), log=logs / len(pairs))
