"""Areas beside each other: their rates within the limits of chance, and a borough's neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from dashboard.geography import CITY_OF_LONDON, boroughs, neighbours_of
from dashboard.services.places.area_choices import LONDON
from dashboard.services.places.areas import Areas, rate_unit
from harm.areas.funnel import curve, funnel

#: So many points make a line smooth.
POINTS: Final = 60
NOTE: Final = (
    "Dotted: chance alone would pass it once in 40 at each end; dashed: once in 1,000. Diamonds "
    "lie outside. Areas within the limits are in no order; one outside is different, not worse: "
    "more may be reported there, or more people be there than live there."
)
ALLOWED: Final = (
    "Areas vary by more than chance for many small reasons ({phi:,.1f} times as much), which the "
    "limits allow for."
)


@dataclass(frozen=True)
class FunnelComparison:
    """Areas beside the limits of chance.

    Attributes:
        name: of what is compared.
        areas: `code`, `name`, `people`, `rate`, the limits and `outside` of each area that has
            a rate.
        lines: as `harm.areas.funnel.curve`.
        rate: of all areas together, per 1,000.
        unit: of a rate.
        note: how to read it, and what the limits allow for.
    """

    name: str
    areas: pl.DataFrame
    lines: pl.DataFrame
    rate: float
    unit: str
    note: str


def fair(told: Areas) -> FunnelComparison | None:
    """The areas of an answer beside their limits; None where none of them has a rate."""
    areas = told.rows.rename({"code": "area"}).drop("rate", "shrunk", "low", "high")
    of = funnel(areas, told.summed)
    unit = 1 if told.summed == "crimes" else 10
    known = of.table.rename({"area": "code"}).drop_nulls("rate")
    if known.is_empty():
        return None
    people = [float(each) for each in known["people"]]
    least, most = min(people) * 0.9, max(people) * 1.05
    steps = [least + (most - least) * n / (POINTS - 1) for n in range(POINTS)]
    limits = ("low_95", "high_95", "low_998", "high_998")
    return FunnelComparison(
        name=f"{told.by} {told.basis} {told.measure}",
        areas=known.with_columns(pl.col("rate", *limits) / unit),
        lines=curve(of, steps).with_columns(pl.col(*limits) / unit),
        rate=of.rate / unit,
        unit=rate_unit(told),
        note=f"{ALLOWED.format(phi=of.phi)} {NOTE}" if of.spread and of.spread.between else NOTE,
    )


def outside(compared: FunnelComparison | None, code: str | None) -> str | None:
    """Where an area lies beside the limits; None where it has no rate."""
    if compared is None or code is None:
        return None
    found = compared.areas.filter(pl.col("code") == code)["outside"]
    return None if found.is_empty() else str(found[0])


def own_force(told: Areas, code: str | None) -> bool:
    """Whether nothing is known of a place here, since another force records it."""
    if code != CITY_OF_LONDON:
        return False
    theirs = (pl.col("code") == code) | (pl.col("within") == code)
    return told.rows.filter(theirs, pl.col("crimes") > 0).is_empty()


def row_of(told: Areas, code: str | None) -> dict[str, Any] | None:
    """The row of a place; of London where no code is given."""
    if code is None:
        return told.total.row(0, named=True)
    found = told.rows.filter(pl.col("code") == code)
    return None if found.is_empty() else found.row(0, named=True)


def half_of(wards: Areas, code: str) -> pl.DataFrame:
    """The fewest wards that carry half of a borough's harm in known wards, most first.

    It is a fact of this year's sum. Which wards these are changes with single crimes; it is no
    finding that they differ from others by more than chance.
    """
    known = pl.col("within") == code, pl.col("code").is_not_null()
    own = wards.rows.filter(*known).sort("tenths", "name", descending=[True, False])
    before = pl.col("tenths").cum_sum() - pl.col("tenths")
    return own.filter(before * 2 < pl.col("tenths").sum(), pl.col("tenths") > 0)


def beside(told: Areas, code: str) -> pl.DataFrame:
    """A borough beside those that border on it, its command unit's others and London, as rows.

    Of the City of London the figures are empty where nothing of it is recorded: that is no 0.
    """
    near = neighbours_of(code).select("code", kind=pl.lit("borders on it"))
    unit = told.rows.filter(pl.col("code") == code).select("within").drop_nulls()
    same = (
        told.rows.join(unit, on="within", how="semi", maintain_order="left")
        .filter(pl.col("code") != code)
        .select("code", kind=pl.lit("same command unit"))
    )
    kinds = pl.concat(
        [pl.DataFrame({"code": [code], "kind": ["this borough"]}), same, near]
    ).unique("code", keep="first", maintain_order=True)
    figures = ("days", "rate", "shrunk", "crimes")
    known = (pl.col("code") != CITY_OF_LONDON) | (pl.col("crimes") > 0)
    rows = kinds.join(told.rows, on="code", how="left", maintain_order="left").with_columns(
        pl.when(known).then(pl.col(figures))
    )
    london = told.total.with_columns(kind=pl.lit(LONDON), name=pl.lit(LONDON))
    return pl.concat([rows, london], how="diagonal_relaxed").select("name", *figures, "kind")


def own_areas(told: Areas, code: str | None) -> frozenset[str]:
    """The areas of an answer that a borough is, has, or is in; none where none is chosen."""
    if code is None:
        return frozenset()
    units = boroughs().filter(pl.col("code") == code)["bcu_code"].to_list()
    own = pl.col("code").is_in([code, *units]) | (pl.col("within") == code)
    return frozenset(told.rows.filter(own.fill_null(value=False))["code"].drop_nulls())
