"""What drove a change: by how much each group of offences went up or down, adding up exactly.

How it misleads. A driver is an account, not a cause: it shows where the sum changed, not why. Ups
and downs cancel, so that the largest driver can be larger than the change itself; shares of a
change are therefore never shown. For harm the drivers are mostly the most serious offences, since
one homicide more outweighs hundreds of thefts; counts give a different picture, and neither alone
is complete. And offences are reclassified: a fall in one group may only be a move to another.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from harm.areas.rates import Measure

#: How many groups have a row of their own.
MOST: Final = 8

DRIVERS: Final = pl.Schema(
    {
        "group": pl.String(),
        "groups": pl.UInt32(),
        "before": pl.Int64(),
        "after": pl.Int64(),
        "change": pl.Int64(),
    }
)


def drivers(
    before: pl.DataFrame, after: pl.DataFrame, *, group: str, measure: Measure, most: int = MOST
) -> pl.DataFrame:
    """The change from one period to another, by group of offences.

    Args:
        before: the earlier period, with the columns that `group` and `measure` name; rows of one
            group are added up. The periods must be equally long and of the same months.
        after: the later one.
        group: the column to group by, such as the offence; empty: an unknown one.
        measure: crimes, or harm in tenths of a day.
        most: how many groups have a row of their own; 0 or more.

    Returns:
        As `DRIVERS`: the largest change first, whether up or down, then by name; an unknown offence
        is a group like others. The rest is combined in a last row without a name, where `groups`
        is their number (in every other row: 1); a single one is not combined. Each `change` is its
        after less its before, and each column adds up to the total in `before` or `after`.
    """
    added = _added(before, group, measure, "before").join(
        _added(after, group, measure, "after"),
        on="group",
        how="full",
        coalesce=True,
        nulls_equal=True,
    )
    changes = added.with_columns(pl.col("before", "after").fill_null(0)).select(
        "group",
        "before",
        "after",
        groups=pl.lit(1, pl.UInt32),
        change=pl.col("after") - pl.col("before"),
    )
    ordered = changes.select(DRIVERS.names()).sort(
        pl.col("change").abs(), "group", descending=[True, False], nulls_last=True
    )
    own = most if ordered.height - most > 1 else ordered.height
    rest = ordered[own:].select(
        pl.lit(None, pl.String).alias("group"), pl.col(DRIVERS.names()[1:]).sum()
    )
    return pl.concat([ordered[:own], rest.filter(pl.col("groups") > 0)])


def _added(rows: pl.DataFrame, group: str, measure: Measure, name: str) -> pl.DataFrame:
    return rows.group_by(pl.col(group).cast(pl.String).alias("group")).agg(
        pl.col(measure).cast(pl.Int64).sum().alias(name)
    )
