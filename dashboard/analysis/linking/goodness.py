"""How good pairs are: of those said to be one person how many are, and of those who are how many.

Wilson's interval (1927, JASA 22:209-212), which holds where there are few pairs or nearly all are
right. How it misleads: it says how far chance may have moved a share of these pairs, and not
whether these pairs are like those to come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import polars as pl

from dashboard.analysis.linking.bands import BANDS, Band
from dashboard.analysis.linking.names import name_columns

#: The normal's 97.5th percentile: 95 % lie between its negative and itself.
Z: Final = 1.959963984540054
#: A group whose precision is lower than another's by more than this is named, and its bands raised.
TOO_FAR: Final = 0.10
#: A group of fewer judged pairs is not compared with others: chance alone moves it further.
LEAST_JUDGED: Final = 20
#: By how many bits a band is raised, a step at a time, and at most.
STEP: Final = 0.5
MOST_RAISED: Final = 4.0
#: How many given-name skeletons are groups.
SKELETONS: Final = 10


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some pairs are one person.

    Attributes:
        pairs: how many there are.
        judged: of how many of them it is known.
        right: how many of those are one person.
    """

    pairs: int
    judged: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of those judged, from 0 to 1; None where none is."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval of 95 % around it; None where none is judged."""
        return wilson(self.right, self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class GroupShare:
    """How good pairs of a group of names are that are at least likely.

    Attributes:
        group: whose names.
        people: how many references of the register have them: the more, the less certain.
        share: of the pairs that are at least likely, with a reference of the group.
        recall: of its pairs that are one person, how many are at least likely; None: not known.
        is_lower: whether its precision is over `TOO_FAR` below that of another group.
        raised: how many bits more its upper bands ask for therefore.
    """

    group: str
    people: int
    share: Share
    recall: float | None
    is_lower: bool
    raised: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was said of pairs, and what was seen.

    Attributes:
        low: the least chance said, `high` the most.
        expected: their mean chance; `seen`, how many of those judged are one person.
        pairs: how many were judged.
    """

    low: float
    high: float
    pairs: int
    expected: float
    seen: float


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Wilson's interval of 95 % around a share.

    Args:
        right: how many are.
        judged: of how many; at least one.
    """
    share, square = right / judged, Z * Z
    middle = (share + square / (2 * judged)) / (1 + square / judged)
    spread = share * (1 - share) / judged + square / (4 * judged * judged)
    half = Z * sqrt(spread) / (1 + square / judged)
    return max(0.0, middle - half), min(1.0, middle + half)


def share_of(judged: pl.DataFrame) -> Share:
    """How many of some pairs are one person.

    Args:
        judged: pairs with `same`: whether they are; empty where nobody knows.
    """
    known = judged["same"].drop_nulls()
    return Share(judged.height, known.len(), int(known.sum()))


def mean_chance(judged: pl.DataFrame) -> float | None:
    """The mean chance that was said of the pairs of which it is known; None where there is none."""
    known = judged.filter(pl.col("same").is_not_null())["chance"]
    return float(known.sum()) / known.len() if known.len() else None


def shares_by_band(judged: pl.DataFrame) -> dict[Band, Share]:
    """The same for each band.

    Args:
        judged: as `pairs.find_pairs`, with `same`.
    """
    return {band: share_of(judged.filter(pl.col("band") == band)) for band in BANDS}


def calibration(judged: pl.DataFrame) -> list[Calibration]:
    """What was said of pairs against what was seen, in tenths of the chance that was said."""
    known = judged.filter(pl.col("same").is_not_null())
    tenths = (
        known.with_columns(tenth=(pl.col("chance") * 10).floor().clip(0, 9).cast(pl.Int64))
        .group_by("tenth")
        .agg(pl.len(), expected=pl.col("chance").mean(), seen=pl.col("same").mean())
        .sort("tenth")
    )
    return [
        Calibration(tenth / 10, (tenth + 1) / 10, pairs, expected, seen)
        for tenth, pairs, expected, seen in tenths.iter_rows()
    ]


def given_name_groups(register: pl.DataFrame) -> pl.DataFrame:
    """The commonest forenames of a register, by their consonants: spellings together.

    It says nothing of where anybody comes from: only that they share a name with many.

    Args:
        register: as `records.REGISTER`.

    Returns:
        `suspect_id` and `group`: the commonest spelling of the forename, and how many are in it;
        only people of the `SKELETONS` commonest.
    """
    names = name_columns(register["suspect_name"]).select("given", "given_skeleton")
    people = pl.concat([register.select("suspect_id"), names], how="horizontal").drop_nulls()
    groups = (
        people.group_by("given_skeleton")
        .agg(pl.len(), pl.col("given").mode().sort().first().alias("group"))
        .sort("len", "given_skeleton", descending=[True, False])
        .head(SKELETONS)
    )
    return people.join(groups, on="given_skeleton").select("suspect_id", "group")


def shares_by_group(
    judged: pl.DataFrame, groups: pl.DataFrame, truth: pl.DataFrame | None = None
) -> list[GroupShare]:
    """How good pairs are by group of names; a pair of two groups is in both.

    Args:
        judged: as `pairs.find_pairs`, with `same`.
        groups: `suspect_id` and `group`.
        truth: all pairs that are one person, `a` and `b`; None: not known.

    Returns:
        The groups, those with most people first.
    """
    people = groups["group"].cast(pl.String).value_counts(sort=True, name="people")
    members = {
        group: frozenset(part["suspect_id"])
        for (group,), part in groups.with_columns(pl.col("group").cast(pl.String))
        .partition_by("group", as_dict=True)
        .items()
    }
    likely = judged.filter(pl.col("weight") >= BANDS["likely"])
    parts = {group: _of(likely, own) for group, own in members.items()}
    shares = {group: share_of(part) for group, part in parts.items()}
    known = [s.precision for s in shares.values() if s.judged >= LEAST_JUDGED]
    best = max((one for one in known if one is not None), default=0.0)
    found = []
    for group, count in people.sort("people", "group", descending=[True, False]).iter_rows():
        share = shares[group]
        precision = share.precision
        is_lower = (
            precision is not None and share.judged >= LEAST_JUDGED and precision < best - TOO_FAR
        )
        raised = _raised(parts[group], best) if is_lower else 0.0
        recall = None if truth is None else _recall(parts[group], _of(truth, members[group]))
        found.append(GroupShare(group, count, share, recall, is_lower, raised))
    return found


def _of(pairs: pl.DataFrame, members: frozenset[str]) -> pl.DataFrame:
    own = pl.Series(sorted(members)).implode()
    return pairs.filter(pl.col("a").is_in(own) | pl.col("b").is_in(own))


def _recall(likely: pl.DataFrame, truth: pl.DataFrame) -> float | None:
    if truth.is_empty():
        return None
    return truth.join(likely, on=["a", "b"], how="semi").height / truth.height


def _raised(likely: pl.DataFrame, best: float) -> float:
    """By how many bits a group's likely pairs must be heavier to be about as good as the best."""
    for raised in _steps():
        share = share_of(likely.filter(pl.col("weight") >= BANDS["likely"] + raised))
        if share.precision is not None and share.precision >= best - TOO_FAR:
            return raised
    return MOST_RAISED


def _steps() -> Sequence[float]:
    return [STEP * n for n in range(1, int(MOST_RAISED / STEP) + 1)]
