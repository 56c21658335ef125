"""Who received a file that named somebody: from the lines of the log, which name nobody."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl

from dashboard.register.log import SEALS_APART, SEALS_RECIPIENT

SALT_BYTES: Final = 8
HASH_BYTES: Final = 8
#: How the seal of such a line begins.
SEALS_PEOPLE: Final = "people"
#: What a file was whose own line does not say it any more.
ERASED: Final = "a file about them alone"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that left and named somebody.

    Attributes:
        line: of the log.
        at: when, in UTC.
        who: took it.
        role: theirs.
        file: what it is.
        version: of the data in it.
        recipient: to whom it went, in the taker's words; empty: they did not say.
    """

    line: int
    at: datetime
    who: str
    role: str
    file: str
    version: int
    recipient: str = ""

    @property
    def holder(self) -> str:
        """Who has it, as far as is known: to whom it went, or whoever took it."""
        return self.recipient or self.who


def by_holder(received: Iterable[Received]) -> dict[str, tuple[Received, ...]]:
    """The files that each holder has, by the name that they have first, in order of names.

    Two names that differ in case or blanks alone are one.
    """
    holders: dict[str, list[Received]] = {}
    for own in received:
        holders.setdefault(_plain(own.holder), []).append(own)
    return {files[0].holder: tuple(files) for _, files in sorted(holders.items())}


def is_held_by(received: Received, holder: str) -> bool:
    """Whether somebody has a file, by a name as `by_holder` gives it."""
    return _plain(received.holder) == _plain(holder)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def named_in(people: Collection[str]) -> str:
    """What the line of a file vouches for: whom the file names, by salted hash; empty: nobody.

    Nobody can be read from it; whoever has a reference can find out whether it is among them. It
    stays when somebody of them is erased, so that who has the file can still be told.

    Args:
        people: references.
    """
    if not people:
        return ""
    salt = secrets.token_hex(SALT_BYTES)
    hashes = sorted(_hash(salt, reference) for reference in set(people))
    return f"{SEALS_PEOPLE} {salt} {' '.join(hashes)}"


def receivers_of(files: pl.DataFrame, reference: str) -> list[Received]:
    """The files that left and named somebody, oldest first.

    How it misleads: files that left before their lines said whom they name are known only where
    the line itself names the person, as a profile's does; and a copy of a file leaves no line.

    Args:
        files: as `Register.files_that_left` gives them.
        reference: of the person, in any case.
    """
    return [
        Received(
            row["id"],
            row["at"],
            row["who"],
            row["role"],
            ERASED if row["subject"] is None else row["subject"],
            row["version"],
            _sealed(row["seal"], SEALS_RECIPIENT) or "",
        )
        for row in files.iter_rows(named=True)
        if _names(row["subject"] or "", row["seal"], reference)
    ]


def _names(subject: str, seal: str, reference: str) -> bool:
    """Whether a file names somebody, as far as its line says."""
    named = _sealed(seal, SEALS_PEOPLE)
    if named is not None:
        salt, *hashes = named.split(" ")
        return _hash(salt, reference) in hashes
    _, of, whom = subject.rpartition(" of ")
    return bool(of) and whom.upper() == reference.upper()


def _sealed(seal: str, what: str) -> str | None:
    """What a line vouches for of one kind; None where it says nothing of it."""
    for part in seal.split(SEALS_APART):
        kind, _, rest = part.partition(" ")
        if kind == what:
            return rest
    return None


def _hash(salt: str, reference: str) -> str:
    text = f"{salt}{reference.upper()}".encode()
    return hashlib.blake2b(text, digest_size=HASH_BYTES).hexdigest()
