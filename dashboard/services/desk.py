"""The application: what the command line and the pages both ask.

A desk holds a store, a register and settings. Every call that hands out named people takes the
viewer, and leaves a line in the register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import polars as pl

from dashboard.access.viewer import Viewer
from dashboard.documents import list_as_csv
from dashboard.documents.outgoing import Outgoing
from dashboard.documents.output_files import REJECTS, Output
from dashboard.errors import UnknownSuspectError
from dashboard.intake import Account, Choices, File, of_path, take
from dashboard.register import Register
from dashboard.search import Index, index_of, matches, placed, query_of, recognised
from dashboard.services.basis import Basis
from dashboard.services.data.changes import Logbook
from dashboard.services.data.loading import (
    Receipt,
    extract_of,
    receipt_of,
    rejects_of,
    write_rejects,
)
from dashboard.services.data.quality import DiskUse, Quality, quality_of
from dashboard.services.listing.cohorts import Beside, beside_of
from dashboard.services.listing.filters import WHOLE, Filter
from dashboard.services.listing.ranked_list import Listing, findable
from dashboard.services.memory import Memory
from dashboard.services.ranking import in_window, ranking_of
from dashboard.services.suspects.search import Found
from dashboard.services.suspects.stability import Solidity, WhatIf, solidity_of, supposed_in
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.settings import Settings
from dashboard.store import Store, Withdrawn, files, load, withdraw
from dashboard.store.building import Kept
from dashboard.store.loading import Extract
from dashboard.store.store import PARTICULARS, Facts
from dashboard.store.withdrawal import checked_reason
from dashboard.wording.notices import LIMITS, provenance
from harm.offences import indices
from harm.scoring.ranking import Ranking
from harm.stability.ageing_out import STEP
from harm.stability.what_if import Supposed, place
from harm.suspects.explanation import Standing, explain
from harm.suspects.list_line import profile
from sample_data.demonstration import demonstration

Answer = TypeVar("Answer")

#: How many answers are kept; an answer of 36,000 suspects takes about 3 MB.
ANSWERS_KEPT: Final = 32

#: How many matches of a search are handed out.
FOUND_SHOWN: Final = 100


class Desk:
    """The application."""

    def __init__(self, settings: Settings) -> None:
        """Open nothing yet: a desk without data can still load some."""
        self.settings = settings
        self._store: Store | None = None
        self._answers = Memory(ANSWERS_KEPT)
        self._opening = Memory(1)
        self._logbook = Logbook(settings)

    @property
    def register(self) -> Register:
        """The register of the data folder, in which each version of the data has its line."""
        return self._logbook.register

    @property
    def store(self) -> Store:
        """The version that the pointer names now; a new load is seen at the next question."""
        present, store = files.current(self.settings.data), self._store
        if store is None or not store.is_at(present):
            store = self._opening.share(
                present, lambda: Store.open(self.settings.data, memory=self.settings.memory)
            )
            self._store = store
        return store

    @property
    def facts(self) -> Facts:
        """What a reader should know of the data before any number."""
        return self.store.facts

    def as_known(self, basis: Basis) -> Store:
        """The record, as it was known when a basis says; as it is, where it says nothing.

        Raises:
            StoreError: it has no such version.
        """
        store, version = self.store, basis.version
        if version is None or version == store.version:
            return store
        return self._answer(store, ("version", version), lambda: store.at(version))

    def ranking(self, basis: Basis) -> Ranking:
        """Everyone assessed, by reference alone: no names, so no viewer and no line.

        Raises:
            NobodyNamedError: the record names nobody.
        """
        return self._ranking(self.as_known(basis), basis)

    def has_data(self) -> bool:
        """Whether anything was ever loaded."""
        return files.current(self.settings.data) is not None

    def check_data(self) -> None:
        """Refuse where nothing was ever loaded, before a register is made there.

        Raises:
            StoreError: nothing was.
        """
        _ = self.store

    def disk_use(self) -> DiskUse:
        """The room that the data folder takes."""
        folder = self.settings.data
        files_there = len(files.offence_files(folder))
        return DiskUse(files_there, files.disk_use(folder), self.settings.keep_files)

    def check_pointer(self) -> None:
        """Refuse where there are offence files and no pointer to one, before anything is made.

        Raises:
            StoreError: the pointer is lost or wrong.
        """
        files.current(self.settings.data)

    def dated(self, basis: Basis) -> date:
        """The date that a list on this basis is as of."""
        return basis.as_of or self.as_known(basis).facts.newest

    def listing(self, viewer: Viewer, basis: Basis, chosen: Filter = WHOLE) -> Listing:
        """The list, or whom else of those assessed a filter shows, with what they are known by."""
        store = self.as_known(basis)
        ranking = self._ranking(store, basis)
        part = chosen.part(ranking)
        matching = part if not chosen.narrows else self._matching(store, basis, chosen, part)
        people = self._answer(
            store,
            ("people", replace(basis, as_of=ranking.as_of), chosen),
            lambda: self._recognised(store, ranking, chosen.head(matching)),
        )
        told = chosen.describe(part=part.height, matching=matching.height)
        shown = "" if chosen == WHOLE else told
        listing = Listing(ranking, store.facts, people, query=chosen.query, shown=shown)
        self.register.note(viewer, "list", listing.name, version=store.version)
        return listing

    def suspect(self, viewer: Viewer, basis: Basis, suspect_id: str) -> SuspectFile:
        """One suspect: why they stand where they stand.

        Raises:
            UnknownSuspectError: nobody in the data has this reference.
        """
        store = self.as_known(basis)
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

    def solidity(
        self,
        viewer: Viewer,  # noqa: ARG002 - may look already: the suspect was opened for them
        basis: Basis,
        suspect_id: str,
    ) -> Solidity:
        """How few allegations hold a suspect on the list, and where they stand as time passes.

        It is a part of looking at the suspect, and so has no line of its own in the log.

        Raises:
            UnknownSuspectError: nobody in the data has this reference.
        """
        store = self.as_known(basis)
        _known(store, suspect_id)
        ranking = self._ranking(store, basis)

        def ranked(as_of: date) -> Ranking:
            dated = replace(basis, as_of=as_of)
            if abs(as_of - ranking.as_of) == STEP:  # the same for everyone, and so kept
                return self._ranking(store, dated)
            return ranking_of(store, dated)

        with store.reading():
            return solidity_of(store, ranking, suspect_id, ranked)

    def what_if(
        self,
        viewer: Viewer,
        basis: Basis,
        suspect_id: str,
        supposed: Supposed,
        *,
        on: Basis | None = None,
    ) -> WhatIf:
        """Where a suspect would stand if their record were another; the record stays as it is.

        Args:
            viewer: who supposes.
            basis: what the list rests on.
            suspect_id: whose record.
            supposed: what of it.
            on: what the list is supposed to rest on; None: what it rests on.

        Raises:
            UnknownSuspectError: nobody in the data has this reference.
        """
        store = self.as_known(basis)
        _known(store, suspect_id)
        real = self._ranking(store, basis)
        other = real if on is None else self._ranking(store, on)
        self.register.note(viewer, "what_if", suspect_id, version=store.version)
        with store.reading():
            then = supposed_in(store, other, suspect_id, supposed)
        return WhatIf(supposed, place(real, suspect_id), then, on or basis)

    def neighbours(self, basis: Basis, suspect_id: str) -> tuple[str | None, str | None]:
        """Who stands before and after a suspect: references alone, so no viewer and no line."""
        table = self.ranking(basis).table
        found = table.filter(pl.col("suspect_id") == suspect_id)["position"]
        if found.is_empty():
            return (None, None)
        place_before, references = int(found[0]) - 1, table["suspect_id"]
        after = references[place_before + 1] if place_before + 1 < len(references) else None
        return (references[place_before - 1] if place_before else None, after)

    def check_known(self, suspect_id: str, basis: Basis | None = None) -> None:
        """Refuse a reference that nobody in the data, as a basis knows it, is named by.

        Raises:
            UnknownSuspectError: nobody has it.
        """
        _known(self.as_known(basis or Basis()), suspect_id)

    def list_outgoing(self, listing: Listing) -> Outgoing:
        """The list as a CSV file, marked, before it leaves."""
        ranking, facts = listing.ranking, listing.facts
        marking = provenance(self.settings.marking, facts)
        said = [ranking.rules.describe(), listing.shown, LIMITS]
        header = f"{marking} · {' '.join(filter(None, said))}"
        content = list_as_csv(listing.people, header=header)
        return Outgoing(content, listing.name, facts.version)

    def list_file(self, viewer: Viewer, listing: Listing) -> bytes:
        """The list as a CSV file that leaves now: marked, and in the log."""
        return self.hand_over(viewer, self.list_outgoing(listing))

    def hand_over(self, viewer: Viewer, outgoing: Outgoing) -> bytes:
        """The bytes of a file that leaves now; the log has a line that it did.

        Raises:
            RegisterError: the line cannot be written, and so nothing leaves.
        """
        self.register.note(viewer, "file", outgoing.subject, version=outgoing.version)
        return outgoing.content

    def take(self, file: File, choices: Choices | None = None) -> Account:
        """Take a file in: nothing of it goes into the record yet.

        Raises:
            IntakeError: it cannot be read, or is no table that can be taken in.
        """
        today = date.today()  # noqa: DTZ011 - a local day
        return take(file, today=today, choices=choices, recall=self.register.recall)

    def load(
        self,
        viewer: Viewer,
        paths: Sequence[Path],
        *,
        rejects: Path | None = None,
        choices: Choices | None = None,
        force: bool = False,
    ) -> Receipt:
        """Take files in and add them to the record: all of them, or none.

        Args:
            viewer: who loads.
            paths: the files, in order; a later one replaces what an earlier one says.
            rejects: where to write the rows that were refused, if there are any.
            choices: what the reader said of the files.
            force: whether `rejects` may replace a file that is no file of refused rows.

        Raises:
            IntakeError: a file cannot be taken.
            OutputError: `rejects` may not be written; nothing is loaded.
            StoreError: the record cannot be written.
        """
        output = None
        if rejects is not None:
            data = self.settings.data
            output = Output(path=rejects, kind=REJECTS, data=data, inputs=paths, force=force)
            output.check()  # before anything is done
        self.check_pointer()
        self.register.ready()  # nothing is loaded without a log
        accounts = [self.take(of_path(path), choices) for path in paths]
        if output is not None and write_rejects(accounts, output, marking=self.settings.marking):
            self._note_file(viewer, output.path.name)
        return self.add(viewer, accounts)

    def add(self, viewer: Viewer, accounts: Sequence[Account]) -> Receipt:
        """Add files that were taken in to the record: all of them, or none.

        Raises:
            IntakeError: one of them has not one sound row.
            StoreError: the record cannot be written.
        """
        for account in accounts:
            account.check_taken()
        names = [account.file for account in accounts]
        extracts = [extract_of(account) for account in accounts]
        with self._logbook.record_change(viewer, "load", names):
            loaded = load(self.settings.data, extracts, **self._kept)
        return receipt_of(accounts, loaded)

    def rejects_outgoing(self, account: Account) -> Outgoing:
        """The refused rows of a file as a file, marked, before it leaves."""
        version = self.facts.version if self.has_data() else 0
        content = rejects_of([account], marking=self.settings.marking) or b""
        return Outgoing(content, f"rejects of {account.file}", version)

    def quality(self, viewer: Viewer, basis: Basis) -> Quality:
        """What is doubtful or missing in the data behind a list."""
        store = self.as_known(basis)
        ranking = self._ranking(store, basis)
        self.register.note(viewer, "quality", ranking.name, version=store.version)
        return self._answer(
            store,
            ("quality", replace(basis, as_of=ranking.as_of)),
            lambda: quality_of(store, ranking),
        )

    def beside(self, viewer: Viewer, basis: Basis) -> Beside:
        """Who stands beside the list, in lanes, and how far few suspects carry most."""
        store = self.as_known(basis)
        ranking = self._ranking(store, basis)
        answer = self._answer(
            store,
            ("beside", replace(basis, as_of=ranking.as_of)),
            lambda: beside_of(store, ranking),
        )
        self.register.note(viewer, "lanes", ranking.name, version=store.version)
        return answer

    def ready_to_find(self, basis: Basis) -> None:
        """Prepare for a search, so that the first one of a version need not; nobody is shown."""
        store = self.as_known(basis)
        self._ranking(store, basis)
        self._named(store)

    def find(self, viewer: Viewer, basis: Basis, text: str) -> Found:
        """Whom a text may mean, of everyone named as a suspect, and where they stand.

        Args:
            viewer: who searches.
            basis: what the positions rest on.
            text: a reference, a name, a date of birth, a name and a date, or a crime's reference.

        Raises:
            SearchError: the text is empty, or too long to be logged whole.
        """
        store = self.as_known(basis)
        text = query_of(text.encode(errors="replace").decode())
        ranking = self._ranking(store, basis)
        self.register.note(viewer, "find", text, version=store.version)
        found = matches(
            self._named(store),
            text,
            today=store.facts.newest,
            in_crime=store.named_in(text),
        )
        rows = placed(found, ranking.table, most=FOUND_SHOWN)
        return Found(
            text=text,
            rows=recognised(rows, store.particulars(rows["suspect"].to_list())),
            matched=found.height,
            assessed=ranking.assessed,
            facts=store.facts,
        )

    def demonstrate(self, viewer: Viewer) -> Facts:
        """Build the demonstration data, unless some data is there already."""
        if not self.has_data():
            self.register.ready()  # nothing is loaded without a log
            rows = demonstration()
            extract = Extract(
                rows=rows,
                file="the demonstration year",
                sha256=hashlib.sha256(rows.write_csv().encode()).hexdigest(),
                read=rows.height,
                synthetic=True,
            )
            with self._logbook.record_change(viewer, "load", [extract.file]):
                load(self.settings.data, [extract], **self._kept)
        return self.facts

    def count_suspects(self) -> int:
        """How many people are named as a suspect anywhere in the data."""
        return self.store.count_suspects()

    def withdraw(self, viewer: Viewer, version: int, reason: str) -> Withdrawn:
        """Take a load back, or undo a withdrawal, in a version of its own; past lists stay.

        Args:
            viewer: who withdraws.
            version: the load, or the withdrawal.
            reason: why, for whoever asks later.

        Raises:
            StoreError: there is no such version, it is the first or is withdrawn already, or the
                reason is empty or too long; the record is as it was.
        """
        why = checked_reason(reason)
        with self._logbook.record_change(viewer, "withdraw", [f"version {version}: {why}"]):
            return withdraw(self.settings.data, version, reason=why, **self._kept)

    @property
    def _kept(self) -> Kept:
        """How many files a change leaves, and the highest version that a frozen list rests on."""
        floor = max((one.version for one in self.register.all_frozen()), default=0)
        return {"keep": self.settings.keep_files, "floor": floor}

    def _note_file(self, viewer: Viewer, name: str) -> None:
        version = self.facts.version if self.has_data() else 0
        self.register.note(viewer, "file", name, version=version)

    def _ranking(self, store: Store, basis: Basis) -> Ranking:
        """Everyone assessed, by reference alone."""
        as_of = basis.as_of or store.facts.newest
        return self._answer(
            store,
            ("ranking", replace(basis, as_of=as_of)),
            lambda: ranking_of(store, replace(basis, as_of=as_of)),
        )

    def _matching(
        self, store: Store, basis: Basis, chosen: Filter, part: pl.DataFrame
    ) -> pl.DataFrame:
        """Those of a part of a ranking whom a filter lets through, in order."""
        ranking = self._ranking(store, basis)
        everyone = self._answer(
            store,
            ("findable", replace(basis, as_of=ranking.as_of)),
            lambda: findable(store, ranking),
        )
        found = chosen.apply(everyone).select("suspect")
        return part.join(found, on="suspect", how="semi", maintain_order="left")

    def _named(self, store: Store) -> Index:
        """Everyone named as a suspect, to be searched."""
        return self._answer(store, ("named",), lambda: index_of(store.named()))

    def _recognised(self, store: Store, ranking: Ranking, people: pl.DataFrame) -> pl.DataFrame:
        """Some of those assessed, with their particulars and profiles."""
        suspects = people["suspect"].to_list()
        profiles = profile(
            in_window(store, ranking.rules, ranking.as_of),
            suspects,
            rules=ranking.rules,
            index=indices.get(ranking.index),
            as_of=ranking.as_of,
        )
        return people.join(
            store.particulars(suspects), on="suspect", how="left", maintain_order="left"
        ).join(profiles, on="suspect", how="left", maintain_order="left")

    def remembered(
        self, basis: Basis, about: tuple[object, ...], ask: Callable[[], Answer]
    ) -> Answer:
        """An answer that rests on the record as a basis knows it, kept for the next who asks."""
        return self._answer(self.as_known(basis), about, ask)

    def _answer(self, store: Store, about: tuple[object, ...], ask: Callable[[], Answer]) -> Answer:
        """An answer kept since this version was last asked, or worked out once for all who ask."""

        def work() -> Answer:
            with store.reading():
                return ask()

        return self._answers.answer((store.identity, *about), work)


def _known(store: Store, suspect_id: str) -> int:
    number = store.number_of(suspect_id)
    if number is None:
        raise UnknownSuspectError(
            f"No suspect in the data has the reference {suspect_id[:60]!r}; check it against the "
            f"list, where references stand as they were loaded."
        )
    return number
