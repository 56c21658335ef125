"""What a movement says, in words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

import polars as pl

from dashboard.services.listing.movement import Movement, Since
from dashboard.wording.explanation import count_words
from dashboard.wording.formats import counted, day, phrase, short_day
from dashboard.wording.offences import short_offence
from harm.movement.attribution import LOT, OTHERS, TIE
from harm.scoring.rules import Rules

#: Why somebody came on a list or went off it, in words, most usual first; `{}` is the minimum.
CAUSES: Final[dict[str, tuple[str, str]]] = {
    "new": ("by new allegations", "by allegations that are no longer among the new ones"),
    "aged_out": ("by allegations back in the window", "as allegations aged out"),
    "reclassified": ("by reclassified offences", "by reclassified offences"),
    "status": ("by a status or fact that changed", "by a status or fact that changed"),
    "minimum": ("as they reached the minimum of {}", "as they fell below the minimum of {}"),
    "shares": ("as fewer others share with them", "as more others share with them"),
    "links": ("by persons joined", "by persons parted"),
    "rules": ("by other rules", "by other rules"),
    "index": ("by another index", "by another index"),
    TIE: ("by a tie at the cut, decided by the later date",) * 2,
    LOT: ("by a lot at the cut",) * 2,
    OTHERS: ("because others fell", "because others passed them"),
}


def summary(changes: pl.DataFrame, rules: Rules) -> str:
    """Who came and went, and why, in a few sentences.

    Args:
        changes: as `attribution.CHANGE`.
        rules: of the earlier list, which set the minimum.
    """
    came, went = (_with_causes(changes, name, rules) for name in ("entered", "left"))
    counts = dict(changes["movement"].cast(pl.String).value_counts().iter_rows())
    on_both = ", ".join(f"{counts.get(name, 0):,} {name}" for name in ("up", "down", "stayed"))
    return f"{came}. {went}. Of those on both lists: {on_both}."


def since_title(since: Since) -> str:
    """Since when: Since the list of 31 January 2026."""
    return f"Since the list of {day(since.as_of)}"


def in_since_words(since: Since) -> str:
    """What changed since the last frozen list like this one, in a few sentences."""
    return f"{since_title(since)}: {summary(since.changes, since.rules)}"


def _with_causes(changes: pl.DataFrame, which: str, rules: Rules) -> str:
    rows = changes.filter(pl.col("movement") == which)
    way = 0 if which == "entered" else 1
    counts = dict(rows["cause"].cast(pl.String).value_counts().iter_rows())
    causes = [
        f"{counts[cause]:,} {words[way].format(minimum_words(rules))}"
        for cause, words in CAUSES.items()
        if cause in counts
    ]
    return f"{rows.height:,} {which}" + (f": {', '.join(causes)}" if causes else "")


def minimum_words(rules: Rules) -> str:
    """How many allegations the rules need: two allegations."""
    return count_words(rules.minimum_allegations, "allegation")


def caused(change: dict[str, object], rules: Rules) -> str | None:
    """What brought a suspect on or off the list, or up or down on it, in words.

    Args:
        change: a row of `attribution.CHANGE`.
        rules: of the earlier list, which set the minimum.
    """
    cause = change["cause"]
    if cause is None:
        return None
    words = CAUSES[str(cause)][change["movement"] in {"left", "down"}]
    return words.format(minimum_words(rules))


#: What happened to the allegation that moved somebody; `{}` is how far it has gone.
HAPPENED: Final[dict[str, str]] = {
    "recorded": "{}",
    "named": "suspect named since, {}",
    "gone": "no longer in the record",
    "aged_out": "left the window",
    "reclassified": "reclassified; {}",
    "changed": "now {}",
}
#: Causes that are of no single allegation.
ELSEWHERE: Final = (OTHERS, TIE, LOT, "minimum", "shares", "links", "rules", "index")
#: The stages at which an allegation does not count.
OUT: Final = ("eliminated", "acquitted")


def reason(change: dict[str, object], rules: Rules) -> str | None:
    """Why somebody moved, by the allegation that did most: Murder, recorded 18 Feb 26, charged.

    Args:
        change: a row of `Movement.people`.
        rules: of the earlier list, which set the minimum.
    """
    recorded, what = change.get("recorded_on"), change.get("happened")
    if not isinstance(recorded, date) or change["cause"] in ELSEWHERE:
        words = caused(change, rules)
        return None if words is None else f"{words[0].upper()}{words[1:]}"
    ended = change["crime_status"] != "recorded"
    status = change["crime_status"] if ended else change["allegation_status"]
    stage = phrase(str(status)).lower()
    how = HAPPENED[str(what)].format(f"crime {stage}" if ended else stage)
    if what == "changed" and change["cause"] == "aged_out":
        how = "weighs less by its age"
    elif what == "changed" and not ended and change["allegation_status"] not in OUT:
        how = "a recorded fact changed"
    if what == "named" and stage == "named":
        how = "suspect named since"
    return f"{short_offence(str(change['offence_title']))}, recorded {short_day(recorded)}, {how}"


def in_heading_words(title: str, movement: Movement, ways: Collection[str]) -> str:
    """Who stands under a heading: On both lists (1,200), or (1,200; shown: 1,198).

    The first number is of everybody, as `summary` counts them; empty where there is nobody.

    Args:
        title: of the heading.
        movement: from one list to another.
        ways: the movements that stand under it.
    """
    whole, shown = (
        people.filter(pl.col("movement").cast(pl.String).is_in(ways)).height
        for people in (movement.changes, movement.people)
    )
    if not whole:
        return ""
    return f"{title} ({whole:,})" if whole == shown else f"{title} ({whole:,}; shown: {shown:,})"


def in_restricted_words(movement: Movement) -> str:
    """How many on the two lists nobody is shown; empty for none."""
    if not movement.restricted:
        return ""
    return f"Restricted: {counted(movement.restricted, 'suspect')} on these lists."


def moved(changes: pl.DataFrame) -> pl.DataFrame:
    """Each suspect's move in a word or a sign: `suspect_id`, `moved`."""
    places = pl.col("position_before").cast(pl.Int64) - pl.col("position_after").cast(pl.Int64)
    entered = (pl.col("movement") == "entered") | places.is_null()
    return changes.filter(pl.col("position_after").is_not_null()).select(
        "suspect_id",
        moved=pl.when(entered)
        .then(pl.lit("new"))
        .when(places > 0)
        .then(pl.format("▲ {}", places))
        .when(places < 0)
        .then(pl.format("▼ {}", -places))
        .otherwise(pl.lit("=")),
    )


def between(movement: Movement) -> str:
    """Which two lists, in words."""
    first, second = (
        f"{day(ranking.as_of)} (as known on {day(known)}, data version {version})"
        for ranking, known, version in zip(
            (movement.before, movement.after), movement.known_on, movement.versions, strict=True
        )
    )
    on = counted(movement.changes.height, "suspect")
    return f"From the list of {first} to that of {second}; {on} assessed in either."
