"""Which letters a document can draw, and what replaces those that it cannot."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, normalize

#: No text of one place is longer than this; the template cuts it to its lines.
LETTERS: Final = 700
#: Replaces a letter that no font of the document has.
BOX: Final = "□"
#: Accents that the first font sets on any letter of its own; more on one would cover lines above.
ACCENTS: Final = r"[\u0300-\u0331]{0,4}"
#: Latin, Greek, Cyrillic and their signs, which the first font has in each weight.
ACCENTED: Final = (
    r"!-~\u00a0-\u00ac\u00ae-\u023f\u0250-\u02e4\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce"
    r"\u0400-\u045f\u0490-\u04c4\u04c7\u04c8\u04cb\u04cc\u04d0-\u04f9\u1e00-\u1e9b\u1e9e\u1ea0-\u1ef9"
    r"\u2010-\u2027\u2030-\u2037\u2039\u203a\u20ac\u2116\u2122\u2190-\u2193\u2212\u2260\u2264\u2265\u25a1"
)
#: Armenian, Hebrew, Arabic, Persian, Georgian: letters alone, since the library may fall over
#: accents on a line that runs from the right (typst issue 8667).
BARE: Final = (
    r"\u0531-\u0556\u0561-\u0587\u05d0-\u05ea\u0621-\u063a\u0640-\u064a\u0660-\u0669\u067e\u0686\u0698"
    r"\u06a9\u06af\u06be\u06cc\u06f0-\u06f9\u10d0-\u10f6"
)
DRAWN: Final = re.compile(rf"[ {ACCENTED}]{ACCENTS}|[{BARE}]")


def clean(text: str) -> str:
    """A text on one line, without what only steers, and no longer than `LETTERS`.

    A letter that reverses or hides text would make it read as a different text.
    """
    spaced = (" " if category(letter) == "Cc" else letter for letter in normalize("NFC", text))
    line = " ".join("".join(letter for letter in spaced if category(letter) != "Cf").split())
    return line if len(line) <= LETTERS else f"{line[:LETTERS]}…"


def boxed(text: str) -> str:
    """A text with a box for each letter that the fonts lack; a letter is one with its accents."""
    if text.isascii():
        return text
    letters: list[str] = []
    for letter in text:
        if letters and category(letter).startswith("M"):
            letters[-1] += letter
        else:
            letters.append(letter)
    return "".join(letter if DRAWN.fullmatch(letter) else BOX for letter in letters)
