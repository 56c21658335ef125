"""Whom a search found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.access.actions import FOLLOW_LINK, SEARCH
from dashboard.search import (
    WHOLE_REFERENCE,
    Index,
    index_of,
    matches,
    placed,
    query_of,
    recognised,
)
from dashboard.services.forces import bare_references, known_force, people_of
from dashboard.services.gate import about, service
from dashboard.services.question import Question
from dashboard.services.removal.ledger import read_erased
from dashboard.services.removal.typed import loggable
from dashboard.store.facts import Facts

#: How many matches of a search are handed out.
FOUND_SHOWN: Final = 100


@dataclass(frozen=True)
class SearchResult:
    """Whom a text may mean of those whom the viewer may see, and where they stand.

    Attributes:
        text: what was searched for, in a line.
        rows: the best matches first, as `search.ROWS`; at most `FOUND_SHOWN`, or as many as
            fit best.
        matched: how many of them match; those that are not among the rows fit less well.
        assessed: how many suspects are assessed, on or off the list.
        facts: of the data behind it.
    """

    text: str
    rows: pl.DataFrame
    matched: int
    assessed: int
    facts: Facts

    @property
    def exact(self) -> str | None:
        """The suspect whose reference the text is, in any case; None where it is nobody's."""
        whole = self.rows.filter(pl.col("why") == WHOLE_REFERENCE)
        return str(whole["suspect_id"][0]) if whole.height == 1 else None


def _query(text: str) -> str:
    return query_of(text.encode(errors="replace").decode())


def _subject(question: Question, text: str, force: str | None = None) -> str:
    """What the log keeps of a text: all of it, unless it is about somebody who was erased.

    Raises:
        SearchError: the text is empty, or too long to be logged whole.
        StoreError: what was erased cannot be read.
        HarmdeskError: no such force is in the data.
    """
    if force is not None:
        known_force(question, force)
    erased = read_erased(question.settings.data)
    return loggable(_query(text), erased, today=question.facts.newest)


@service(SEARCH, _subject)
def search(question: Question, text: str, force: str | None = None) -> SearchResult:
    """Whom a text may mean, of everyone named as a suspect, and where they are on the list.

    Args:
        question: what the positions rest on.
        text: a reference, a name, a date of birth, a name and a date, or a crime's reference.
        force: only people with a reference of this force; None: of every force.

    Raises:
        HarmdeskError: no such force is in the data.
        SearchError: the text is empty, or too long to be logged whole.
        StoreError: what was erased cannot be read, so that nobody knows what the log may keep.
    """
    store, ranking, query = question.store, question.ranking, _query(text)
    found = matches(
        _named(question), query, today=store.facts.newest, in_crime=store.suspects.named_in(query)
    )
    if force is not None:
        theirs = people_of(question, known_force(question, force))
        found = found.filter(pl.col("suspect_id").is_in(theirs))
    rows = placed(found, ranking.table, most=FOUND_SHOWN)
    people = store.suspects.particulars(rows["suspect"].to_list())
    return SearchResult(
        text=query,
        rows=recognised(rows, people),
        matched=found.height,
        assessed=ranking.assessed,
        facts=question.facts,
    )


@service(FOLLOW_LINK, about("a search to come"))
def prepare_search(question: Question) -> None:
    """Prepare for a search, so that the first one of a version need not; nobody is shown."""
    _ = question.ranking
    _named(question)


def _named(question: Question) -> Index:
    """Everyone named as a suspect whom the viewer may see, to be searched.

    The others are not in the index at all: where they were left out of what was found, they would
    still have kept others out of it, and so have shown that they are there.
    """
    return question.remember(
        ("named", question.sight),
        lambda: index_of(
            question.visible(question.store.suspects.named()),
            [*question.store.persons.called.items(), *bare_references(question)],
        ),
    )
