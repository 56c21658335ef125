"""What a place rests on: how far the allegations have gone, who reported them, and against whom.

Every allegation that counts carries its days, however far it has gone: under the announced rule one
that ended in no further action counts as much as one that is charged. The parts say how much of a
score is of which kind, not what is true: most allegations that end in no further action were not
shown to be false.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Literal

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.contributions import units
from harm.scoring.rules import Rules

HowFar = Literal["convicted", "charged", "in_hand", "no_further_action", "ended"]
ReportedBy = Literal["victim", "other", "not_recorded", "police"]

#: How far an allegation has gone, from its status; a crime with several rows has gone as far as
#: the first of these that any of its rows has. Nothing is decided of those in hand, and a status
#: that is not recorded is taken as `named`. Those acquitted or eliminated count under no rule, so
#: that `ended` carries no days.
HOW_FAR: Final[Mapping[str, HowFar]] = {
    "convicted": "convicted",
    "charged": "charged",
    "arrested": "in_hand",
    "interviewed": "in_hand",
    "named": "in_hand",
    "no_further_action": "no_further_action",
    "acquitted": "ended",
    "eliminated": "ended",
}
#: Who reported an allegation, from its source; a crime with several rows was reported by the first
#: of these that any of its rows names, so that `police` is what the police alone reported. A source
#: that is not recorded may be anybody's.
REPORTED_BY: Final[Mapping[str, ReportedBy]] = {
    "victim": "victim",
    "witness": "other",
    "third_party": "other",
    "police": "police",
}
#: The parts of a score by each way of dividing it, in the order in which they are shown. Of
#: victims: the one named in most days, any others, and crimes whose victim is not known.
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "how_far": ("convicted", "charged", "in_hand", "no_further_action", "ended"),
    "reported_by": ("victim", "other", "not_recorded", "police"),
    "victims": ("most_named", "others", "not_known"),
}
#: The doubtful grounds: in which way of dividing a score they are a part.
DOUBTFUL: Final = {"no_further_action": "how_far", "police": "reported_by"}

CARRIED: Final = pl.Schema(
    {
        "suspect": pl.UInt32(),
        "crime": pl.UInt32(),
        "tenths": TENTHS(),
        "allegations": pl.UInt32(),
        "how_far": pl.Enum(PARTS["how_far"]),
        "reported_by": pl.Enum(PARTS["reported_by"]),
        "victims": pl.List(pl.UInt32()),
    }
)
DIVIDED: Final = pl.Schema(
    {
        "suspect": pl.UInt32(),
        "kind": pl.Enum(list(PARTS)),
        "part": pl.Enum([part for parts in PARTS.values() for part in parts]),
        "allegations": pl.UInt32(),
        "tenths": TENTHS(),
    }
)


def carried(
    allegations: Allegations,
    suspects: pl.Series,
    *,
    rules: Rules,
    index: Index,
    as_of: date,
    also: Sequence[pl.Expr] = (),
) -> pl.DataFrame:
    """What each of some suspects carries from each crime that counts, and of which kind it is.

    Args:
        allegations: the rows, of these suspects and any others.
        suspects: whose, by number.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
        also: further expressions over the rows of a suspect in a crime.

    Returns:
        A row for each pair of suspect and crime, as `CARRIED` and `also`, in order of both. The
        `tenths` of a suspect sum to their score. `victims` are those known, by number.
    """
    whose = pl.col("suspect").cast(pl.UInt32).is_in(suspects.cast(pl.UInt32).implode())
    if rules.co_suspects == "full":  # nobody else's rows change what they carry
        known = allegations.rows if allegations.record is None else allegations.record
        allegations = replace(allegations, rows=allegations.rows.filter(whose), record=known)
    kinds = (
        _first("allegation_status", HOW_FAR, PARTS["how_far"], "in_hand").alias("how_far"),
        _first("source", REPORTED_BY, PARTS["reported_by"], "not_recorded").alias("reported_by"),
        pl.col("victim").drop_nulls().unique().sort().alias("victims"),
    )
    pairs = units(allegations, rules=rules, index=index, as_of=as_of, also=[*kinds, *also])
    found = (
        pairs.filter(whose)
        .drop("most_serious", "last_recorded_on")
        .collect(engine="streaming")
        .with_columns(
            pl.col(kind).replace_strict(dict(enumerate(PARTS[kind])), return_dtype=CARRIED[kind])
            for kind in ("how_far", "reported_by")
        )
    )
    typed = [pl.col(name).cast(dtype) for name, dtype in CARRIED.items()]
    return found.select(*typed, pl.exclude(CARRIED.names())).sort("suspect", "crime")


def _first(column: str, kinds: Mapping[str, str], parts: Sequence[str], otherwise: str) -> pl.Expr:
    """The number of the first part that any row of a crime is in."""
    numbers = {value: parts.index(part) for value, part in kinds.items()}
    return (
        pl.col(column)
        .cast(pl.String)
        .replace_strict(numbers, default=parts.index(otherwise), return_dtype=pl.UInt8)
        .min()
    )


def divided(carried: pl.DataFrame) -> pl.DataFrame:
    """The days of each suspect by each way of dividing them.

    Args:
        carried: as `carried` gives it.

    Returns:
        A row for each part of a score in which there is an allegation, as `DIVIDED`, in the order
        of `PARTS`. In each `kind` the `tenths` sum to the score, and the `allegations` to how many
        count.
    """
    sorts = carried.drop("victims").join(_victims(carried), on=["suspect", "crime"])
    sums = pl.col("allegations", "tenths").sum()
    found = pl.concat(
        sorts.group_by("suspect", part=pl.col(kind).cast(pl.String))
        .agg(sums)
        .with_columns(kind=pl.lit(kind))
        .select(pl.col(name).cast(dtype) for name, dtype in DIVIDED.items())
        for kind in PARTS
    )
    return found.sort("suspect", "kind", "part")


def _victims(carried: pl.DataFrame) -> pl.DataFrame:
    """Whether each crime names the victim of most days, others alone, or nobody known.

    Where several victims are named in as many days and allegations the parts are the same,
    whichever of them is taken.
    """
    most = (
        carried.explode("victims")
        .drop_nulls("victims")
        .group_by("suspect", "victims")
        .agg(pl.col("tenths", "allegations").sum())
        .sort("tenths", "allegations", "victims", descending=[True, True, False])
        .unique("suspect", keep="first", maintain_order=True)
        .select("suspect", most="victims")
    )
    part = (
        pl.when(pl.col("victims").list.len() == 0)
        .then(pl.lit("not_known"))
        .when(pl.col("victims").list.contains(pl.col("most")))
        .then(pl.lit("most_named"))
        .otherwise(pl.lit("others"))
    )
    return carried.join(most, on="suspect", how="left").select(
        "suspect", "crime", part.alias("victims")
    )


def resting_on(carried: pl.DataFrame, ground: str) -> pl.DataFrame:
    """The crimes that a suspect would not be named in without one of the `DOUBTFUL` grounds.

    Returns:
        `suspect` and `crime`; a crime that has any other ground in one of its rows is not among
        them.
    """
    return carried.filter(pl.col(DOUBTFUL[ground]) == ground).select("suspect", "crime")
