"""What was said of past lists held against what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, log, sqrt
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

#: The bands of what was said, in percent: each from its first number on and below its last.
BANDS: Final = ((0, 50), (50, 70), (70, 90), (90, 95), (95, 98), (98, 101))
#: The least chance that the log score takes anybody to have said, since log 0 has no value.
LEAST: Final = 0.001

#: Of how many ways of drawing people and lists again a margin is, and of which 90 % lie in it.
AGAIN: Final = 1000
SEED: Final = 2026
Z: Final = 1.6449

EXPECTED: Final = pl.Schema(
    {"suspect": pl.UInt32, "as_of": pl.Date, "stays": pl.Int64, "stayed": pl.Boolean}
)
TABLE: Final = pl.Schema({"band": pl.String, "said": pl.Float64, "seen": pl.Float64, "n": pl.Int64})
MARGINS: Final = pl.Schema(
    {"band": pl.String, "people": pl.Int64, "low": pl.Float64, "high": pl.Float64}
)


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
        margins: for each band, as `MARGINS`, how many different `people` it has, and between what
            the share seen lies in 90 % of the ways of drawing people and lists again.
        model: the scores of what was said.
        everybody: those of saying that everybody stays.
        share: those of saying the same share of everybody, the one that turned out right.
    """

    lists: int
    n: int
    stayed: int
    bands: pl.DataFrame
    margins: pl.DataFrame
    model: Scores
    everybody: Scores
    share: Scores


def judge(expected: pl.DataFrame, *, draws: int, lists: int) -> Backtest:
    """Hold what was said against what was seen.

    Args:
        expected: a row for each of the listed of past lists, as `EXPECTED`: who, of which list, in
            how many draws they stayed, and whether they did; at least one.
        draws: how many draws there were for each.
        lists: how many lists.
    """
    stays, stayed = expected["stays"].to_list(), expected["stayed"].to_list()
    kept, n = sum(stayed), expected.height
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
        margins=_margins(expected, draws),
        model=_scores([chance / draws for chance in stays], stayed),
        everybody=_scores([1.0] * n, stayed),
        share=_scores([kept / n] * n, stayed),
    )


def _margins(expected: pl.DataFrame, draws: int) -> pl.DataFrame:
    """How sure the share seen of each band is, as `MARGINS`.

    Somebody is on several lists, and a list has its month in common; so people and lists are drawn
    again, each by itself, and a row counts as often as its person and its list together (Owen 2007,
    Annals of Applied Statistics 1(2)). A margin is never narrower than were each person one trial
    (Wilson 1927), since a band in which everybody stayed says nothing of how rarely one would not.
    """
    ordered = expected.sort("as_of", "suspect")
    rng = np.random.Generator(np.random.PCG64(SEED))
    person, lists = (
        ordered[name].rank("dense").cast(pl.Int64).to_numpy() - 1 for name in ("suspect", "as_of")
    )
    hundredths, stayed = ordered["stays"].to_numpy() * 100, ordered["stayed"].to_numpy()
    edges = np.array([low * draws for low, _ in BANDS[1:]])
    band = np.searchsorted(edges, hundredths, side="right")
    shares = np.array([_share_again(rng, person, lists, band, stayed) for _ in range(AGAIN)])
    rows = []
    for number, (low, high) in enumerate(BANDS):
        inside = band == number
        if not inside.any():
            continue
        people = np.unique(person[inside]).size
        least, most = _wilson(float(stayed[inside].mean()), people)
        drawn = shares[:, number][~np.isnan(shares[:, number])]
        again = np.sort(drawn if drawn.size else np.array([least, most]))
        outside = again.size * 5 // 100
        least = min(least, float(again[outside]))
        most = max(most, float(again[again.size - 1 - outside]))
        rows.append((_named(low, high), people, least, most))
    return pl.DataFrame(rows, schema=MARGINS, orient="row")


def _share_again(
    rng: np.random.Generator,
    person: NDArray[np.int64],
    lists: NDArray[np.int64],
    band: NDArray[np.int64],
    stayed: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """The share that stayed of each band, with people and lists drawn again; no number: nobody."""
    times = _times(rng, person) * _times(rng, lists)
    whole = np.bincount(band, weights=times, minlength=len(BANDS))
    kept = np.bincount(band, weights=times * stayed, minlength=len(BANDS))
    shares = np.full(len(BANDS), np.nan)
    np.divide(kept, whole, out=shares, where=whole > 0)
    return shares


def _times(rng: np.random.Generator, whose: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often the person or the list of each row is drawn."""
    size = int(whose.max()) + 1
    times: NDArray[np.int64] = np.bincount(rng.integers(0, size, size), minlength=size)[whose]
    return times


def _wilson(share: float, n: int) -> tuple[float, float]:
    """The 90 % interval of a share of `n` trials."""
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _named(low: int, high: int) -> str:
    return f"{low}–{min(high, 100)} %"


def _scores(chances: list[float], stayed: list[bool]) -> Scores:
    """Both scores; the sums are exact, so that no order of the people changes them."""
    pairs = list(zip(chances, stayed, strict=True))
    squares = fsum((chance - seen) ** 2 for chance, seen in pairs)
    logs = fsum(-log(max(chance if seen else 1 - chance, LEAST)) for chance, seen in pairs)
    return Scores(brier=squares / len(pairs), log=logs / len(pairs))
