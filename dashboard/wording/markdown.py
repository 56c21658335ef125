"""Text of data that stands in Markdown and is never read as Markdown."""

from __future__ import annotations

import re
from typing import Final

#: What Markdown reads as more than a letter: every sign that a backslash takes the meaning from.
SIGNS: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
#: A line break in data begins no list, heading or table, and blanks make no code.
BLANKS: Final = re.compile(r"[\t-\r\x1c-\x20\x85\u2028\u2029]+")
#: An element with nothing in it. A page makes links of addresses, icons and emoji of words between
#: colons, and arrows and dashes of signs, in each run of text *after* the backslashes are gone: so
#: the run ends before the pattern does.
APART: Final = ":small[]"
PATTERNS: Final = re.compile(
    r"(?<=:)"  # https://, :material/home:, :smile:
    r"|(?<=@)"  # somebody@somewhere.example
    r"|(?<=www)(?=\.)"  # www.somewhere.example
    r"|(?<=[-<>~])(?=[-=>])",  # --, ->, <-, >=, <=, ~=
    re.IGNORECASE,
)


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands, in one line.

    Blanks and line breaks that follow each other are one blank, as a page shows them anyway. It is
    for Markdown alone: a table, a text field or a list of options would show the backslashes.
    """
    line = BLANKS.sub(" ", text).strip(" ")
    return APART.join(map(_backslashed, PATTERNS.split(line)))


def _backslashed(text: str) -> str:
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in text)
