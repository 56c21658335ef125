"""Frozen lists: a list kept as it was, and made again from the record."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from itertools import chain
from threading import Lock
from typing import Final

import polars as pl

from dashboard.access.actions import FREEZE_LIST, REPRODUCE_LIST, SEE_REFERENCES
from dashboard.errors import FrozenListError
from dashboard.register import FrozenList
from dashboard.register.frozen_lists import EDITION
from dashboard.services.gate import about, service
from dashboard.services.question import Question
from dashboard.services.ranking import rank_at
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.review import check_list
from harm.errors import HarmError
from harm.offences import indices
from harm.scoring.ranking import Ranking
from harm.scoring.ranking_csv import (
    DIFFERENCES,
    closed_up,
    differences,
    fingerprint,
    read,
    removed_places,
    written,
)
from harm.scoring.rules import Rules

__all__ = [
    "FrozenList",
    "Reproduction",
    "freeze_list",
    "frozen_list",
    "frozen_lists",
    "reproduce_list",
    "spec_of",
]

#: Letters of the hash in a list's name.
LETTERS: Final = 8
#: Held while an index is made known.
_NAMING: Final = Lock()


@service(FREEZE_LIST, lambda question: question.ranking.name)
def freeze_list(question: Question) -> FrozenList:
    """Keep a list as it stands; the same list frozen twice is the one frozen first.

    Raises:
        FrozenListError: the record begins after its date.
        RegisterError: it cannot be kept.
    """
    store, viewer, ranking = question.store, question.viewer, question.ranking
    if question.as_of < store.facts.oldest:
        raise FrozenListError(
            f"The record begins on {store.facts.oldest}, so there is no list as of "
            f"{question.as_of} to freeze; choose a later date."
        )
    content = written(ranking)
    index = indices.get(ranking.index)
    frozen = FrozenList(
        name=_name(ranking, index, store.version, store.persons.version),
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
        links=store.persons.version or None,
    )
    return question.workspace.register.freeze(frozen)


def _name(ranking: Ranking, index: indices.Index, version: int, links: int) -> str:
    """The date, for people, and a hash of what a list rests on; of links where there are any."""
    basis = (ranking.rules.id, index.fingerprint, version, ranking.as_of.isoformat())
    whole = (*basis, links) if links else basis
    return f"{ranking.as_of}-{hashlib.sha256(repr(whole).encode()).hexdigest()[:LETTERS]}"


@service(SEE_REFERENCES, about("the frozen lists"))
def frozen_lists(question: Question) -> list[FrozenList]:
    """Every frozen list by its date, without its content."""
    return question.workspace.register.all_frozen()


@service(SEE_REFERENCES, lambda _, name: name)
def frozen_list(question: Question, name: str) -> FrozenList:
    """The frozen list of that name.

    Raises:
        FrozenListError: there is none, or it is kept in a way that is not known here.
        RetentionError: its review date has passed.
    """
    found = question.workspace.register.frozen(name)
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
    check_list(question.workspace, found)
    return found


def spec_of(frozen: FrozenList) -> RankingSpec:
    """What a frozen list rests on, so that it can be made again.

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
    return RankingSpec(
        rules, _index_of(frozen), frozen.as_of, frozen.version, links=frozen.links or 0
    )


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
        again = indices.reproduce_index(frozen.index, own)
        indices.register(again.name, lambda: again)
    elif own is not None and indices.get(frozen.index).fingerprint != frozen.index_sha256:
        raise FrozenListError(
            f"The list {frozen.name} rests on an index of its own called {frozen.index}, and "
            f"another of that name is in use; leave that one out and try again."
        )
    return frozen.index


def reproduce_list(question: Question, name: str) -> Reproduction:
    """Make a frozen list again from the record, and compare the two.

    Raises:
        FrozenListError: it cannot be made.
    """
    frozen = frozen_list(question, name)
    return _reproduce(question.on(spec_of(frozen)), frozen)


def _left_of(spec: RankingSpec, frozen: FrozenList) -> list[RankingSpec]:
    """What a list may rest on to be made again from what is left of it; the likeliest first.

    A lot puts those level at the cut in an order of its own. Where places of such a list were
    removed since, the cut is as many places further up, and may have come to lie beside those
    among whom it was, or among those among whom it was not: so it is tried one place further on,
    one before, and below everybody, where no lot decides.
    """
    if spec.rules.ties != "lot" or not removed_places(frozen.content):
        return [spec]
    gone = read(frozen.content, frozen.listed)["suspect_id"].null_count()
    top = spec.rules.top - gone
    tops = [top, top + 1, top - 1, frozen.assessed]
    return [replace(spec, rules=replace(spec.rules, top=one)) for one in tops if one > 0]


@service(REPRODUCE_LIST, lambda question, _: question.ranking.name)
def _reproduce(question: Question, frozen: FrozenList) -> Reproduction:
    try:
        # Whoever was erased is not in the record any more, and is no difference.
        kept = closed_up(frozen.content)
        content = _again(question, frozen, kept)
        rows = differences(kept, content)
    except pl.exceptions.PolarsError as error:
        raise FrozenListError(
            f"The list {frozen.name} is no longer as it was frozen: what is kept of it is no list. "
            f"Restore the register from a backup."
        ) from error
    index = indices.get(frozen.index)
    if index.fingerprint != frozen.index_sha256:
        table = ("", f"table of the index {index.name}", frozen.index_edition, index.edition)
        rows = pl.concat([pl.DataFrame([table], schema=DIFFERENCES, orient="row"), rows])
    whole, of_people = rows.filter(suspect_id=""), rows.filter(pl.col("suspect_id") != "")
    return Reproduction(
        replace(frozen, content=b""),
        fingerprint(frozen.content) == frozen.sha256 and content == kept,
        pl.concat([whole, question.visible(of_people)]),
        removed=removed_places(frozen.content),
    )


@dataclass(frozen=True)
class Reproduction:
    """A frozen list, made again.

    Attributes:
        frozen: the list, as it was kept, without its content.
        identical: whether it came out the same to the byte; where a place was removed by an
            erasure, whether the rest did.
        differences: if not, how, as `ranking_csv.DIFFERENCES`, of those whom the viewer may see;
            one without a suspect is of the whole.
        removed: how many places of it were removed since, because somebody was erased.
    """

    frozen: FrozenList
    identical: bool
    differences: pl.DataFrame
    removed: int = 0

    @property
    def places(self) -> int:
        """How many places were compared: those of the list that were not removed."""
        return self.frozen.assessed - self.removed


def _again(question: Question, frozen: FrozenList, kept: bytes) -> bytes:
    """A list from the record, not from what is remembered of it; as it was kept, if it can be."""
    with question.store.reading():
        tried = (written(rank_at(question.store, spec)) for spec in _left_of(question.spec, frozen))
        first = next(tried)
        return next((content for content in chain([first], tried) if content == kept), first)
