"""What is asked of one version of the record, whether it stands or is only rehearsed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.answers import Basis, Beside, Quality
from dashboard.errors import NobodyNamedError
from dashboard.store import Store
from harm import indices
from harm.allegations import Allegations
from harm.concentration import concentration
from harm.facets import ALSO as ALSO_FACETS
from harm.facets import facets
from harm.lanes import lanes, nobody_apart, sizes
from harm.places import by_area
from harm.profile import profile
from harm.quality import ALSO, defects, unscored
from harm.ranking import Ranking, rank
from harm.rules import Rules

#: Of each lane no more people than this are handed out; all are counted.
SHOWN: Final = 200


def in_window(store: Store, rules: Rules, as_of: date, also: Sequence[str] = ()) -> Allegations:
    """What was recorded in the window: nothing else can count."""
    after = as_of - timedelta(days=rules.window_days)
    return store.allegations(after=after, until=as_of, also=also)


def crimes_in_window(
    store: Store, rules: Rules, as_of: date, also: Sequence[str] = ()
) -> Allegations:
    """The same, and the crimes in which nobody is named; nothing is told of suspects."""
    after = as_of - timedelta(days=rules.window_days)
    return store.crimes(after=after, until=as_of, also=also)


def ranking_of(store: Store, basis: Basis) -> Ranking:
    """Everyone assessed, by reference alone.

    Raises:
        NobodyNamedError: the record names nobody.
    """
    if not store.facts.allegations:
        raise NobodyNamedError(
            "The record names nobody, so nobody can be ranked: it holds crimes or counts alone. "
            "Load a file with a column of suspects (docs/data-dictionary.md); after a withdrawal "
            "that was wrong, take it back with harmdesk withdraw VERSION."
        )
    as_of = basis.as_of or store.facts.newest
    return rank(
        in_window(store, basis.rules, as_of),
        rules=basis.rules,
        index=indices.get(basis.index),
        as_of=as_of,
    )


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


def areas_of(store: Store, basis: Basis, column: str) -> pl.DataFrame:
    """Harm, allegations and suspects by area, as `places.by_area`."""
    as_of = basis.as_of or store.facts.newest
    return by_area(
        in_window(store, basis.rules, as_of, also=[column]),
        column,
        rules=basis.rules,
        index=indices.get(basis.index),
        as_of=as_of,
    )


def quality_of(store: Store, ranking: Ranking) -> Quality:
    """What is doubtful or missing in the data behind a ranking."""
    allegations = in_window(store, ranking.rules, ranking.as_of, also=ALSO)
    index = indices.get(ranking.index)
    listed = ranking.listed["suspect"].to_list()
    return Quality(
        ranking=ranking,
        facts=store.facts,
        defects=defects(allegations, listed, rules=ranking.rules, index=index, as_of=ranking.as_of),
        unscored=unscored(allegations, rules=ranking.rules, index=index, as_of=ranking.as_of),
        months=store.by_month(),
        versions=store.versions(),
        counted=store.counted(),
    )


def beside_of(store: Store, ranking: Ranking) -> Beside:
    """Who stands beside a ranking's list, and how far few suspects carry most."""
    allegations = in_window(store, ranking.rules, ranking.as_of)
    everyone = lanes(allegations, ranking, index=indices.get(ranking.index))
    people = (
        everyone.filter(~pl.col("lane").is_in(["listed", "below_cut"]))
        .group_by("lane", maintain_order=True)
        .head(SHOWN)
    )
    return Beside(
        ranking=ranking,
        facts=store.facts,
        sizes=sizes(everyone),
        people=people.join(
            store.particulars(people["suspect"].to_list()),
            on="suspect",
            how="left",
            maintain_order="left",
        ).join(
            _gravest(allegations, people, ranking),
            on="suspect",
            how="left",
            maintain_order="left",
        ),
        concentration=concentration(ranking),
    )


def _gravest(allegations: Allegations, people: pl.DataFrame, ranking: Ranking) -> pl.DataFrame:
    """Each one's most serious offence: as assessed or, of those apart, as it would have been."""
    apart = pl.col("position").is_null()
    groups = ((allegations, ~apart), (nobody_apart(allegations), apart))
    return pl.concat(
        profile(
            known,
            people.filter(whose)["suspect"].to_list(),
            rules=ranking.rules,
            index=indices.get(ranking.index),
            as_of=ranking.as_of,
        ).select("suspect", "most_serious_offence")
        for known, whose in groups
    )
