"""Names in letters other than a to z, written in the letters a to z: Иванов as Ivanov."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import name as name_of

from anyascii import anyascii

from dashboard.search.normalise import parts

#: Scripts that leave short vowels out, by how Unicode names their letters.
WITHOUT_VOWELS: Final = ("ARABIC", "HEBREW", "SYRIAC")
#: Of Chinese and Korean each sign is a syllable that begins with a capital.
SYLLABLE: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
VOWELS: Final = re.compile(r"[aeiouyw]")
DOUBLED: Final = re.compile(r"(.)\1+")
#: Fewer consonants say too little to find anybody by.
SHORTEST: Final = 2


def romanised(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name in the letters a to z; those that are in them already stay as they are.

    A syllable of Chinese or Korean becomes a word. Words of a script without vowels have few or
    none (`consonants`).

    Args:
        words: as `normalise.parts` gives.
    """
    return tuple(letters for word in words for letters in _in_plain_letters(word))


def written_without_vowels(words: tuple[str, ...]) -> frozenset[str]:
    """Those words of a name whose script leaves vowels out, in the letters a to z."""
    return frozenset(
        letters
        for word in words
        if name_of(word[0], "").startswith(WITHOUT_VOWELS)
        for letters in _in_plain_letters(word)
    )


def consonants(word: str) -> str:
    """The consonants of a word; empty where they are too few to find anybody by.

    Mohammed and the letters of محمد have the same. An h at the end stands for a vowel in Arabic.

    Args:
        word: in small plain letters.
    """
    bare = DOUBLED.sub(r"\1", VOWELS.sub("", word.removesuffix("h")))
    return bare if len(bare) >= SHORTEST else ""


def _in_plain_letters(word: str) -> tuple[str, ...]:
    return (word,) if word.isascii() else parts(SYLLABLE.sub(" ", anyascii(word)))
