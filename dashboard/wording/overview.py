"""What changed and what to trust, in words."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from dashboard.services.overview import Overview
from dashboard.wording.formats import counted, day, share
from harm.days import spoken
from harm.movement.attribution import TIE

#: From this age in days on a list is behind: a month's extract and a week to load it.
OLD: Final = 38
#: Below these shares of scored allegations the list is in doubt, or not to be used.
SCORED: Final = 0.98
SCORED_LEAST: Final = 0.8
#: From so many comparisons on the course of the lists is said.
FEW: Final = 2


def title(overview: Overview) -> str:
    """The page's title: What changed since 31 January 2026."""
    moved = overview.movement
    if moved is None:
        return f"The list of {day(overview.ranking.as_of)}"
    return f"What changed since {day(moved.before.as_of)}"


def in_change_words(overview: Overview) -> str:
    """Who came and went since the last month's end, in a sentence or two."""
    moved = overview.movement
    if moved is None:
        return "The record does not reach back to the last month's end, so nothing is compared."
    ways = moved.changes["movement"].cast(pl.String)
    entered, left = ((ways == way).sum() for way in ("entered", "left"))
    listed = counted(moved.after.listed.height, "suspect")
    if not (entered or left):
        return f"Nobody came on the list or went off it; it has {listed}."
    ties = moved.changes.filter(pl.col("movement") == "left", pl.col("cause") == TIE).height
    sentence = (
        f"**{entered:,}** of the {listed} listed on {day(moved.after.as_of)} are new, and "
        f"**{left:,}** left the list"
    )
    return f"{sentence}{f', {ties:,} of them by a tie at the cut' if ties else ''}."


def verdict(overview: Overview, *, today: date) -> tuple[str, list[str]]:
    """Whether the data is good enough for a list, and each reservation.

    It is not where less than 80 % of the allegations have a score or nobody is assessed; otherwise
    each reservation is named: older than 38 days, less than 98 % scored, months without rows,
    cases that may count twice, two births, and warnings of the files.
    """
    quality = overview.quality
    places = dict(quality.defects.select("defect", "places").iter_rows())
    first = quality.defects.row(0, named=True)
    scored = (first["of"] - first["rows"]) / first["of"] if first["of"] else 0.0
    old = (today - quality.facts.newest).days
    if not overview.ranking.assessed:
        return "Not good enough for a list: nobody could be assessed.", []
    found = {
        f"the newest record is {counted(old, 'day')} old, and nothing since is known": old > OLD,
        f"{share(first['of'] - first['rows'], first['of'])} of the allegations have a score": (
            scored < SCORED
        ),
        f"{counted(places['alike'], 'place')} may count a crime twice": places["alike"] > 0,
        f"{counted(places['one_case'], 'place')} may rest on one case under two references": (
            places["one_case"] > 0
        ),
        f"{counted(places['births'], 'listed suspect')} may be two people by their birth": (
            places["births"] > 0
        ),
        f"{counted(quality.warnings.height, 'warning')} of the files that were loaded": (
            quality.warnings.height > 0
        ),
    }
    reservations = [words for words, holds in found.items() if holds]
    if scored < SCORED_LEAST:
        return "Not good enough for a list, because:", reservations
    if reservations:
        return "Good enough for a list, with these reservations:", reservations
    return "Good enough for a list.", []


def in_standing_words(overview: Overview) -> list[str]:
    """What the places of the listed rest on, a sentence for each kind that there is."""
    rests, moved = overview.standing, overview.movement
    since = "" if moved is None else f" since {day(moved.before.as_of)}"
    lines = {
        f"**{rests.no_further_action:,}** would be off the list without allegations that ended in "
        f"no further action": rests.no_further_action,
        f"**{rests.single:,}** {_have(rests.single)} one allegation and no other": rests.single,
        f"**{rests.police:,}** would be off it without reports by the police themselves": (
            rests.police
        ),
        f"**{overview.changed:,}** {_have(overview.changed)} an allegation that changed{since}": (
            overview.changed
        ),
    }
    return [words for words, number in lines.items() if number]


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def in_trend_words(overview: Overview) -> str:
    """How the list moved over the frozen lists under the same rules; empty where there are few."""
    trend = overview.trend
    new = trend["new"].drop_nulls().to_list()
    if len(new) < FEW:
        return ""
    days = [tenths // 10 for tenths in trend["tenths"].to_list()]
    return (
        f"Over the {trend.height:,} frozen lists from {day(trend['as_of'][0])} to "
        f"{day(trend['as_of'][-1])}: {min(new):,} to {max(new):,} new each time, {new[-1]:,} on "
        f"the last; the listed carried {min(days):,} to {max(days):,} days, {days[-1]:,} on the "
        f"last."
    )


def figures(overview: Overview) -> dict[str, str]:
    """The key figures of the list."""
    ranking = overview.ranking
    listed = ranking.listed
    cut = int(listed["tenths"][-1]) if listed.height else 0
    return {
        "Days of the listed": f"{int(listed['tenths'].sum()) // 10:,}",
        "Score at the last place": spoken(cut),
        "Assessed": f"{ranking.assessed:,}",
    }
