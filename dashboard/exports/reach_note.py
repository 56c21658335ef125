"""What a borough's sheet says of who lives within a walk of a police counter."""

from __future__ import annotations

from dashboard.services.question import Caller
from dashboard.services.resources.reach import reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.wording.reach import in_borough_promise_words, in_reach_words, in_source_words


def reach_notes(caller: Caller, borough: str) -> tuple[str, str]:
    """Who is within a walk of a counter of the latest list, and the promise; and the sources.

    Args:
        caller: who prints the sheet; the record has no part in it.
        borough: its GSS code.
    """
    reach = reach_of(caller, ReachChoice())
    row = reach.rows.filter(code=borough).row(0, named=True)
    own = reach.promises.filter(code=borough)
    promise = "" if own.is_empty() else f" {in_borough_promise_words(own.row(0, named=True))}"
    return f"{in_reach_words(reach, row)}{promise}", in_source_words(reach)
