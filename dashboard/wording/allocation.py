"""Allocation in words: what each rule does, what the figures rest on, and what they do not say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from dashboard.analysis.allocation_draws import PostRange
from dashboard.geography import StrengthName
from dashboard.services.resources.allocation import Allocations
from dashboard.services.resources.allocation_choices import By, DemandName
from dashboard.wording.formats import NOTHING, counted, day
from harm.allocation.areas import RuleName, RuleSettings
from harm.allocation.rules import RESTS_ON, Allocation

CAVEAT: Final = "A rule is a choice of values; the figures cannot choose it."
SAYS_NOT: Final = (
    "Strength includes response and investigation teams, and demand is what was recorded, not what "
    "happened. Nothing here says what an officer does or prevents."
)
CITY: Final = "The City of London has a police force of its own and is not among these areas."

RULE_TITLE: Final[Mapping[RuleName, str]] = {
    "equal": "Equal",
    "per-borough": "Per borough",
    "residents": "By residents",
    "demand": "By demand",
    "formula-gap": "Gap to a formula",
    "formula-gap-capped": "Gap, capped",
    "even-workload": "Even workload",
    "blend": "Blend",
    "diminishing": "Diminishing return",
}
BY_TITLE: Final[Mapping[By, str]] = {
    "bcu": "Basic Command Unit",
    "borough": "Borough",
    "ward": "Ward",
    "own": "Areas of a file",
}
AREA_WORDS: Final[Mapping[By, str]] = {
    "bcu": "command unit",
    "borough": "borough",
    "ward": "ward",
    "own": "area",
}
DEMAND_TITLE: Final[Mapping[DemandName, str]] = {
    "vawg-2025": "VAWG offences recorded in 2025",
    "index-days": "Days of harm, all crimes of the record",
    "homes": "Homes of named suspects",
    "hundred": "Homes of the listed",
    "residents": "Residents",
    "women-16plus": "Women aged 16 and over",
    "own": "Demand of the file",
}
DEMAND_UNIT: Final[Mapping[DemandName, str]] = {
    "vawg-2025": "offences",
    "index-days": "days of harm",
    "homes": "suspects",
    "hundred": "suspects",
    "residents": "residents",
    "women-16plus": "women",
    "own": "of demand",
}
STRENGTH_TITLE: Final[Mapping[StrengthName, str]] = {
    "officers-pcsos-2026": "Officers and PCSOs, March 2026",
    "officers-2025": "Officers without PCSOs, March 2025",
}
_LACKS: Final = {"base": "strength", "demand": "demand", "residents": "residents"}


def rule_words(rule: RuleName, settings: RuleSettings) -> str:
    """What a rule does, in a sentence or two."""
    part = settings.demand_percent
    sentences: dict[RuleName, str] = {
        "equal": "Every area gets the same.",
        "per-borough": "Every borough gets the same; a ward is an equal part of its borough.",
        "residents": "Posts in proportion to residents.",
        "demand": "Posts in proportion to demand.",
        "formula-gap": "The formula gives each area its part of demand of everybody: those who are "
        "there and the pool. Posts go in proportion to how far an area is below that; one that is "
        "above it gets none.",
        "formula-gap-capped": f"As the gap to a formula, and no area gets more than "
        f"{_number(settings.cap_per_mille / 10)} % of its strength, in whole posts. What is above "
        f"a cap goes, by the gaps, to the other areas to which the formula gives a post; once "
        f"these are full, to the rest in rounds of one each, the smallest strength first.",
        "even-workload": "Each post goes where demand for each officer is then the highest, so "
        "that the highest workload is as low as it can be.",
        "blend": f"Every area gets {counted(settings.floor, 'post')} first; of the rest "
        f"{part} % goes by demand and {100 - part} % by residents.",
        "diminishing": f"Each post goes where it counts most: the first as much as an area’s "
        f"demand, each further one {settings.falloff_percent} % less than the one before it. "
        f"That percentage is chosen, not measured.",
    }
    ties = "Shares are rounded by the largest remainder; equals go by code."
    by_share = rule not in {"even-workload", "diminishing"}
    return f"{sentences[rule]} {ties if by_share else 'Equals go by code.'}"


def title_of(found: Allocations) -> str:
    """What is shared among what, in a line."""
    plan = found.plan
    areas = counted(found.table.height, AREA_WORDS[plan.by])
    return f"{counted(plan.pool, 'post')} over {areas}; demand: {DEMAND_TITLE[plan.demand]}."


def spread_words(found: Allocations, rule: RuleName) -> str:
    """The worst workload under a rule and how it compares with the lowest; or why there is none."""
    allocation = found.by_rule[rule]
    spread, unit = allocation.spread, DEMAND_UNIT[found.plan.demand]
    worst = found.in_unit(spread.worst)
    if worst is None:
        why = unknown_words(found) or "An area with demand would have no officer at all."
        return f"{RULE_TITLE[rule]}: no highest workload can be told. {why}"
    ratio = "" if spread.ratio is None else f", {float(spread.ratio):.2f} times the lowest"
    return (
        f"{RULE_TITLE[rule]}: the highest workload is {worst:,.2f} {unit} for each officer{ratio}."
    )


def left_words(allocation: Allocation) -> str:
    """What a rule could not do: posts left over, areas passed by, a floor lowered; else empty."""
    words = []
    if allocation.blocked:
        lacking = " and ".join(_LACKS[name] for name in RESTS_ON[allocation.rule])
        words.append(
            f"{counted(len(allocation.blocked), 'area')} got no figure, since this rule rests on "
            f"{lacking} and that is not known there: that is not 0."
        )
    if allocation.left:
        words.append(
            f"{counted(allocation.left, 'post')} of {allocation.pool:,} could not be placed: every "
            f"cap is reached, or nothing says where."
        )
    if allocation.filled:
        words.append(
            f"{counted(allocation.filled, 'post')} went beyond the formula, in rounds, since every "
            f"area to which it gives a post was at its cap."
        )
    return " ".join(words)


def floor_words(found: Allocations, rule: RuleName) -> str:
    """That a floor was lowered since the pool is too small for it; else empty."""
    floor = found.by_rule[rule].floor
    if floor is None or floor >= found.plan.settings.floor:
        return ""
    return (
        f"The pool is too small for a floor of {found.plan.settings.floor:,} in each area; it was "
        f"lowered to {floor:,}."
    )


def unknown_words(found: Allocations) -> str:
    """Of how many areas the strength is not known; empty where it is known of all."""
    missing = found.table["base"].null_count()
    if not missing:
        return ""
    return (
        f"Of {counted(missing, AREA_WORDS[found.plan.by])} the strength is not known, so they have "
        f"no workload; that is not 0."
    )


def basis_words(found: Allocations) -> list[str]:
    """What the figures rest on, a sentence each: demand, strength, residents, what is left out."""
    return [
        _demand_words(found),
        _strength_words(found),
        _residents_words(found),
        *([CITY, *_city_words(found)] if found.plan.by != "own" else []),
    ]


def _city_words(found: Allocations) -> list[str]:
    """What the record knows of the City, and why it stays out, where its force is in the record."""
    demand = found.demand
    if not demand.knows_city:
        return []
    unit, known = DEMAND_UNIT[found.plan.demand], demand.in_city
    lies = "" if known is None else f" ({known / demand.unit:,.0f} {unit})"
    words = (
        f"Rows of that force are in the record: what lies in the City{lies} is counted with what "
        f"is in none of these areas. It gets no post here, since the posts are the Met’s and the "
        f"strength of the City’s force is not published with theirs: not known, which is not 0."
    )
    return [words]


def _demand_words(found: Allocations) -> str:
    plan, demand = found.plan, found.demand
    sentences: dict[DemandName, str] = {
        "vawg-2025": "Demand: Metropolitan Police VAWG data, London Datastore, offences recorded "
        "in 2025 (Open Government Licence); each counts as one, and about 29,000 of the 132,688 "
        "have a wording outside the VAWG list.",
        "index-days": "Demand: days of harm by the harm index, of every crime of the record in the "
        "window of the rules, whether or not anybody is named.",
        "homes": "Demand: suspects assessed under the rules, by the borough of their last known "
        "home.",
        "hundred": "Demand: the suspects on the list, by the borough of their last known home.",
        "residents": "Demand: residents, as below.",
        "women-16plus": "Demand: women aged 16 and over, Census 2021"
        + ("; of a ward an estimate, by the share of its borough." if plan.by == "ward" else "."),
        "own": f"Demand: the column of the file {_file(found)}.",
    }
    words = sentences[plan.demand]
    if demand.elsewhere:
        unit = DEMAND_UNIT[plan.demand]
        words += f" In none of these areas: {demand.elsewhere / demand.unit:,.0f} {unit}."
    return words


def _strength_words(found: Allocations) -> str:
    own = found.plan.own
    if own is not None and "base" in own.columns:
        words = f"Strength: the file {_file(found)}"
        if own.counted_on is not None:
            words += f", ward officers of {day(own.counted_on)}"
        unplaced = (
            f" {counted(len(own.unplaced), 'team')} of it are in none of these areas and are left "
            f"out."
            if own.unplaced
            else ""
        )
        return f"{words}.{unplaced}"
    if found.plan.by != "bcu":
        return "Strength: published by command unit alone, so not known of these areas."
    return (
        f"Strength: {STRENGTH_TITLE[found.plan.strength]}, full-time equivalents, MPS Workforce "
        f"Data Report (second-hand; Open Government Licence). The counts of 2025 and 2026 are of "
        f"different things."
    )


def _residents_words(found: Allocations) -> str:
    own = found.plan.own
    if own is not None and "residents" in own.columns:
        return f"Residents: the file {_file(found)}."
    if found.plan.by == "own":
        return "Residents: not known."
    if found.plan.by == "ward":
        return "Residents: Census 2021, estimated for wards (4.3 % off on average)."
    return "Residents: mid-2024, Office for National Statistics; Reach counts those of Census 2021."


def _file(found: Allocations) -> str:
    return "" if found.plan.own is None else found.plan.own.file


def draws_words(found: PostRange | None, rule: RuleName, pool: int) -> str:
    """How many posts chance alone moves, in a sentence."""
    if found is None:
        return (
            "This demand is of people who live there, or is no count of events, so that chance is "
            "not drawn."
        )
    if "demand" not in RESTS_ON[rule]:
        return "This rule does not look at demand, so that chance moves none of its posts."
    return (
        f"Had the same kind of year come again by chance alone, the rule “{RULE_TITLE[rule]}” "
        f"would place {found.moved:,.1f} of {pool:,} posts elsewhere, on average of "
        f"{found.draws:,} draws. The range of each area holds 90 in 100 of them. What nobody "
        f"reported is in no draw."
    )


def number_words(value: int | None) -> str:
    """Posts in a cell; a dash where they are not known."""
    return NOTHING if value is None else f"{value:,}"


def strength_words(hundredths: int | None) -> str:
    """Strength in a cell, to one decimal; a dash where it is not known."""
    return NOTHING if hundredths is None else f"{hundredths / 100:,.1f}"


def load_words(load: Fraction | None, unit: int) -> str:
    """A workload in a cell; a dash where it has no figure."""
    return NOTHING if load is None else f"{float(load / unit):,.2f}"


def _number(value: float) -> str:
    return f"{value:g}"
