"""What became of allegations from one version of the record to a later one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from harm.stability.settling.units import CELL, PAIR

#: How many crimes put a person into the next band, and which part of all, best first.
MANY: Final = (2, 4)
FIRST: Final = (100, 10)

#: What a suspect carries, by name; `victims` is how many.
SUMS: Final = ("tenths", "allegations", "most_serious", "days_old", "victims")


@dataclass(frozen=True)
class Observed:
    """What became of the allegations behind one past list.

    Attributes:
        cells: `CELL` with `n` pairs of suspect and crime, of which `gone` no longer count and
            `changed` carry other days.
        moves: for each that changed, `before`, `tenths` and `most_serious`, in tenths of a day.
        bands: `band` with `n` people, of whom to `arrived` something was added.
        arrivals: for each person to whom something was added, `band` and the sums of it.
        newcomers: for each person who is assessed only in the later version, `SUMS`.
        people: how many were assessed in the earlier version.
        apart: how many of them are in the later version dead or, by a date of birth, children.
    """

    cells: pl.DataFrame
    moves: pl.DataFrame
    bands: pl.DataFrame
    arrivals: pl.DataFrame
    newcomers: pl.DataFrame
    people: int
    apart: int


def observe(before: pl.DataFrame, after: pl.DataFrame, apart: pl.Series) -> Observed:
    """What became of the allegations behind a past list, for the same date.

    Args:
        before: as `units_of`, as known when the list was made.
        after: the same, as known later; both number suspects, crimes and victims alike.
        apart: suspects who are on no list in the later version.
    """
    people = with_bands(before)
    gone = apart.implode()
    stayed = people.filter(~pl.col("suspect").is_in(gone))
    before, after = before.with_columns(pair=PAIR), after.with_columns(pair=PAIR)
    later = after.select("pair", later="tenths", later_most="most_serious")
    units = before.filter(~pl.col("suspect").is_in(gone)).join(later, on="pair", how="left")
    changed = (pl.col("later") != pl.col("tenths")).fill_null(value=False)
    sums = _sums(after.join(before.select("pair"), on="pair", how="anti"), before)
    arrivals = sums.join(stayed, on="suspect").sort("suspect")
    return Observed(
        cells=units.group_by(CELL).agg(
            n=pl.len(), gone=pl.col("later").is_null().sum(), changed=changed.sum()
        ),
        moves=units.filter(changed).select(
            before="tenths", tenths="later", most_serious="later_most"
        ),
        bands=stayed.join(arrivals.select("suspect", arrived=1), on="suspect", how="left")
        .group_by("band")
        .agg(n=pl.len(), arrived=pl.col("arrived").sum()),
        arrivals=arrivals.select("band", *SUMS),
        newcomers=sums.join(people, on="suspect", how="anti").sort("suspect").select(SUMS),
        people=people.height,
        apart=people.height - stayed.height,
    )


def with_bands(units: pl.DataFrame) -> pl.DataFrame:
    """The band of each suspect: how many crimes they have, and how near to the top they are.

    Args:
        units: as `units_of`.

    Returns:
        `suspect` and `band`, in order of `suspect`. A band is of people with like chances of
        another allegation being added: those of many crimes and of high scores have more.
    """
    ordered = units.select("suspect", "tenths").sort("suspect")
    suspects = ordered["suspect"].to_numpy()
    begins = np.flatnonzero(np.diff(suspects, prepend=-1))
    crimes = np.diff(begins, append=suspects.size)
    tenths = np.add.reduceat(ordered["tenths"].cast(pl.Int64).to_numpy(), begins)
    above = crimes.size - np.searchsorted(np.sort(tenths), tenths, side="right")
    band = np.zeros(crimes.size, dtype=np.int64)
    for share in FIRST:
        band += (len(MANY) + 1) * ((above + 1) * share > crimes.size)
    for least in MANY:
        band += crimes >= least
    return pl.DataFrame({"suspect": pl.Series(suspects[begins], dtype=pl.UInt32), "band": band})


def _sums(added: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """`SUMS` of what was added to each suspect; victims are those whom they had not before."""
    pair = ["suspect", "victims"]
    whom = added.select(pl.col("suspect").unique()).to_series()
    theirs = before.select(pair).filter(pl.col("suspect").is_in(whom.implode()))
    known, named = (rows.select(pair).explode("victims") for rows in (theirs, added))
    new = named.drop_nulls().unique().join(known.drop_nulls(), on=pair, how="anti")
    victims = new.group_by("suspect").agg(pl.len().cast(pl.Int64).alias("victims"))
    return (
        added.group_by("suspect")
        .agg(
            pl.col("tenths").sum(),
            pl.col("allegations").sum(),
            pl.col("most_serious").max(),
            pl.col("days_old").min(),
        )
        .join(victims, on="suspect", how="left")
        .with_columns(pl.col("victims").fill_null(0))
    )
