"""A register as it is at one moment, written to a file of its own while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from dashboard.errors import RegisterError
from dashboard.register.chain import Tip
from dashboard.register.copying import PORTION, TABLES
from dashboard.register.database import Database
from dashboard.register.head import HEAD, Found, Heads, fits, write_head
from dashboard.register.log import OpenLog
from dashboard.register.server import ServerDatabase
from dashboard.register.tables import LINES
from dashboard.register.verification import Verification, read_heads, verify

#: What is wrong with a head and not with the log; the copy has a head of its own.
OF_A_HEAD: Final = frozenset({"head_missing", "head_unreadable", "head_differs", "lines_cut"})


@dataclass(frozen=True)
class Snapshot:
    """The register at one moment.

    Attributes:
        connection: sees it as it was then.
        heads: of its log.
        named: what each head named just before, its own first.
    """

    connection: sa.Connection
    heads: Heads
    named: list[tuple[str, Found]]

    def write(self, folder: Path) -> Verification:
        """Write it as `register.sqlite`, with its head next to it.

        A head that names a line which the log does not have is kept: it shows that lines are lost.

        Args:
            folder: an empty one.

        Returns:
            what a check of the register found; a fault of the log is in the copy too.

        Raises:
            RegisterError: it cannot be read or written, or the copy came out different.
        """
        before = verify(self.connection, self.heads, known=self.named)
        heads = Heads(folder / HEAD, None)
        target = Database(folder / "register.sqlite", heads)
        with target.writing() as writer:
            for table in TABLES:
                rows = self.connection.execution_options(yield_per=PORTION).execute(
                    sa.select(table)
                )
                for portion in rows.mappings().partitions(PORTION):
                    writer.execute(sa.insert(table), [dict(row) for row in portion])
            log = OpenLog(writer)
            kept = _head_of_copy(self.named[0][1], log)
        write_head(heads.own, kept)
        with target.reading(at_one_moment=True) as reader:
            after = verify(reader, heads)
        target.engine.dispose()
        if _essence(after) != _essence(before):
            raise RegisterError(
                "The copy of the register came out different and was not kept; try again, and tell "
                "whoever looks after Harmdesk if it happens twice."
            )
        return before


@contextmanager
def snapshot(source: Database | ServerDatabase) -> Iterator[Snapshot]:
    """The register as it is now, for as long as this is open; others go on writing to it.

    Raises:
        RegisterError: it cannot be read.
    """
    named = read_heads(source.heads)  # first: a later one may name a line that is written since
    with source.reading(at_one_moment=True) as connection:
        connection.execute(sa.select(LINES.c.id).limit(1)).first()  # the moment
        yield Snapshot(connection, source.heads, named)


def _head_of_copy(head: Found, log: OpenLog) -> Tip:
    """The last line of the copy; the head itself where it names a line that is lost."""
    return head if isinstance(head, Tip) and not fits(head, log) else log.tip()


def _essence(found: Verification) -> tuple[object, ...]:
    fault = None if found.fault is None or found.fault.kind in OF_A_HEAD else found.fault.line
    return (found.lines, found.lists, found.hash, found.erased, fault)
