"""The answers on the page of an allocation: the rules next to each other, and one rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.analysis.allocation_draws import PostRange
from dashboard.exports.allocation_csv import allocation_outgoing
from dashboard.figures.dumbbell import dumbbell
from dashboard.services.question import Question
from dashboard.services.resources.allocation import Allocations
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.table import show_table, small_table
from dashboard.wording.allocation import (
    DEMAND_UNIT,
    RULE_TITLE,
    title_of,
)
from harm.allocation.areas import HUNDREDTHS, RuleName
from harm.allocation.rules import differing
from harm.allocation.workload import workload

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
        "base": column.NumberColumn("Strength", width=76, format="accounting"),
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
            "base": column.NumberColumn("Strength", width=90, format="accounting"),
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
