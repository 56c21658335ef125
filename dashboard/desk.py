"""The application: what the command line and the pages both ask.

A desk holds a store, a register and settings. Every call that hands out named people takes the
viewer, and leaves a line in the register.
"""

from __future__ import annotations

import hashlib
from collections import Counter
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
from dashboard.register import Register, Viewer
from dashboard.settings import Settings
from dashboard.store import Loaded, Store, files, load
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
            ("people", store.version, replace(basis, as_of=ranking.as_of)),
            lambda: self._recognised(store, ranking),
        )
        self.register.note(viewer, "list", self.name_of(basis), version=store.version)
        return Listing(ranking, store.facts, people)

    def suspect(self, viewer: Viewer, basis: Basis, suspect_id: str) -> SuspectFile:
        """One suspect: why they stand where they stand.

        Raises:
            UnknownSuspectError: nobody in the data has this reference.
        """
        self.check_known(suspect_id)
        store = self.store
        ranking = self._ranking(store, basis)
        crimes = store.crimes_of(suspect_id)
        self.register.note(viewer, "suspect", suspect_id, version=store.version)
        placed = ranking.table.filter(pl.col("suspect_id") == suspect_id)["position"]
        explanation = explain(
            crimes,
            suspect_id,
            standing=Standing(placed[0] if len(placed) else None, ranking.assessed),
            rules=basis.rules,
            index=indices.get(basis.index),
            as_of=ranking.as_of,
        )
        latest = crimes.filter(pl.col("suspect_id") == suspect_id).sort("recorded_on", "crime_ref")
        return SuspectFile(explanation, latest.select(PARTICULARS).row(-1, named=True), store.facts)

    def check_known(self, suspect_id: str) -> None:
        """Refuse a reference that nobody in the data is named by.

        Raises:
            UnknownSuspectError: nobody has it.
        """
        if not self.store.knows(suspect_id):
            raise UnknownSuspectError(
                f"No suspect in the data has the reference {suspect_id[:60]!r}; check it against "
                f"the list, where references stand as they were loaded."
            )

    def by_borough(self, basis: Basis, *, column: str = "borough") -> pl.DataFrame:
        """Alleged harm by borough: counts alone, so no viewer."""
        store = self.store
        as_of = basis.as_of or store.facts.newest
        return self._answer(
            ("borough", store.version, column, replace(basis, as_of=as_of)),
            lambda: by_area(
                _in_window(store, basis.rules, as_of, also=[column]),
                column,
                rules=basis.rules,
                index=indices.get(basis.index),
                as_of=as_of,
            ),
        )

    def list_file(self, viewer: Viewer, basis: Basis, listing: Listing) -> bytes:
        """The list as a CSV file, marked; the log has a line that it left."""
        rules = listing.ranking.rules.describe()
        header = f"{provenance(self.settings.marking, listing.facts)} · {rules} {LIMITS}"
        self.register.note(viewer, "file", self.name_of(basis), version=listing.facts.version)
        return list_as_csv(listing.people, header=header)

    def name_of(self, basis: Basis) -> str:
        """What names a list beside the data version: rules, index edition and date."""
        return f"{basis.rules.id} {basis.index} {self.dated(basis).isoformat()}"

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
        accounts = [take(path, today=date.today()) for path in paths]  # noqa: DTZ011 - a local day
        if rejects is not None:
            self._write_rejects(viewer, accounts, rejects)
        loaded = load(self.settings.data, [_extract(account) for account in accounts])
        for account in accounts:
            self.register.note(viewer, "load", account.file, version=loaded.version)
        return _receipt(accounts, loaded)

    def demonstrate(self, viewer: Viewer) -> Facts:
        """Build the demonstration data, unless some data is there already."""
        if not self.has_data():
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
            path.write_bytes(rejects_as_csv(pl.concat(refused, how="diagonal")))
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
            ("ranking", store.version, replace(basis, as_of=as_of)),
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

    def _answer(self, key: object, ask: Callable[[], Answer]) -> Answer:
        """An answer kept since it was last asked; the oldest goes when there are many."""
        with self._lock:
            if key in self._answers:
                kept: Answer = self._answers[key]  # type: ignore[assignment] # by what was asked
                return kept
        answer = ask()
        with self._lock:
            while len(self._answers) >= ANSWERS_KEPT:
                self._answers.pop(next(iter(self._answers)))
            self._answers[key] = answer
        return answer


def _in_window(store: Store, rules: Rules, as_of: date, also: Sequence[str] = ()) -> Allegations:
    """What was recorded in the window: nothing else can count."""
    after = as_of - timedelta(days=rules.window_days)
    return store.allegations(after=after, until=as_of, also=also)


def _extract(account: Account) -> Extract:
    return Extract(
        rows=account.accepted,
        file=account.file,
        sha256=account.sha256,
        read=account.read,
        rejected=account.rejected.height,
        duplicates=account.duplicates,
    )


def _receipt(accounts: Sequence[Account], loaded: Loaded) -> Receipt:
    reasons: Counter[str] = Counter()
    for account in accounts:
        reasons.update(account.reasons)
    return Receipt(
        rows=sum(account.read for account in accounts),
        accepted=loaded.accepted,
        rejected=sum(account.rejected.height for account in accounts),
        duplicates=loaded.duplicates,
        superseded=loaded.superseded,
        unmapped=sum(_unmapped(account.accepted) for account in accounts),
        version=loaded.version,
        reasons=dict(reasons.most_common()),
        dropped=sorted({column for account in accounts for column in account.dropped}),
    )


def _unmapped(rows: pl.DataFrame) -> int:
    """How many rows have an offence that the default index does not score."""
    offence = ["offence_code", "offence_title"]
    counted = rows.group_by(offence).agg(rows=pl.len()).with_row_index("offence")
    scored = indices.get(Basis().index).score(counted.select("offence", *offence))
    return int(counted.filter(scored["tenths"].is_null())["rows"].sum())
