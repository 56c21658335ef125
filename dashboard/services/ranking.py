"""The ranking, and the rows that it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from dashboard.errors import NobodyNamedError
from dashboard.services.ranking_spec import RankingSpec
from dashboard.store import Store
from harm.areas.area_harm import by_area
from harm.offences import indices
from harm.record.allegations import Allegations
from harm.scoring.ranking import Ranking, rank
from harm.scoring.rules import Rules


def in_window(store: Store, rules: Rules, as_of: date, also: Sequence[str] = ()) -> Allegations:
    """What was recorded in the window: nothing else can count."""
    after = as_of - timedelta(days=rules.window_days)
    return store.allegations(after=after, until=as_of, also=also)


def crimes_in_window(
    store: Store, rules: Rules, as_of: date, also: Sequence[str] = ()
) -> Allegations:
    """The same, and the crimes in which nobody is named; nothing is said about suspects."""
    after = as_of - timedelta(days=rules.window_days)
    return store.crimes(after=after, until=as_of, also=also)


def rank_at(store: Store, spec: RankingSpec) -> Ranking:
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
    as_of = spec.as_of or store.facts.newest
    return rank(
        in_window(store, spec.rules, as_of),
        rules=spec.rules,
        index=indices.get(spec.index),
        as_of=as_of,
    )


def areas_of(store: Store, spec: RankingSpec, column: str) -> pl.DataFrame:
    """Harm, allegations and suspects by area, as `area_harm.by_area`."""
    as_of = spec.as_of or store.facts.newest
    return by_area(
        in_window(store, spec.rules, as_of, also=[column]),
        column,
        rules=spec.rules,
        index=indices.get(spec.index),
        as_of=as_of,
    )
