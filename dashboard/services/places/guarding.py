"""What a viewer with boroughs of their own is shown of others: small counts are left out there.

In their own boroughs they see everybody, and so every count. Elsewhere a count of one or two,
beside a name that somebody knows, would say who it is. A count that is left out takes with it what
it could be worked out from: where a total is known, that is every other count of the same total.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from dashboard.services.question import Question
from harm.areas.suppression import BAND, FEWEST, HIDDEN, WITHHELD, banded

#: The ways in which counts of boroughs by month add up to totals that a reader may know.
WAYS: Final = ("borough", "month")
#: What stands for offences of which a place has few crimes each.
FEW_EACH: Final = "Offences with fewer than five crimes each, and others with them"


def is_elsewhere(question: Question, code: str | None) -> bool:
    """Whether a borough is none of the viewer's own, for a viewer who has boroughs of their own."""
    return question.limits is not None and code is not None and code not in question.viewer.boroughs


def without_small_counts(
    question: Question,
    rows: pl.DataFrame,
    *,
    counts: Sequence[str],
    besides: Sequence[str] = (),
    within: str | None = None,
) -> pl.DataFrame:
    """Rows of areas whose small counts elsewhere are empty, with those that would give them away.

    Args:
        question: whose.
        rows: one for each area, with its `code`.
        counts: columns of counts, each guarded for itself.
        besides: columns that are emptied where the first of the counts is.
        within: the column of the larger area whose total a reader may know; None: all rows make
            one total.
    """
    if question.limits is None:
        return rows
    codes = pl.col("code", *([within] if within else []))
    own = pl.any_horizontal(codes.is_in(sorted(question.viewer.boroughs)).fill_null(value=False))
    numbered = rows.with_row_index("row")
    elsewhere = numbered.filter(~own)
    hidden = {count: _hidden(elsewhere, count, within) for count in counts}
    emptied = [
        pl.when(~pl.col("row").is_in(hidden[count])).then(pl.col(count)).alias(count)
        for count in counts
    ] + [
        pl.when(~pl.col("row").is_in(hidden[counts[0]])).then(pl.col(name)).alias(name)
        for name in besides
    ]
    return numbered.with_columns(emptied).drop("row")


def _hidden(elsewhere: pl.DataFrame, count: str, within: str | None) -> list[int]:
    """The numbers of the rows whose count is not shown."""
    guarded = banded(
        elsewhere.select("row", count, *([within] if within else [])), count=count, within=within
    )
    small = pl.col(count).is_in([BAND, HIDDEN])
    of_total = small.any() & (pl.col("total") == WITHHELD).any()
    whole = of_total.over(within) if within else of_total
    return guarded.filter(small | whole)["row"].to_list()


def months_left_out(question: Question, months: pl.DataFrame, code: str | None) -> list[date]:
    """The months of a borough elsewhere whose figures a viewer is not shown.

    A reader may know what there was in a borough over all months, and in London in each month. So
    a small count takes others with it both ways, until no borough and no month has a single gap.

    How it misleads: it protects these months. Another window on the same borough, less one that is
    a month shorter, is a month too.

    Args:
        question: whose.
        months: `borough` (GSS code), `month` (its first day) and `crimes`: a row for each month of
            each borough, also where there was none.
        code: of the borough that is shown.
    """
    if not is_elsewhere(question, code):
        return []
    elsewhere = months.filter(
        pl.col("borough").is_not_null() & ~pl.col("borough").is_in(sorted(question.viewer.boroughs))
    ).with_row_index("row")
    hidden = {row for way in WAYS for row in _hidden(elsewhere, "crimes", way)}
    while more := {row for way in WAYS for row in _beside_single(elsewhere, hidden, way)}:
        hidden |= more
    gaps = elsewhere.filter(pl.col("row").is_in(sorted(hidden)), pl.col("borough") == code)
    return gaps["month"].to_list()


def _beside_single(cells: pl.DataFrame, hidden: set[int], within: str) -> list[int]:
    """What else is hidden where a total has one gap: its next smallest count, or all of them."""
    marked = cells.with_columns(gap=pl.col("row").is_in(sorted(hidden)))
    single = marked.filter(pl.col("gap").sum().over(within) == 1, ~pl.col("gap"))
    least = pl.col("crimes").filter(pl.col("crimes") >= FEWEST).min().over(within)
    return single.filter(least.is_null() | (pl.col("crimes") == least))["row"].to_list()


def together_where_few(
    question: Question, code: str | None, *harms: pl.DataFrame
) -> list[pl.DataFrame]:
    """Harms of a borough elsewhere at several times, offences with few crimes there as one.

    Args:
        question: whose.
        code: of the borough.
        harms: with `offence` and `crimes`, one for each time.
    """
    if not is_elsewhere(question, code):
        return list(harms)
    sums = pl.concat(
        frame.group_by("offence").agg(pl.col("crimes").sum().cast(pl.Int64)) for frame in harms
    )
    few = sums.filter(pl.col("crimes").is_between(1, FEWEST - 1))["offence"].unique().implode()
    named = pl.when(pl.col("offence").is_in(few)).then(pl.lit(FEW_EACH)).otherwise("offence")
    return [frame.with_columns(named.alias("offence")) for frame in harms]


def guarded_mix(question: Question, mix: pl.DataFrame, code: str | None) -> pl.DataFrame:
    """Offences of a borough elsewhere, those with few crimes there taken together.

    The columns still add up to the same. Where fewer than `FEWEST` crimes would be taken together,
    or they are of one offence, the next smallest is taken with them.

    Args:
        question: whose.
        mix: as `offence_mix.MIX`.
        code: of the borough.
    """
    if not is_elsewhere(question, code):
        return mix
    few = mix.filter(pl.col("crimes").is_between(1, FEWEST - 1))
    if few.is_empty():
        return mix
    more = mix.filter(pl.col("crimes") >= FEWEST).sort("crimes", "offence")
    while more.height and (few.height == 1 or few["crimes"].sum() < FEWEST):
        few, more = pl.concat([few, more.head(1)]), more.slice(1)
    others = mix.join(few, on="offence", how="anti", maintain_order="left")
    together = few.select(pl.lit(FEW_EACH).alias("offence"), pl.exclude("offence").sum())
    return pl.concat([others, together]).sort(
        "tenths", "crimes", "offence", descending=[True, True, False]
    )
