"""What a search says, in words."""

from __future__ import annotations

from dashboard.search import shortened
from dashboard.services.suspects.search import SearchResult
from dashboard.wording.formats import counted


def in_found_words(found: SearchResult) -> str:
    """How many match a text, and how many of them are shown."""
    sought = f"“{shortened(found.text)}”"
    if not found.matched:
        return f"Nobody in the data matches {sought}; check the spelling or search by reference."
    matches = f"{counted(found.matched, 'suspect matches', 'suspects match')} {sought}."
    if found.rows.height == found.matched:
        return matches
    return f"{matches} The {found.rows.height:,} that fit best are shown; write more to see fewer."


def in_standing_words(position: int | None, assessed: int) -> str:
    """Where a suspect stands among those assessed: 37 of 35,984."""
    return "not assessed" if position is None else f"{position:,} of {assessed:,}"
