"""The parts of the page of an allocation: what is chosen, the rules beside each other, one rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

import polars as pl
import streamlit as st

from dashboard.analysis.allocation_draws import PostRange
from dashboard.errors import HarmdeskError
from dashboard.exports.allocation_csv import allocation_outgoing
from dashboard.figures.dumbbell import dumbbell
from dashboard.geography import STRENGTHS, StrengthName
from dashboard.intake import of_upload
from dashboard.intake.own_areas import OwnAreas
from dashboard.services.question import Question
from dashboard.services.resources.allocation import Allocations, read_own_areas
from dashboard.services.resources.allocation_choices import (
    BYS,
    DEMANDS,
    POOLS,
    By,
    DemandName,
    Plan,
)
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.parameters import take_choice, take_number
from dashboard.web.kit.table import show_table, small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.allocation import (
    BY_TITLE,
    DEMAND_TITLE,
    DEMAND_UNIT,
    RULE_TITLE,
    STRENGTH_TITLE,
    title_of,
)
from harm.allocation.areas import HUNDREDTHS, MOST_DIMINISHING, RULES, RuleName, RuleSettings
from harm.allocation.rules import differing
from harm.allocation.workload import workload

Choice = TypeVar("Choice", bound=str)

#: Widths of the columns of posts, in pixels: as their headings are long.
WIDTHS: Final[Mapping[RuleName, int]] = {
    "equal": 58,
    "per-borough": 92,
    "residents": 94,
    "demand": 84,
    "formula-gap": 116,
    "formula-gap-capped": 92,
    "even-workload": 108,
    "blend": 58,
    "diminishing": 124,
}
#: The most areas that a chart has; of more it has those with the highest workload.
MOST_IN_CHART: Final = 33
#: Demand that is not known by ward.
NOT_BY_WARD: Final = ("homes", "hundred")


def choose_plan(question: Question) -> Plan:
    """Ask for the pool, the areas, the demand and the strength."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        usual = POOLS["officers"]
        take_number("pool", low=1, high=MOST_DIMINISHING, usual=usual)
        pool = st.number_input(
            "Posts",
            min_value=1,
            max_value=MOST_DIMINISHING,
            value=usual,
            step=1,
            key="pool",
            bind="query-params",
            width=120,
            help="Announced for London: 240 officers, 500 PCSOs, 565 specialists",
        )
        take_choice("areas", BYS, title=BY_TITLE.__getitem__)
        by = _choice("Areas", BYS, BY_TITLE, key="areas", width=210)
        known = _demands(by)
        take_choice("demand", known, title=DEMAND_TITLE.__getitem__)
        demand = _choice("Demand", known, DEMAND_TITLE, key="demand", width=330)
        strength: StrengthName = STRENGTHS[0]
        if by == "bcu":
            take_choice("strength", STRENGTHS, title=STRENGTH_TITLE.__getitem__)
            strength = _choice("Strength", STRENGTHS, STRENGTH_TITLE, key="strength", width=320)
    with st.container(horizontal=True, gap="small"):
        settings = _choose_settings()
        own = _choose_own(question, by)
    return Plan(pool=pool, by=by, demand=demand, strength=strength, settings=settings, own=own)


def _demands(by: By) -> tuple[DemandName, ...]:
    """The demand that is known of such areas; that of a file is offered last."""
    if by == "own":
        return ("own",)
    return tuple(name for name in DEMANDS if by != "ward" or name not in NOT_BY_WARD)


def _choose_settings() -> RuleSettings:
    """Ask for what is chosen within the rules."""
    with st.popover("Settings of the rules"):
        usual = RuleSettings()
        part = st.number_input("Blend: percent by demand", 0, 100, usual.demand_percent)
        floor = st.number_input("Blend: posts for each area first", 0, 1_000, usual.floor)
        cap = st.number_input(
            "Gap, capped: at most this percent of strength",
            0.0,
            100.0,
            usual.cap_per_mille / 10,
            0.1,
        )
        falloff = st.number_input(
            "Diminishing return: percent less for each further post", 1, 99, usual.falloff_percent
        )
    return RuleSettings(int(part), int(floor), round(float(cap) * 10), int(falloff))


def _choose_own(question: Question, by: By) -> OwnAreas | None:
    """A file of areas with their strength or demand; what is wrong with it is shown."""
    with st.popover("Areas of a file"):
        st.markdown(
            "A line for each area, under the headings code and base, or code and demand; residents "
            "if you like. Or the Datastore’s workbook of ward officers as it is published. Nothing "
            "of it is kept. An empty cell is not known; it is not 0."
        )
        dropped = st.file_uploader("A file of areas", key="areas of a file")
    if dropped is None:
        return None
    try:
        return read_own_areas(question, of_upload(dropped.name, dropped.getvalue()), by)
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return None


def _choice(
    label: str,
    options: Sequence[Choice],
    titles: Mapping[Choice, str],
    *,
    key: str,
    width: int,
) -> Choice:
    """A choice whose value in the link was checked before."""
    return st.selectbox(
        label,
        list(options),
        format_func=titles.__getitem__,
        key=key,
        bind="query-params",
        width=width,
    )


def choose_rule() -> RuleName:
    """Ask which rule is looked at."""
    take_choice("rule", RULES, title=RULE_TITLE.__getitem__)
    return _choice("Rule", RULES, RULE_TITLE, key="rule", width=220)


def choose_against() -> RuleName:
    """Ask with which rule the others are compared."""
    take_choice("against", RULES, title=RULE_TITLE.__getitem__)
    return _choice("Posts elsewhere than by", RULES, RULE_TITLE, key="against", width=220)


def areas_by_rules(found: Allocations) -> None:
    """Show the posts of each area under each rule."""
    unit = found.demand.unit
    table = found.table.select(
        "name",
        (pl.col("base") / HUNDREDTHS).alias("base"),
        (pl.col("demand") / unit).round().cast(pl.Int64).alias("demand"),
        *(
            pl.Series(f"by {rule}", allocation.posts, dtype=pl.Int64)
            for rule, allocation in found.by_rule.items()
        ),
    )
    column = st.column_config
    columns: dict[str, Any] = {
        "name": column.TextColumn("Area", width=118, pinned=True),
        "base": column.NumberColumn("Strength", width=70, format="%.1f"),
        "demand": column.NumberColumn("Demand", width=70, format="localized"),
    }
    columns |= {
        f"by {rule}": column.NumberColumn(RULE_TITLE[rule], width=WIDTHS[rule], format="localized")
        for rule in found.by_rule
    }
    show_table(
        table,
        columns,
        alt=f"Posts of each area under each rule. {title_of(found)}",
        key=f"areas by rules {found.plan.key} {found.version}",
        height="content" if table.height <= MOST_IN_CHART else "auto",
    )


def rules_table(found: Allocations, against: RuleName) -> None:
    """Show for each rule the workloads that it leads to, and how it differs from another."""
    other = found.by_rule[against]
    rows = [
        {
            "rule": RULE_TITLE[rule],
            "worst": found.in_unit(allocation.spread.worst),
            "ratio": None if allocation.spread.ratio is None else float(allocation.spread.ratio),
            "differ": differing(allocation, other),
            "none": len(allocation.without),
            "unknown": len(allocation.blocked),
            "left": allocation.left,
        }
        for rule, allocation in found.by_rule.items()
    ]
    schema = {
        "rule": pl.String,
        **dict.fromkeys(("worst", "ratio"), pl.Float64),
        **dict.fromkeys(("differ", "none", "unknown", "left"), pl.Int64),
    }
    table, column = pl.DataFrame(rows, schema=schema), st.column_config
    small_table(
        table,
        {
            "rule": column.TextColumn("Rule", width=150, pinned=True),
            "worst": column.NumberColumn(
                "Highest workload",
                width=120,
                format="%.2f",
                help="Demand for each officer where it is the highest, after",
            ),
            "ratio": column.NumberColumn(
                "Highest to lowest", width=120, format="%.2f", help="One divided by the other"
            ),
            "differ": column.NumberColumn(
                f"Posts elsewhere than {RULE_TITLE[against].lower()}",
                width=210,
                format="localized",
            ),
            "none": column.NumberColumn("Areas with none", width=110, format="localized"),
            "unknown": column.NumberColumn(
                "Areas not known",
                width=112,
                format="localized",
                help="What the rule rests on is not known there; that is not 0",
            ),
            "left": column.NumberColumn("Posts left", width=80, format="localized"),
        },
        alt=f"For each rule the workloads it leads to. {title_of(found)}",
    )


def one_rule(found: Allocations, rule: RuleName, drawn: PostRange | None) -> None:
    """Show each area's workload before and after under a rule, as a chart and as a table."""
    table = workloads(found, rule, drawn)
    known = table.drop_nulls(["before", "after"]).sort("before", "name", descending=[True, False])
    unit = f"{DEMAND_UNIT[found.plan.demand]} for each officer"
    if not known.is_empty():
        shown = known.head(MOST_IN_CHART)
        if shown.height < known.height:
            st.markdown(
                f"The chart has the {shown.height:,} areas with the highest workload of "
                f"{known.height:,}; the table has all."
            )
        chart(
            dumbbell(shown, colours(), unit=unit[0].upper() + unit[1:]),
            alt=f"{RULE_TITLE[rule]}: the workload of each area before and after. The table below "
            f"has the figures.",
            key=f"dumbbell {rule} {found.plan.key} {found.version}",
        )
    column = st.column_config
    ranges = (
        {
            "low": column.NumberColumn(
                "At least", width=76, format="localized", help="5 in 100 draws have fewer"
            ),
            "high": column.NumberColumn(
                "At most", width=76, format="localized", help="5 in 100 draws have more"
            ),
        }
        if drawn is not None
        else {}
    )
    show_table(
        table if drawn is not None else table.drop("low", "high"),
        {
            "name": column.TextColumn("Area", width=180, pinned=True),
            "base": column.NumberColumn("Strength", width=90, format="%.1f"),
            "demand": column.NumberColumn("Demand", width=96, format="localized"),
            "posts": column.NumberColumn("Posts", width=70, format="localized"),
            **ranges,
            "before": column.NumberColumn("Workload before", width=124, format="%.2f"),
            "after": column.NumberColumn("After", width=80, format="%.2f"),
        },
        alt=f"{RULE_TITLE[rule]}: posts and workload of each area. {title_of(found)}",
        key=f"one rule {rule} {found.plan.key} {found.version}",
        height="content" if table.height <= MOST_IN_CHART else "auto",
    )


def workloads(found: Allocations, rule: RuleName, drawn: PostRange | None) -> pl.DataFrame:
    """What the chart and the table have of each area under a rule."""
    allocation, unit = found.by_rule[rule], found.demand.unit
    loads = [
        (workload(area), workload(area, posts))
        for area, posts in zip(allocation.areas, allocation.posts, strict=True)
    ]
    table = found.table.select(
        "code",
        "name",
        (pl.col("base") / HUNDREDTHS).alias("base"),
        (pl.col("demand") / unit).round().cast(pl.Int64).alias("demand"),
        pl.Series("posts", allocation.posts, dtype=pl.Int64),
    )
    ranges = (
        pl.DataFrame(schema={"code": pl.String, "low": pl.Int64, "high": pl.Int64})
        if drawn is None
        else drawn.table
    )
    return (
        table.with_columns(
            pl.Series("before", [found.in_unit(before) for before, _ in loads], dtype=pl.Float64),
            pl.Series("after", [found.in_unit(after) for _, after in loads], dtype=pl.Float64),
        )
        .join(ranges, on="code", how="left", maintain_order="left")
        .select("name", "base", "demand", "posts", "low", "high", "before", "after")
    )


def download_allocation(question: Question, found: Allocations) -> None:
    """Offer every area under every rule as a file."""
    download(
        question,
        "Every rule (CSV)",
        make=lambda: allocation_outgoing(question, found, chosen_handling()),
        name=f"harmdesk-allocation-{found.plan.pool}-{found.plan.by}.csv",
        mime="text/csv",
        help="Each area under each rule, with what the figures rest on",
    )
