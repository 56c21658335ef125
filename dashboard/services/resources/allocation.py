"""Where a pool of posts would go, under one rule or under each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import polars as pl

from dashboard.access.actions import READ_FILE, SEE_AREAS
from dashboard.analysis.allocation_draws import PostRange, draw_posts
from dashboard.geography import CITY_OF_LONDON, bcus, boroughs, strength, wards
from dashboard.intake.area_table import OwnAreas
from dashboard.intake.own_areas import own_areas
from dashboard.intake.source_file import File
from dashboard.services.gate import about, service
from dashboard.services.question import Caller, Question
from dashboard.services.resources.allocation_choices import OF_RECORD, By, Plan, check_plan
from dashboard.services.resources.demand import Demand, demand_of
from harm.allocation.areas import RULES, Area, RuleName
from harm.allocation.rules import Allocation, allocate, rule_named
from harm.allocation.workload import Spread, spread

AREAS: Final = pl.Schema(
    {
        "code": pl.String(),
        "name": pl.String(),
        "base": pl.Int64(),
        "demand": pl.Int64(),
        "residents": pl.Int64(),
    }
)


@dataclass(frozen=True)
class Allocations:
    """A pool shared among the same areas by several rules.

    Attributes:
        plan: what was asked.
        version: of the record, where the demand is of it; 0: it is not.
        table: as `AREAS`, by code: strength in hundredths, demand in the unit of `demand`.
        demand: what it rests on.
        areas: the same for the rules.
        by_rule: what each rule does, in the order asked.
        before: how far workloads lie apart before any post is placed.
    """

    plan: Plan
    version: int
    table: pl.DataFrame
    demand: Demand
    areas: tuple[Area, ...]
    by_rule: Mapping[RuleName, Allocation]
    before: Spread

    def in_unit(self, load: Fraction | None) -> float | None:
        """A workload in demand of its own unit for each officer."""
        return None if load is None else float(load / self.demand.unit)


@service(READ_FILE, about("areas"))
def read_own_areas(caller: Caller, file: File, by: By) -> OwnAreas:
    """Read areas that somebody brings; nothing of the file is kept.

    Raises:
        IntakeError: it is no table of areas, or a value in it is not right.
    """
    del caller
    return own_areas(file, by)


@service(SEE_AREAS, about("an allocation"))
def allocate_posts(caller: Caller, plan: Plan, rules: Sequence[str] = RULES) -> Allocations:
    """Share a pool among areas by rules.

    How it misleads: a rule is a choice of values, which the figures cannot make. Strength includes
    response and investigation, demand is what was recorded, and neither says what an officer does.

    Args:
        caller: who asks; a question where the demand is of the record.
        plan: the pool, the areas, the demand, the strength.
        rules: names of `harm.allocation.areas.RULES`.

    Raises:
        AreasError: what is asked does not go together, or is not shown to the viewer.
        AllocationError: there is no such rule, or the pool is none.
    """
    named = [rule_named(rule) for rule in rules]
    check_plan(plan)
    table = _table(plan)
    demand = demand_of(caller, plan, table.select("code"))
    whole = table.drop("demand").join(demand.figures, on="code", how="left").sort("code")
    whole = whole.select(pl.col(name).cast(dtype) for name, dtype in AREAS.items())
    parts = _boroughs_of(plan, whole["code"])
    areas = tuple(
        Area(
            code=row["code"],
            base=row["base"],
            demand=row["demand"],
            residents=row["residents"],
            boroughs=parts[row["code"]],
        )
        for row in whole.iter_rows(named=True)
    )
    return Allocations(
        plan=plan,
        version=caller.version if demand.name in OF_RECORD else 0,
        table=whole,
        demand=demand,
        areas=areas,
        by_rule={name: allocate(name, areas, plan.pool, plan.settings) for name in named},
        before=spread(areas, [0] * len(areas)),
    )


@service(SEE_AREAS, about("how sure an allocation is"))
def draw_allocation(caller: Caller, plan: Plan, rule: str) -> PostRange | None:
    """How many posts chance alone moves: the middle 90 % of each area's posts in 1,000 draws.

    Each count is drawn again as a Poisson number of crimes of the same harm, and the rule is
    applied to each draw. It says nothing of what was not recorded.

    Returns:
        None where the demand is of people who are counted, and so is not drawn.

    Raises:
        AreasError: as `allocate_posts`.
    """
    found = allocate_posts(caller, plan, [rule])
    parts = found.demand.parts
    if parts is None:
        return None
    name = rule_named(rule)

    def draw() -> PostRange:
        return draw_posts(name, found.areas, parts, plan.pool, plan.settings)

    if not isinstance(caller, Question):
        return draw()
    asked = ("allocation drawn", name, plan.key, caller.key, caller.sight)
    return caller.remember(asked, draw)


def _table(plan: Plan) -> pl.DataFrame:
    """The areas, with the strength that is known of them and without their demand."""
    known = _known(plan.by)
    own = plan.own
    if own is None:
        table = known.join(_published(plan), on="code", how="left")
    elif plan.by == "own":
        table = own.frame
    else:
        table = own.frame.select("code", own_base="base", own_residents="residents").join(
            known, on="code", how="inner"
        )
        table = table.join(_published(plan), on="code", how="left")
        if "base" in own.columns:
            table = table.with_columns(base="own_base")
        if "residents" in own.columns:
            table = table.with_columns(residents="own_residents")
    return table.with_columns(demand=pl.lit(None, pl.Int64)).select(AREAS.names())


def _published(plan: Plan) -> pl.DataFrame:
    """Strength is published by command unit alone; of other areas it is not known."""
    found = strength(plan.strength)
    return found if plan.by == "bcu" else found.clear()


def _known(by: By) -> pl.DataFrame:
    """The areas of the Met with their residents; the City of London has a force of its own."""
    met = boroughs().drop_nulls("bcu_code")
    if by == "bcu":
        return bcus().select("code", "name", "residents")
    if by == "borough":
        return met.select("code", "name", "residents")
    return (
        wards()
        .filter(pl.col("borough_code") != CITY_OF_LONDON)
        .join(met.select(borough_code="code", borough="name"), on="borough_code")
        .select("code", pl.concat_str("name", pl.lit(", "), "borough").alias("name"), "residents")
    )


def _boroughs_of(plan: Plan, codes: pl.Series) -> dict[str, Fraction]:
    """How many boroughs each area is: a ward is an equal part of its own; others are one each."""
    met = boroughs().drop_nulls("bcu_code")
    counts: dict[str, Fraction] = {}
    if plan.by == "bcu":
        counts = {code: Fraction(n) for code, n in met["bcu_code"].value_counts().iter_rows()}
    elif plan.by == "ward":
        sizes = wards().with_columns(n=pl.len().over("borough_code"))
        counts = {code: Fraction(1, n) for code, n in sizes.select("code", "n").iter_rows()}
    return {code: counts.get(code, Fraction(1)) for code in codes}
