"""How sure a list is, in words, as far as the record settles."""

from __future__ import annotations

from math import ceil, floor
from typing import Any, Final

import polars as pl

from dashboard.services.listing.past_lists import HORIZON_DAYS
from dashboard.services.listing.settling import Reason, Settling
from dashboard.wording.formats import counted
from harm.stability.null_world import shipped
from harm.stability.settling.backtest import Backtest

#: The tiers as a reader meets them, with what each means.
TIERS: Final = {
    "core": ("Core", "stays in at least 90 of 100 settled lists"),
    "probable": ("Probable", "stays in 50 to 89 of 100"),
    "borderline": ("Borderline", "stays in fewer than 50 of 100"),
}

REASONS: Final[dict[Reason, str]] = {
    "short_history": (
        f"The record has no version that is {HORIZON_DAYS} days older than the present one, so "
        f"nobody can say yet how it settles; load an extract each month, and it can be said."
    ),
    "nobody_assessed": "Nobody is assessed on this date, so there is no list to be sure of.",
}

SETTLING_LIMITS: Final = (
    "This is about the record alone: reports that are cancelled, reclassified, cleared or added "
    "late. It says nothing of what anybody will do, nor of crimes that were never reported."
)
#: The months after a list, in words.
TURNOVER_NAMES: Final = {
    1: "a month later",
    3: "after three months",
    6: "after six",
    12: "after twelve",
}
TURNOVER_LIMITS: Final = (
    "Whoever leaves a list has not got better by that, and nobody need have done anything. In a "
    f"made-up world in which listing has no effect at all, the days of the hundred fall by "
    f"{round(shipped()['fall'])} % within a year and those of the next hundred by "
    f"{round(shipped()['fall_next'])} %; in another such world by 93 % and 89 %. It takes an "
    f"exceptional year to be listed. So a fall is never a result, and none is shown here."
)
AFTER_LIMITS: Final = (
    "These are levels, whatever the people carried before. The two groups were different people to "
    "begin with, so a difference between them shows no effect of being listed. Who was at large is "
    "by their latest row up to the list, since the record has no dates of custody; the lists "
    "overlap, so that the same person counts in several; and what is reported late is missing."
)
#: The groups of people as a reader meets them.
GROUPS: Final = {"listed": "The listed", "next": "The next as many"}


def in_settling_words(found: Settling) -> str:
    """How many of the listed are expected to stay, or why nobody can say."""
    if found.settled is None or found.expected is None:
        return REASONS[found.reason or "short_history"]
    length, tiers = found.ranking.length, found.tiers
    named = ", ".join(f"{tiers[tier]:,} {tier}" for tier in TIERS)
    return (
        f"About **{round(found.expected):,} of the {length:,}** would still be listed once the "
        f"record has had {HORIZON_DAYS} days to settle: {named}."
    )


def in_unseen_words(found: Settling) -> str:
    """How many places may go to people who are not assessed yet; empty where nothing is said."""
    if found.settled is None:
        return ""
    places = round(found.settled.unseen / found.settled.draws)
    if not places:
        return "Hardly any place would go to somebody who is not on the record yet."
    return f"About {counted(places, 'place')} would go to somebody who is not on the record yet."


def in_error_words(found: Settling) -> str:
    """How many of the listed would be others, were the record as wrong as is supposed."""
    rates, wrong = found.supposed, found.wrong
    others = round(wrong.others / wrong.draws)
    between = f"{wrong.low:,} to {wrong.high:,}" if wrong.low < wrong.high else f"{wrong.low:,}"
    return (
        f"Were {rates.missing} % of crimes missing, {rates.divided} % of suspects with several "
        f"crimes under two references and {rates.misclassified} % of offences one class off, about "
        f"**{others:,} of the {found.ranking.length:,}** would be others ({between} in 90 of 100 "
        f"tries). That is a supposition: how wrong this record is, nobody can tell from it alone."
    )


def in_backtest_words(found: Backtest | None) -> str:
    """Whether what was said of past lists turned out right, against the two plainest sayings."""
    if found is None:
        return (
            "No past list has a whole window before it and enough time after it, so that what is "
            "said here cannot be tried yet."
        )
    expected = sum(share * n for share, n in found.bands.select("said", "n").iter_rows()) / found.n
    better = "closer" if _beats(found) else "no closer"
    off = round(100 * (expected - found.stayed / found.n))
    sure = f" It was too sure by {off} in 100." if off > 0 else ""
    return (
        f"Tried on {counted(found.lists, 'past list')}, with chances learnt only from what was "
        f"known then: of {found.n:,} places {round(expected * found.n):,} were expected to stay, "
        f"and {found.stayed:,} did.{sure} That is {better} to what happened than saying that "
        f"everybody stays, or giving everybody the share that did. The lists overlap, so that the "
        f"same person counts in several; the margins allow for that."
    )


def _beats(found: Backtest) -> bool:
    others = (found.everybody, found.share)
    return all(found.model.brier < o.brier and found.model.log < o.log for o in others)


def in_turnover_words(past: pl.DataFrame) -> str:
    """How many of past lists are on the next, after three, six and twelve months, as levels."""
    parts = []
    for months, name in TURNOVER_NAMES.items():
        known = past.drop_nulls(f"after_{months}")
        listed, on = int(known["listed"].sum()), int(known[f"after_{months}"].sum())
        if listed:
            parts.append(f"{round(100 * on / listed)} {name}")
    if not parts:
        return (
            "No two lists are frozen a month apart under these rules; freeze the list each month, "
            "and this shows how many stay."
        )
    return (
        f"Of 100 names on a past list, so many are on the list as it is then: {', '.join(parts)}."
    )


def in_after_words(found: pl.DataFrame) -> str:
    """How many of past lists were named again, and of the next as many, as levels."""
    if found.is_empty():
        return (
            "No list is frozen under these rules with half a year of the record after it, so it "
            "cannot be said yet what came after."
        )
    parts = []
    for (days,), rows in found.group_by("days", maintain_order=True):
        shares = {row["group"]: _of_100(row) for row in rows.iter_rows(named=True)}
        lists = counted(rows.row(0, named=True)["lists"], "list")
        parts.append(
            f"within {days} days of {lists}, {shares.get('listed', 0)} of 100 listed and "
            f"{shares.get('next', 0)} of 100 of the next as many"
        )
    return f"Named again while at large: {'; '.join(parts)}."


def after_table(found: pl.DataFrame) -> pl.DataFrame:
    """For each group and time after: how many were named again, and the days, as levels."""
    rows = list(found.iter_rows(named=True))
    return pl.DataFrame(
        {
            "group": [GROUPS[row["group"]] for row in rows],
            "within": [f"{row['days']} days" for row in rows],
            "lists": [row["lists"] for row in rows],
            "people": [row["people"] for row in rows],
            "again": [_of_100(row) for row in rows],
            "days": [_rate(row) for row in rows],
        },
        schema={
            "group": pl.String,
            "within": pl.String,
            "lists": pl.Int64,
            "people": pl.Int64,
            "again": pl.Int64,
            "days": pl.Int64,
        },
    )


def _of_100(row: dict[str, Any]) -> int:
    return round(100 * row["named"] / row["people"]) if row["people"] else 0


def _rate(row: dict[str, Any]) -> int:
    """Days of harm for each 1,000 days of a person at large."""
    return round(100 * row["tenths"] / row["person_days"]) if row["person_days"] else 0


def scores_table(found: Backtest) -> pl.DataFrame:
    """Both scores of what was said and of the two plainest sayings; less is better."""
    sayings = {
        "What is said here": found.model,
        "Everybody stays": found.everybody,
        "The same share of everybody": found.share,
    }
    rows = [(name, round(s.brier, 4), round(s.log, 3)) for name, s in sayings.items()]
    schema = {"saying": pl.String, "brier": pl.Float64, "log": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def settled_table(people: pl.DataFrame, *, assessed: int) -> pl.DataFrame:
    """How many of 100 settled lists somebody is on, and between which positions.

    Args:
        people: as `sureness.PEOPLE`, of whom something can be said.
        assessed: how many are assessed now.

    Returns:
        The rows, fewest lists first. Shares are whole numbers, and never all or none of 100 unless
        it is so.
    """
    ordered = people.sort("p_stay", "position", descending=[False, True])
    chances = ordered["p_stay"].to_list()
    spans = zip(ordered["low"].to_list(), ordered["high"].to_list(), strict=True)
    counts = zip(ordered["alternatives_in"], ordered["dropped_by"].list.len(), strict=True)
    return ordered.select(
        "suspect_id",
        pl.Series("tier", [TIERS[tier][0] for tier in ordered["tier"]], pl.String),
        "suspect_name",
        "position",
        pl.Series("of_100", [of_100(chance) for chance in chances], pl.Int64),
        pl.Series("between", [between_positions(*span, assessed) for span in spans], pl.String),
        pl.Series("in_words", [f"{on} of {on + off}" for on, off in counts], pl.String),
    )


def backtest_table(found: Backtest) -> pl.DataFrame:
    """The bands of what was said, in percent, with the margin of what was seen."""
    margins = [
        f"{floor(low * 100)} to {ceil(high * 100)} %"
        for low, high in found.margins.select("low", "high").iter_rows()
    ]
    return found.bands.select(
        "band",
        pl.col("said") * 100,
        pl.col("seen") * 100,
        pl.Series("between", margins, pl.String),
        "n",
        found.margins["people"],
    )


def between_positions(low: int, high: int, assessed: int) -> str:
    """Two positions; whoever has none is no longer assessed."""
    if low > assessed:
        return "Not assessed"
    return f"{low:,} to {high:,}" if high <= assessed else f"{low:,}, or not assessed"


def of_100(chance: float) -> int:
    """A share of 100 lists, a whole number; never all or none of them unless it is so."""
    if 0 < chance < 1:
        return min(max(round(chance * 100), 1), 99)
    return round(chance * 100)
