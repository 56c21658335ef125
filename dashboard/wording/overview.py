"""What changed and what to trust, in words."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from dashboard.services.overview import Overview
from dashboard.wording.doubts import Doubt, ground_doubts, have
from dashboard.wording.formats import counted, day
from dashboard.wording.verdict import verdict_on
from harm.days import spoken
from harm.movement.attribution import LOT, TIE

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
    out = moved.changes.filter(pl.col("movement") == "left")["cause"].cast(pl.String)
    ties, lots = ((out == cause).sum() for cause in (TIE, LOT))
    by_cut = f", {ties:,} of them by a tie at the cut" if ties else ""
    by_lot = f", {lots:,} of them by a lot at the cut" if lots else ""
    sentence = (
        f"**{entered:,}** of the {listed} listed on {day(moved.after.as_of)} "
        f"{'is' if entered == 1 else 'are'} new, and "
        f"**{left:,}** left the list"
    )
    return f"{sentence}{by_cut}{by_lot}."


def verdict(overview: Overview, *, today: date) -> tuple[str, list[str]]:
    """Whether the data is good enough for a list, and each reservation: the verdict of its data."""
    return verdict_on(overview.quality, today=today)


def standing_doubts(overview: Overview) -> list[Doubt]:
    """What the places of the listed rest on, for each kind that there is."""
    number, moved = overview.changed, overview.movement
    since = "" if moved is None else f" since {day(moved.before.as_of)}"
    changed = Doubt(f"**{number:,}** {have(number)} an allegation that changed{since}", {})
    return [*ground_doubts(overview.quality.standing), *([changed] if number else [])]


def in_standing_words(overview: Overview) -> list[str]:
    """What the places of the listed rest on, a sentence for each kind that there is."""
    return [doubt.words for doubt in standing_doubts(overview)]


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
