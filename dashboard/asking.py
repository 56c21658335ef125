"""What is asked of one version of the record, whether it stands or is only rehearsed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from dashboard.answers import Basis, Quality
from dashboard.errors import NobodyNamedError
from dashboard.store import Store
from harm import indices
from harm.allegations import Allegations
from harm.places import by_area
from harm.quality import ALSO, defects, unscored
from harm.ranking import Ranking, rank
from harm.rules import Rules


def in_window(store: Store, rules: Rules, as_of: date, also: Sequence[str] = ()) -> Allegations:
    """What was recorded in the window: nothing else can count."""
    after = as_of - timedelta(days=rules.window_days)
    return store.allegations(after=after, until=as_of, also=also)


def ranking_of(store: Store, basis: Basis) -> Ranking:
    """Everyone assessed, by reference alone.

    Raises:
        NobodyNamedError: the record names nobody.
    """
    if not store.facts.allegations:
        raise NobodyNamedError(
            "The record names nobody, so nobody can be ranked: it holds crimes or counts alone. "
            "Load a file with a column of suspects (docs/data-dictionary.md)."
        )
    as_of = basis.as_of or store.facts.newest
    return rank(
        in_window(store, basis.rules, as_of),
        rules=basis.rules,
        index=indices.get(basis.index),
        as_of=as_of,
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
