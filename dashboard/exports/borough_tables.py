"""The tables of a borough sheet: neighbours and wards, with small counts banded."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.geography import CITY_OF_LONDON, boroughs
from dashboard.services.places.area_choices import LONDON
from dashboard.services.places.areas import Areas, compare_areas
from dashboard.services.places.comparison import half_of, neighbour_figures, own_force
from dashboard.services.places.hotspots import find_hotspots
from dashboard.services.places.monthly import count_by_month
from dashboard.services.places.suppression import SuppressedAreas
from dashboard.services.question import Question
from dashboard.wording.formats import grouped_counts
from harm.areas.suppression import BAND, FEWEST, HIDDEN

#: What the row of London is of.
EVERYWHERE: Final = "known places and unknown"
WARDS_NONE: Final = pl.DataFrame(
    schema={
        "name": pl.String(),
        "half": pl.Boolean(),
        "crimes": pl.String(),
        "tenths": pl.Int64(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "largest": pl.Int64(),
        "spot": pl.String(),
    }
)
YEAR: Final = 12
#: The months of a year and of the year before; `tenths_before` is empty where it is not known.
MONTHS_NONE: Final = pl.DataFrame(
    schema={"month": pl.Date(), "tenths": pl.Int64(), "tenths_before": pl.Int64()}
)


def neighbour_rows(
    question: Question, answer: Areas, guarded: SuppressedAreas, borough: str
) -> pl.DataFrame:
    """The borough, its command unit's others, the unit, its neighbours, London: in this order."""
    kinds = neighbour_figures(answer, borough).select(
        "name", kind=pl.col("kind").replace(LONDON, EVERYWHERE)
    )
    # Of the City of London nothing is known where nothing is recorded: that is no 0.
    nothing = (pl.col("code") == CITY_OF_LONDON) & (pl.col("crimes") == "0")
    nothing &= pl.lit(not answer.knows_city)
    own = (pl.col("code") == borough) & (not guarded.own)
    areas = _emptied(guarded.areas, (nothing | own).fill_null(value=False))
    london = answer.total.with_columns(pl.col("crimes").cast(pl.String))
    whole = _emptied(london, pl.lit(not guarded.london))
    rows = kinds.join(pl.concat([areas, whole]), on="name", how="left", maintain_order="left")
    unit = _emptied(_unit(question, answer, borough), pl.lit(not guarded.unit))
    first = pl.col("kind").is_in(["this borough", "same command unit"])
    both = pl.concat([rows.filter(first), unit.select(rows.columns), rows.filter(~first)])
    return both.with_columns(grouped_counts(both["crimes"]))


def _emptied(rows: pl.DataFrame, where: pl.Expr) -> pl.DataFrame:
    """The name and the figures of areas, without these where they are not to be shown."""
    figures = ("crimes", "tenths", "rate", "shrunk")
    kept = [name for name in ("name", "kind") if name in rows.columns]
    return rows.select(*kept, *(pl.when(~where).then(pl.col(name)).alias(name) for name in figures))


def _unit(question: Question, areas: Areas, borough: str) -> pl.DataFrame:
    """The row of a borough's command unit; none for the City of London."""
    units = boroughs().filter(pl.col("code") == borough)["bcu_code"]
    rows = compare_areas(question, by="bcu", of=areas.basis).rows
    named = pl.format("{} command unit", pl.col("name"))
    return rows.filter(pl.col("code").is_in(units.drop_nulls().to_list())).with_columns(
        pl.col("crimes").cast(pl.String), name=named, kind=pl.lit("all of its boroughs")
    )


def ward_rows(
    question: Question, wards: Areas | None, guarded: SuppressedAreas, borough: str
) -> pl.DataFrame:
    """The wards with most days first; those not shown by name, then the unknown ward.

    `spot` is `high` or `low` where a ward stands out with its neighbours; it is empty in all rows
    where a count is hidden, since it is worked out from every ward.
    """
    if wards is None or own_force(wards, borough) or not guarded.shows_wards:
        return WARDS_NONE
    half = half_of(wards, borough)["name"].to_list()
    unknown, days = pl.col("code").is_null(), pl.col("tenths")
    hidden = guarded.wards["crimes"].is_in([BAND, HIDDEN]).any()
    spots = find_hotspots(question, of=wards.basis, measure=wards.measure).table
    marks = spots.select("code", "spot" if not hidden else pl.lit(None, pl.String).alias("spot"))
    rows = guarded.wards.join(marks, on="code", how="left", maintain_order="left")
    return (
        rows.with_columns(
            grouped_counts(rows["crimes"]),
            half=pl.col("name").is_in(half) & days.is_not_null(),
        )
        .sort(unknown, days, "name", descending=[False, True, False], nulls_last=True)
        .select(WARDS_NONE.columns)
    )


def month_rows(
    question: Question, areas: Areas, guarded: SuppressedAreas, borough: str
) -> pl.DataFrame:
    """Days by the month recorded, and of the same month a year before, as `MONTHS_NONE`.

    There are none where a total is hidden, or a month of either year has so few crimes that its
    days would say how many, or is left out for whoever takes the sheet.
    """
    if not guarded.london or own_force(areas, borough):
        return MONTHS_NONE
    crimes, days = (
        count_by_month(question, of=areas.basis, measure=what, code=borough).tail(2 * YEAR)
        for what in ("crimes", "tenths")
    )
    few = crimes["value"].is_between(1, FEWEST - 1).fill_null(value=True)
    if crimes.height < YEAR or few.any():
        return MONTHS_NONE
    begins = question.facts.oldest
    whole = days.filter(pl.col("month") >= begins) if areas.basis != "recorded" else days
    before = whole.select(pl.col("month").dt.offset_by("1y"), tenths_before="value")
    return (
        days.tail(YEAR)
        .rename({"value": "tenths"})
        .join(before, on="month", how="left", maintain_order="left")
    )
