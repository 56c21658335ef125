"""Frozen lists: a list kept as it stood, had again, and held against another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version as version_of
from threading import Lock
from typing import Final

import polars as pl

from dashboard.answers import Basis, Movement, Reproduction, Since
from dashboard.asking import ranking_of
from dashboard.desk import Desk
from dashboard.errors import DeskError, FrozenListError, NobodyNamedError
from dashboard.register import FrozenList, Viewer
from dashboard.register.lists import EDITION
from dashboard.store import Store
from harm import indices
from harm.allegations import Allegations
from harm.change import Moment, changes
from harm.errors import HarmError
from harm.frozen import DIFFERENCES, differences, fingerprint, written
from harm.ranking import Ranking
from harm.rules import Rules

#: What stands for the list as it is now, where a frozen list could be named.
NOW: Final = "now"
#: Letters of the hash in a list's name.
LETTERS: Final = 8
#: Held while an index is made known.
_NAMING: Final = Lock()


def freeze(desk: Desk, viewer: Viewer, basis: Basis) -> FrozenList:
    """Keep a list as it stands; the same list frozen twice is the one frozen first.

    Raises:
        FrozenListError: the record begins after its date.
        RegisterError: it cannot be kept.
    """
    store = desk.as_known(basis)
    if basis.as_of is not None and basis.as_of < store.facts.oldest:
        raise FrozenListError(
            f"The record begins on {store.facts.oldest}, so there is no list as of {basis.as_of} "
            f"to freeze; choose a later date."
        )
    ranking = desk.ranking(basis)
    content = written(ranking)
    index = indices.get(ranking.index)
    frozen = FrozenList(
        name=_name(ranking, index, store.version),
        at=datetime.now(UTC).replace(tzinfo=None),  # the column is UTC
        who=viewer.who,
        role=viewer.role,
        as_of=ranking.as_of,
        rules_id=ranking.rules.id,
        rules=json.dumps(asdict(ranking.rules), sort_keys=True),
        index=index.name,
        index_edition=index.edition,
        index_sha256=index.fingerprint,
        index_table=indices.kept(index),
        version=store.version,
        program=version_of("harmdesk"),
        listed=ranking.listed.height,
        assessed=ranking.assessed,
        sha256=fingerprint(content),
        content=content,
    )
    return desk.register.freeze(frozen)


def _name(ranking: Ranking, index: indices.Index, version: int) -> str:
    """The date, for people, and a hash of all four that a list rests on."""
    four = (ranking.rules.id, index.fingerprint, version, ranking.as_of.isoformat())
    return f"{ranking.as_of}-{hashlib.sha256(repr(four).encode()).hexdigest()[:LETTERS]}"


def frozen_lists(desk: Desk) -> list[FrozenList]:
    """Every frozen list by its date, without its content.

    Raises:
        StoreError: there is no data, so that there can be no list either.
    """
    desk.check_data()
    return desk.register.all_frozen()


def frozen_list(desk: Desk, name: str) -> FrozenList:
    """The frozen list of that name.

    Raises:
        FrozenListError: there is none, or it is kept in a way that is not known here.
        StoreError: there is no data.
    """
    desk.check_data()
    found = desk.register.frozen(name)
    if found is None:
        raise FrozenListError(
            f"There is no frozen list called {name[:60]!r}; `harmdesk lists` and the page "
            f"Movement name those that there are."
        )
    if found.edition != EDITION:
        raise FrozenListError(
            f"The list {name} was kept by another edition of Harmdesk (edition {found.edition}, "
            f"ours {EDITION}); open it with version {found.program}, which froze it."
        )
    return found


def basis_of(frozen: FrozenList) -> Basis:
    """What a frozen list rests on, so that it can be had again.

    Raises:
        FrozenListError: its rules or its index are not known here any more.
    """
    try:
        rules = Rules(**json.loads(frozen.rules))
    except (TypeError, ValueError, HarmError):
        rules = None
    if rules is None or rules.id != frozen.rules_id:
        raise FrozenListError(
            f"The list {frozen.name} rests on rules ({frozen.rules_id}) that this Harmdesk does "
            f"not know; open it with version {frozen.program}, which froze it."
        )
    return Basis(rules, _index_of(frozen), frozen.as_of, frozen.version)


def _index_of(frozen: FrozenList) -> str:
    """The name of its index, which is made known if it is one's own.

    One list at a time: two readers who opened lists with two indices of one name would else both
    find the name free, and one of them would be shown days of the other's index.
    """
    with _NAMING:
        return _known_index(frozen)


def _known_index(frozen: FrozenList) -> str:
    own = frozen.index_table
    if frozen.index not in indices.names():
        if own is None:
            raise FrozenListError(
                f"The list {frozen.name} rests on the index {frozen.index}, which this Harmdesk "
                f"does not have; open it with version {frozen.program}, which froze it."
            )
        again = indices.had_again(frozen.index, own)
        indices.register(again.name, lambda: again)
    elif own is not None and indices.get(frozen.index).fingerprint != frozen.index_sha256:
        raise FrozenListError(
            f"The list {frozen.name} rests on an index of its own called {frozen.index}, and "
            f"another of that name is in use; leave that one out and try again."
        )
    return frozen.index


def reproduce(desk: Desk, viewer: Viewer, name: str) -> Reproduction:
    """Make a frozen list again from the record, and hold the two against each other.

    Raises:
        FrozenListError: it cannot be made.
    """
    frozen = frozen_list(desk, name)
    basis = basis_of(frozen)
    store = desk.as_known(basis)
    with store.reading():
        ranking = ranking_of(store, basis)  # from the record, not from what is remembered of it
    desk.register.note(viewer, "list", ranking.name, version=frozen.version)
    content = written(ranking)
    try:
        told = differences(frozen.content, content)
    except pl.exceptions.PolarsError as error:
        raise FrozenListError(
            f"The list {name} is no longer as it was frozen: what is kept of it is no list. "
            f"Restore the register from a backup."
        ) from error
    index = indices.get(frozen.index)
    if index.fingerprint != frozen.index_sha256:
        table = ("", f"table of the index {index.name}", frozen.index_edition, index.edition)
        told = pl.concat([pl.DataFrame([table], schema=DIFFERENCES, orient="row"), told])
    return Reproduction(frozen, fingerprint(content) == frozen.sha256, told)


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
