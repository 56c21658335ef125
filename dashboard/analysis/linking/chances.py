"""How often two different people of a register agree by chance, and how common each name is.

Both are counted in the register that is compared. A small register says little of that, so that a
number of imagined people with the shipped model's shares is counted with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import polars as pl

from dashboard.analysis.linking.engine import count_levels
from dashboard.analysis.linking.levels import NAME, Comparison
from dashboard.analysis.linking.model import Model, Shares

SEED: Final = 2026
#: Pairs drawn from the register, and how many of the model's are counted with them.
PAIRS: Final = 400_000
MODEL_PAIRS: Final = 100_000
#: People of the model that are counted with those of the register for how common a name is.
MODEL_PEOPLE: Final = 1_000
#: Pairs of the model for how near forenames are of those who share a surname, and the reverse.
MODEL_NEAR: Final = 1_000
#: A name that nobody else has is taken to be half a person's.
LEAST_OTHERS: Final = 0.5
#: The register is taken to have at least this many people: a handful of records is a part of
#: something larger, and says nothing of how many people are recorded twice.
LEAST_PEOPLE: Final = 1_000

#: By which column of a name its frequency counts, and of which level of the name it is.
_FREQUENCIES: Final = {level.frequency: level.name for level in NAME.levels if level.frequency}
_NEAR: Final = ("surname", "given")


@dataclass(frozen=True)
class Chances:
    """What agrees by chance in one register.

    Attributes:
        shares: by comparison and level, of two different people.
        frequencies: by column of the name, each value with its `frequency`, from 0 to 1: how
            likely another person has it too. They hold names, and stay where the register is.
        unseen: by column, the frequency of what nobody in the register has.
        prior: how likely two records are of one person before they are compared.
    """

    shares: Shares
    frequencies: Mapping[str, pl.DataFrame]
    unseen: Mapping[str, float]
    prior: float


def chances_of(
    records: pl.DataFrame, model: Model, comparisons: Sequence[Comparison], *, seed: int = SEED
) -> Chances:
    """What agrees by chance in a register.

    Args:
        records: as `records.records_of`.
        model: what steadies a small register, and how many people are thought to be there twice.
        comparisons: what is compared.
        seed: of the pairs that are drawn.
    """
    counted = count_levels(records, draw_pairs(records.height, seed=seed), comparisons)
    shares = {one.name: _steadied(counted[one.name], _expected(model, one)) for one in comparisons}
    near = near_shares(records, model)
    frequencies, unseen = {}, {}
    for column, level in _FREQUENCIES.items():
        scale = near.get(column, 1.0)
        usual = model.chance[NAME.name][level] / near.get(column, 1.0)
        frequencies[column] = _others(records, column).select(
            column, frequency=_share(pl.col("others"), usual, records.height) * scale
        )
        unseen[column] = _share(LEAST_OTHERS, usual, records.height) * scale
    people = max(records.height, LEAST_PEOPLE)
    return Chances(shares, frequencies, unseen, prior=2 * model.twice / (people - 1))


def _others(records: pl.DataFrame, column: str) -> pl.DataFrame:
    """For each value of a column, how many `others` have it; of a spelling, how many another one.

    Of those who share a value, two may be one person: half of one is taken off.
    """
    known = records.filter(pl.col(column).is_not_null())
    if column == "spelling":
        people = pl.len().over("sound").cast(pl.Float64) - pl.len().over(column)
        return (
            known.filter(pl.col("sound").is_not_null())
            .select(column, others=(people - 0.5).clip(lower_bound=LEAST_OTHERS))
            .unique(column)
            .sort(column)
        )
    people = pl.len().cast(pl.Float64) - 1.5
    return known.group_by(column).agg(others=people.clip(lower_bound=LEAST_OTHERS)).sort(column)


def _share(others: Any, usual: float, people: int) -> Any:  # noqa: ANN401 - a number or a column
    return (others + MODEL_PEOPLE * usual) / (people - 1 + MODEL_PEOPLE)


def draw_pairs(people: int, *, seed: int, pairs: int = PAIRS) -> pl.DataFrame:
    """Pairs of places in a register: about as many as are asked for, or all that there are."""
    most = max(1, people // 2)
    wanted = min(most, -(-pairs // max(people, 1)))
    steps = sorted(Random(seed).sample(range(1, most + 1), wanted))  # noqa: S311 - no secret
    places = pl.int_range(people, eager=True, dtype=pl.Int64)
    others = [pl.DataFrame({"l": places, "r": (places + step) % people}) for step in steps]
    return pl.concat(others).filter(pl.col("l") != pl.col("r"))


def near_shares(records: pl.DataFrame, model: Model | None) -> dict[str, float]:
    """Of people who share a surname (a forename), how many have a near forename (surname).

    Args:
        records: as `records.records_of`.
        model: what steadies it; None: nothing.
    """
    shares = {}
    for column in _NEAR:
        places = (
            records.with_row_index("l")
            .filter(pl.col(column).is_not_null() & (pl.len().over(column) > 1))
            .sort(column, "l")
            .with_columns(r=pl.col("l").shift(-1), same=pl.col(column) == pl.col(column).shift(-1))
            .filter("same")
            .select(pl.col("l", "r").cast(pl.Int64))
        )
        counts = count_levels(records, places, [NAME])[NAME.name]
        seen, pairs = counts[_FREQUENCIES[column]], sum(counts.values())
        if model is None:
            shares[column] = seen / pairs
        else:
            steady = MODEL_NEAR * model.near[column]
            shares[column] = (seen + steady) / (pairs + MODEL_NEAR)
    return shares


def _expected(model: Model, comparison: Comparison) -> Mapping[str, float]:
    return model.chance[comparison.name]


def _steadied(counts: Mapping[str, int], expected: Mapping[str, float]) -> dict[str, float]:
    """Shares of levels, with the model's pairs counted in."""
    pairs = sum(counts.values()) + MODEL_PAIRS
    return {
        level: (count + MODEL_PAIRS * expected[level]) / pairs for level, count in counts.items()
    }
