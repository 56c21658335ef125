"""Whether the data is good enough for a list, in words, and the rule that decides it."""

from __future__ import annotations

from datetime import date
from typing import Final

from dashboard.services.data.quality import DataQuality
from dashboard.wording.formats import counted, percent_words, share

#: From this age in days on a list is behind: a month's extract and a week to load it.
OLD: Final = 38
#: Below these shares of scored allegations the list is in doubt, or not to be used.
SCORED: Final = 0.98
SCORED_LEAST: Final = 0.8


def verdict_on(quality: DataQuality, *, today: date) -> tuple[str, list[str]]:
    """Whether the data is good enough for a list, and each reservation, by `in_rule_words`."""
    places = dict(quality.defects.select("defect", "places").iter_rows())
    first = quality.defects.row(0, named=True)
    scored = (first["of"] - first["rows"]) / first["of"] if first["of"] else 0.0
    old = (today - quality.facts.newest).days
    if not quality.ranking.assessed:
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


def in_rule_words() -> str:
    """The rule of the verdict, with its limits."""
    return (
        f"The rule: not good enough where nobody is assessed, or less than "
        f"{percent_words(100 * SCORED_LEAST)} of the allegations have a score. Otherwise good "
        f"enough, with a reservation for each of these: the newest record is more than {OLD} days "
        f"old; less than {percent_words(100 * SCORED)} of the allegations have a score; a place on "
        f"the list may count a crime twice, or rest on one case under two references; a listed "
        f"suspect has two dates of birth; a file was loaded with a warning."
    )
