"""What the command line shows of an allocation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from dashboard.analysis.allocation_draws import PostRange
from dashboard.cli.display.output import answer, plain
from dashboard.errors import AreasError
from dashboard.services.resources.allocation import Allocations
from dashboard.settings import Settings
from dashboard.wording.allocation import (
    CAVEAT,
    RULE_TITLE,
    SAYS_NOT,
    basis_words,
    draws_words,
    floor_words,
    left_words,
    load_words,
    number_words,
    rule_words,
    spread_words,
    strength_words,
    title_of,
    unknown_words,
)
from harm.allocation.areas import HUNDREDTHS, RuleName
from harm.allocation.rules import RESTS_ON, Allocation
from harm.allocation.workload import workload

Draws = Mapping[RuleName, PostRange | None]


def check_placed(found: Allocations, *, asked: bool) -> None:
    """Refuse a single rule that knows too little of every area to place anything.

    Raises:
        AreasError: it does.
    """
    for rule, allocation in found.by_rule.items():
        if asked and len(allocation.blocked) == len(allocation.areas):
            figures = " and ".join(RESTS_ON[rule]).replace("base", "strength")
            raise AreasError(
                f"The rule {rule!r} rests on {figures}, and of none of these areas all of it is "
                f"known; strength is published by bcu alone. Choose --by bcu or another rule, or "
                f"bring a file with --areas."
            )


def show_allocation(
    settings: Settings, found: Allocations, draws: Draws, *, one: bool, json: bool
) -> None:
    """Posts by area under one rule, or under each.

    Args:
        settings: the marking.
        found: what is shown.
        draws: how far chance moves posts, by rule; empty: not asked for.
        one: whether one rule was asked for.
        json: whether a script asks.
    """
    if json:
        rules = [_as_values(found, rule, draws) for rule in found.by_rule]
        answer(**(_about(found) | (rules[0] if one else {"rules": rules})))
        return
    console = Console(markup=False, highlight=False)
    for line in filter(None, [settings.marking, title_of(found)]):
        console.print(plain(line), soft_wrap=True)
    rule = next(iter(found.by_rule))
    table = _table(found, rule, draws) if one else _rules_table(found)
    console.width = max(console.width, 79 if one else 150)
    console.print(table)
    for line in _foot(found, draws):
        console.print(plain(line), soft_wrap=True)


def _about(found: Allocations) -> dict[str, object]:
    plan, unit = found.plan, found.demand.unit
    elsewhere = found.demand.elsewhere
    return {
        "pool": plan.pool,
        "by": plan.by,
        "demand": plan.demand,
        "strength": None
        if found.table["base"].null_count() == found.table.height
        else _base(found),
        "version": found.version or None,
        "elsewhere": None if elsewhere is None else _figure(elsewhere, unit),
        "worst_before": found.in_unit(found.before.worst),
    }


def _base(found: Allocations) -> str:
    own = found.plan.own
    return own.file if own is not None and "base" in own.columns else found.plan.strength


def _as_values(found: Allocations, rule: RuleName, draws: Draws) -> dict[str, Any]:
    allocation, ranges = found.by_rule[rule], _ranges(draws.get(rule))
    spread, unit = allocation.spread, found.demand.unit
    areas = [
        {
            "code": area.code,
            "name": name,
            "base": None if area.base is None else area.base / HUNDREDTHS,
            "demand": None if area.demand is None else _figure(area.demand, unit),
            "posts": posts,
            "after": _after(area.base, posts),
            "workload": found.in_unit(workload(area, posts)),
            **({"low": ranges[area.code][0], "high": ranges[area.code][1]} if ranges else {}),
        }
        for area, posts, name in zip(
            allocation.areas, allocation.posts, found.table["name"], strict=True
        )
    ]
    return {
        "rule": rule,
        "areas": areas,
        "worst": found.in_unit(spread.worst),
        "ratio": None if spread.ratio is None else float(spread.ratio),
        "left": allocation.left,
        "without": list(allocation.without),
        "unknown": list(spread.unknown),
        "note": " ".join(filter(None, [left_words(allocation), floor_words(found, rule)])),
    }


def _after(base: int | None, posts: int | None) -> float | None:
    """Full-time equivalents once the posts are placed; None where either is not known."""
    return None if base is None or posts is None else (base + posts * HUNDREDTHS) / HUNDREDTHS


def _figure(value: int, unit: int) -> float | int:
    return value / unit if value % unit else value // unit


def _ranges(found: PostRange | None) -> dict[str, tuple[int | None, int | None]]:
    if found is None:
        return {}
    return {code: (low, high) for code, low, high in found.table.iter_rows()}


def _table(found: Allocations, rule: RuleName, draws: Draws) -> Table:
    allocation, unit = found.by_rule[rule], found.demand.unit
    ranges = _ranges(draws.get(rule))
    table = Table(title=RULE_TITLE[rule])
    table.add_column("Area", overflow="fold", min_width=12)
    more = ["90 in 100\ndraws"] if ranges else []
    for heading in ("Strength", "Demand", "Posts", *more, "Workload\nbefore", "after"):
        table.add_column(heading, justify="right", no_wrap=True)
    for area, posts, name in _rows(found, allocation):
        drawn = [_range(ranges[area.code])] if ranges else []
        demand = None if area.demand is None else round(area.demand / unit)
        table.add_row(
            plain(name),
            strength_words(area.base),
            number_words(demand),
            number_words(posts),
            *drawn,
            load_words(workload(area), unit),
            load_words(workload(area, posts), unit),
        )
    return table


def _rows(found: Allocations, allocation: Allocation) -> list[tuple[Any, int | None, str]]:
    return list(zip(allocation.areas, allocation.posts, found.table["name"], strict=True))


def _range(ends: tuple[int | None, int | None]) -> str:
    low, high = ends
    return number_words(None) if low is None else f"{low:,} to {high:,}"


def _rules_table(found: Allocations) -> Table:
    table = Table(title="Posts by rule")
    table.add_column("Area", overflow="fold", min_width=12)
    for rule in found.by_rule:
        table.add_column(RULE_TITLE[rule].replace(" ", "\n"), justify="right")
    for row, name in enumerate(found.table["name"]):
        cells = [number_words(allocation.posts[row]) for allocation in found.by_rule.values()]
        table.add_row(plain(name), *cells)
    return table


def _foot(found: Allocations, draws: Draws) -> list[str]:
    sentences = [unknown_words(found)]
    for rule, allocation in found.by_rule.items():
        sentences += [
            rule_words(rule, found.plan.settings) if len(found.by_rule) == 1 else "",
            spread_words(found, rule),
            f"{RULE_TITLE[rule]}: {words}" if (words := left_words(allocation)) else "",
            floor_words(found, rule),
            draws_words(draws[rule], rule, found.plan.pool) if rule in draws else "",
        ]
    return [*filter(None, [*sentences, *basis_words(found)]), CAVEAT, SAYS_NOT]
