"""Everyone who is named as a suspect, indexed for a fast search."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, TypeVar

import polars as pl

from dashboard.search.letters import consonants, romanised, written_without_vowels
from dashboard.search.normalise import parts, reference
from dashboard.search.phonetic import sounds

#: What an index is made of: a row for each spelling that a suspect ever had.
NAMED: Final = pl.Schema(
    {
        "suspect": pl.UInt32,
        "suspect_id": pl.String,
        "suspect_name": pl.String,
        "suspect_born": pl.Date,
    }
)

Thing = TypeVar("Thing")

#: Sorts after every letter that a word may have.
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
        people: each suspect in each spelling; the other parts refer to them by their place here.
        references: by reference, as `normalise.reference` has it.
        prefixes: those references in order.
        born: by date of birth.
        names: each different name, as `normalise.parts` has it, or in plain letters.
        bearers: whose name each is.
        romanised: whose name each is, in plain letters where it is recorded in others.
        words: each different word of a name, in order.
        holders: in which of `names` each word is.
        sounding: words by how they sound, by each key of `phonetic.sounds`.
        consonants: words by their consonants.
        without_vowels: words of names that are recorded in a script without vowels.
    """

    people: Sequence[Person]
    references: Mapping[str, Sequence[int]]
    prefixes: Sequence[str]
    born: Mapping[date, Sequence[int]]
    names: Sequence[tuple[str, ...]]
    bearers: Mapping[tuple[str, ...], Sequence[int]]
    romanised: Mapping[tuple[str, ...], Sequence[int]]
    words: Sequence[str]
    holders: Mapping[str, Sequence[int]]
    sounding: Mapping[str, Sequence[str]]
    consonants: Mapping[str, Sequence[str]]
    without_vowels: frozenset[str]

    def referred(self, text: str) -> Sequence[int]:
        """Whose references begin with the text, except the reference that is the text itself."""
        return [
            place
            for known in _beginning(self.prefixes, text)
            if known != text
            for place in self.references[known]
        ]

    def words_beginning(self, text: str) -> Sequence[str]:
        """Words of names that begin with the text."""
        return _beginning(self.words, text)


def _beginning(ordered: Sequence[str], text: str) -> Sequence[str]:
    return ordered[bisect_left(ordered, text) : bisect_left(ordered, text + BEHIND)]


def index_of(named: pl.DataFrame, also: Iterable[tuple[str, str]] = ()) -> Index:
    """An index of everyone named.

    Args:
        named: columns of `NAMED`, in any order; the same suspect once for each spelling.
        also: further references, each with the `suspect_id` of whoever has it; several may have
            the same, each in another force.
    """
    ordered = named.select(NAMED.names()).sort("suspect_id", "suspect_name", "suspect_born")
    people = [Person(*row) for row in ordered.iter_rows()]
    references: defaultdict[str, list[int]] = defaultdict(list)
    born: defaultdict[date, list[int]] = defaultdict(list)
    bearers: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    in_plain_letters: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    without_vowels: set[str] = set()
    for place, person in enumerate(people):
        references[reference(person.suspect_id)].append(place)
        if person.born is not None:
            born[person.born].append(place)
        if person.name is not None and (name := parts(person.name)):
            bearers[name].append(place)
            if (plain := romanised(name)) != name:
                in_plain_letters[plain].append(place)
                without_vowels |= written_without_vowels(name)
    own = dict(references)
    for other, suspect_id in also:
        references[reference(other)] = [
            *references.get(reference(other), []),
            *own.get(reference(suspect_id), []),
        ]
    names = sorted({*bearers, *in_plain_letters} - {()})
    words = _by_key(range(len(names)), lambda place: set(names[place]))
    ordered_words = sorted(words)
    return Index(
        people=people,
        references=dict(references),
        prefixes=sorted(references),
        born=dict(born),
        names=names,
        bearers=dict(bearers),
        romanised=dict(in_plain_letters),
        words=ordered_words,
        holders=words,
        sounding=_by_key(ordered_words, sounds),
        consonants=_by_key(ordered_words, lambda word: [consonants(word)]),
        without_vowels=frozenset(without_vowels),
    )


def _by_key(
    things: Iterable[Thing], keys_of: Callable[[Thing], Iterable[str]]
) -> dict[str, list[Thing]]:
    """Things by each of their keys, in the order given."""
    found: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        for key in keys_of(thing):
            found[key].append(thing)
    return dict(found)
