"""The ranked list, and what its suspects can be filtered by."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.services.ranking import in_window
from dashboard.store import Store
from dashboard.store.store import Facts
from harm.offences import indices
from harm.scoring.ranking import Ranking
from harm.suspects.facets import ALSO as ALSO_FACETS
from harm.suspects.facets import facets


@dataclass(frozen=True)
class Listing:
    """A list as a page or a file shows it.

    Attributes:
        ranking: everyone assessed.
        facts: of the data behind it.
        people: the listed, in order: the columns of the ranking's table, what people recognise
            them by, and their profiles; or others of those assessed, where a filter says so.
        query: the filter, as it is written in a link; empty for the list itself.
        shown: the filter in a sentence; empty for the list itself.
    """

    ranking: Ranking
    facts: Facts
    people: pl.DataFrame
    query: str = ""
    shown: str = ""

    @property
    def name(self) -> str:
        """What names what was looked at, beside the version of the data."""
        return f"{self.ranking.name} {self.query}".strip()


def findable(store: Store, ranking: Ranking) -> pl.DataFrame:
    """Everyone assessed, in order, with what filters ask about: no names."""
    facts = facets(
        in_window(store, ranking.rules, ranking.as_of, also=ALSO_FACETS),
        rules=ranking.rules,
        index=indices.get(ranking.index),
        as_of=ranking.as_of,
    )
    now = store.particulars(ranking.table["suspect"].to_list()).select(
        "suspect", "suspect_home_borough", "suspect_situation"
    )
    return ranking.table.join(facts, on="suspect", how="left", maintain_order="left").join(
        now, on="suspect", how="left", maintain_order="left"
    )
