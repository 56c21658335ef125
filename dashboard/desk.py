"""The application: what the command line and the pages both ask.

A desk holds a store, a register and settings. Every call that hands out named people takes the
viewer, and leaves a line in the register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

import polars as pl

from dashboard.answers import Basis, Listing, Receipt, SuspectFile
from dashboard.documents import list_as_csv, rejects_as_csv
from dashboard.errors import IntakeError, UnknownSuspectError
from dashboard.intake import Account, take
from dashboard.receipts import extract_of, receipt_of
from dashboard.register import Register, Viewer
from dashboard.settings import Settings
from dashboard.store import Store, files, load
from dashboard.store.loading import Extract
from dashboard.store.store import PARTICULARS, Facts
from dashboard.wording import LIMITS, provenance
from harm import indices
from harm.allegations import Allegations
from harm.explanation import Standing, explain
from harm.places import by_area
from harm.profile import profile
from harm.ranking import Ranking, rank
from harm.rules import Rules
from sample_data.generator import generate

Answer = TypeVar("Answer")

#: How many answers are kept; an answer of 36,000 suspects takes about 3 MB.
ANSWERS_KEPT: Final = 32


class Desk:
    """The application."""

    def __init__(self, settings: Settings) -> None:
        """Open nothing yet: a desk without data can still load some."""
        self.settings = settings
        self._store: Store | None = None
        self._answers: dict[object, object] = {}
        self._lock = Lock()

    @cached_property
    def register(self) -> Register:
        """The register of the data folder."""
        return Register.open(self.settings.data)

    @property
    def store(self) -> Store:
        """The version that the pointer names now; a new load is seen at the next question."""
        with self._lock:
            present = files.current(self.settings.data)
            if self._store is None or self._store.file != present:
                self._store = Store.open(self.settings.data, memory=self.settings.memory)
            return self._store

    @property
    def facts(self) -> Facts:
        """What a reader should know of the data before any number."""
        return self.store.facts

    def has_data(self) -> bool:
        """Whether anything was ever loaded."""
        return files.current(self.settings.data) is not None

    def dated(self, basis: Basis) -> date:
        """The date that a list on this basis is as of."""
        return basis.as_of or self.facts.newest

    def listing(self, viewer: Viewer, basis: Basis) -> Listing:
        """The list, with what people recognise its suspects by."""
        store = self.store
        ranking = self._ranking(store, basis)
        people = self._answer(
            store,
            ("people", replace(basis, as_of=ranking.as_of)),
            lambda: self._recognised(store, ranking),
        )
        self.register.note(viewer, "list", ranking.name, version=store.version)
        return Listing(ranking, store.facts, people)

    def suspect(self, viewer: Viewer, basis: Basis, suspect_id: str) -> SuspectFile:
        """One suspect: why they stand where they stand.

        Raises:
            UnknownSuspectError: nobody in the data has this reference.
        """
        store = self.store
        number = _known(store, suspect_id)
        ranking = self._ranking(store, basis)
        self.register.note(viewer, "suspect", suspect_id, version=store.version)
        placed = ranking.table.filter(pl.col("suspect") == number)["position"]
        explanation = explain(
            store.crimes_of(suspect_id),
            suspect_id,
            standing=Standing(placed[0] if len(placed) else None, ranking.assessed),
            rules=basis.rules,
            index=indices.get(basis.index),
            as_of=ranking.as_of,
            record=store.record_of(suspect_id),
        )
        particulars = store.particulars([number]).select(PARTICULARS).row(0, named=True)
        return SuspectFile(explanation, particulars, store.facts)

    def check_known(self, suspect_id: str) -> None:
        """Refuse a reference that nobody in the data is named by.

        Raises:
            UnknownSuspectError: nobody has it.
        """
        _known(self.store, suspect_id)

    def by_borough(self, basis: Basis, *, column: str = "borough") -> pl.DataFrame:
        """Alleged harm by borough: counts alone, so no viewer."""
        store = self.store
        as_of = basis.as_of or store.facts.newest
        return self._answer(
            store,
            ("borough", column, replace(basis, as_of=as_of)),
            lambda: by_area(
                _in_window(store, basis.rules, as_of, also=[column]),
                column,
                rules=basis.rules,
                index=indices.get(basis.index),
                as_of=as_of,
            ),
        )

    def list_file(self, viewer: Viewer, listing: Listing) -> bytes:
        """The list as a CSV file, marked; the log has a line that it left."""
        ranking, facts = listing.ranking, listing.facts
        marking = provenance(self.settings.marking, facts)
        header = f"{marking} · {ranking.rules.describe()} {LIMITS}"
        self.register.note(viewer, "file", ranking.name, version=facts.version)
        return list_as_csv(listing.people, header=header)

    def load(
        self, viewer: Viewer, paths: Sequence[Path], *, rejects: Path | None = None
    ) -> Receipt:
        """Take files in and add them to the record: all of them, or none.

        Args:
            viewer: who loads.
            paths: the files, in order; a later one replaces what an earlier one says.
            rejects: where to write the rows that were refused, if there are any.

        Raises:
            IntakeError: a file cannot be taken.
            StoreError: the record cannot be written.
        """
        self.register.ready()  # nothing is loaded without a log
        accounts = [take(path, today=date.today()) for path in paths]  # noqa: DTZ011 - a local day
        if rejects is not None:
            self._write_rejects(viewer, accounts, rejects)
        loaded = load(self.settings.data, [extract_of(account) for account in accounts])
        for account in accounts:
            self.register.note(viewer, "load", account.file, version=loaded.version)
        return receipt_of(accounts, loaded)

    def demonstrate(self, viewer: Viewer) -> Facts:
        """Build the demonstration data, unless some data is there already."""
        if not self.has_data():
            self.register.ready()  # nothing is loaded without a log
            rows = generate().allegations
            extract = Extract(
                rows=rows,
                file="the demonstration year",
                sha256=hashlib.sha256(rows.write_csv().encode()).hexdigest(),
                read=rows.height,
                synthetic=True,
            )
            loaded = load(self.settings.data, [extract])
            self.register.note(viewer, "load", extract.file, version=loaded.version)
        return self.facts

    def count_suspects(self) -> int:
        """How many people are named as a suspect anywhere in the data."""
        return self.store.count_suspects()

    def _write_rejects(self, viewer: Viewer, accounts: Sequence[Account], path: Path) -> None:
        refused = [
            account.rejected.insert_column(0, pl.lit(account.file).alias("file"))
            for account in accounts
            if account.rejected.height
        ]
        if not refused:
            return
        try:
            path.write_bytes(
                rejects_as_csv(pl.concat(refused, how="diagonal"), marking=self.settings.marking)
            )
        except OSError as error:
            raise IntakeError(
                f"The rejected rows cannot be written to {path} ({error.strerror}); nothing was "
                f"loaded. Name a file that can be written and load again."
            ) from error
        version = self.facts.version if self.has_data() else 0
        self.register.note(viewer, "file", path.name, version=version)

    def _ranking(self, store: Store, basis: Basis) -> Ranking:
        """Everyone assessed, by reference alone."""
        as_of = basis.as_of or store.facts.newest
        return self._answer(
            store,
            ("ranking", replace(basis, as_of=as_of)),
            lambda: rank(
                _in_window(store, basis.rules, as_of),
                rules=basis.rules,
                index=indices.get(basis.index),
                as_of=as_of,
            ),
        )

    def _recognised(self, store: Store, ranking: Ranking) -> pl.DataFrame:
        """The listed, with their particulars and profiles."""
        suspects = ranking.listed["suspect"].to_list()
        profiles = profile(
            _in_window(store, ranking.rules, ranking.as_of),
            suspects,
            rules=ranking.rules,
            index=indices.get(ranking.index),
            as_of=ranking.as_of,
        )
        return ranking.listed.join(
            store.particulars(suspects), on="suspect", how="left", maintain_order="left"
        ).join(profiles, on="suspect", how="left", maintain_order="left")

    def _answer(self, store: Store, about: tuple[object, ...], ask: Callable[[], Answer]) -> Answer:
        """An answer kept since this version was last asked; the oldest goes when there are many."""
        key = (store.version, *about)
        with self._lock:
            if key in self._answers:
                kept: Answer = self._answers[key]  # type: ignore[assignment] # by what was asked
                return kept
        with store.reading():
            answer = ask()
        with self._lock:
            while len(self._answers) >= ANSWERS_KEPT:
                self._answers.pop(next(iter(self._answers)))
            self._answers[key] = answer
        return answer


def _known(store: Store, suspect_id: str) -> int:
    number = store.number_of(suspect_id)
    if number is None:
        raise UnknownSuspectError(
            f"No suspect in the data has the reference {suspect_id[:60]!r}; check it against the "
            f"list, where references stand as they were loaded."
        )
    return number


def _in_window(store: Store, rules: Rules, as_of: date, also: Sequence[str] = ()) -> Allegations:
    """What was recorded in the window: nothing else can count."""
    after = as_of - timedelta(days=rules.window_days)
    return store.allegations(after=after, until=as_of, also=also)
