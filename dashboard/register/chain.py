"""The chain of the log: each line carries a hash over itself and over the line before it.

Whoever changes, removes or moves a line breaks the hash of that line or of the next one. What is
personal in a line (whom or what it is about) is covered by a salted hash alone, so that it can be
erased later and the chain stays whole. The hash is SHA-256 over a JSON array, a format that never
changes: registers in use rest on it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

#: What stands for the hash of the line before the first one.
GENESIS: Final = "0" * 64
#: Random bytes next to each subject: nobody can find it out from its hash by trying.
SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainedLine:
    """What the chain covers of a line of the log, in the order in which it is hashed.

    Attributes:
        number: of the line; the first is 1.
        at: when it was written, in UTC.
        who: who did it.
        role: their role.
        action: the word for what they did.
        version: of the data.
        rules: id of the rules of the list that they saw; empty where there is none.
        seal: what else the line vouches for, such as the hash of a list that it froze.
        digest: the salted hash of the subject, as `digest_of` has it.
    """

    number: int
    at: datetime
    who: str
    role: str
    action: str
    version: int
    rules: str
    seal: str
    digest: str


#: What is hashed of a line as it is; its time follows as text.
COVERED: Final = tuple(field.name for field in fields(ChainedLine) if field.name != "at")


@dataclass(frozen=True, slots=True)
class Tip:
    """The last line of a log, by which a cut tail is found.

    Attributes:
        number: of the line; 0: there is none yet.
        hash: of the line; `GENESIS` where there is none.
    """

    number: int
    hash: str


#: The end of a log without a line.
NO_LINE: Final = Tip(0, GENESIS)


def new_salt() -> bytes:
    """Random bytes for one subject."""
    return secrets.token_bytes(SALT_BYTES)


def digest_of(salt: bytes, subject: str) -> str:
    """The salted hash of a subject; without the salt nothing can be learnt from it."""
    return hashlib.sha256(salt + subject.encode()).hexdigest()


def link(before: str, line: ChainedLine) -> str:
    """The hash of a line.

    Args:
        before: the hash of the line before it.
        line: the line.
    """
    values = [getattr(line, name) for name in COVERED]
    covered = [before, *values, line.at.isoformat(timespec="microseconds")]
    return hashlib.sha256(json.dumps(covered, ensure_ascii=True).encode()).hexdigest()
