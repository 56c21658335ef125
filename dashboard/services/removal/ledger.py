"""What was erased, by salted hash; and an erasure that has begun and is not done yet.

The ledger lies in the data folder next to the head of the log; after a backup is put back it says
what has to be erased again, and what the log may no longer have of a text that somebody types.
Nobody can be read from it; but whoever has the file and a reference can find out whether that
reference was erased. Of names and dates of birth it has the beginning of a hash, which many have:
whoever tries them all is left with too many to know which.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

from dashboard.errors import StoreError
from dashboard.search.normalise import parts
from dashboard.store.removal import Removable

LEDGER: Final = "erased.json"
#: The erasure that has begun: it names whom, and is the last thing that an erasure removes.
BEGUN: Final = "erasing.json"
#: Hexadecimal digits that are kept of the hash of a word of a name, and of a date of birth.
WORD_DIGITS: Final = 4
BIRTH_DIGITS: Final = 3
#: So many words of one name are that name, in whatever order, also in a longer text.
NAMED_BY: Final = 2
#: Both are their owner's alone.
MODE: Final = 0o600
SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """A reference that was erased.

    Attributes:
        kind: what it was of.
        salt: random, in hexadecimal.
        hash: of the salt and the reference in capitals.
        line: of the log under which it was erased last.
        at: when, in UTC, as ISO 8601.
        names: of a person, the beginnings of the hashes of the words of each name.
        births: of a person, the same of each date of birth.
    """

    kind: Removable
    salt: str
    hash: str
    line: int
    at: str
    names: tuple[tuple[str, ...], ...] = ()
    births: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        kind: Removable,
        reference: str,
        *,
        line: int,
        at: str,
        names: Collection[str] = (),
        births: Collection[date] = (),
    ) -> Self:
        """The entry of a reference, with a salt of its own."""
        salt = secrets.token_hex(SALT_BYTES)
        spoken = {tuple(sorted({_hash(salt, word)[:WORD_DIGITS] for word in parts(name)}))
                  for name in names}  # fmt: skip
        return cls(
            kind=kind,
            salt=salt,
            hash=_hash(salt, reference),
            line=line,
            at=at,
            names=tuple(sorted(spoken - {()})),
            births=tuple(sorted({_born(salt, born) for born in births})),
        )

    def is_of(self, kind: Removable, reference: str) -> bool:
        """Whether it is of this reference, in any case."""
        return self.kind == kind and _hash(self.salt, reference) == self.hash

    def is_named_by(self, words: Collection[str]) -> bool:
        """Whether these words are a name that the person had, or part of it, or have one in them.

        Args:
            words: of a text but for a date or a reference, as `search.normalise.parts`.
        """
        hashes = [_hash(self.salt, word)[:WORD_DIGITS] for word in set(words)]
        return any(
            (found := sum(own in name for own in hashes)) >= NAMED_BY
            or (found > 0 and found == len(hashes))
            for name in self.names
        )

    def is_born_on(self, born: date) -> bool:
        """Whether it may be of a person who was born on this day."""
        return _born(self.salt, born) in self.births


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An erasure that has begun.

    Attributes:
        kind: what is erased.
        references: as they are spelt in the record.
        names: of a person.
        births: of a person, as ISO 8601.
        subject: of the line of the log: the authority and the reason.
        who: whoever erases.
        role: theirs.
        line: of the log, once it is written; None before.
        forces: the names that stand before references of other forces, which are of others.
    """

    kind: Removable
    references: tuple[str, ...]
    names: tuple[str, ...]
    births: tuple[str, ...]
    subject: str
    who: str
    role: str
    line: int | None = None
    forces: tuple[str, ...] = ()

    @property
    def days_of_birth(self) -> list[date]:
        """The dates of birth."""
        return [date.fromisoformat(born) for born in self.births]


def read_erased(directory: Path) -> tuple[Erased, ...]:
    """Everything that was erased in a data folder.

    Raises:
        StoreError: the ledger is there and cannot be read, so that nobody can tell.
    """
    found = _read(directory / LEDGER)
    try:
        return tuple(_entry(entry) for entry in found or [])
    except TypeError as error:
        raise _unreadable(directory / LEDGER, "it is no ledger") from error


def note_erased(directory: Path, entries: Iterable[Erased], *, again: Sequence[Erased]) -> None:
    """Add entries to the ledger, in place of those for the same references.

    Args:
        directory: the data folder.
        entries: the new ones.
        again: earlier entries that they replace.

    Raises:
        StoreError: it cannot be written.
    """
    kept = [entry for entry in read_erased(directory) if entry not in again]
    _write(directory / LEDGER, [asdict(entry) for entry in [*kept, *entries]])


def entry_of(entries: Sequence[Erased], kind: Removable, reference: str) -> Erased | None:
    """The entry of a reference; None where it was not erased."""
    return next((entry for entry in entries if entry.is_of(kind, reference)), None)


def has_begun(directory: Path) -> bool:
    """Whether an erasure has begun and is not done."""
    return (directory / BEGUN).exists()


def read_begun(directory: Path) -> Begun | None:
    """The erasure that has begun; None where there is none.

    Raises:
        StoreError: it cannot be read.
    """
    found = _read(directory / BEGUN)
    if found is None:
        return None
    try:
        lists = {name: tuple(found[name]) for name in ("references", "names", "births")}
        lists["forces"] = tuple(found.get("forces", ()))  # one of before has none
        return Begun(**{**found, **lists})
    except (TypeError, KeyError) as error:
        raise _unreadable(directory / BEGUN, "it is no erasure") from error


def write_begun(directory: Path, begun: Begun) -> None:
    """Write down what is erased, before anything is.

    Raises:
        StoreError: it cannot be written.
    """
    _write(directory / BEGUN, asdict(begun))


def end_begun(directory: Path) -> None:
    """Remove what was written down: it is done.

    Raises:
        StoreError: it cannot be removed.
    """
    file = directory / BEGUN
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise _unreadable(file, error.strerror or str(error)) from error


def _entry(found: dict[str, Any]) -> Erased:
    """An entry as the file has it; of an earlier edition it has no names and no births.

    Raises:
        TypeError: it is no entry.
    """
    names = tuple(tuple(name) for name in found.get("names", ()))
    return Erased(**{**found, "names": names, "births": tuple(found.get("births", ()))})


def _born(salt: str, born: date) -> str:
    return _hash(salt, born.isoformat())[:BIRTH_DIGITS]


def _hash(salt: str, reference: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + reference.upper().encode()).hexdigest()


def _read(file: Path) -> Any:  # noqa: ANN401 - as JSON has it
    try:
        return json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise _unreadable(file, "it is not whole") from error
    except OSError as error:
        raise _unreadable(file, error.strerror or str(error)) from error


def _write(file: Path, content: object) -> None:
    """Write a file whole and onto the disk: it has the old content or the new one."""
    new = file.with_name(f"{file.name}.new")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(json.dumps(content, ensure_ascii=False))
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)
    except OSError as error:
        raise _unreadable(file, error.strerror or str(error)) from error


def _unreadable(file: Path, what: str) -> StoreError:
    return StoreError(
        f"The file {file}, which says what was erased, cannot be read or written ({what}); nothing "
        f"is loaded or shown until it can, so that nobody who was erased comes back. Let the "
        f"account that runs Harmdesk read and write it, or put it back as it was."
    )
