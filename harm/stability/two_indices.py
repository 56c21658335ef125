"""Two indices side by side, never blended: who is listed under which, and what each weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from harm.offences.indices import Index

#: Offences that people know, by what they are called: code and title as an extract has them. The
#: last is the measure of the others.
EXAMPLES: Final = {
    "murder": ("001/01", "Murder - of persons aged 1 year or over"),
    "rape": ("019/08", "Rape of a female aged 16 or over"),
    "wounding with intent": (
        "005/01",
        (
            "Assault with Intent to cause Serious Harm - Wounding with intent to do grievous "
            "bodily harm"
        ),
    ),
    "stalking with serious alarm": (
        "008/66",
        "Harassment - Stalking involving serious alarm/distress",
    ),
    "coercive control": (
        "008/67",
        "Engage in controlling/coercive behaviour in an intimate / family relationship.",
    ),
    "sexual assault": ("020/05", "Sexual assault on a female"),
    "actual bodily harm": (
        "008/06",
        "Assault with Injury - Assault occasioning actual bodily harm",
    ),
    "common assault": ("105/01", "Assault without Injury - Common assault and battery"),
}


@dataclass(frozen=True)
class Overlap:
    """Two lists of suspects, by number.

    Attributes:
        both: who is on both, in the order of the first.
        first: who is on the first alone, in its order.
        second: who is on the second alone, in its order.
    """

    both: pl.Series
    first: pl.Series
    second: pl.Series


def overlap_of(first: pl.Series, second: pl.Series) -> Overlap:
    """Who is on both of two lists, and who on one alone.

    Two lists that share most names may still rest on very different weights: the overlap says how
    far the choice of the index decides who is listed, and nothing of which index is right.

    Args:
        first: the suspects of a list, in order.
        second: those of the other.
    """
    shared = first.is_in(second.implode())
    return Overlap(
        both=first.filter(shared),
        first=first.filter(~shared),
        second=second.filter(~second.is_in(first.implode())),
    )


def trade_offs(first: Index, second: Index) -> pl.DataFrame:
    """What well-known offences weigh in two indices.

    The days of two indices are of different kinds, and are never compared with each other: only
    how many of the last offence make up each, within one index.

    Args:
        first: an index.
        second: the other.

    Returns:
        `offence`, as `EXAMPLES` calls it; `tenths_first` and `tenths_second`, tenths of a day, null
        where the index does not have it; `times_first` and `times_second`, how many of the last
        offence weigh as much, to the nearest whole, null where either is not known.
    """
    codes, titles = zip(*EXAMPLES.values(), strict=True)
    offences = pl.DataFrame(
        {"offence": range(len(EXAMPLES)), "offence_code": codes, "offence_title": titles},
        schema={"offence": pl.UInt32, "offence_code": pl.String, "offence_title": pl.String},
    )
    sides = {"first": first, "second": second}
    tenths = [
        index.score(offences)["tenths"].cast(pl.Int64).alias(f"tenths_{side}")
        for side, index in sides.items()
    ]
    table = pl.DataFrame([pl.Series("offence", list(EXAMPLES), pl.String), *tenths])
    return table.with_columns(_times(f"tenths_{side}").alias(f"times_{side}") for side in sides)


def _times(tenths: str) -> pl.Expr:
    """How many of the last offence weigh as much, to the nearest whole."""
    measure = pl.col(tenths).last()
    return pl.when(measure > 0).then((2 * pl.col(tenths) + measure) // (2 * measure))
