"""Everything that the page of the list and `harmdesk rank` show."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.services.listing.filters import WHOLE, Filter
from dashboard.services.listing.movement import Since, changes_since
from dashboard.services.listing.ranked_list import RankedList, ranked_list
from dashboard.services.question import Question


@dataclass(frozen=True)
class ListAnswer:
    """A list and what changed on it; page and terminal show the same.

    Attributes:
        listing: the ranked list, or the part of it that a filter shows.
        since: what changed since the last list frozen under the same rules and index; None where
            there is none with an earlier date.
    """

    listing: RankedList
    since: Since | None


def answer_list(question: Question, chosen: Filter = WHOLE) -> ListAnswer:
    """Open the list: one look, with one line in the log.

    Args:
        question: rules, index and date.
        chosen: which of those assessed are shown.

    Raises:
        NobodyNamedError: the record names nobody.
    """
    return ListAnswer(ranked_list(question, chosen), changes_since(question))
