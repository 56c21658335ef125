"""What changed from one list to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.access.viewer import Viewer
from dashboard.errors import DeskError, NobodyNamedError
from dashboard.services.basis import Basis
from dashboard.services.desk import Desk
from dashboard.services.listing.frozen_lists import basis_of, frozen_list
from dashboard.store import Store
from dashboard.store.store import Facts
from harm.movement.attribution import Moment, changes
from harm.offences import indices
from harm.record.allegations import Allegations
from harm.scoring.ranking import Ranking


@dataclass(frozen=True)
class Movement:
    """What changed from one list to another.

    Attributes:
        before: everyone assessed in the earlier.
        after: everyone assessed in the later.
        names: of the two: a frozen list's, or `now`.
        versions: of the data behind each.
        changes: of everyone in either, as `attribution.CHANGE`.
        people: those of them who are on either list, with `suspect_name`.
        facts: of the data as it is now.
    """

    before: Ranking
    after: Ranking
    names: tuple[str, str]
    versions: tuple[int, int]
    changes: pl.DataFrame
    people: pl.DataFrame
    facts: Facts


@dataclass(frozen=True)
class Since:
    """What changed since the last frozen list that a list can be held against.

    Attributes:
        name: of the frozen list.
        as_of: its date.
        changes: of everyone assessed in either, as `attribution.CHANGE`.
    """

    name: str
    as_of: date
    changes: pl.DataFrame


#: What stands for the list as it is now, where a frozen list could be named.
NOW: Final = "now"


def movement(
    desk: Desk, viewer: Viewer, before: str, after: str, *, now: Basis | None = None
) -> Movement:
    """What changed from one list to another.

    Args:
        desk: whom to ask.
        viewer: who asks.
        before: a frozen list's name, or `now`.
        after: the same.
        now: what `now` rests on; None: the other list's rules and index, and the newest data.

    Raises:
        FrozenListError: a list is not there, or cannot be had again.
    """
    named = {name: basis_of(frozen_list(desk, name)) for name in (before, after) if name != NOW}
    plain = next((replace(b, as_of=None, version=None) for b in named.values()), Basis())
    bases = [named.get(name) or now or plain for name in (before, after)]
    moments = _moments(desk, bases)
    told = changes(*moments)
    on_either = pl.min_horizontal("position_before", "position_after") <= max(
        moment.ranking.length for moment in moments
    )
    version = desk.facts.version
    desk.register.note(viewer, "movement", f"{before} to {after}", version=version)
    rankings = [moment.ranking for moment in moments]
    return Movement(
        before=rankings[0],
        after=rankings[1],
        names=(before, after),
        versions=(desk.as_known(bases[0]).version, desk.as_known(bases[1]).version),
        changes=told,
        people=_named(desk.store, told.filter(on_either), rankings),
        facts=desk.facts,
    )


def since(desk: Desk, basis: Basis) -> Since | None:
    """What changed since the last list that was frozen under the same rules and index.

    It is a part of looking at the list, and so has no line of its own in the log.

    Returns:
        None where no such list with an earlier date is frozen, or the last one cannot be had again.
    """
    ranking = desk.ranking(basis)
    alike = [
        one
        for one in desk.register.all_frozen()
        if (one.rules_id, one.index) == (ranking.rules.id, ranking.index)
        and one.as_of < ranking.as_of
    ]
    if not alike:
        return None
    last = alike[-1]
    try:
        earlier = basis_of(last)
        told = desk.remembered(
            basis,
            ("since", last.name, replace(basis, as_of=ranking.as_of)),
            lambda: changes(*_moments(desk, [earlier, basis])),
        )
    except DeskError:  # the page Movement says why, where it is asked for
        return None
    return Since(last.name, last.as_of, told)


def _moments(desk: Desk, bases: list[Basis]) -> list[Moment]:
    """Both lists with the rows that either was made from."""
    stores = [desk.as_known(basis) for basis in bases]
    for store in stores:
        if not store.facts.allegations:
            raise NobodyNamedError("The record names nobody, so that nobody can have moved.")
    rankings = [desk.ranking(basis) for basis in bases]
    first = min(one.as_of - timedelta(days=one.rules.window_days) for one in rankings)
    last = max(one.as_of for one in rankings)
    held: dict[str, Allegations] = {}
    for store in stores:
        if store.identity not in held:
            with store.reading():
                held[store.identity] = _held(store.allegations(after=first, until=last))
    return [
        Moment(ranking, held[store.identity], indices.get(ranking.index))
        for ranking, store in zip(rankings, stores, strict=True)
    ]


def _held(lazy: Allegations) -> Allegations:
    """The same, read once, since it is asked several times."""
    record = None if lazy.record is None else lazy.record.collect().lazy()
    return replace(
        lazy,
        rows=lazy.rows.collect().lazy(),
        suspects=lazy.suspects.collect().lazy(),
        record=record,
    )


def _named(store: Store, told: pl.DataFrame, rankings: Sequence[Ranking]) -> pl.DataFrame:
    """Changes with each suspect's name, as last recorded."""
    numbers = pl.concat([one.table.select("suspect_id", "suspect") for one in rankings]).unique()
    known = told.join(numbers, on="suspect_id", how="left", maintain_order="left")
    people = store.particulars(known["suspect"].to_list()).select("suspect", "suspect_name")
    return known.join(people, on="suspect", how="left", maintain_order="left")
