"""When a suspect's largest allegations leave the window, and the suspect's place from then on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

import polars as pl

from harm.scoring.ranking import Ranking
from harm.stability.what_if import Place, place

#: For how many of the largest allegations the date is given.
LARGEST: Final = 3
#: The place is also given this long before and after the date of a list.
STEP: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Leaving:
    """An allegation that will leave the window.

    Attributes:
        crime_ref: the crime.
        tenths: what it adds to the score now, in tenths of a day.
        leaves_on: the first date on which it no longer counts.
        place: the suspect's place on that date.
    """

    crime_ref: str
    tenths: int
    leaves_on: date
    place: Place


@dataclass(frozen=True, slots=True)
class Clock:
    """A suspect's place as time passes.

    Attributes:
        leaving: the largest allegations, most first.
        now: the suspect's place on the date of the list.
        before: their place `STEP` before it.
        after: their place `STEP` after it.
    """

    leaving: tuple[Leaving, ...]
    now: Place
    before: Place
    after: Place


def clock(
    pieces: pl.DataFrame, suspect_id: str, ranked: Callable[[date], Ranking], *, on: Ranking
) -> Clock:
    """When a suspect's largest allegations leave the window, and the suspect's place from then on.

    A score and a position fall by themselves, and a high score falls furthest: it takes an
    exceptional year to have one. So a fall after somebody was listed shows nothing about what was
    done. Each later list uses the record as it is known now: nothing is recorded in it after its
    newest date, for anybody, and future records are not predicted. Others' allegations leave the
    window too, so somebody may rise.

    Args:
        pieces: of the suspect alone, as `contributions.CARRIED`.
        suspect_id: whose place.
        ranked: everyone assessed as of a date, by the same rules and index.
        on: the list itself.
    """
    window = timedelta(days=on.rules.window_days)

    @cache
    def standing(as_of: date) -> Place:
        return place(ranked(as_of), suspect_id)

    largest = pieces.head(LARGEST).select("crime_ref", "tenths", "last_recorded_on")
    return Clock(
        leaving=tuple(
            Leaving(crime, tenths, recorded_on + window, standing(recorded_on + window))
            for crime, tenths, recorded_on in largest.iter_rows()
        ),
        now=place(on, suspect_id),
        before=standing(on.as_of - STEP),
        after=standing(on.as_of + STEP),
    )
