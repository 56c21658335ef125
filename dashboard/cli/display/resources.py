"""What the command line shows of reach."""

from __future__ import annotations

import sys
from typing import Any, Final

import polars as pl
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from dashboard.analysis.reach.hours import MINUTES_A_DAY, moment_name
from dashboard.analysis.reach.walking import METRES_A_MINUTE, TIMES
from dashboard.cli.display.output import answer, plain
from dashboard.services.resources.own_places import OwnPlaces
from dashboard.services.resources.reach import Reach
from dashboard.services.resources.walks import OnStreets
from dashboard.settings import Settings
from dashboard.wording.formats import NOTHING
from dashboard.wording.notices import LIMITS
from dashboard.wording.reach import (
    fault_words,
    in_across_words,
    in_caveat_words,
    in_choice_walk_words,
    in_file_words,
    in_promise_words,
    in_reach_words,
    in_source_words,
    in_streets_words,
    in_unknown_words,
)
from dashboard.wording.streets import in_network_words

#: Of the column of names at its narrowest.
NAME: Final = 12
#: Whether a borough has a counter that is open round the clock.
HAS: Final = {True: "yes", False: "no", None: "?"}
#: Letters of the name of a day in an answer to a script.
SHORT: Final = 3
#: More than any table needs.
WIDEST: Final = 1_000
#: Refused rows of a file that are named one by one.
NAMED: Final = 10


def show_reach(settings: Settings, reach: Reach, *, json: bool) -> None:
    """Who is within a walk of the sites, by borough.

    Args:
        settings: the marking.
        reach: by borough.
        json: whether a script asks: residents and `within_*` are people, `mean_minutes` is null
            where there is no site.
    """
    choice = reach.choice
    if json:
        answer(
            sites=reach.counted,
            at=None if choice.at is None else _short(choice.at),
            as_of=None if choice.own else choice.as_of.isoformat(),
            hours=choice.hours,
            unknown=reach.state("unknown"),
            not_placed=choice.own.not_placed if choice.own else 0,
            metres_a_minute=METRES_A_MINUTE,
            basis=choice.basis,
            detour=choice.detour if reach.streets is None else None,
            **({} if reach.streets is None else _streets(reach, reach.streets)),
            areas=[
                {
                    "code": row["code"],
                    "residents": row["residents"],
                    **{f"within_{limit}": row[f"within_{limit}"] for limit in TIMES},
                    "mean_minutes": _rounded(row["mean_minutes"]),
                }
                for row in reach.rows.iter_rows(named=True)
            ],
            source=in_source_words(reach),
        )
        return
    console = Console(markup=False, highlight=False)
    lines = [settings.marking, in_reach_words(reach), in_unknown_words(reach)]
    for line in filter(None, lines):
        console.print(plain(line), soft_wrap=True)
    table = _table(reach)
    room = console.options.update(max_width=WIDEST)
    console.width = max(console.width, Measurement.get(console, room, table).minimum)
    console.print(table)
    for line in filter(None, _foot(reach)):
        console.print(plain(line), soft_wrap=True)


def _foot(reach: Reach) -> list[str]:
    walk = in_choice_walk_words(reach.choice)
    unknown = f"Unknown: of whom it is not known whether they are within 20, {walk}."
    return [
        f"People within 15, 20 and 30 minutes' walk, and the mean walk in minutes, {walk}.",
        unknown if reach.streets else "",
        in_promise_words(reach),
        in_across_words(reach),
        in_streets_words(reach),
        in_network_words(reach.streets.facts) if reach.streets else "",
        in_caveat_words(reach),
        in_source_words(reach),
        LIMITS,
    ]


def show_places(places: OwnPlaces, *, json: bool) -> None:
    """What became of the rows of a reader's file; to a script what was refused alone."""
    lines = [] if json else [in_file_words(places)]
    lines += [
        f"Line {row['line']} is refused: {fault_words(row['fault'])}."
        for row in places.refused.head(NAMED).iter_rows(named=True)
    ]
    more = places.refused.height - NAMED
    lines += [f"{more:,} more rows are refused."] if more > 0 else []
    for line in lines:
        sys.stderr.write(f"{plain(line)}\n")


def _table(reach: Reach) -> Table:
    kept = dict(reach.promises.select("code", "kept").iter_rows())
    rows = [*reach.rows.iter_rows(named=True), *reach.total.iter_rows(named=True)]
    columns = {
        "Residents": [f"{row['residents']:,}" for row in rows],
        **{f"{limit} min": [_people(row[f"within_{limit}"]) for row in rows] for limit in TIMES},
        **({} if reach.streets is None else {"Unknown": [_unknown(row) for row in rows]}),
        "Mean": [_mean(row["mean_minutes"]) for row in rows],
        "24 h": [HAS[kept[row["code"]]] if row["code"] in kept else NOTHING for row in rows],
    }
    table = Table()
    table.add_column("Borough", min_width=NAME, overflow="fold")
    for heading, cells in columns.items():
        widest = max(map(len, (heading, *cells)))
        table.add_column(heading, justify="right", no_wrap=True, min_width=widest)
    for row, *cells in zip(rows, *columns.values(), strict=True):
        table.add_row(plain(row["name"]), *cells)
    return table


def _streets(reach: Reach, on: OnStreets) -> dict[str, object]:
    """What walks along streets rest on, for a script."""
    at_least = reach.rows.select("code", "low")
    unknown = reach.rows.select("code", pl.col("high") - pl.col("low"))
    return {
        "ratio": None
        if on.ratio is None
        else {
            "median": round(on.ratio.median, 4),
            "p5": round(on.ratio.p5, 4),
            "p95": round(on.ratio.p95, 4),
            "areas": on.ratio.homes,
        },
        "streets": {
            "file": on.facts.file,
            "sha256": on.facts.sha256,
            "not_placed": on.not_placed,
            "sites_not_placed": list(on.sites_not_placed),
            "known_20": dict(at_least.iter_rows()),
            "unknown_20": dict(unknown.iter_rows()),
        },
    }


def _unknown(row: dict[str, Any]) -> str:
    """Of how many it is not known whether they are within 20 minutes."""
    return f"{row['high'] - row['low']:,}" if row["high"] > row["low"] else NOTHING


def _people(value: int | None) -> str:
    return NOTHING if value is None else f"{value:,}"


def _mean(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0f}"


def _short(moment: int) -> str:
    """A day and time as the option has it: `Tue 04:00`."""
    day = moment_name(moment - moment % MINUTES_A_DAY)[:SHORT]
    return f"{day} {moment_name(moment).split(' ')[1]}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
