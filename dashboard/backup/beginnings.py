"""How a backup begins, by which it is known; whoever only looks needs no cipher."""

from __future__ import annotations

from typing import Final

#: A sealed one; the digit is the format.
SEALED: Final = b"HARMDESK SEALED BACKUP 1\n"
#: The first member of the archive, and so how a plain backup begins.
FIRST_MEMBER: Final = "harmdesk-backup"
