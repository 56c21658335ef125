"""Harm by area, with and without its largest single crime.

One homicide is 5,475 days: it can put a quiet ward at the top, and move a borough several places.
Where an area's place depends on one crime, that is the first thing to say about it.

How it misleads. Leaving a crime out does not mean that it does not matter; it tests whether the
rest would give the same picture. The other areas keep their largest crimes unless they are treated
in the same way, and an area whose two largest crimes are equal has lost only one.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from harm.days import TENTHS

#: What is known about an area from the harm of each of its crimes.
SUMS: Final = pl.Schema(
    {
        "area": pl.String(),
        "crimes": pl.UInt32(),
        "tenths": TENTHS(),
        "squares": pl.Float64(),
        "largest": TENTHS(),
        "tenths_without": TENTHS(),
        "squares_without": pl.Float64(),
        "share": pl.Float64(),
    }
)


def sums(harms: pl.DataFrame) -> pl.DataFrame:
    """The harm of each area, and how much of it is its largest crime.

    Args:
        harms: the number of `crimes` with this many `tenths` of a day each in an `area` (empty: an
            unknown place). A crime may have a row of its own, or share one with others of the same
            harm.

    Returns:
        A row for each area, as `SUMS`, in the order in which they first appear. `squares` is the
        sum of the squared tenths of each crime, which is the variance of the harm as a compound
        Poisson; it is added up in whole numbers, so that the order of rows does not change it.
        `largest` is the harm of the crime that has most (empty: there was none), `share` its part
        of all harm, from 0 to 1 (empty: there is no harm). The columns `_without` leave it out.
    """
    crimes, tenths = pl.col("crimes").cast(pl.Int128), pl.col("tenths").cast(pl.Int128)
    added = harms.group_by("area", maintain_order=True).agg(
        crimes=crimes.sum(),
        tenths=(crimes * tenths).sum(),
        squares=(crimes * tenths * tenths).sum(),
        largest=tenths.filter(crimes > 0).max(),
    )
    largest = pl.col("largest").fill_null(0)
    split = added.with_columns(
        tenths_without=pl.col("tenths") - largest,
        squares_without=pl.col("squares") - largest * largest,
        share=pl.when(pl.col("tenths") > 0).then(
            largest.cast(pl.Float64) / pl.col("tenths").cast(pl.Float64)
        ),
    )
    return split.select(pl.col(name).cast(dtype) for name, dtype in SUMS.items())
