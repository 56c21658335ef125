"""The ranked list, and what its suspects can be filtered by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_LIST
from dashboard.services.forces import forces_of
from dashboard.services.gate import service
from dashboard.services.grounds import listed_grounds
from dashboard.services.listing.filters import FORCE, WHOLE, Filter
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from dashboard.store import Store
from dashboard.store.facts import Facts
from harm.assurance.data_quality import ALSO as ALSO_DEFECTS
from harm.assurance.data_quality import defects_of
from harm.assurance.grounds import carried
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
            them by, their profiles, and `no_further_action`, the tenths of a day that allegations
            carry which ended in it; or others of those assessed, where a filter says so.
        filter: which of those assessed they are.
        part: how many are in the part of the ranking that was filtered, whoever they are.
        matching: how many of these the filter lets through and the viewer may see; of everyone
            assessed no more than `filters.MOST` are handed out.
        unmapped: as `Ranking.unmapped`, those whom the viewer may see.
        scoped: whether the viewer may not see everybody, so that some may be left out.
        references: all references of each person who has several, by that by which they are called.
        restricted: how many places of the whole list are restricted, so that nobody is shown there;
            none for somebody who is scoped.
    """

    ranking: Ranking
    facts: Facts
    people: pl.DataFrame
    filter: Filter
    part: int
    matching: int
    unmapped: pl.DataFrame
    scoped: bool
    restricted: int = 0
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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
    matching = question.visible(_matching(question, chosen, part))
    scoped = question.limits is not None
    theirs = pl.col("suspect_id").is_in(sorted(question.restrictions.people))
    return RankedList(
        ranking=ranking,
        facts=question.facts,
        people=people_of(question, chosen, matching),
        filter=chosen,
        part=part.height,
        matching=matching.height,
        unmapped=question.visible(ranking.unmapped),
        scoped=scoped,
        restricted=0 if scoped else ranking.listed.filter(theirs).height,
        references={own[0]: own for own in question.store.persons.people},
    )


def people_of(
    question: Question, chosen: Filter, matching: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Those whom a filter shows and the viewer may see, as `RankedList.people`.

    Args:
        question: what the list rests on.
        chosen: the filter.
        matching: whom it lets through and the viewer may see, where that is known already.
    """

    def recognise() -> pl.DataFrame:
        part = chosen.part(question.ranking)
        found = matching
        if found is None:
            found = question.visible(_matching(question, chosen, part))
        return _recognised(question, chosen.head(found))

    about = ("people", question.dated, chosen, question.sight)
    return question.remember(about, recognise)


def _matching(question: Question, chosen: Filter, part: pl.DataFrame) -> pl.DataFrame:
    """Those of a part of a ranking whom a filter lets through, in order."""
    if not chosen.narrows:
        return part
    everyone = question.remember(
        ("findable", question.dated), lambda: findable(question.store, question.ranking)
    )
    for name, work in DOUBTS.items():
        if name in chosen.values:
            more = question.remember((name, question.dated), partial(work, question))
            everyone = everyone.join(more, on="suspect", how="left", maintain_order="left")
    found = chosen.apply(everyone).select("suspect")
    return part.join(found, on="suspect", how="semi", maintain_order="left")


def _recognised(question: Question, people: pl.DataFrame) -> pl.DataFrame:
    """Some of those assessed, with their particulars and profiles."""
    store, ranking = question.store, question.ranking
    suspects = people["suspect"].to_list()
    rows = in_window(store, ranking.rules, ranking.as_of)
    profiles = profile(
        rows, suspects, rules=ranking.rules, index=question.index, as_of=ranking.as_of
    )
    kinds = carried(
        rows, people["suspect"], rules=ranking.rules, index=question.index, as_of=ranking.as_of
    )
    ended = kinds.group_by("suspect").agg(
        no_further_action=pl.col("tenths").filter(pl.col("how_far") == "no_further_action").sum()
    )
    return people.join(
        store.suspects.particulars(suspects), on="suspect", how="left", maintain_order="left"
    ).join(profiles.join(ended, on="suspect"), on="suspect", how="left", maintain_order="left")


def _rests(question: Question) -> pl.DataFrame:
    return listed_grounds(question).weak


def _defects(question: Question) -> pl.DataFrame:
    ranking = question.ranking
    return defects_of(
        in_window(question.store, ranking.rules, ranking.as_of, also=ALSO_DEFECTS),
        rules=ranking.rules,
        index=question.index,
        as_of=ranking.as_of,
    )


def _forces(question: Question) -> pl.DataFrame:
    """The names of the forces that each person of the ranking is known to."""
    store, table = question.store, question.ranking.table
    forces = forces_of(question.workspace, store)
    known = [
        sorted({forces.of(own)[0] for own in store.persons.references_of(called)})
        for called in table["suspect_id"]
    ]
    return table.select("suspect", forces=pl.Series(known, dtype=pl.List(pl.String)))


#: What is worked out only where a filter asks about it: `suspect` and the column of the filter.
DOUBTS: Final[Mapping[str, Callable[[Question], pl.DataFrame]]] = {
    "rests": _rests,
    "defect": _defects,
    FORCE: _forces,
}


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
