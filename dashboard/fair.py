"""A fair comparison of areas: their rates beside the limits of chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.borough import rate_unit
from dashboard.places import Places
from harm.funnel import curve, funnel

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
class Fair:
    """Areas beside the limits of chance.

    Attributes:
        name: of what is compared.
        areas: `code`, `name`, `people`, `rate`, the limits and `outside` of each area that has
            a rate.
        lines: as `harm.funnel.curve`.
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


def fair(told: Places) -> Fair | None:
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
    return Fair(
        name=f"{told.by} {told.basis} {told.measure}",
        areas=known.with_columns(pl.col("rate", *limits) / unit),
        lines=curve(of, steps).with_columns(pl.col(*limits) / unit),
        rate=of.rate / unit,
        unit=rate_unit(told),
        note=f"{ALLOWED.format(phi=of.phi)} {NOTE}" if of.spread and of.spread.between else NOTE,
    )


def outside(compared: Fair | None, code: str | None) -> str | None:
    """Where an area lies beside the limits; None where it has no rate."""
    if compared is None or code is None:
        return None
    found = compared.areas.filter(pl.col("code") == code)["outside"]
    return None if found.is_empty() else str(found[0])
