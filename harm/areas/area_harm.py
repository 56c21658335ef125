"""Sums of alleged harm by area.

A sum is moved by few crimes: one homicide can be a tenth of a borough's year. It says where harm
was alleged, not how safe a place is, and not how well it is policed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

import polars as pl

from harm.areas.intervals import intervals
from harm.areas.largest_crime import sums
from harm.areas.rates import PER
from harm.areas.rates import Measure as Summed
from harm.areas.shrinkage import shrink
from harm.days import TENTHS, as_days
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import counting_rows
from harm.scoring.rules import Rules
from harm.scoring.weights import apply_weights

#: What areas are told apart by: days of harm, how many crimes, days for each 1,000 people, the
#: part of all days, or days for each crime.
Measure = Literal["days", "crimes", "per_1000", "share", "mean"]

COMPARED: Final = pl.Schema(
    {
        "area": pl.String(),
        "people": pl.Int64(),
        "crimes": pl.Int64(),
        "tenths": TENTHS(),
        "squares": pl.Float64(),
        "days": pl.Float64(),
        "value": pl.Float64(),
        "rate": pl.Float64(),
        "shrunk": pl.Float64(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "largest": TENTHS(),
        "days_without": pl.Float64(),
    }
)

#: Whoever might have done it: nothing is known of them that would keep a crime from counting.
_ANYBODY: Final = {
    "suspect": pl.lit(0, pl.UInt32),
    "allegation_status": pl.lit("named"),
    "suspect_born": pl.lit(None, pl.Date),
    "suspect_situation": pl.lit("unknown"),
}
#: Where crimes are told apart by offence as well: the index's row that scores the gravest of a
#: crime's rows, the first of equals.
ENTRY: Final = "entry"
_GRAVEST: Final = (
    pl.col(ENTRY).filter(pl.col("tenths") == pl.col("tenths").max()).min().alias(ENTRY)
)
#: All of London, where nobody asks how many live.
_LONDON: Final = pl.DataFrame(
    {"area": [None], "people": [None]}, schema={"area": pl.String, "people": pl.Int64}
)


@dataclass(frozen=True)
class Compared:
    """Areas side by side, and all of them together.

    Attributes:
        table: a row an area, as `COMPARED`.
        total: one row of the same columns without an area: the sums of everything there is, known
            place or not. Its `rate` is that of the areas that have one, together.
    """

    table: pl.DataFrame
    total: pl.DataFrame


def by_area(
    allegations: Allegations, area: str, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """Harm, allegations and suspects by area, over the allegations that count for a person.

    The days are those of the ranking, so the areas add up to the sum of all scores; where the
    rules need several allegations of a suspect, those with fewer are in here all the same.

    Args:
        allegations: rows with the column `area`.
        area: the column to sum by, such as `borough`. Rows without one make up an area of their
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


def of_suspects(
    allegations: Allegations,
    areas: Sequence[str],
    *,
    rules: Rules,
    index: Index,
    as_of: date,
    offences: bool = False,
) -> pl.DataFrame:
    """The crimes of which somebody is suspected, by area and harm.

    Whatever suspects carry of a crime is one harm: it happened once, however many are named. So
    the days are those of `by_area`, and the crimes are fewer than its allegations.

    Args:
        allegations: rows with the columns `areas`.
        areas: the columns to tell apart by, such as `borough` and `ward`.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
        offences: whether to tell crimes apart by offence as well.

    Returns:
        `areas` (empty: unknown), with offences `ENTRY`, `tenths`, and how many `crimes` of so many
        tenths each were there; in the order of these columns. A crime whose rows tell of several
        places is in each of them, with what is carried there; a crime of several offences is one
        of the gravest that is carried there.
    """
    units = _units(allegations, areas, rules=rules, index=index, as_of=as_of, offences=offences)
    gravest = [_GRAVEST] if offences else []
    crimes = units.group_by("crime", *areas).agg(pl.col("tenths").sum(), *gravest)
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
    counts where it stands (neither cancelled nor transferred), was recorded in the window, is in
    the definition, and has a score; and where the rules leave attempts, offences newer than the
    index, or reports by the police out, it is none of these. What is known of suspects changes
    nothing, so there is more here than in `of_suspects`, unless crimes have several suspects.

    Args:
        allegations: rows with the columns `areas`; those without a suspect are wanted as well.
        areas: as for `of_suspects`.
        rules: the choices.
        index: the scores.
        as_of: the date up to which the window reaches.
        offences: whether to tell crimes apart by offence as well.

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
    gravest = [_GRAVEST] if offences else []
    crimes = weighed.group_by("crime").agg(pl.col("tenths", *areas).max(), *gravest)
    return _counted(crimes, [*areas, *([ENTRY] if offences else [])])


def settled(harms: pl.DataFrame, wards: pl.DataFrame) -> pl.DataFrame:
    """The same harms, with no ward but one that is known to be in their borough.

    The borough is believed before the ward, so that what is summed by borough does not change.

    Args:
        harms: with `borough` and `ward`, as from `of_suspects`.
        wards: `ward` and the `borough` that it is in.

    Returns:
        As it was given; a ward that is in another borough, or that nobody knows, is emptied.
    """
    known = wards.select("borough", "ward").unique().with_columns(fits=pl.lit(value=True))
    fitting = harms.join(known, on=["borough", "ward"], how="left", maintain_order="left")
    ward = pl.when(pl.col("fits")).then(pl.col("ward"))
    return fitting.with_columns(ward=ward).select(harms.columns)


def compared(harms: pl.DataFrame, areas: pl.DataFrame, measure: Measure) -> Compared:
    """Areas side by side, by a measure.

    Args:
        harms: as for `harm.areas.largest_crime.sums`; every `area` is one of `areas`.
        areas: every `area` that is to have a row (empty: the unknown place), and the `people` who
            live there; empty where nobody knows, or where they are too few for a rate.
        measure: what the areas are compared by.

    Returns:
        The areas in their order, and all together. `value` is the measure. `rate` and `shrunk`
        are per 1,000 people: crimes where these are the measure, else days; see
        `harm.areas.shrinkage` for how they mislead. `low` and `high` hold the value in 95 of 100
        years like this one, as far as chance goes (`harm.areas.intervals`): a part of all days as
        though the rest stayed as it is; of the mean there are none, nor where there is no harm.
        `largest` is the gravest single crime, and `days_without` what the days are without it.
    """
    summed: Summed = "crimes" if measure == "crimes" else "tenths"
    found = _summed(harms, areas, summed)
    shrunken = shrink(found, summed)
    whole = _summed(harms.with_columns(area=pl.lit(None, pl.String)), _LONDON, summed)
    together = whole.with_columns(rate=pl.lit(shrunken.rate), shrunk=pl.lit(None, pl.Float64))
    total = int(whole["tenths"].item())
    return Compared(
        _told(shrunken.table, measure, total=total), _told(together, measure, total=total)
    )


def _units(
    allegations: Allegations,
    areas: Sequence[str],
    *,
    rules: Rules,
    index: Index,
    as_of: date,
    offences: bool = False,
) -> pl.LazyFrame:
    """What each suspect carries of each crime, and where it happened."""
    kept = counting_rows(allegations, rules=rules, index=index, as_of=as_of)
    weighed = apply_weights(
        kept.filter(pl.col("tenths").is_not_null()), allegations.suspects, rules=rules, as_of=as_of
    )
    if rules.victim_rows == "each":
        return weighed
    gravest = [_GRAVEST] if offences else []
    return weighed.group_by("suspect", "crime").agg(pl.col("tenths", *areas).max(), *gravest)


def _counted(crimes: pl.LazyFrame, areas: Sequence[str]) -> pl.DataFrame:
    key = [*areas, "tenths"]
    counts = crimes.group_by(key).agg(pl.len().cast(pl.Int64).alias("crimes"))
    return counts.sort(key, nulls_last=True).collect(engine="streaming")


def _summed(harms: pl.DataFrame, areas: pl.DataFrame, summed: Summed) -> pl.DataFrame:
    """The areas with `largest_crime.SUMS`, and the ends of the interval of what is summed."""
    alike = harms if summed == "tenths" else harms.with_columns(tenths=pl.lit(1, TENTHS))
    known = sums(harms).join(
        intervals(alike).select("area", "low", "high"), on="area", nulls_equal=True
    )
    return (
        areas.select("area", pl.col("people").cast(pl.Int64))
        .join(known, on="area", how="left", nulls_equal=True, maintain_order="left")
        .with_columns(pl.col("crimes", "tenths", "squares", "tenths_without").fill_null(0))
    )


def _told(areas: pl.DataFrame, measure: Measure, *, total: int) -> pl.DataFrame:
    """Sums and rates as people read them, with the measure and its interval."""
    unit = 1 if measure == "crimes" else 10
    told = areas.with_columns(pl.col("rate", "shrunk") / unit)
    return told.select(
        *("area", "people", "crimes", "tenths", "squares"),
        *(as_days(pl.col("tenths")).alias("days"), _value(measure, total).alias("value")),
        *("rate", "shrunk"),
        *(_end(name, measure, total).alias(name) for name in ("low", "high")),
        *("largest", as_days(pl.col("tenths_without")).alias("days_without")),
    ).cast(dict(COMPARED))  # type: ignore[arg-type]


def _value(measure: Measure, total: int) -> pl.Expr:
    tenths, crimes = pl.col("tenths"), pl.col("crimes")
    of_all = pl.when(total > 0).then(tenths / max(1, total))
    values = {
        "days": as_days(tenths),
        "crimes": crimes,
        "per_1000": pl.col("rate"),
        "share": of_all,
        "mean": pl.when(crimes > 0).then(tenths / 10 / crimes),
    }
    return values[measure]


def _end(name: str, measure: Measure, total: int) -> pl.Expr:
    end, people = pl.col(name), pl.col("people")
    # All together are all of it in every year, and a mean is no sum to draw again.
    of_all = pl.when(pl.col("tenths") < total).then(end / max(1, total))
    ends = {
        "days": as_days(end),
        "crimes": end,
        "per_1000": pl.when(people > 0).then(end * PER / 10 / people),
        "share": of_all,
        "mean": pl.lit(None, pl.Float64),
    }
    return ends[measure]
