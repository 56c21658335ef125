"""Names and references as they are held against each other: case, accents and spaces apart."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, combining, normalize

#: Signs that stand within a word and part nothing: O’Neill is one word, Smith-Jones is two.
APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼʻ`´′＇"))

#: Letters that are not a plain letter with a mark on it, as people without them write them.
LETTERS: Final = str.maketrans("łøđðıŋħŧɔɛəɓɗƙɣƴʋ", "loddinhtoeebdkgyv") | str.maketrans(
    {"þ": "th", "æ": "ae", "œ": "oe"}
)
WORD: Final = re.compile(r"[a-z0-9]+")

#: Letters of a text that are kept where it is told or logged.
TOLD: Final = 60


def parts(name: str) -> tuple[str, ...]:
    """The words of a name, in small plain letters, in the order in which it is spoken.

    What stands behind a comma comes first: `O’Neill, Seán-Óg` gives sean, og and oneill. Other
    scripts stay as they are, their accents apart. A name without a letter or a figure has none.
    """
    last, _, first = name.partition(",")
    spoken = f"{first} {last}"
    if spoken.isascii():
        return tuple(WORD.findall(spoken.lower().translate(APOSTROPHES)))
    return tuple(
        "".join(sign if _of_a_word(sign) else " " for sign in _without_marks(spoken)).split()
    )


def _without_marks(text: str) -> str:
    """Small letters without accents; what stands for several letters is taken apart."""
    bare = normalize("NFKC", text.translate(APOSTROPHES)).casefold()
    opened = normalize("NFKD", bare)
    return "".join(sign for sign in opened if not combining(sign)).translate(LETTERS)


def _of_a_word(sign: str) -> bool:
    """Whether it is a letter, a figure, or a vowel sign of a script that writes vowels so."""
    return sign.isalnum() or category(sign).startswith("M")


def reference(text: str) -> str:
    """A reference, case and spaces apart: ` n12 345 ` is N12345."""
    return "".join(text.casefold().split())


def readable(text: str) -> str:
    """A text in a line, nothing in it that a screen would obey; empty where nothing is left."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def shortened(text: str) -> str:
    """A text in a line of at most `TOLD` letters."""
    line = readable(text)
    return line if len(line) <= TOLD else f"{line[: TOLD - 1]}…"
