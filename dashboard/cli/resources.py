"""The commands about where counters and officers are, and whom they can reach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.file_options import check_handled, with_handling
from dashboard.cli.options import (
    INPUTS,
    Data,
    Force,
    Json,
    caller_at,
    output_of,
    read_date,
    readable,
)

if TYPE_CHECKING:
    from dashboard.services.files import Handling
    from dashboard.services.question import Caller
    from dashboard.services.resources.sites import OwnSites


AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The counters of that day (those of the latest list)."),
]
At = Annotated[str | None, typer.Option(metavar="TIME", help='Open then, such as "Tue 04:00".')]
Hours = Annotated[
    str, typer.Option(metavar="WHICH", help="any, or 24: open round the clock alone.")
]
Detour = Annotated[str, typer.Option(metavar="N", help="A walk, in straight lines: 1 to 3.")]
Basis = Annotated[
    str, typer.Option(metavar="WHICH", help="line, or streets: your own network's distances.")
]
Sites = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Sites of your own, in place of counters.")
]
Out = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write CSV files here, as ZIP, as well.")
]
WithoutOsm = Annotated[
    bool, typer.Option("--without-osm", help="Leave out places from OpenStreetMap.")
]


@with_handling
def reach(
    data: Data = None,
    as_of: AsOf = None,
    at: At = None,
    hours: Hours = "any",
    detour: Detour = "1.3",
    basis: Basis = "line",
    sites: Sites = None,
    out: Out = None,
    *,
    without_osm: WithoutOsm = False,
    force: Force = False,
    handling: Handling,
    json: Json = False,
) -> None:
    """Say who lives within a walk of a police counter."""
    from dashboard.analysis.reach.hours import read_moment
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import resources as display_resources
    from dashboard.exports.output_files import REACH
    from dashboard.exports.reach_csv import reach_outgoing
    from dashboard.geography.counters import latest_change
    from dashboard.services.files import hand_over
    from dashboard.services.resources.reach import reach_of
    from dashboard.services.resources.sites import ReachChoice

    check_handled(handling, out, "--out")
    caller = caller_at(data)
    own = None if sites is None else _own_sites(caller, sites, json=json)
    choice = ReachChoice(
        as_of=latest_change() if as_of is None else read_date(as_of),
        at=None if at is None else read_moment(readable(at)),
        hours=readable(hours),  # type: ignore[arg-type] # checked where it is used
        detour=_number(readable(detour)),
        with_osm=not without_osm,
        own=own,
        basis=readable(basis),  # type: ignore[arg-type] # the same
    )
    output = None if out is None else output_of(caller, out, kind=REACH, force=force)
    with display_output.working("Walking", quiet=json):
        answer = reach_of(caller, choice)
        if output is not None:
            output.write(hand_over(caller, reach_outgoing(caller, answer, handling)))
    display_resources.show_reach(caller.settings, answer, json=json)


streets = typer.Typer(name="streets", help="Keep a street network of your own, to walk along.")


@streets.command("import")
def streets_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Links of streets as Parquet, in EPSG:27700.")
    ],
    data: Data = None,
    source: Annotated[
        str, typer.Option(metavar="TEXT", help="Shown with every figure [default: OS, this year]")
    ] = "",
    *,
    json: Json = False,
) -> None:
    """Keep a street network, in place of the one before."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import streets as display_streets
    from dashboard.intake import of_path
    from dashboard.services.resources.streets import bring_streets

    caller = caller_at(data)
    INPUTS.append(file)
    with display_output.working("Reading the streets", quiet=json):
        facts = bring_streets(caller, of_path(file), source=readable(source))
    display_streets.show_streets(facts, json=json)


@streets.command("show")
def streets_show(data: Data = None, *, json: Json = False) -> None:
    """Say what is known of the street network."""
    from dashboard.cli.display import streets as display_streets
    from dashboard.services.resources.streets import describe_streets

    display_streets.show_streets(describe_streets(caller_at(data)), json=json)


@streets.command("remove")
def streets_remove(data: Data = None, *, json: Json = False) -> None:
    """Remove the street network."""
    from dashboard.cli.display import streets as display_streets
    from dashboard.services.resources.streets import remove_streets

    remove_streets(caller_at(data))
    display_streets.show_streets(None, json=json)


def _own_sites(caller: Caller, path: Path, *, json: bool) -> OwnSites:
    """The sites of a file; what became of its rows is said on standard error."""
    from dashboard.cli.display import resources as display_resources
    from dashboard.intake import of_path
    from dashboard.services.resources.own_sites import as_sites, read_sites

    INPUTS.append(path)
    places = read_sites(caller, of_path(path))
    display_resources.show_places(places, json=json)
    return as_sites(places)


def _number(text: str) -> float:
    """A number with or without decimals.

    Raises:
        ReachError: it is none.
    """
    from dashboard.errors import ReachError

    try:
        return float(text)
    except ValueError:
        raise ReachError(
            f"{text[:40]!r} is no number; write how many times as long as its straight line a "
            f"walk is, such as 1.3."
        ) from None
