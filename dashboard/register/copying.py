"""Copies a register in use to another database, whole and with its chain verified on both."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from dashboard.errors import RegisterError
from dashboard.register.database import Database
from dashboard.register.server import ServerDatabase
from dashboard.register.tables import (
    LINES,
    LINKS,
    LISTS,
    LOGGED_VERSIONS,
    MAPPINGS,
    SETTINGS,
    SUBJECTS,
)
from dashboard.register.verification import Verification, verify

#: What is copied, in this order.
TABLES: Final = (LINES, SUBJECTS, LINKS, MAPPINGS, LISTS, LOGGED_VERSIONS, SETTINGS)
#: Rows that are written at once.
PORTION: Final = 1_000


def copy_all(source: Database | ServerDatabase, target: ServerDatabase) -> Verification:
    """Copy every table while nobody writes to the source.

    Args:
        source: holds the register in use; others wait until it is copied.
        target: a database without a register, or with one that has no row.

    Returns:
        what is in the target.

    Raises:
        RegisterError: a log is not sound, the target has something in it, or one of them cannot be
            read or written to; the target is then as it was.
    """
    with source.writing() as reader:
        before = verify(reader, source.heads)
        _check_sound(before, "register")
        with target.writing() as writer:
            for table in TABLES:
                if writer.execute(sa.select(table).limit(1)).first() is not None:
                    raise RegisterError(
                        f"The database {target.name} has a register with something in it "
                        f"({table.name}); name an empty database, so that nothing is lost."
                    )
            for table in TABLES:
                rows = reader.execution_options(yield_per=PORTION).execute(sa.select(table))
                for portion in rows.mappings().partitions(PORTION):
                    writer.execute(sa.insert(table), [dict(row) for row in portion])
            after = verify(writer, source.heads)
            _check_sound(after, "copy")
            if (after.lines, after.lists, after.hash) != (before.lines, before.lists, before.hash):
                raise RegisterError(
                    f"The copy in {target.name} came out different and was not kept; try again, "
                    f"and tell whoever looks after Harmdesk if it happens twice."
                )
    return after


def _check_sound(found: Verification, which: str) -> None:
    if found.fault is not None:
        raise RegisterError(
            f"The log of the {which} is not sound (line {found.fault.line}), and nothing was "
            f"copied; `harmdesk log verify` says what is wrong."
        )
