"""What a borough's sheet says of the posts that its command unit would get."""

from __future__ import annotations

from dashboard.services.question import Caller
from dashboard.services.resources.borough_posts import posts_of_borough
from dashboard.wording.borough_posts import in_posts_note_words


def posts_note(caller: Caller, borough: str) -> str:
    """The fewest and the most posts under any rule, and that the figures choose none.

    It is short, since a full sheet cuts long notes.

    Args:
        caller: who prints the sheet; the record has no part in it.
        borough: its GSS code.
    """
    return in_posts_note_words(posts_of_borough(caller, borough))
