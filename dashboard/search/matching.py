"""Whom a text may mean: by reference, name, date of birth, or the crime that they are named in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

import polars as pl

from dashboard.search.dates_of_birth import SLIP, likeness, taken_apart, turned
from dashboard.search.index import Index
from dashboard.search.names import LEAST, Fit, fitting
from dashboard.search.normalise import reference

#: Whom a text may mean, in no order; each suspect once. `score` is how well the text fits, out of
#: 100: it says nothing about the person. `recorded_as` is the spelling found, where a name was.
MATCHES: Final = pl.Schema(
    {
        "suspect": pl.UInt32,
        "suspect_id": pl.String,
        "score": pl.UInt8,
        "why": pl.String,
        "recorded_as": pl.String,
    }
)

#: Out of 100: the beginning of a reference that no other reference has.
BEGINNING: Final = 90
#: Why somebody matches whose reference the text is.
WHOLE_REFERENCE: Final = "the reference"
#: A beginning has at least this many letters.
LETTERS_OF_A_BEGINNING: Final = 3
#: How much a name and a date of birth weigh, where a text has both.
NAME_PERCENT: Final = 70


class Match(NamedTuple):
    """Somebody whom a text may mean; `place` as in `Index.people`."""

    place: int
    score: int
    why: str
    by_name: bool = False


def matches(index: Index, text: str, *, today: date, in_crime: pl.DataFrame) -> pl.DataFrame:
    """Everyone whom a text may mean.

    References and crimes are never guessed: a slip in one finds nobody, since it could just as well
    find somebody else.

    Args:
        index: everyone named.
        text: as somebody wrote it.
        today: years of two digits are in this century up to today's year.
        in_crime: whoever is named in the crime of that reference: `suspect_id` and `crime_ref`.

    Returns:
        `MATCHES`.
    """
    best: dict[str, Match] = {}
    for match in (
        *_by_reference(index, text),
        *_by_crime(index, in_crime),
        *_by_name_and_birth(index, text, today),
    ):
        suspect = index.people[match.place].suspect_id
        if suspect not in best or best[suspect].score < match.score:
            best[suspect] = match
    rows = [
        (person.suspect, person.suspect_id, score, why, person.name if by_name else None)
        for place, score, why, by_name in best.values()
        for person in (index.people[place],)
    ]
    return pl.DataFrame(rows, schema=MATCHES, orient="row")


def _by_reference(index: Index, text: str) -> Iterator[Match]:
    sought = reference(text)
    for place in index.references.get(sought, ()):
        yield Match(place, 100, WHOLE_REFERENCE)
    if len(sought) >= LETTERS_OF_A_BEGINNING:
        beginning = index.referred(sought)
        if len({index.people[place].suspect_id for place in beginning}) == 1:
            yield Match(beginning[0], BEGINNING, "the only reference that begins so")


def _by_crime(index: Index, in_crime: pl.DataFrame) -> Iterator[Match]:
    for suspect, crime in in_crime.select("suspect_id", "crime_ref").iter_rows():
        for place in index.references.get(reference(suspect), ()):
            if index.people[place].suspect_id == suspect:
                yield Match(place, 100, f"named in crime {crime}")


def _by_name_and_birth(index: Index, text: str, today: date) -> Iterator[Match]:
    for place, fit in _bearers(index, text):
        yield Match(place, fit.score, fit.why, by_name=True)
    name, born = taken_apart(text, today=today)
    if born is None:
        return
    if not name:
        yield from (Match(place, 100, "the date of birth") for place in index.born.get(born, ()))
        other = turned(born)
        if other is not None:
            words = "the date of birth, day and month turned"
            yield from (Match(place, SLIP, words) for place in index.born.get(other, ()))
        return
    for place, fit in _bearers(index, name):
        alike = likeness(index.people[place].born, born)
        score = (NAME_PERCENT * fit.score + (100 - NAME_PERCENT) * alike) // 100
        if score >= LEAST:
            yield Match(place, score, f"{fit.why}; {_of_births(alike)}", by_name=True)


def _bearers(index: Index, name: str) -> Iterator[tuple[int, Fit]]:
    for found, fit in fitting(index, name).items():
        for place in index.bearers.get(found, ()):
            yield place, fit
        other = fit.in_other_letters()
        for place in index.romanised.get(found, ()) if other.score >= LEAST else ():
            yield place, other


def _of_births(alike: int) -> str:
    if alike == 100:  # noqa: PLR2004 - of 100
        return "the date of birth"
    if alike == SLIP:
        return "a date of birth close to it"
    return "another date of birth" if alike == 0 else "no date of birth recorded"
