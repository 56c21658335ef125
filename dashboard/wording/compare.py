"""Two suspects side by side, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from dashboard.services.suspects.stability import Stability
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.wording.bounds import named_words
from dashboard.wording.formats import NOTHING, counted, days_words, short_day
from dashboard.wording.stability import on_the_list
from harm.days import spoken
from harm.stability.pieces import MOST
from harm.suspects.timeline import STAGES

#: One of the two: their file, and how firm their position is.
Side = tuple[SuspectFile, Stability]

SIDE_BY_SIDE: Final = pl.Schema({"what": pl.String, "first": pl.String, "second": pl.String})


def compared(first: Side, second: Side) -> pl.DataFrame:
    """The same figures of each, as `SIDE_BY_SIDE`: a row a figure, in words.

    A difference of two scores is one of alleged harm, not of danger: two suspects with the same
    allegations have the same score, however many of them are true.
    """
    assessed = first[0].explanation.standing.assessed
    rows = [
        (what.format(assessed=assessed), *(figure(*person) for person in (first, second)))
        for what, figure in _FIGURES.items()
    ]
    return pl.DataFrame(rows, schema=SIDE_BY_SIDE, orient="row")


def in_common_words(first: SuspectFile, second: SuspectFile) -> str:
    """Which crimes and how many victims two suspects have in common, over everything recorded."""
    ours, theirs = (file.explanation.rows for file in (first, second))
    crimes = sorted(set(ours["crime_ref"]) & set(theirs["crime_ref"]))
    victims = set(ours["victim_id"].drop_nulls()) & set(theirs["victim_id"].drop_nulls())
    if not crimes and not victims:
        return "They have no crime and no victim in common."
    named = f" ({named_words(crimes)})" if crimes else ""
    return (
        f"They have {counted(len(crimes), 'crime')}{named} and {counted(len(victims), 'victim')} "
        f"in common."
    )


def _position(file: SuspectFile, _: Stability) -> str:
    standing = file.explanation.standing
    return _in_short(standing.position)


def _victims(file: SuspectFile, _: Stability) -> str:
    rows = file.explanation.rows
    named = rows.filter(pl.col("counts") | (pl.col("reason") == "counted_once"))
    return f"{named['victim_id'].drop_nulls().n_unique():,}"


def _most_serious(file: SuspectFile, _: Stability) -> str:
    most = file.explanation.counting["tenths"].max()
    return NOTHING if most is None else days_words(int(most))  # type: ignore[arg-type] # Int64


def _latest(file: SuspectFile, _: Stability) -> str:
    latest = file.explanation.counting["recorded_on"].max()
    return NOTHING if latest is None else short_day(latest)  # type: ignore[arg-type] # a date


def _charged(file: SuspectFile, _: Stability) -> str:
    stages = file.explanation.counting["allegation_status"].cast(pl.String)
    return f"{sum(STAGES[status] == 'charged' for status in stages):,}"


def _held_by(_: SuspectFile, solidity: Stability) -> str:
    if not solidity.clock.now.listed:
        return NOTHING
    changes = solidity.fragility.changes
    return f"More than {MOST}" if changes is None else f"{changes}"


def _without(_: SuspectFile, solidity: Stability) -> str:
    then = solidity.without_largest
    return NOTHING if not solidity.clock.leaving else _in_short(then.position)


def _in_short(position: int | None) -> str:
    return "Not assessed" if position is None else f"{position:,}"


def _ages_out(_: SuspectFile, solidity: Stability) -> str:
    leaving = solidity.clock.leaving
    return short_day(leaving[0].leaves_on) if leaving else NOTHING


def _then(_: SuspectFile, solidity: Stability) -> str:
    leaving = solidity.clock.leaving
    return _in_short(leaving[0].place.position) if leaving else NOTHING


_FIGURES: Final[dict[str, Callable[[SuspectFile, Stability], str]]] = {
    "Position of {assessed:,}": _position,
    "List": lambda _, solidity: on_the_list(solidity.clock.now),
    "Days": lambda file, _: spoken(file.explanation.tenths),
    "Allegations": lambda file, _: f"{file.explanation.counting.height:,}",
    "Charged or convicted": _charged,
    "Known victims": _victims,
    "Most serious": _most_serious,
    "Latest recorded": _latest,
    "Without the largest": _without,
    "Held by allegations": _held_by,
    "Largest ages out": _ages_out,
    "Position then": _then,
}
