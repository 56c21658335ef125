"""Everyone who is named as a suspect, laid out so that a text finds them at once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import polars as pl

from dashboard.search.folding import parts, reference
from dashboard.search.sounds import sound

#: What an index is made of: a row for each spelling that a suspect ever had.
NAMED: Final = pl.Schema(
    {
        "suspect": pl.UInt32,
        "suspect_id": pl.String,
        "suspect_name": pl.String,
        "suspect_born": pl.Date,
    }
)

#: Behind every letter that a word may have.
BEHIND: Final = chr(0x10FFFF)


class Person(NamedTuple):
    """A suspect in one of their spellings."""

    suspect: int
    suspect_id: str
    name: str | None
    born: date | None


@dataclass(frozen=True)
class Index:
    """Everyone who is named, by reference, name and date of birth.

    Attributes:
        people: each suspect in each spelling; the other parts name them by their place here.
        references: by reference, as `folding.reference` has it.
        prefixes: those references in order.
        born: by date of birth.
        names: each different name, as `folding.parts` has it.
        bearers: whose name each is.
        words: each different word of a name, in order.
        holders: in which of `names` each word is.
        sounding: words by how they sound.
    """

    people: Sequence[Person]
    references: Mapping[str, Sequence[int]]
    prefixes: Sequence[str]
    born: Mapping[date, Sequence[int]]
    names: Sequence[tuple[str, ...]]
    bearers: Mapping[tuple[str, ...], Sequence[int]]
    words: Sequence[str]
    holders: Mapping[str, Sequence[int]]
    sounding: Mapping[str, Sequence[str]]

    def referred(self, text: str) -> Sequence[int]:
        """Whose references begin so, the reference apart that is the text itself."""
        return [
            place
            for known in _beginning(self.prefixes, text)
            if known != text
            for place in self.references[known]
        ]

    def words_beginning(self, text: str) -> Sequence[str]:
        """Words of names that begin so."""
        return _beginning(self.words, text)


def _beginning(ordered: Sequence[str], text: str) -> Sequence[str]:
    return ordered[bisect_left(ordered, text) : bisect_left(ordered, text + BEHIND)]


def index_of(named: pl.DataFrame) -> Index:
    """An index of everyone named.

    Args:
        named: columns of `NAMED`, in any order; the same suspect once for each spelling.
    """
    ordered = named.select(NAMED.names()).sort("suspect_id", "suspect_name", "suspect_born")
    people = [Person(*row) for row in ordered.iter_rows()]
    references: defaultdict[str, list[int]] = defaultdict(list)
    born: defaultdict[date, list[int]] = defaultdict(list)
    bearers: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        references[reference(person.suspect_id)].append(place)
        if person.born is not None:
            born[person.born].append(place)
        if person.name is not None and (name := parts(person.name)):
            bearers[name].append(place)
    names = sorted(bearers)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for word in set(name):
            holders[word].append(place)
    words = sorted(holders)
    sounding: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        sounding[sound(word)].append(word)
    return Index(
        people=people,
        references=dict(references),
        prefixes=sorted(references),
        born=dict(born),
        names=names,
        bearers=dict(bearers),
        words=words,
        holders=dict(holders),
        sounding=dict(sounding),
    )
