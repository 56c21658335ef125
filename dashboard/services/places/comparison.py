"""Areas compared: their rates against the limits of chance, and a borough's neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from dashboard.geography import CITY_OF_LONDON, boroughs, neighbours_of
from dashboard.services.places.area_choices import LONDON, Measure
from dashboard.services.places.areas import Areas
from harm.areas.funnel import curve, funnel

#: So many points make a line smooth.
POINTS: Final = 60


@dataclass(frozen=True)
class FunnelComparison:
    """Areas and the limits of chance.

    Attributes:
        name: of what is compared, such as `borough crimes days`.
        areas: `code`, `name`, `people`, `rate`, the limits and `outside` of each area that has
            a rate.
        lines: as `harm.areas.funnel.curve`.
        rate: of all areas together, per 1,000.
        measure: what areas are ordered by; rates are of crimes, or of days of harm.
        overdispersion: how many times as much as by chance the areas vary, where the limits
            allow for more than chance; None: they do not.
    """

    name: str
    areas: pl.DataFrame
    lines: pl.DataFrame
    rate: float
    measure: Measure
    overdispersion: float | None


def compare_with_chance(areas: Areas) -> FunnelComparison | None:
    """The areas with the limits of chance; None where none of them has a rate."""
    rows = areas.rows.rename({"code": "area"}).drop("rate", "shrunk", "low", "high")
    limits_of = funnel(rows, areas.summed)
    unit = 1 if areas.summed == "crimes" else 10
    known = limits_of.table.rename({"area": "code"}).drop_nulls("rate")
    if known.is_empty():
        return None
    people = known["people"].cast(pl.Float64).to_list()
    least, most = min(people) * 0.9, max(people) * 1.05
    steps = [least + (most - least) * n / (POINTS - 1) for n in range(POINTS)]
    limits = ("low_95", "high_95", "low_998", "high_998")
    return FunnelComparison(
        name=f"{areas.by} {areas.basis} {areas.measure}",
        areas=known.with_columns(pl.col("rate", *limits) / unit),
        lines=curve(limits_of, steps).with_columns(pl.col(*limits) / unit),
        rate=limits_of.rate / unit,
        measure=areas.measure,
        overdispersion=limits_of.phi if limits_of.spread and limits_of.spread.between else None,
    )


def limit_band(comparison: FunnelComparison | None, code: str | None) -> str | None:
    """Between which limits an area lies, as `harm.areas.funnel`; None where it has no rate."""
    if comparison is None or code is None:
        return None
    bands = comparison.areas.filter(pl.col("code") == code)["outside"]
    return None if bands.is_empty() else str(bands[0])


def own_force(areas: Areas, code: str | None) -> bool:
    """Whether nothing is known of a place here, since another force records it."""
    if code != CITY_OF_LONDON or areas.knows_city:
        return False
    theirs = (pl.col("code") == code) | (pl.col("within") == code)
    return areas.rows.filter(theirs, pl.col("crimes") > 0).is_empty()


def row_of(areas: Areas, code: str | None) -> dict[str, Any] | None:
    """The row of a place; of London where no code is given."""
    if code is None:
        return areas.total.row(0, named=True)
    rows = areas.rows.filter(pl.col("code") == code)
    return None if rows.is_empty() else rows.row(0, named=True)


def half_of(wards: Areas, code: str) -> pl.DataFrame:
    """The fewest wards that carry half of a borough's harm in known wards, most first.

    It is a fact of this year's sum. Which wards these are changes with single crimes; it is no
    finding that they differ from others by more than chance.
    """
    known = pl.col("within") == code, pl.col("code").is_not_null()
    own = wards.rows.filter(*known).sort("tenths", "name", descending=[True, False])
    before = pl.col("tenths").cum_sum() - pl.col("tenths")
    return own.filter(before * 2 < pl.col("tenths").sum(), pl.col("tenths") > 0)


def neighbour_figures(areas: Areas, code: str) -> pl.DataFrame:
    """A borough with those that border on it, its command unit's others and London, a row each.

    Of the City of London the figures are empty where nothing of it is recorded: that is no 0.
    """
    near = neighbours_of(code).select("code", kind=pl.lit("borders on it"))
    unit = areas.rows.filter(pl.col("code") == code).select("within").drop_nulls()
    same = (
        areas.rows.join(unit, on="within", how="semi", maintain_order="left")
        .filter(pl.col("code") != code)
        .select("code", kind=pl.lit("same command unit"))
    )
    kinds = pl.concat(
        [pl.DataFrame({"code": [code], "kind": ["this borough"]}), same, near]
    ).unique("code", keep="first", maintain_order=True)
    figures = ("days", "rate", "shrunk", "crimes")
    known = (pl.col("code") != CITY_OF_LONDON) | (pl.col("crimes") > 0) | areas.knows_city
    rows = kinds.join(areas.rows, on="code", how="left", maintain_order="left").with_columns(
        pl.when(known).then(pl.col(figures))
    )
    london = areas.total.with_columns(kind=pl.lit(LONDON), name=pl.lit(LONDON))
    return pl.concat([rows, london], how="diagonal_relaxed").select("name", *figures, "kind")


def own_areas(areas: Areas, code: str | None) -> frozenset[str]:
    """The areas of an answer that a borough is, has, or is in; none where none is chosen."""
    if code is None:
        return frozenset()
    units = boroughs().filter(pl.col("code") == code)["bcu_code"].to_list()
    own = pl.col("code").is_in([code, *units]) | (pl.col("within") == code)
    return frozenset(areas.rows.filter(own.fill_null(value=False))["code"].drop_nulls())
