"""Harm by area, with and without its largest single crime.

One homicide is 5,475 days: it can put a quiet ward at the top, and move a borough several places.
Where an area's place hangs on one crime, that is the first thing to say of it.

How it misleads. To leave a crime out is not to say that it does not matter; it is to ask whether
what remains would be told in the same way. The other areas keep theirs unless they are treated
alike, and an area whose two largest are equal has lost only one.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from harm.days import TENTHS

#: What is known of an area from the harm of each of its crimes.
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
    """The harm of each area, and what of it is its largest crime.

    Args:
        harms: how many `crimes` of so many `tenths` of a day each there were in an `area`
            (empty: an unknown place). A crime may have a row of its own, or share one with others
            of the same harm.

    Returns:
        A row an area, as `SUMS`, in the order in which they first appear. `squares` is the sum of
        the squared tenths of each crime, which is the variance of the harm as a compound Poisson;
        it is added up in whole numbers, so that no order of rows changes it. `largest` is the
        harm of the one crime that has most (empty: there was none), `share` what part of all harm
        it is, from 0 to 1 (empty: there is no harm). The columns `_without` leave it out.
    """
    crimes, tenths = pl.col("crimes").cast(pl.Int128), pl.col("tenths").cast(pl.Int128)
    added = harms.group_by("area", maintain_order=True).agg(
        crimes=crimes.sum(),
        tenths=(crimes * tenths).sum(),
        squares=(crimes * tenths * tenths).sum(),
        largest=tenths.filter(crimes > 0).max(),
    )
    one = pl.col("largest").fill_null(0)
    told = added.with_columns(
        tenths_without=pl.col("tenths") - one,
        squares_without=pl.col("squares") - one * one,
        share=pl.when(pl.col("tenths") > 0).then(
            one.cast(pl.Float64) / pl.col("tenths").cast(pl.Float64)
        ),
    )
    return told.select(pl.col(name).cast(dtype) for name, dtype in SUMS.items())
