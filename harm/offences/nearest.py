"""The offences of an index that a text may mean: what to offer where nothing was found.

*GBH*, *common assault* or *s.47* name an offence to everybody and match no title. The nearest
titles by their words are offered, and never taken: only a person can say which was meant, and the
days differ by years.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import log
from typing import Final, NamedTuple

import polars as pl

from harm.offences.indices import Index

WORD: Final = re.compile(r"[a-z]+|\d+[a-z]?")
#: Words that say nothing of an offence.
STOP: Final = frozenset(
    [
        *("a", "an", "and", "any", "at", "by", "etc", "for", "from", "in", "into", "of", "on"),
        *("or", "other", "the", "to", "under", "with", "without"),
    ]
)
#: Words that make another offence of one: a title with them is further from a text without.
QUALIFIERS: Final = ("attempted", "racially", "religiously", "aggravated", "police", "conspiracy")
#: What people write, and the words of the law: offences against the person by their sections.
SHORT_FORMS: Final = {
    "gbh": "grievous bodily harm",
    "abh": "assault occasioning actual bodily harm",
    "dv": "domestic",
    "twoc": "taking motor vehicle without consent",
    "twocing": "taking motor vehicle without consent",
    "pwits": "possession controlled drug with intent to supply",
    "dui": "driving unfit drink drugs",
    "csa": "sexual child",
    "vap": "violence",
    "gbhi": "grievous bodily harm with intent",
    "wounding": "wounding grievous bodily harm",
    "coercion": "controlling coercive behaviour",
    "flashing": "exposure",
    "groping": "sexual assault touching",
    "choking": "strangulation suffocation",
}
SECTIONS: Final = {
    "18": "wounding grievous bodily harm with intent",
    "20": "wounding inflicting grievous bodily harm",
    "39": "common assault battery",
    "47": "assault occasioning actual bodily harm",
    "76": "controlling coercive behaviour intimate family relationship",
}
SECTION: Final = re.compile(r"\b(?:s|sec|section)[\s.]*(18|20|39|47|76)\b")
#: A title with less of what was written, by weight, is not near.
LEAST: Final = 0.34


class Near(NamedTuple):
    """An offence of an index that may be meant: its URN, title, and score in tenths of a day."""

    urn: str | None
    title: str
    tenths: int


def nearest(index: Index, text: str, *, most: int = 3) -> list[Near]:
    """The offences of an index whose titles are nearest to a text, best first.

    It goes by words: how much of the text, rare words counting more, a title has; of equal ones the
    title with fewer words, then the first by letters. It knows nothing of the law, so the offence
    that was meant may not be among them.

    Args:
        index: whose offences.
        text: as it was recorded: a title, a short form, a section.
        most: how many at most.
    """
    sought = _words(text)
    if not sought:
        return []
    titles, weights = _titles(index.name, index.fingerprint, index)
    whole = sum(weights.get(word, MOST_WEIGHT) for word in sought)
    scored = []
    for near, words in titles:
        found = sum(weights[word] for word in sought & words)
        if found >= LEAST * whole:
            others = len((words & _QUALIFIERS) - sought)
            scored.append((others * FURTHER - found / whole, len(words), near.title, near))
    return [near for *_, near in sorted(scored, key=lambda entry: entry[:3])[:most]]


def nearest_of(index: Index, unmapped: pl.DataFrame, *, most: int) -> list[list[Near]]:
    """For each of the first offences without a score those of an index that may be meant.

    Args:
        index: whose offences.
        unmapped: `offence_code` and `offence_title`, as they were recorded.
        most: for how many of them.
    """
    texts = unmapped.head(most).select(pl.coalesce("offence_title", "offence_code", pl.lit("")))
    return [nearest(index, text) for text in texts.to_series()]


#: How much further a title is with each word that makes another offence of it.
FURTHER: Final = 0.2
#: The weight of a word that no title has.
MOST_WEIGHT: Final = 4.0


def _words(text: str) -> frozenset[str]:
    lower = text.casefold()
    for section in SECTION.findall(lower):
        lower = f"{SECTION.sub(' ', lower)} {SECTIONS[section]}"
    words = " ".join(SHORT_FORMS.get(word, word) for word in WORD.findall(lower))
    return frozenset(_stem(word) for word in WORD.findall(words) if word not in STOP)


def _stem(word: str) -> str:
    """A word without the endings that titles differ in: assaults and assault, raped and rape."""
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > len("abc"):
            return word[: -len(ending)]
    return word.removesuffix("e") if len(word) > len("abcd") else word


_QUALIFIERS: Final = frozenset(_stem(word) for word in QUALIFIERS)


@lru_cache(maxsize=8)
def _titles(
    name: str, fingerprint: str, index: Index
) -> tuple[list[tuple[Near, frozenset[str]]], dict[str, float]]:
    """Each different title with its words, and the weight of each word: rare ones have more."""
    del name, fingerprint  # what an index is known by
    rows = (
        index.entries.drop_nulls("tenths")
        .unique("title", keep="first", maintain_order=True)
        .filter(pl.col("title") != "")
        .select("urn", "title", "tenths")
    )
    titles = [(Near(*row), _words(row[1])) for row in rows.iter_rows()]
    counts: dict[str, int] = {}
    for _, words in titles:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return titles, {word: 1 + log(len(titles) / n) for word, n in counts.items()}
