"""Whose code it is that an event of a case has: the victim, by salted hash.

A code such as V2 is that of the second victim of a suspect by date, and another victim's once an
older allegation is loaded, references are linked or somebody is erased. So an event keeps both:
the code as whoever wrote it saw it, and a mark of the victim whom they meant. Nobody can be read
from a mark; whoever has a reference can find out whether it is that victim's.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from typing import Final

#: What stands in place of the mark of a victim who was erased.
ERASED: Final = "removed"
SALT_BYTES: Final = 8
_MARKED: Final = re.compile(r"(?P<code>\S+) (?P<salt>[0-9a-f]+):(?P<digest>[0-9a-f]{64})")


def mark_victim(code: str, reference: str) -> str:
    """A code with the mark of the victim whose it is.

    Args:
        code: V1, V2 … as it is now.
        reference: of the victim.
    """
    salt = secrets.token_hex(SALT_BYTES)
    return f"{code} {salt}:{_digest(salt, reference)}"


def code_of(marked: str) -> str:
    """The code as it was written."""
    return marked.partition(" ")[0]


def is_erased(marked: str) -> bool:
    """Whether the victim was erased."""
    return marked.partition(" ")[2] == ERASED


def marks_any(marked: str, references: Collection[str]) -> bool:
    """Whether it is the code of somebody with one of these references, in any case."""
    found = _MARKED.fullmatch(marked)
    return found is not None and any(
        _digest(found["salt"], reference) == found["digest"] for reference in references
    )


def without_victim(marked: str, references: Collection[str]) -> str:
    """The code alone where it is that of somebody who is erased; else the same."""
    return f"{code_of(marked)} {ERASED}" if marks_any(marked, references) else marked


def _digest(salt: str, reference: str) -> str:
    return hashlib.sha256(f"{salt} {reference.strip().upper()}".encode()).hexdigest()
