"""Demand by area: offences, days of harm, suspects' homes, people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dashboard.errors import AreasError
from dashboard.geography import CITY_FORCE, CITY_OF_LONDON, boroughs, vawg_offences, wards
from dashboard.services.places.area_harm import By as Kind
from dashboard.services.places.area_harm import keyed, loaded_harms
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.guarding import without_small_counts
from dashboard.services.question import Caller, Question, ask
from dashboard.services.resources.allocation_choices import OF_RECORD, DemandName, Plan

#: Crimes that come by chance: so many of so much demand each.
PARTS: Final = pl.Schema({"code": pl.String(), "each": pl.Int64(), "count": pl.Int64()})
#: Figures of a file are in hundredths, and days of harm in tenths.
UNITS: Final[dict[DemandName, int]] = {"own": 100, "index-days": 10}


@dataclass(frozen=True)
class Demand:
    """What there is to deal with, by area.

    Attributes:
        name: what it is.
        figures: `code` and `demand`, in `unit` to one; an area that is not there has none known.
        unit: what `demand` is divided by to be in its own unit.
        parts: as `PARTS`, what comes by chance; None: it is people who live there, who do not, or
            no count.
        elsewhere: what is in none of the areas, in `unit` to one; None: nobody knows.
        knows_city: whether the record it is of has rows of the City of London's own force, so that
            what lies in the City is known; it is among `elsewhere`.
        in_city: that, in `unit` to one; None: it is not known, or not shown to the viewer.
    """

    name: DemandName
    figures: pl.DataFrame
    unit: int = 1
    parts: pl.DataFrame | None = None
    elsewhere: int | None = None
    knows_city: bool = False
    in_city: int | None = None

    @property
    def least(self) -> int | None:
        """The smallest count of an area above 0, where what is counted is of the record."""
        if self.name not in OF_RECORD or self.parts is None:
            return None
        counts = self.parts.group_by("code").agg(pl.col("count").sum())["count"]
        found = counts.filter(counts > 0).min()
        return found if isinstance(found, int) else None


def demand_of(caller: Caller, plan: Plan, codes: pl.DataFrame) -> Demand:
    """The demand that a plan rests on.

    Args:
        caller: who asks; of what the record counts, as the question's rules and date say.
        plan: what is asked.
        codes: `code` of the areas.

    Raises:
        AreasError: a viewer with boroughs of their own is not shown all that it rests on.
        StoreError: it is of the record, and there is none.
    """
    if plan.demand in OF_RECORD:
        question = caller if isinstance(caller, Question) else ask(caller.workspace, caller.viewer)
        return _of_record(question, plan, codes)
    if plan.demand == "own" and plan.own is not None:
        figures = plan.own.frame.select("code", "demand").drop_nulls()
        whole = (figures["demand"] % UNITS["own"] == 0).all()
        found = _counted(plan, figures)
        return found if whole else replace(found, parts=None)
    if plan.demand in {"residents", "women-16plus"}:
        return Demand(plan.demand, _people(plan), elsewhere=None)
    offences = vawg_offences().select(
        code=_area(plan, "borough_code", "ward_code"), demand="offences"
    )
    return _within(plan, offences, codes)


def _within(plan: Plan, rows: pl.DataFrame, codes: pl.DataFrame) -> Demand:
    """Counts by area, those in none of the areas apart."""
    inside = rows.join(codes, on="code", how="semi").group_by("code").agg(pl.col("demand").sum())
    figures = (
        codes.select("code")
        .join(inside, on="code", how="left")
        .with_columns(pl.col("demand").fill_null(0).cast(pl.Int64))
    )
    return _counted(plan, figures, int(rows["demand"].sum()) - int(figures["demand"].sum()))


def _counted(plan: Plan, figures: pl.DataFrame, elsewhere: int | None = None) -> Demand:
    unit = UNITS.get(plan.demand, 1)
    parts = figures.select("code", each=pl.lit(unit, pl.Int64), count=pl.col("demand") // unit)
    return Demand(plan.demand, figures, unit, parts, elsewhere)


def _area(plan: Plan, borough: str, ward: str) -> pl.Expr:
    """The area that a borough and ward are in."""
    if plan.by == "ward":
        return pl.col(ward)
    if plan.by == "borough":
        return pl.col(borough)
    units = {code: unit for code, unit in boroughs().select("code", "bcu_code").iter_rows() if unit}
    return pl.col(borough).replace_strict(units, default=None, return_dtype=pl.String)


def _people(plan: Plan) -> pl.DataFrame:
    """Residents or women; of a ward's women an estimate, by the part that they are of its borough.

    Residents of wards are those of the Census of 2021 and all others of mid-2024.
    """
    women = plan.demand == "women-16plus"
    if plan.by != "ward":
        rows = boroughs().select(
            code=_area(plan, "code", "code"), demand="women_16plus" if women else "residents"
        )
        return rows.drop_nulls("code").group_by("code").agg(pl.col("demand").sum())
    if not women:
        return wards().select("code", demand="residents")
    of_borough = boroughs().select("women_16plus", borough_code="code")
    share = pl.col("women_16plus") / pl.col("residents_16plus").sum().over("borough_code")
    return (
        wards()
        .join(of_borough, on="borough_code")
        .select("code", demand=(pl.col("residents_16plus") * share).round().cast(pl.Int64))
    )


def _of_record(question: Question, plan: Plan, codes: pl.DataFrame) -> Demand:
    if plan.demand == "index-days":
        return _days(question, plan, codes)
    knows_city = CITY_FORCE in question.facts.forces
    people = question.ranking.listed if plan.demand == "hundred" else question.ranking.table
    homes = question.store.suspects.everyone().select("suspect", "suspect_home_borough")
    living = people.select("suspect").join(homes, on="suspect", how="left")
    rows = living.select(
        code=_area(plan, "suspect_home_borough", "suspect_home_borough"), demand=pl.lit(1)
    )
    found = _within(plan, rows.with_columns(pl.col("code").cast(pl.String)), codes)
    shown = without_small_counts(question, found.figures, counts=("demand",))
    _check_shown(shown["demand"], plan)
    in_city = living.filter(pl.col("suspect_home_borough") == CITY_OF_LONDON).height
    return replace(
        found, knows_city=knows_city, in_city=_of_city(question, in_city, shown=knows_city)
    )


def _days(question: Question, plan: Plan, codes: pl.DataFrame) -> Demand:
    """Days of harm of all crimes of the record, whether or not anybody is named."""
    kind = _kind(plan)
    shown = compare_areas(question, by=kind, of="crimes", measure="days").rows
    known = shown.join(codes, on="code", how="semi")
    _check_shown(known["tenths"], plan)
    loaded = loaded_harms(question.store, question.dated, "crimes")
    harms = keyed(loaded, kind)
    parts = (
        harms.rename({"area": "code"})
        .join(codes, on="code", how="semi")
        .group_by("code", each="tenths")
        .agg(count=pl.col("crimes").sum())
        .sort("code", "each")
    )
    figures = known.select("code", demand="tenths")
    tenths = (pl.col("tenths") * pl.col("crimes")).sum()
    every = harms.select(tenths).item()
    in_city = loaded.filter(pl.col("borough") == CITY_OF_LONDON).select(tenths).item()
    knows_city = CITY_FORCE in question.facts.forces
    return Demand(
        plan.demand,
        figures,
        UNITS["index-days"],
        parts.select(pl.col(name).cast(dtype) for name, dtype in PARTS.items()),
        int(every) - int(figures["demand"].sum()),
        knows_city,
        _of_city(question, int(in_city), shown=knows_city),
    )


def _of_city(question: Question, demand: int, *, shown: bool) -> int | None:
    """What lies in the City, unless nobody knows, or it may be a small count of other boroughs."""
    return demand if shown and question.scope is None else None


def _kind(plan: Plan) -> Kind:
    if plan.by == "own":
        raise AreasError("What the record counts is not known of areas of your own.")
    return plan.by


def _check_shown(figures: pl.Series, plan: Plan) -> None:
    """Refuse where a small count is not shown: the posts would say what it is."""
    if figures.null_count():
        raise AreasError(
            f"Of {figures.null_count():,} areas the demand {plan.demand!r} is a small number that "
            f"your role is not shown outside your own boroughs, and posts would say what it is; "
            f"choose vawg-2025, residents or women-16plus, or areas that are larger."
        )
