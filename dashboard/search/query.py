"""The text that somebody searches for: it is matched and logged in the same form."""

from __future__ import annotations

from typing import Final

from dashboard.errors import SearchError
from dashboard.search.normalise import readable

#: Letters that a text may have; the log has the whole text.
LONGEST: Final = 200


def query_of(text: str) -> str:
    """The text to search for, on one line: matched and logged in full.

    Args:
        text: as somebody wrote it; unprintable characters, such as a line end, separate words.

    Raises:
        SearchError: nothing is left of it, or more than `LONGEST` letters.
    """
    query = readable(text)
    if not query:
        raise SearchError(
            "There is nothing to search for; write a reference, a name, a date of birth or "
            "the reference of a crime."
        )
    if len(query) > LONGEST:
        raise SearchError(
            f"The text to search for has {len(query):,} letters, and {LONGEST:,} are the most; "
            f"search for a reference, a name, a date of birth or the reference of a crime alone."
        )
    return query
