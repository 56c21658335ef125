"""The ranked list, and what its suspects can be filtered by."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.access.actions import SEE_LIST
from dashboard.services.gate import service
from dashboard.services.listing.filters import WHOLE, Filter
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from dashboard.store import Store
from dashboard.store.facts import Facts
from harm.offences import indices
from harm.scoring.ranking import Ranking
from harm.suspects.facets import ALSO as ALSO_FACETS
from harm.suspects.facets import facets
from harm.suspects.list_line import profile


@dataclass(frozen=True)
class RankedList:
    """A list as a page or a file shows it.

    Attributes:
        ranking: everyone assessed.
        facts: of the data behind it.
        people: the listed, in order: the columns of the ranking's table, what people recognise
            them by, and their profiles; or others of those assessed, where a filter says so.
        filter: which of those assessed they are.
        part: how many are in the part of the ranking that was filtered.
        matching: how many of these the filter lets through; of everyone assessed no more than
            `filters.MOST` are handed out.
    """

    ranking: Ranking
    facts: Facts
    people: pl.DataFrame
    filter: Filter
    part: int
    matching: int

    @property
    def query(self) -> str:
        """The filter as it is written in a link; empty for the list itself."""
        return self.filter.query

    @property
    def name(self) -> str:
        """What names what was looked at, together with the version of the data."""
        return f"{self.ranking.name} {self.query}".strip()


def _name_of(question: Question, chosen: Filter = WHOLE) -> str:
    return f"{question.ranking.name} {chosen.query}".strip()


@service(SEE_LIST, _name_of)
def ranked_list(question: Question, chosen: Filter = WHOLE) -> RankedList:
    """The list, or whoever else of those assessed a filter shows, with their particulars."""
    ranking = question.ranking
    part = chosen.part(ranking)
    matching = _matching(question, chosen, part)
    return RankedList(
        ranking=ranking,
        facts=question.facts,
        people=people_of(question, chosen, matching),
        filter=chosen,
        part=part.height,
        matching=matching.height,
    )


def people_of(
    question: Question, chosen: Filter, matching: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Those whom a filter shows and the viewer may see, as `RankedList.people`.

    Args:
        question: what the list rests on.
        chosen: the filter.
        matching: whom it lets through, where that is known already.
    """

    def recognise() -> pl.DataFrame:
        part = chosen.part(question.ranking)
        found = _matching(question, chosen, part) if matching is None else matching
        return _recognised(question, chosen.head(found))

    return question.visible(question.remember(("people", question.dated, chosen), recognise))


def _matching(question: Question, chosen: Filter, part: pl.DataFrame) -> pl.DataFrame:
    """Those of a part of a ranking whom a filter lets through, in order."""
    if not chosen.narrows:
        return part
    everyone = question.remember(
        ("findable", question.dated), lambda: findable(question.store, question.ranking)
    )
    found = chosen.apply(everyone).select("suspect")
    return part.join(found, on="suspect", how="semi", maintain_order="left")


def _recognised(question: Question, people: pl.DataFrame) -> pl.DataFrame:
    """Some of those assessed, with their particulars and profiles."""
    store, ranking = question.store, question.ranking
    suspects = people["suspect"].to_list()
    profiles = profile(
        in_window(store, ranking.rules, ranking.as_of),
        suspects,
        rules=ranking.rules,
        index=question.index,
        as_of=ranking.as_of,
    )
    return people.join(
        store.suspects.particulars(suspects), on="suspect", how="left", maintain_order="left"
    ).join(profiles, on="suspect", how="left", maintain_order="left")


def findable(store: Store, ranking: Ranking) -> pl.DataFrame:
    """Everyone assessed, in order, with what filters ask about: no names."""
    facts = facets(
        in_window(store, ranking.rules, ranking.as_of, also=ALSO_FACETS),
        rules=ranking.rules,
        index=indices.get(ranking.index),
        as_of=ranking.as_of,
    )
    now = store.suspects.particulars(ranking.table["suspect"].to_list()).select(
        "suspect", "suspect_home_borough", "suspect_situation"
    )
    return ranking.table.join(facts, on="suspect", how="left", maintain_order="left").join(
        now, on="suspect", how="left", maintain_order="left"
    )


def with_particulars(question: Question, people: pl.DataFrame) -> pl.DataFrame:
    """The same columns as `RankedList.people` has, for a service that has its own gate.

    Args:
        question: on the list.
        people: rows of a ranking's table.
    """
    return _recognised(question, people)
