"""The text that somebody searches for: what is matched, and so what is logged."""

from __future__ import annotations

from typing import Final

from dashboard.errors import SearchError
from dashboard.search.normalise import readable

#: Letters that a text may have; what is searched for stands whole in the log.
LONGEST: Final = 200


def query_of(text: str) -> str:
    """What is searched for, in a line: the same that is matched and logged, and all of it.

    Args:
        text: as somebody wrote it; what no screen shows, such as a line's end, parts words.

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
