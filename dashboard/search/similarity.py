"""How alike two words of a name are: the same, an initial, shortened, by sound, by spelling."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dashboard.search.index import Index
from dashboard.search.letters import consonants
from dashboard.search.phonetic import sounds
from dashboard.search.short_forms import names_meant

Kind = Literal["same", "initial", "shortened", "sound", "spelling"]

#: Out of 100. They only order matches, and are our own choice.
INITIAL: Final = 85
SHORTENED: Final = 85
SOUND: Final = 70
SOUND_AND_SPELLING: Final = 20
MOST_BY_SPELLING: Final = 95
#: Letters that may be wrong: a third, two letters that changed places counting as one.
LEAST_ALIKE: Final = 0.65
#: The same where they sound alike: Leigh and Lee are close enough, Khan and Quinn are not.
LEAST_ALIKE_BY_SOUND: Final = 0.4
#: A shorter word is not taken for a short form of another, or for a slip.
SHORTEST: Final = 3


class Like(NamedTuple):
    """How alike a word is to one that was sought: 100 is the same."""

    quality: float
    kind: Kind


def likes(
    index: Index, word: str, *, without_vowels: frozenset[str] = frozenset()
) -> dict[str, Like]:
    """The words of names that a word may mean, each with how alike it is.

    Args:
        index: everyone named.
        word: in small letters.
        without_vowels: those words of a text that somebody wrote in a script without vowels.
    """
    found: dict[str, Like] = {}
    for other, like in (
        *_by_initial(index, word),
        *_by_beginning(index, word),
        *_by_sound(index, word, without_vowels),
        *_by_short_form(index, word),
        *_by_spelling(index, word),
    ):
        if other not in found or found[other].quality < like.quality:
            found[other] = like
    if word in index.holders:
        found[word] = Like(100, "same")
    return found


def _by_initial(index: Index, word: str) -> list[tuple[str, Like]]:
    """For a letter, every word that begins with it; for a word, its initial where a name has it."""
    others = index.words_beginning(word) if len(word) == 1 else [word[0]]
    return [(other, Like(INITIAL, "initial")) for other in others if other in index.holders]


def _by_beginning(index: Index, word: str) -> list[tuple[str, Like]]:
    if len(word) < SHORTEST:
        return []
    shorter = (word[:n] for n in range(SHORTEST, len(word)))
    others = (*index.words_beginning(word), *(part for part in shorter if part in index.holders))
    return [(other, Like(SHORTENED, "shortened")) for other in others]


def _by_short_form(index: Index, word: str) -> list[tuple[str, Like]]:
    others = names_meant(word)
    return [(other, Like(SHORTENED, "shortened")) for other in others if other in index.holders]


def _by_sound(index: Index, word: str, without_vowels: frozenset[str]) -> list[tuple[str, Like]]:
    """Words with a key in common that are spelt alike enough for it not to be chance."""
    others = {other for key in sounds(word) for other in index.sounding.get(key, ())}
    bare = index.consonants.get(consonants(word), ()) if consonants(word) else ()
    others |= {*bare} if word in without_vowels else index.without_vowels.intersection(bare)
    alike = ((other, OSA.normalized_similarity(word, other)) for other in others)
    return [
        (other, Like(SOUND + SOUND_AND_SPELLING * spelling, "sound"))
        for other, spelling in alike
        if spelling >= LEAST_ALIKE_BY_SOUND
    ]


def _by_spelling(index: Index, word: str) -> list[tuple[str, Like]]:
    if len(word) < SHORTEST:
        return []
    near = process.extract(
        word,
        index.words,
        scorer=OSA.normalized_similarity,
        score_cutoff=LEAST_ALIKE,
        limit=None,
    )
    return [
        (other, Like(min(100 * alike, MOST_BY_SPELLING), "spelling"))
        for other, alike, _ in near
        if len(other) >= SHORTEST
    ]
