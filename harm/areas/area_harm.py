"""Sums of alleged harm by area.

A few crimes can change a sum: one homicide can be a tenth of a borough's year. It shows where harm
was alleged, not how safe a place is, and not how well it is policed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import counting_rows
from harm.scoring.rules import Rules
from harm.scoring.weights import apply_weights

#: Stands in for an unknown suspect: nothing is known that would keep a crime from counting.
_ANYBODY: Final = {
    "suspect": pl.lit(0, pl.UInt32),
    "allegation_status": pl.lit("named"),
    "suspect_born": pl.lit(None, pl.Date),
    "suspect_situation": pl.lit("unknown"),
}
#: The column for the offence, where crimes are also split by offence: the index's row for the
#: crime's row with most days, the first of equals.
ENTRY: Final = "entry"
_TOP_ENTRY: Final = (
    pl.col(ENTRY).filter(pl.col("tenths") == pl.col("tenths").max()).min().alias(ENTRY)
)


def by_area(
    allegations: Allegations, area: str, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """Harm, allegations and suspects by area, over the allegations that count for a person.

    The days are those of the ranking, so the areas add up to the sum of all scores; where the
    rules need several allegations of a suspect, those with fewer are still included here.

    Args:
        allegations: rows with the column `area`.
        area: the column to sum by, such as `borough`. Rows without a value form an area of their
            own, so that nothing is dropped.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        `area` (empty: unknown), `tenths`, `allegations`, `suspects`; by area.
    """
    return (
        _units(allegations, [area], rules=rules, index=index, as_of=as_of)
        .group_by(pl.col(area).alias("area"))
        .agg(
            pl.col("tenths").sum(),
            pl.len().alias("allegations"),
            pl.col("suspect").n_unique().alias("suspects"),
        )
        .sort("area", nulls_last=True)
        .collect(engine="streaming")
    )


def by_suspect(
    allegations: Allegations, area: str, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """What each suspect carries in each area, over the allegations that count.

    The days of a suspect add up to their score (where the rules need no more allegations than they
    have). A crime whose rows name several areas is in all of them by its allegations, and has its
    days in one, so that the days add up: there may be an area with allegations and no days.

    Args:
        allegations: rows with the column `area`.
        area: the column to sum by, such as `borough`. Rows without a value form an area of their
            own.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        `suspect` (a number, as in `Allegations.suspects`), `area` (empty: unknown), `tenths` and
        `allegations`, the rows that count there; by suspect and area.
    """
    kept = counting_rows(allegations, rules=rules, index=index, as_of=as_of)
    rows = apply_weights(
        kept.filter(pl.col("tenths").is_not_null()), allegations.suspects, rules=rules, as_of=as_of
    )
    units = _units(allegations, [area], rules=rules, index=index, as_of=as_of)
    key = ["suspect", area]
    return (
        rows.group_by(key)
        .agg(pl.len().cast(pl.Int64).alias("allegations"))
        .join(units.group_by(key).agg(pl.col("tenths").sum()), on=key, how="left", nulls_equal=True)
        .select(
            "suspect",
            pl.col(area).cast(pl.String).alias("area"),
            pl.col("tenths").fill_null(0),
            "allegations",
        )
        .sort("suspect", "area", nulls_last=True)
        .collect(engine="streaming")
    )


def of_suspects(
    allegations: Allegations,
    areas: Sequence[str],
    *,
    rules: Rules,
    index: Index,
    as_of: date,
    offences: bool = False,
) -> pl.DataFrame:
    """The crimes that name a suspect, by area and harm.

    All that suspects carry from one crime is one harm: it happened once, however many are named.
    So the days are those of `by_area`, and the crimes are fewer than its allegations.

    Args:
        allegations: rows with the columns `areas`.
        areas: the columns to split by, such as `borough` and `ward`.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
        offences: whether to split crimes by offence as well.

    Returns:
        `areas` (empty: unknown), with offences `ENTRY`, `tenths`, and the number of `crimes` with
        that many tenths each; in the order of these columns. A crime whose rows name several
        places is in each of them, with the days carried there; a crime with several offences
        counts as the one with most days there.
    """
    units = _units(allegations, areas, rules=rules, index=index, as_of=as_of, offences=offences)
    top_entry = [_TOP_ENTRY] if offences else []
    crimes = units.group_by("crime", *areas).agg(pl.col("tenths").sum(), *top_entry)
    return _counted(crimes, [*areas, *([ENTRY] if offences else [])])


def of_crimes(
    allegations: Allegations,
    areas: Sequence[str],
    *,
    rules: Rules,
    index: Index,
    as_of: date,
    offences: bool = False,
) -> pl.DataFrame:
    """All crimes, whether or not anybody is named, by area and harm.

    A crime counts once, with the most days that any of its rows has, whoever is named in it. It
    counts if it is valid (neither cancelled nor transferred), was recorded in the window, is in
    the definition, and has a score, and is not of a kind that the rules leave out (attempts,
    offences newer than the index, reports by the police). What is known about suspects changes
    nothing, so there is more here than in `of_suspects`, unless crimes have several suspects.

    Args:
        allegations: rows with the columns `areas`; also those without a suspect.
        areas: as for `of_suspects`.
        rules: the choices.
        index: the scores.
        as_of: the last date of the window.
        offences: whether to split crimes by offence as well.

    Returns:
        As `of_suspects`; each crime in one place.
    """
    rows = allegations.rows.with_columns(**_ANYBODY)
    anybody = replace(allegations, rows=rows, record=rows.clear())
    whole = replace(rules, co_suspects="full", custody="stay")
    kept = counting_rows(anybody, rules=whole, index=index, as_of=as_of).filter(
        pl.col("tenths").is_not_null()
    )
    weighed = apply_weights(kept, allegations.suspects, rules=whole, as_of=as_of)
    top_entry = [_TOP_ENTRY] if offences else []
    crimes = weighed.group_by("crime").agg(pl.col("tenths", *areas).max(), *top_entry)
    return _counted(crimes, [*areas, *([ENTRY] if offences else [])])


def settled(harms: pl.DataFrame, wards: pl.DataFrame) -> pl.DataFrame:
    """The same harms, keeping a ward only where it is known to be in their borough.

    The borough is trusted before the ward, so that the sums by borough do not change.

    Args:
        harms: with `borough` and `ward`, as from `of_suspects`.
        wards: `ward` and the `borough` that it is in.

    Returns:
        The same rows; a ward that is in another borough, or that is unknown, is emptied.
    """
    known = wards.select("borough", "ward").unique().with_columns(fits=pl.lit(value=True))
    fitting = harms.join(known, on=["borough", "ward"], how="left", maintain_order="left")
    ward = pl.when(pl.col("fits")).then(pl.col("ward"))
    return fitting.with_columns(ward=ward).select(harms.columns)


def _units(
    allegations: Allegations,
    areas: Sequence[str],
    *,
    rules: Rules,
    index: Index,
    as_of: date,
    offences: bool = False,
) -> pl.LazyFrame:
    """What each suspect carries from each crime, and where it happened."""
    kept = counting_rows(allegations, rules=rules, index=index, as_of=as_of)
    weighed = apply_weights(
        kept.filter(pl.col("tenths").is_not_null()), allegations.suspects, rules=rules, as_of=as_of
    )
    if rules.victim_rows == "each":
        return weighed
    top_entry = [_TOP_ENTRY] if offences else []
    return weighed.group_by("suspect", "crime").agg(pl.col("tenths", *areas).max(), *top_entry)


def _counted(crimes: pl.LazyFrame, areas: Sequence[str]) -> pl.DataFrame:
    key = [*areas, "tenths"]
    counts = crimes.group_by(key).agg(pl.len().cast(pl.Int64).alias("crimes"))
    return counts.sort(key, nulls_last=True).collect(engine="streaming")
