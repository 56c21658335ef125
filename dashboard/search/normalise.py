"""Names and references in the form in which they are compared: without case, accents and spaces."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, combining, normalize

#: Signs within a word that do not divide it: O’Neill is one word, Smith-Jones is two.
APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼʻ`´′＇"))

#: Letters that are not a plain letter with a mark on it, as people without them write them.
LETTERS: Final = str.maketrans("łøđðıŋħŧɔɛəɓɗƙɣƴʋ", "loddinhtoeebdkgyv") | str.maketrans(
    {"þ": "th", "æ": "ae", "œ": "oe"}
)
WORD: Final = re.compile(r"[a-z0-9]+")

#: Letters of a text that are kept where it is displayed or logged.
KEPT: Final = 60


def parts(name: str) -> tuple[str, ...]:
    """The words of a name, in small plain letters, in the order in which it is spoken.

    What follows a comma comes first: `O’Neill, Seán-Óg` gives sean, og and oneill. Other scripts
    stay as they are, without their accents. A name without a letter or a figure has no words.
    """
    last, _, first = name.partition(",")
    spoken = f"{first} {last}"
    if spoken.isascii():
        return tuple(WORD.findall(spoken.lower().translate(APOSTROPHES)))
    return tuple(
        "".join(sign if _of_a_word(sign) else " " for sign in _without_marks(spoken)).split()
    )


def _without_marks(text: str) -> str:
    """Small letters without accents; a sign for several letters is split into them."""
    bare = normalize("NFKC", text.translate(APOSTROPHES)).casefold()
    opened = normalize("NFKD", bare)
    return "".join(sign for sign in opened if not combining(sign)).translate(LETTERS)


def _of_a_word(sign: str) -> bool:
    """Whether a sign is a letter, a figure, or a vowel sign of a script that has such signs."""
    return sign.isalnum() or category(sign).startswith("M")


def reference(text: str) -> str:
    """A reference without case and spaces: ` n12 345 ` is N12345."""
    return "".join(text.casefold().split())


def readable(text: str) -> str:
    """A text on one line, without control characters; empty where nothing is left."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def shortened(text: str) -> str:
    """A text on one line of at most `KEPT` letters."""
    line = readable(text)
    return line if len(line) <= KEPT else f"{line[: KEPT - 1]}…"
