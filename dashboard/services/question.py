"""A question: who asks, and what the answer rests on, resolved once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

import polars as pl

from dashboard.access.viewer import Viewer
from dashboard.register import Restrictions
from dashboard.services.ranking import rank_at
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.facts import Facts
from harm.offences import indices
from harm.offences.indices import Index
from harm.scoring.ranking import Ranking

Answer = TypeVar("Answer")

#: The public rule, on the newest data.
USUAL: Final = RankingSpec()


@dataclass(frozen=True)
class Caller:
    """Who asks, and what they ask of; there need not be any data.

    Attributes:
        workspace: what is asked.
        viewer: who asks.
    """

    workspace: Workspace
    viewer: Viewer

    @property
    def version(self) -> int:
        """The version of the data that a line of the log is about; 0: there is none."""
        return self.workspace.facts.version if self.workspace.has_data() else 0

    @property
    def rules_id(self) -> str:
        """The id of the rules that a line of the log is about; empty: there are none."""
        return ""

    @property
    def settings(self) -> Settings:
        """What was set for the whole server or command."""
        return self.workspace.settings

    @property
    def restrictions(self) -> Restrictions:
        """Who is restricted, so that nobody is shown them."""
        return self.workspace.restrictions

    @property
    def limits(self) -> pl.Expr | None:
        """Whom the viewer may see by their role, as `scope`; None: everybody."""
        return self.workspace.policy.visible(self.viewer)

    @property
    def scope(self) -> pl.Expr | None:
        """Whom the viewer may see, as a condition on a row for each suspect; None: everybody."""
        return _unrestricted(self.limits, self.restrictions.people)


@dataclass(frozen=True)
class Question(Caller):
    """Who asks, and the record, date, index and rules that the answer rests on.

    It keeps to the version of the record that it began with, also if a load comes in meanwhile.

    Attributes:
        spec: as it was asked; its date or version may be left open.
        store: the record at its version.
        restricted: who was restricted when it began.
    """

    spec: RankingSpec
    store: Store
    restricted: Restrictions

    @property
    def restrictions(self) -> Restrictions:
        """Who is restricted, so that nobody is shown them."""
        return self.restricted

    @property
    def version(self) -> int:
        """The version of the data that the answer rests on."""
        return self.store.version

    @property
    def rules_id(self) -> str:
        """The id of the rules that the answer rests on."""
        return self.spec.rules.id

    @property
    def facts(self) -> Facts:
        """What a reader should know of that data before any number."""
        return self.store.facts

    @property
    def as_of(self) -> date:
        """The date of the list."""
        return self.spec.as_of or self.store.facts.newest

    @property
    def dated(self) -> RankingSpec:
        """The spec with its date filled in."""
        return replace(self.spec, as_of=self.as_of)

    @property
    def index(self) -> Index:
        """The harm index."""
        return indices.get(self.spec.index)

    @property
    def key(self) -> tuple[object, ...]:
        """What names its answers: rules, index and date, and which version of the data it is.

        Once anybody was restricted it has the line of the log that did so last.
        """
        line = self.restricted.line
        return (self.store.identity, self.spec, *([line] if line else []))

    @property
    def ranking(self) -> Ranking:
        """Everyone assessed, by reference alone.

        Raises:
            NobodyNamedError: the record names nobody.
        """
        dated = self.dated
        return self.remember(("ranking", dated), lambda: rank_at(self.store, dated))

    def remember(self, about: tuple[object, ...], work: Callable[[], Answer]) -> Answer:
        """An answer that rests on this version of the record, kept for the next who asks.

        Args:
            about: everything else that it rests on.
            work: works it out.
        """
        return self.workspace.remember(self.store, about, work)

    def recall(self, about: tuple[object, ...]) -> object | None:
        """An answer as `remember` kept it; None where nobody has worked it out: nobody waits.

        Args:
            about: everything else that it rests on.
        """
        return self.workspace.recall(self.store, about)

    def on(self, spec: RankingSpec) -> Question:
        """The same viewer's question on another list; the record is as that list says."""
        same = (spec.version, spec.links) == (self.spec.version, self.spec.links)
        if same and spec.known_on is None:
            return replace(self, spec=spec)
        return ask(self.workspace, self.viewer, spec)

    @property
    def sight(self) -> tuple[Viewer | None, frozenset[str]] | None:
        """What names an answer of those alone whom the viewer may see; None: of everybody."""
        if self.scope is None:
            return None
        return (None if self.limits is None else self.viewer, self.restricted.people)

    @property
    def seen(self) -> pl.DataFrame:
        """Whom the viewer may see, by `suspect` and `suspect_id`: worked out once a version."""
        return self.remember(("seen", self.sight), self._seen)

    def _seen(self) -> pl.DataFrame:
        everyone, scope = self.store.suspects.everyone(), self.scope
        return (everyone if scope is None else everyone.filter(scope)).select(
            "suspect", "suspect_id"
        )

    def visible(self, people: pl.DataFrame) -> pl.DataFrame:
        """The rows of people whom the viewer may see, in their order.

        Whatever names people goes through here before it leaves a service; what is only counted
        or ranked is of everybody.

        Args:
            people: rows with `suspect`, or with `suspect_id`.
        """
        if self.scope is None:
            return people
        key = "suspect" if "suspect" in people.columns else "suspect_id"
        return people.join(self.seen, on=key, how="semi", maintain_order="left")


@dataclass(frozen=True)
class OwnFileQuestion(Question):
    """A question on a file that the viewer brought, and on nothing else.

    Whoever is in the file is known to them already, so that nobody of it is left out but those
    who are restricted.
    """

    @property
    def limits(self) -> pl.Expr | None:
        """Everybody in the file."""
        return None


def _unrestricted(limits: pl.Expr | None, restricted: frozenset[str]) -> pl.Expr | None:
    """Limits that leave out who is restricted as well."""
    if not restricted:
        return limits
    others = ~pl.col("suspect_id").is_in(sorted(restricted))
    return others if limits is None else others & limits


def ask(workspace: Workspace, viewer: Viewer, spec: RankingSpec = USUAL) -> Question:
    """A question on a list.

    Raises:
        StoreError: there is no data, no such version of it, or nothing was known on that day.
    """
    if spec.known_on is not None:
        version = workspace.store.version_known_on(spec.known_on)
        spec = replace(spec, version=version, known_on=None)
    store = workspace.linked(workspace.store_at(spec.version), spec.links)
    return Question(workspace, viewer, spec, store, _restricted_persons(workspace, store))


def _restricted_persons(workspace: Workspace, store: Store) -> Restrictions:
    """Who is restricted, each by the reference by which the person is called as well."""
    found = workspace.restrictions
    called = {store.persons.person_of(reference) for reference in found.people}
    return found if called <= found.people else replace(found, people=found.people | called)
