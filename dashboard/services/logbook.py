"""A change of the record and its lines in the log: none without the other.

The order: the register proves that it can be written to; a line *begun*; the change; a line *done*.
Whoever is killed in between, or finds the register full, leaves a version without its line; it gets
one, *found*, when the folder is next opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Final

from dashboard.access.actions import CHANGES, Change
from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError, StoreError
from dashboard.register import Register, VersionLine
from dashboard.settings import Settings
from dashboard.store import Store, files
from dashboard.store.writer import only_writer

#: Names of files that a sentence has.
NAMES: Final = 3


class Logbook:
    """The register of a data folder, in which every version of the record has its line."""

    def __init__(self, settings: Settings) -> None:
        """Open nothing yet."""
        self._settings = settings
        self._register: Register | None = None
        self._complete_for: object = None
        self._lock = Lock()

    @property
    def register(self) -> Register:
        """The register; a version that was made without its line has one now.

        Raises:
            RegisterError: it cannot be opened.
        """
        register = self._opened()
        with suppress(StoreError):  # the record says itself what is wrong with it
            state = (files.current(self._settings.data), register.openings)
            if state != self._complete_for and self._complete(register):
                self._complete_for = (state[0], register.openings)
        return register

    @contextmanager
    def record_change(
        self, viewer: Viewer, change: Change, subjects: Sequence[str]
    ) -> Iterator[None]:
        """Change the record between a line *begun* and a line *done*.

        What is done within it makes versions of the record (`store.load` does), or raises.

        Args:
            viewer: who changes it.
            change: how.
            subjects: what it is changed with, such as the names of files, in their order.

        Raises:
            RegisterError: the first line cannot be written, and nothing is done; or the last one
                cannot, and the sentence says that the change was made.
            StoreError: another change is running, or something went wrong after the change.
        """
        self._opened().ready()
        with only_writer(self._settings.data):
            register, actions = self.register, CHANGES[change]
            before = self._version()
            begun = [VersionLine(actions.begun, subject, before) for subject in subjects]
            register.note_all(viewer, begun)
            try:
                yield
            except BaseException as error:
                if self._version() == before:
                    raise
                self._note_done(viewer, change, subjects, before)
                raise StoreError(
                    f"The {change} of {_named(subjects)} was done: the record is at version "
                    f"{self._version():,}. Then something went wrong: {_words(error)}"
                ) from error
            self._note_done(viewer, change, subjects, before)

    def _note_done(
        self, viewer: Viewer, change: Change, subjects: Sequence[str], before: int
    ) -> None:
        version = self._version()
        lines = [
            VersionLine(CHANGES[change].done, subject, made)
            for subject, made in _matched(subjects, self._made(after=before), version)
        ]
        try:
            self._opened().note_versions(viewer, lines)
        except RegisterError as error:
            done = (
                f"was done: the record is at version {version:,}, but the log line could not be "
                f"written; it will be written at the next opening of this folder"
                if version > before
                else f"brought nothing new: the record stays at version {version:,}, and the log "
                f"line could not be written"
            )
            raise RegisterError(
                f"The {change} of {_named(subjects)} {done}. What is wrong with the register: "
                f"{error.what}.",
                what=error.what,
            ) from error

    def _complete(self, register: Register) -> bool:
        """Give each version that has no line one; whether none is left without."""
        version = self._version()
        if not version or not register.unlogged(version):
            return True
        with suppress(RegisterError), only_writer(self._settings.data):
            missing = set(register.unlogged(self._version()))  # a load may have ended just now
            changes = self._changes()
            found = [
                VersionLine(CHANGES[changes[made]].found, file, made)
                for made, file in self._made(after=0)
                if made in missing
            ]
            register.note_found(Viewer.here(), found)
            return True
        return False

    def _changes(self) -> dict[int, Change]:
        """For each version what made it."""
        store = Store.open(self._settings.data, memory=self._settings.memory)
        withdrawals, choices = store.withdrawals(), store.choice_versions()
        return {
            made: "withdraw" if made in withdrawals else "choose" if made in choices else "load"
            for made, _ in store.brought()
        }

    def _opened(self) -> Register:
        with self._lock:
            if self._register is None:
                self._register = open_register(self._settings)
            return self._register

    def _version(self) -> int:
        """The version that the pointer names; 0 where nothing was ever loaded."""
        present = files.current(self._settings.data)
        return files.version_of(present) if present else 0

    def _made(self, *, after: int) -> list[tuple[int, str]]:
        """The versions after one, each with the name of what brought it."""
        if self._version() == after:
            return []
        store = Store.open(self._settings.data, memory=self._settings.memory)
        return [(version, file) for version, file in store.brought() if version > after]


def open_register(settings: Settings) -> Register:
    """The register that settings name.

    Raises:
        RegisterError: it cannot be opened.
    """
    address = settings.register_url
    url = None if address is None else address.get_secret_value()
    return Register.open(settings.data, head=settings.log_head, url=url)


def _matched(
    subjects: Sequence[str], made: Sequence[tuple[int, str]], version: int
) -> list[tuple[str, int]]:
    """Each subject with the version that it brought; with the one that stands, if it brought none.

    A version whose file has the subject's name is its own; of the rest the first that is left.
    """
    named = {subject: [n for n, file in made if file == subject] for subject in subjects}
    others = [n for n, file in made if file not in named]
    pairs = []
    for subject in subjects:
        own = named[subject] or others
        pairs.append((subject, own.pop(0) if own else version))
    left = {n for n, _ in made} - {n for _, n in pairs}
    return pairs + [(file, n) for n, file in made if n in left]


def _named(subjects: Sequence[str]) -> str:
    """The subjects in a sentence: by name where they are few."""
    if len(subjects) <= NAMES:
        return ", ".join(subjects)
    return f"{', '.join(subjects[:NAMES])} and {len(subjects) - NAMES:,} more"


def _words(error: BaseException) -> str:
    return str(error).strip() or f"{type(error).__name__}."
