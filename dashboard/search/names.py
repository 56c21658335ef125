"""Which names a text may mean: words in any order, joined or split, with initials and slips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from typing import Final, NamedTuple

from dashboard.search.index import Index
from dashboard.search.letters import romanised, written_without_vowels
from dashboard.search.normalise import parts
from dashboard.search.similarity import Kind, Like, likes

#: Out of 100; a lower score is not a match.
LEAST: Final = 60
OTHER_ORDER: Final = 2
WORD_LEFT: Final = 2
MOST_LEFT: Final = 10
OTHER_WORDS: Final = 1
OTHER_LETTERS: Final = 2

#: A text of more words or letters is looked up exactly, without allowing for slips.
MOST_WORDS: Final = 8
MOST_LETTERS: Final = 200
#: A word of fewer letters is not split.
LONG_ENOUGH: Final = 5
#: This many names are compared closely, the likeliest; a single letter fits thousands.
LOOKED_AT: Final = 2_000

WORDS_OF: Final[dict[Kind, str]] = {
    "initial": "by an initial",
    "shortened": "a short form",
    "sound": "sounds alike",
    "spelling": "spelt otherwise",
}

#: How a word made by joining or splitting may match: a short form of it would mean nothing.
CLOSE: Final = frozenset({"same", "sound", "spelling"})

#: Two small words before a name, which are often run into it: delacruz is De la Cruz.
PARTICLES: Final = (
    *(("de", "la"), ("de", "los"), ("de", "las"), ("de", "el"), ("van", "der"), ("van", "den")),
    *(("van", "de"), ("von", "der"), ("dos", "de"), ("da", "la"), ("abd", "al"), ("ibn", "al")),
)

Likes = Callable[[str], Mapping[str, Like]]


class Fit(NamedTuple):
    """How well a name fits a text, out of 100, and why in words."""

    score: int
    why: str

    def in_other_letters(self) -> Fit:
        """The same for a name that is recorded in other letters than those of the text."""
        words = ", in other letters"
        why = self.why if self.why.endswith(words) else f"{self.why}{words}"
        return Fit(self.score - OTHER_LETTERS, why)


def fitting(index: Index, text: str) -> dict[tuple[str, ...], Fit]:
    """The names that a text may mean, each with how well it fits: 100 is the same name."""
    sought = parts(text)
    found = _fitting(index, sought, text)
    plain = romanised(sought)
    for name, fit in () if plain == sought else _fitting(index, plain, text).items():
        other = fit.in_other_letters()
        if other.score >= LEAST and (name not in found or other.score > found[name].score):
            found[name] = other
    return found


def _fitting(index: Index, sought: tuple[str, ...], text: str) -> dict[tuple[str, ...], Fit]:
    found: dict[tuple[str, ...], Fit] = {}
    if len(sought) <= MOST_WORDS and len(text) <= MOST_LETTERS:
        bare = written_without_vowels(parts(text))
        alike = cache(lambda word: _likes(index, word, bare, written=word in sought))
        for words in (sought, *_other_words(index, sought, alike)):
            less = OTHER_WORDS if words != sought else 0
            for name, fit in _fitting_words(index, words, alike):
                match = fit if not less else Fit(fit.score - less, f"{fit.why}, parted otherwise")
                if match.score >= LEAST and match.score > found.get(name, Fit(0, "")).score:
                    found[name] = match
    if sought in index.bearers or sought in index.romanised:
        found[sought] = Fit(100, "the name")
    return found


def _likes(
    index: Index, word: str, without_vowels: frozenset[str], *, written: bool
) -> dict[str, Like]:
    found = likes(index, word, without_vowels=without_vowels)
    return {other: like for other, like in found.items() if written or like.kind in CLOSE}


def _other_words(index: Index, sought: tuple[str, ...], alike: Likes) -> Iterator[tuple[str, ...]]:
    """The same letters as other words: Mac Donald as MacDonald, Annemarie as Anne Marie."""
    for n in range(len(sought) - 1):
        joined = sought[n] + sought[n + 1]
        if len(joined) >= LONG_ENOUGH - 1 and alike(joined):
            yield (*sought[:n], joined, *sought[n + 2 :])
    for n, word in enumerate(sought):
        for at in range(1, len(word) if len(word) >= LONG_ENOUGH - 1 else 0):
            if word[:at] in index.holders and word[at:] in index.holders:
                yield (*sought[:n], word[:at], word[at:], *sought[n + 1 :])
        for particles in PARTICLES:
            first, rest = particles[0], word.removeprefix("".join(particles))
            known = rest in index.holders and first in index.holders
            if known and len(rest) >= WORD_LEFT and word != rest:
                yield (*sought[:n], *particles, rest, *sought[n + 1 :])


def _fitting_words(
    index: Index, words: tuple[str, ...], alike: Likes
) -> Iterator[tuple[tuple[str, ...], Fit]]:
    by_word = [alike(word) for word in words]
    for place in _likely(index, by_word):
        name = index.names[place]
        yield name, _fit(by_word, name)


def _likely(index: Index, by_word: Sequence[Mapping[str, Like]]) -> list[int]:
    """Names that might fit well enough, the likeliest first: each word by what fits it best."""
    sums: defaultdict[int, float] = defaultdict(float)
    for alike in by_word:
        best: dict[int, float] = {}
        for word, like in sorted(alike.items(), key=lambda pair: pair[1].quality):
            best.update(dict.fromkeys(index.holders[word], like.quality))
        for place, quality in best.items():
            sums[place] += quality
    enough = [place for place, total in sums.items() if total >= LEAST * len(by_word)]
    return nlargest(LOOKED_AT, enough, key=lambda place: (sums[place], -place))


def _fit(by_word: Sequence[Mapping[str, Like]], name: tuple[str, ...]) -> Fit:
    """How well a name fits words: each word has a part of the name to itself, or none."""
    pairs = _pairs(by_word, name)
    places = [pairs[n][0] for n in sorted(pairs)]
    kinds = [pairs[n][1].kind for n in sorted(pairs)]
    left = len(name) - len(pairs)
    turned = places != sorted(places)
    quality = sum(like.quality for _, like in pairs.values()) / len(by_word)
    score = int(quality) - OTHER_ORDER * turned - min(WORD_LEFT * left, MOST_LEFT)
    reasons = [
        "part of the name" if left or len(pairs) < len(by_word) else "the name",
        *(words for kind, words in WORDS_OF.items() if kind in kinds),
        *(["in another order"] if turned else []),
    ]
    return Fit(max(score, 0), ", ".join(reasons))


def _pairs(
    by_word: Sequence[Mapping[str, Like]], name: tuple[str, ...]
) -> dict[int, tuple[int, Like]]:
    """For each word the place in the name that it stands for: the most alike first."""
    possible = sorted(
        (-like.quality, abs(n - place), n, place, like)
        for n, alike in enumerate(by_word)
        for place, part in enumerate(name)
        if (like := alike.get(part)) is not None
    )
    pairs: dict[int, tuple[int, Like]] = {}
    taken: set[int] = set()
    for _, _, n, place, like in possible:
        if n not in pairs and place not in taken:
            pairs[n] = (place, like)
            taken.add(place)
    return pairs
