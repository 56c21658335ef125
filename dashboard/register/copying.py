"""Copies a register in use to another database, whole and with its chain verified on both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from dashboard.errors import RegisterError
from dashboard.register.database import Database
from dashboard.register.replacing import let_go, set_aside
from dashboard.register.server import ServerDatabase
from dashboard.register.tables import (
    CASE_EVENTS,
    LINES,
    LINKS,
    LISTS,
    LOGGED_VERSIONS,
    MAPPINGS,
    PERSON_LINKS,
    SETTINGS,
    SUBJECTS,
)
from dashboard.register.verification import Verification, verify

#: What is copied, in this order.
TABLES: Final = (
    LINES,
    SUBJECTS,
    LINKS,
    MAPPINGS,
    LISTS,
    PERSON_LINKS,
    LOGGED_VERSIONS,
    SETTINGS,
    CASE_EVENTS,
)
#: Rows that are written at once.
PORTION: Final = 1_000


def copy_all(
    source: Database | ServerDatabase, target: ServerDatabase, *, replace: bool = False
) -> Verification:
    """Copy every table while nobody writes to the source.

    Args:
        source: holds the register in use; others wait until it is copied.
        target: a database without a register, or with one that has no row.
        replace: whether a register with something in it is moved aside for the copy, as
            `replacing` has it.

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
            full = _first_with_rows(writer)
            if full is not None and not replace:
                raise RegisterError(
                    f"The database {target.name} has a register with something in it ({full}); "
                    f"name an empty database, so that nothing is lost, or restore with --replace "
                    f"what is to be in its place."
                )
            if full is not None:
                set_aside(writer, target.name)
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


@contextmanager
def copied_in_place(
    source: Database | ServerDatabase, target: ServerDatabase, *, replace: bool
) -> Iterator[None]:
    """A register copied to where another was; whatever goes wrong, that one is there again.

    Args:
        source: is copied.
        target: where it goes; what an earlier copy moved aside and was killed comes back first.
        replace: whether it takes the place of a register with something in it, which is gone once
            this ends well.

    Yields:
        once the copy is there.

    Raises:
        RegisterError: as `copy_all`.
    """
    try:
        target.put_back()
        target.open()
        copy_all(source, target, replace=replace)
        try:
            yield
        except BaseException:
            target.put_back()
            raise
        with target.writing() as connection:
            let_go(connection)
    finally:
        target.engine.dispose()


def _first_with_rows(connection: sa.Connection) -> str | None:
    """The name of the first table that has a row; None: there is none."""
    full = (
        table.name
        for table in TABLES
        if connection.execute(sa.select(table).limit(1)).first() is not None
    )
    return next(full, None)


def _check_sound(found: Verification, which: str) -> None:
    if found.fault is not None:
        raise RegisterError(
            f"The log of the {which} is not sound (line {found.fault.line}), and nothing was "
            f"copied; `harmdesk log verify` says what is wrong."
        )
