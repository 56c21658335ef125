"""How sure a list is, in words, as far as the record settles."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.services.listing.past_lists import HORIZON_DAYS
from dashboard.services.listing.settling import Reason, Settling
from dashboard.wording.formats import counted
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
    "Whoever leaves a list has not got better by that, and nobody need have done anything: with no "
    "effect at all the days of a hundred fall by about 93 %, and those of the next hundred by "
    "about 89 %, since it takes an exceptional year to be listed. So a fall is never a result."
)


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
    said = sum(share * n for share, n in found.bands.select("said", "n").iter_rows()) / found.n
    better = "closer" if _beats(found) else "no closer"
    off = round(100 * (said - found.stayed / found.n))
    sure = f" It was too sure by {off} in 100." if off > 0 else ""
    return (
        f"Tried on {counted(found.lists, 'past list')}, with chances learnt only from what was "
        f"known then: of {found.n:,} places {round(said * found.n):,} were expected to stay, and "
        f"{found.stayed:,} did.{sure} That is {better} to what happened than saying that everybody "
        f"stays, or giving everybody the share that did. The lists overlap, so that the same "
        f"person counts in several."
    )


def _beats(found: Backtest) -> bool:
    others = (found.everybody, found.share)
    return all(found.model.brier < o.brier and found.model.log < o.log for o in others)


def in_turnover_words(past: pl.DataFrame) -> str:
    """How many of past lists are on the next, after three, six and twelve months, as levels."""
    said = []
    for months, name in TURNOVER_NAMES.items():
        known = past.drop_nulls(f"after_{months}")
        listed, on = int(known["listed"].sum()), int(known[f"after_{months}"].sum())
        if listed:
            said.append(f"{round(100 * on / listed)} {name}")
    if not said:
        return (
            "No two lists are frozen a month apart under these rules; freeze the list each month, "
            "and this shows how many stay."
        )
    return f"Of 100 names on a past list, so many are on the list as it is then: {', '.join(said)}."


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
        "suspect_name",
        "position",
        pl.Series("tier", [TIERS[tier][0] for tier in ordered["tier"]], pl.String),
        pl.Series("of_100", [of_100(chance) for chance in chances], pl.Int64),
        pl.Series("between", [between_positions(*span, assessed) for span in spans], pl.String),
        pl.Series("in_words", [f"{on} of {on + off}" for on, off in counts], pl.String),
    )


def backtest_table(found: Backtest) -> pl.DataFrame:
    """The bands of what was said, in percent."""
    return found.bands.select(
        "band", said=pl.col("said") * 100, seen=pl.col("seen") * 100, n=pl.col("n")
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
