"""The command about where a pool of posts would go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.file_options import check_handled, with_handling
from dashboard.cli.option_groups import with_options
from dashboard.cli.options import (
    INPUTS,
    Data,
    Force,
    Json,
    caller_at,
    output_of,
    readable,
    with_spec,
)

if TYPE_CHECKING:
    from dashboard.services.files import Handling
    from dashboard.services.question import Caller
    from dashboard.services.ranking_spec import RankingSpec
    from dashboard.services.resources.allocation_choices import Plan
    from harm.allocation.areas import RuleSettings


def settings_of(
    *,
    demand_part: Annotated[
        int, typer.Option(metavar="PERCENT", help="Of blend: the part that goes by demand.")
    ] = 50,
    floor: Annotated[
        int, typer.Option(metavar="N", help="Of blend: posts that each area gets first.")
    ] = 1,
    cap: Annotated[
        float,
        typer.Option(metavar="PERCENT", help="Of formula-gap-capped: at most so much of strength."),
    ] = 2.0,
    falloff: Annotated[
        int, typer.Option(metavar="PERCENT", help="Of diminishing: how much less the next counts.")
    ] = 10,
) -> RuleSettings:
    """What is chosen within the rules.

    Raises:
        AllocationError: it is out of bounds.
    """
    from harm.allocation.areas import AllocationError, RuleSettings

    per_mille = round(cap * 10) if abs(cap) < 1e6 else -1  # noqa: PLR2004 - no cap is as large
    if per_mille != cap * 10:
        raise AllocationError(f"The cap is {cap} %; write it to one decimal at most, such as 2.5.")
    return RuleSettings(
        demand_percent=demand_part, floor=floor, cap_per_mille=per_mille, falloff_percent=falloff
    )


Pool = Annotated[int, typer.Option(metavar="N", help="Posts to place.")]
RuleName = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="One rule, such as equal or demand [default: each]"),
]
By = Annotated[str, typer.Option(metavar="AREA", help="bcu, borough, ward, or own of a file.")]
Demand = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="What there is to deal with [default: vawg-2025]"),
]
Strength = Annotated[
    str, typer.Option(metavar="NAME", help="officers-pcsos-2026 or officers-2025.")
]
OwnAreas = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Strength or demand of your own.")
]
CsvFile = Annotated[Path | None, typer.Option(metavar="FILE", help="Write it here as CSV as well.")]
Sure = Annotated[bool, typer.Option("--sure", help="Draw 1,000 times how many posts chance moves.")]


@with_spec
@with_handling
@with_options("settings", settings_of)
def allocate(
    data: Data = None,
    pool: Pool = 240,
    rule: RuleName = None,
    by: By = "bcu",
    demand: Demand = None,
    strength: Strength = "officers-pcsos-2026",
    areas: OwnAreas = None,
    csv: CsvFile = None,
    *,
    sure: Sure = False,
    force: Force = False,
    settings: RuleSettings,
    spec: RankingSpec,
    handling: Handling,
    json: Json = False,
) -> None:
    """Place a pool of posts by a rule, or by each."""
    from dashboard.cli.display import allocation as display
    from dashboard.cli.display.output import working
    from dashboard.exports.allocation_csv import ALLOCATION, allocation_outgoing
    from dashboard.services.files import release
    from dashboard.services.question import ask
    from dashboard.services.resources.allocation import allocate_posts, draw_allocation
    from dashboard.services.resources.allocation_choices import OF_RECORD
    from harm.allocation.areas import RULES
    from harm.allocation.rules import rule_named

    check_handled(handling, csv, "--csv")
    rules = RULES if rule is None else (rule_named(readable(rule)),)
    caller = caller_at(data)
    plan = _plan(caller, (pool, by, demand, strength), areas, settings)
    if plan.demand in OF_RECORD or (csv is not None and caller.workspace.has_data()):
        caller = ask(caller.workspace, caller.viewer, spec)
    output = None if csv is None else output_of(caller, csv, kind=ALLOCATION, force=force)
    with working("Placing posts", quiet=json):
        found = allocate_posts(caller, plan, rules)
        display.check_placed(found, asked=rule is not None)
        draws = {name: draw_allocation(caller, plan, name) for name in rules} if sure else {}
        if output is not None:
            output.write(release(caller, allocation_outgoing(caller, found, handling)))
    display.show_allocation(caller.settings, found, draws, one=rule is not None, json=json)


def _plan(
    caller: Caller,
    chosen: tuple[int, str, str | None, str],
    areas: Path | None,
    settings: RuleSettings,
) -> Plan:
    """What is asked, by these options; a file's own demand is used where no other is named."""
    from dashboard.geography import STRENGTHS
    from dashboard.intake import of_path
    from dashboard.services.resources.allocation import read_own_areas
    from dashboard.services.resources.allocation_choices import BYS, DEMANDS, Plan, choose

    pool, by, demand, strength = chosen
    kind = choose("kind of area", readable(by), BYS)
    own = None
    if areas is not None:
        INPUTS.append(areas)
        own = read_own_areas(caller, of_path(areas), kind)
    brought = own is not None and "demand" in own.columns
    usual = "own" if brought or kind == "own" else "vawg-2025"
    return Plan(
        pool=pool,
        by=kind,
        demand=choose("demand", usual if demand is None else readable(demand), DEMANDS),
        strength=choose("count of strength", readable(strength), STRENGTHS),
        settings=settings,
        own=own,
    )
