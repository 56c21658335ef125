"""What the log may have of a text that somebody typed, once people were erased."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from dashboard.search.dates_of_birth import taken_apart
from dashboard.search.normalise import parts
from dashboard.services.removal.ledger import Erased
from dashboard.store.removal import Removable

#: What the log has in place of a text about whoever or whatever was erased.
REMOVED: Final[dict[Removable, str]] = {"person": "a removed person", "crime": "a removed crime"}
#: A reference may be typed with blanks in it, in so many pieces.
MOST_PIECES: Final = 4


def loggable(text: str, erased: Collection[Erased], *, today: date) -> str:
    """A text as the log may have it: whole, or what stands for somebody or something removed.

    Names are known in any order, in any case and without their accents. How it misleads: whoever is
    looked for who shares two words of a name, a whole name of one word, or a date of birth with
    somebody who was erased is a removed person in the log as well; and one text in some thousands
    is, by chance. A name that is spelt otherwise is not known.

    Args:
        text: on one line.
        erased: everything that was.
        today: as `taken_apart`.
    """
    if not erased:
        return text
    sought = taken_apart(text, today=today)
    pieces = _pieces(text)
    for entry in erased:
        if any(entry.is_of(entry.kind, piece) for piece in pieces):
            return REMOVED[entry.kind]
    words = parts(sought.name)
    for entry in erased:
        if entry.is_named_by(words) or (sought.born and entry.is_born_on(sought.born)):
            return REMOVED["person"]
    return text


def _pieces(text: str) -> set[str]:
    """Whatever of a text may be a reference."""
    words = text.split()
    return {
        text,
        *re.findall(r"[\w/-]+", text),
        *(
            "".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, min(start + MOST_PIECES, len(words)) + 1)
        ),
    }
