"""What everyone who asks shares: the settings, the record, the register, and answers kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from dashboard.access.policy import BY_ROLE, Policy
from dashboard.register import LinkRow, Register, Restrictions
from dashboard.services.logbook import Logbook
from dashboard.services.memory import Memory
from dashboard.services.removal.erasure import resume
from dashboard.services.removal.ledger import has_begun
from dashboard.settings import Settings
from dashboard.store import Store, files
from dashboard.store.building import Kept
from dashboard.store.facts import Facts, People
from dashboard.store.persons import Links
from dashboard.store.writer import is_being_written
from harm.suspects.link_version import until, version_of
from harm.suspects.reviews import Review, standings

__all__ = ["Facts", "People", "Workspace"]

Answer = TypeVar("Answer")

#: How many answers are kept; an answer of 36,000 suspects takes about 3 MB.
ANSWERS_KEPT: Final = 32


class Workspace:
    """The shared ground of all questions; it answers none itself."""

    def __init__(self, settings: Settings, *, policy: Policy = BY_ROLE) -> None:
        """Open nothing yet: a folder without data can still be loaded into.

        Args:
            settings: the data folder among them.
            policy: who may do what.
        """
        self.settings = settings
        self.policy = policy
        self.logbook = Logbook(settings)
        self._store: Store | None = None
        self._restrictions = (0, Restrictions())
        self._links: tuple[tuple[LinkRow, ...], dict[int | None, Links]] = ((), {})
        self._answers = Memory(ANSWERS_KEPT)
        self._opening = Memory(1)

    def apart(self) -> Workspace:
        """The same settings, policy and log with a memory of its own.

        What is worked out from a file that is not in the record is kept there, and is gone with
        it: nobody else can be answered from it.
        """
        other = Workspace(self.settings, policy=self.policy)
        other.logbook = self.logbook
        return other

    @property
    def register(self) -> Register:
        """The register of the data folder, in which each version of the data has its line.

        Raises:
            RegisterError: it cannot be opened.
            StoreError: an erasure was stopped, and cannot be carried on.
        """
        self._finish_erasure()
        return self.logbook.register

    @property
    def store(self) -> Store:
        """The version that the pointer names now; a new load is seen at the next question.

        Where an erasure put another file in the place of the one that was open, nothing that was
        answered from that one is kept.
        """
        self._finish_erasure()
        present, store = files.current(self.settings.data), self._store
        if store is None or not store.is_at(present):
            if store is not None and store.file == present:
                self._answers = Memory(ANSWERS_KEPT)
            store = self._opening.share(
                present, lambda: Store.open(self.settings.data, memory=self.settings.memory)
            )
            self._store = store
        return store

    @property
    def restrictions(self) -> Restrictions:
        """Who is restricted now: nobody is shown them.

        Raises:
            RegisterError: it cannot be read, and so nobody can be shown.
        """
        register = self.register
        openings, known = self._restrictions
        if openings != register.openings:  # another register was put in its place
            known = Restrictions()
        now = register.restrictions(known)
        self._restrictions = (register.openings, now)
        return now

    def links(self, version: int | None = None) -> Links:
        """Which references were said to be one person, now or at a version of the links.

        Raises:
            RegisterError: it cannot be read.
        """
        if version == 0:
            return Links()
        rows = self.register.decided_links()
        known, found = self._links
        if known is not rows:  # somebody decided, or erased
            found = {}
            self._links = (rows, found)
        if version not in found:
            reviews = reviews_of(rows) if version is None else until(reviews_of(rows), version)
            found[version] = Links(version=version_of(reviews), standing=standings(reviews))
        return found[version]

    def linked(self, store: Store, version: int | None = None) -> Store:
        """A record in which references that are one person are seen as one.

        Args:
            store: the record.
            version: of the links; None: as they are now.

        Raises:
            RegisterError: the links cannot be read.
        """
        links = self.links(version)
        if not links.standing:
            return store
        about = ("linked", links.version, links.key)
        return self.remember(store, about, lambda: store.linked(links))

    def _finish_erasure(self) -> None:
        """Carry on an erasure that was stopped, unless somebody is at it now."""
        folder = self.settings.data
        if has_begun(folder) and not is_being_written(folder):
            resume(self.settings, self.logbook.register)

    @property
    def facts(self) -> Facts:
        """What a reader should know of the data before any number."""
        return self.store.facts

    def store_at(self, version: int | None) -> Store:
        """The record as it was known at a version; as it is now, where none is named.

        Raises:
            StoreError: it has no such version.
        """
        store = self.store
        if version is None or version == store.version:
            return store
        return self.remember(store, ("version", version), lambda: store.at(version))

    def has_data(self) -> bool:
        """Whether anything was ever loaded.

        Raises:
            StoreError: there are offence files, and the pointer to one is lost or wrong.
        """
        return files.current(self.settings.data) is not None

    @property
    def kept(self) -> Kept:
        """How many files a change leaves, and the highest version that a frozen list rests on."""
        floor = max((frozen.version for frozen in self.register.all_frozen()), default=0)
        return {"keep": self.settings.keep_files, "floor": floor}

    def remember(
        self, store: Store, about: tuple[object, ...], work: Callable[[], Answer]
    ) -> Answer:
        """An answer kept since this version was last asked, or worked out once for all who ask."""

        def answer() -> Answer:
            with store.reading():
                return work()

        return self._answers.answer((store.identity, *about), answer)

    def recall(self, store: Store, about: tuple[object, ...]) -> object | None:
        """The answer that is kept for this version; None where it is yet to be worked out."""
        return self._answers.recall((store.identity, *about))


def reviews_of(rows: Iterable[LinkRow]) -> list[Review]:
    """What rows of the links say, without those that were erased."""
    return [
        Review(
            number=row.number,
            a=row.a,
            b=row.b,
            decision=row.decision,
            who=row.who,
            needs=row.needs,
        )
        for row in rows
        if row.a is not None and row.b is not None
    ]
