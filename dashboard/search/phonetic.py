"""How a name sounds: one key for the spellings that sound the same.

The rules are ours, similar to Metaphone, and meant for the names of London: Mohammed and Muhamad,
Chaudhry and Chowdhury, Stephen and Steven, Smith and Smyth have one key each. Two names with the
same key need not be alike at all (Smith, Sumit): a key finds candidates, and never decides.
"""

from __future__ import annotations

import re
from typing import Final

from doublemetaphone import doublemetaphone

#: Applied in this order to small plain letters. C stands for ch, X for sh.
RULES: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^mc(?=[^aeiouy])", "mac"),
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^(ps|x)", "s"),
        (r"sch|sh", "X"),
        (r"tch|cz|ch", "C"),
        (r"ph", "f"),
        (r"(?<=[aeiouy])gh(?=[^aeiouy]|$)", ""),
        (r"(?<=[bcdgkpqrt])h", ""),
        (r"ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"[cq]", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"v", "f"),
        (r"(?<=m)p(?=[st])", ""),
        (r"(?<=[aeiou])w(?=[^aeiouy]|$)", ""),
        (r"(?<!^)h", ""),
        (r"(.)\1+", r"\1"),
    )
)
#: A vowel, where it opens a name or ends one; between, vowels are left out.
OPENING: Final = str.maketrans("aeiyou", "aeeeoo")
ENDING: Final = str.maketrans("aeiyou", "aiiioo")
SILENT_E: Final = re.compile(r"(?<=[^aeiouy])e$")
LETTERS: Final = re.compile(r"[a-z]+")
VOWEL: Final = re.compile(r"[aeiouy]")
#: A key of fewer signs says too little to find anybody by.
SHORTEST: Final = 2


def sounds(word: str) -> frozenset[str]:
    """The keys of a word in small plain letters: ours, and those of Double Metaphone.

    Double Metaphone (Philips 2000) knows how names from many languages sound to English ears, and
    gives two keys where a name has two pronunciations. Its keys begin with =, apart from ours.
    """
    if not word.isascii():
        return frozenset()
    others = (key for key in doublemetaphone(word) if len(key) >= SHORTEST)
    return frozenset({*filter(None, [sound(word)]), *(f"={key}" for key in others)})


def sound(word: str) -> str:
    """The key of a word in small plain letters; empty where it has too little of one.

    A word without a vowel, or in letters other than a to z, has none.
    """
    if LETTERS.fullmatch(word) is None or VOWEL.search(word) is None:
        return ""
    heard = word if word.endswith("ee") else SILENT_E.sub("", word) or word
    for pattern, into in RULES:
        heard = pattern.sub(into, heard)
    if heard.startswith("y") and heard[1:2] in tuple("aeiou"):
        first, rest = "y", heard[1:]
    else:
        first, rest = heard[:1].translate(OPENING), heard[1:]
    last = rest[-1:].translate(ENDING) if rest[-1:] in tuple("aeiouy") else rest[-1:]
    key = first + re.sub("[aeiouy]", "", rest[:-1]) + last
    return key if len(key) >= SHORTEST else ""
