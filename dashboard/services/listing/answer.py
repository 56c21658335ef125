"""Everything that the page of the list and `harmdesk rank` show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard.services.listing.filters import WHOLE, Filter
from dashboard.services.listing.movement import Since, changes_since
from dashboard.services.listing.ranked_list import RankedList, ranked_list
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from harm.scoring.eligibility import explain_rows


@dataclass(frozen=True)
class ListAnswer:
    """A list and what changed on it; page and terminal show the same.

    Attributes:
        listing: the ranked list, or the part of it that a filter shows.
        since: what changed since the last list frozen under the same rules and index; None where
            there is none with an earlier date.
        reasons: where nobody is assessed, why no row of the window counts: each reason of
            `harm.scoring.eligibility.REASONS` with how many rows have it, most first; else empty.
    """

    listing: RankedList
    since: Since | None
    reasons: Mapping[str, int]


def answer_list(question: Question, chosen: Filter = WHOLE) -> ListAnswer:
    """Open the list: one look, with one line in the log.

    Args:
        question: rules, index and date.
        chosen: which of those assessed are shown.

    Raises:
        NobodyNamedError: the record names nobody.
    """
    listing = ranked_list(question, chosen)
    reasons = {} if listing.ranking.assessed else _reasons(question)
    return ListAnswer(listing, changes_since(question), reasons)


def _reasons(question: Question) -> dict[str, int]:
    ranking = question.ranking
    rows = explain_rows(
        in_window(question.store, ranking.rules, ranking.as_of),
        rules=ranking.rules,
        index=question.index,
        as_of=ranking.as_of,
    )
    counts = rows.group_by("reason").agg(rows=pl.len()).collect().drop_nulls("reason")
    ordered = counts.cast({"reason": pl.String}).sort("rows", "reason", descending=[True, False])
    return dict(ordered.iter_rows())
