"""What a borough's sheet says of who lives within a walk of a police counter."""

from __future__ import annotations

from dashboard.services.question import Caller
from dashboard.services.resources.reach import reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.wording.reach import in_note_words


def reach_note(caller: Caller, borough: str) -> str:
    """Who is within a walk of a counter of the latest list, and whether one is open day and night.

    It is short, since a full sheet cuts long notes, and minutes must keep their speed and detour.

    Args:
        caller: who prints the sheet; the record has no part in it.
        borough: its GSS code.
    """
    reach = reach_of(caller, ReachChoice())
    row = reach.rows.filter(code=borough).row(0, named=True)
    own = reach.promises.filter(code=borough)
    return in_note_words(reach, row, None if own.is_empty() else own.row(0, named=True))
