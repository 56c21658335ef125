"""Which sites count: the Met's counters of a day, or a reader's own; open, shut or unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Final, Literal, get_args

import polars as pl

from dashboard.access.actions import SEE_REACH
from dashboard.analysis.reach.hours import read_hours
from dashboard.analysis.reach.walking import DETOUR
from dashboard.errors import ReachError
from dashboard.geography import CITY_OF_LONDON, borough_names, wards
from dashboard.geography.counters import counters_on, first_known, latest_change
from dashboard.geography.residents import ward_centres
from dashboard.services.gate import about, service
from dashboard.services.question import Caller

#: Which sites count: any, or those alone that are open round the clock.
Opening = Literal["any", "24"]
OPENINGS: Final[tuple[Opening, ...]] = get_args(Opening)
#: What a walk is measured by: straight lines made longer, or a force's own street network.
Basis = Literal["line", "streets"]
BASES: Final[tuple[Basis, ...]] = get_args(Basis)
#: A straight line is the least that a walk can be; thrice as long is no walk of a city.
MOST_DETOUR: Final = 3.0
#: What a place is by that a reader opened on trial.
TRIAL: Final = "opened on trial"

SITES: Final = pl.Schema(
    {
        **dict.fromkeys(("name", "borough_code", "hours", "placed_by", "attribution"), pl.String()),
        **dict.fromkeys(("lon", "lat"), pl.Float64()),
        "state": pl.String(),
    }
)


@dataclass(frozen=True, slots=True)
class OwnSites:
    """Sites that a reader brought in place of the Met's counters.

    Attributes:
        file: its name.
        sha256: its fingerprint.
        placed: as `SITES`, without their state.
        not_placed: how many have a postcode alone, or no place at all.
    """

    file: str
    sha256: str
    placed: pl.DataFrame = field(compare=False)
    not_placed: int = 0


@dataclass(frozen=True, slots=True)
class ReachChoice:
    """What a reader asks of reach.

    Attributes:
        as_of: the day whose counters are meant.
        at: a minute of the week, from Monday at midnight; None: whenever they are open.
        hours: any site, or those alone that are open round the clock.
        detour: how much longer a walk is than its straight line; unused along streets.
        with_osm: whether sites are counted whose place is from OpenStreetMap.
        closed: names of sites that are closed on trial.
        opened: codes of wards at whose centre a site is opened on trial, round the clock.
        own: sites in place of the counters.
        basis: straight lines times the detour, or the street network of the data folder.
    """

    as_of: date = field(default_factory=latest_change)
    at: int | None = None
    hours: Opening = "any"
    detour: float = DETOUR
    with_osm: bool = True
    closed: frozenset[str] = frozenset()
    opened: tuple[str, ...] = ()
    own: OwnSites | None = None
    basis: Basis = "line"


@service(SEE_REACH, about("the counters"))
def list_sites(caller: Caller, choice: ReachChoice) -> pl.DataFrame:
    """The sites that are meant, by name, each with its state then.

    Returns:
        as `SITES`. `state` is `open` (counted), `shut` (not open then, or not round the clock
        where that is asked), `unknown` (nobody knows whether it is open then, so that it is not
        counted) or `closed on trial`.

    Raises:
        ReachError: the day, the detour or a name is none that can be used.
    """
    del caller
    return sites_of(choice)


def sites_of(choice: ReachChoice) -> pl.DataFrame:
    """As `list_sites`, for other services."""
    check_choice(choice)
    found = _all_sites(choice)
    if unknown := choice.closed - set(found["name"]):
        raise ReachError(
            f"There is no site {min(unknown)[:40]!r} to close on that day; choose one that "
            f"is on the list."
        )
    states = [
        _state(name, hours, choice) for name, hours in found.select("name", "hours").iter_rows()
    ]
    return found.with_columns(state=pl.Series(states, dtype=pl.String)).select(SITES.names())


def check_choice(choice: ReachChoice) -> None:
    """Refuse what cannot be asked.

    Raises:
        ReachError: the detour is none, or the day is before the counters are known.
    """
    if not (isfinite(choice.detour) and 1 <= choice.detour <= MOST_DETOUR):
        raise ReachError(
            f"A detour of {choice.detour:g} is none; write how many times as long as its straight "
            f"line a walk is, from 1 to {MOST_DETOUR:g}, such as {DETOUR}."
        )
    if choice.basis not in BASES:
        raise ReachError(
            f"{choice.basis[:40]!r} is no basis of a walk; write line, for straight lines times "
            f"the detour, or streets, for the street network of the data folder."
        )
    if choice.hours not in OPENINGS:
        raise ReachError(
            f"{choice.hours[:40]!r} is no choice of hours; write any, or 24 for those alone that "
            f"are open round the clock."
        )
    first = first_known()
    if choice.own is None and choice.as_of < first:
        raise ReachError(
            f"Which counters there were on {choice.as_of:%-d %B %Y} is not known here; ask for "
            f"{first:%-d %B %Y} or a later day."
        )


def _all_sites(choice: ReachChoice) -> pl.DataFrame:
    if choice.own is None:
        placed = counters_on(choice.as_of, with_osm=choice.with_osm)
    else:
        placed = choice.own.placed
    kept = placed.select(name for name in SITES if name != "state")
    return pl.concat([kept, _on_trial(choice.opened, kept.schema)]).sort("name")


def _on_trial(codes: tuple[str, ...], schema: pl.Schema) -> pl.DataFrame:
    """A site at the centre of each ward, open round the clock."""
    centres = ward_centres().join(wards().select("code", "name", "borough_code"), on="code")
    if unknown := set(codes) - set(centres["code"]):
        raise ReachError(
            f"{min(unknown)[:40]!r} is no ward of London; choose one that is on the list."
        )
    boroughs = pl.col("borough_code").replace_strict(borough_names())
    return centres.filter(pl.col("code").is_in(codes)).select(
        pl.format("{} ({}), on trial", "name", boroughs).alias("name"),
        "borough_code",
        pl.lit("24 hours").alias("hours"),
        pl.lit(TRIAL).alias("placed_by"),
        pl.lit(None, dtype=pl.String).alias("attribution"),
        *(pl.col(name).cast(schema[name]) for name in ("lon", "lat")),
    )


def _state(name: str, hours: str | None, choice: ReachChoice) -> str:
    if name in choice.closed:
        return "closed on trial"
    if choice.hours == "any" and choice.at is None:
        return "open"
    known = read_hours(hours)
    if known is None:
        return "unknown"
    always = choice.hours == "any" or known.round_the_clock
    then = choice.at is None or known.open_at(choice.at)
    return "open" if always and then else "shut"


def promises_of(sites: pl.DataFrame) -> pl.DataFrame:
    """Whether each borough has a counter that is open round the clock, as was promised.

    Args:
        sites: as `SITES`.

    Returns:
        `code`, `name`, `counters` and `round_the_clock` (how many it has that are not closed on
        trial), `kept` (true, false, or null where a counter's hours are unknown and no other is
        open round the clock), by code. The City of London, which has a police force of its own,
        was promised nothing by the Met, and is left out.
    """
    kept: list[tuple[str, str, int, int, bool | None]] = []
    for code, name in sorted(borough_names().items()):
        if code == CITY_OF_LONDON:
            continue
        own = sites.filter(
            (pl.col("borough_code") == code) & (pl.col("state") != "closed on trial")
        )
        hours = [read_hours(text) for text in own["hours"]]
        always = sum(each is not None and each.round_the_clock for each in hours)
        promise = True if always else (None if None in hours else False)
        kept.append((code, name, own.height, always, promise))
    schema = {
        **dict.fromkeys(("code", "name"), pl.String),
        **dict.fromkeys(("counters", "round_the_clock"), pl.Int64),
        "kept": pl.Boolean,
    }
    return pl.DataFrame(kept, schema=schema, orient="row")
