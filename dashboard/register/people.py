"""What the register knows of people: it can be erased, and says whose names are restricted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Final

import polars as pl
import sqlalchemy as sa

from dashboard.access.actions import LogKind
from dashboard.access.viewer import Viewer
from dashboard.register.chain import Tip
from dashboard.register.choices import Choices
from dashboard.register.head import Heads
from dashboard.register.log import OpenLog, VersionLine
from dashboard.register.removal import CHANGED, Removal, Traces, has_traces, references, remove
from dashboard.register.tables import LINES, SUBJECTS

#: The words of the lines by which somebody is restricted, and no longer is.
RESTRICTED: Final[LogKind] = "restrict"
LIFTED: Final[LogKind] = "unrestrict"
#: What is known of a file that left; the subject is null where it was erased.
FILES: Final = pl.Schema(
    {
        "id": pl.Int64(),
        "at": pl.Datetime(),
        "who": pl.String(),
        "role": pl.String(),
        "subject": pl.String(),
        "version": pl.Int64(),
        "seal": pl.String(),
    }
)


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Who is restricted, as the lines of the log say it.

    Attributes:
        people: their references.
        line: the last line that restricted somebody or lifted a restriction; 0: there is none.
        until: the last line that was read.
    """

    people: frozenset[str] = frozenset()
    line: int = 0
    until: int = 0


class People(Choices):
    """The part of a register that is about people."""

    def restrictions(self, known: Restrictions) -> Restrictions:
        """Who is restricted now.

        Args:
            known: who was, when it was read before; only later lines are read.

        Raises:
            RegisterError: the register cannot be read.
        """
        with self._database.reading(at_one_moment=True) as connection:
            tip = OpenLog(connection).tip()
            if tip.number < known.until:  # an older register was put back
                known = Restrictions()
            query = (
                sa.select(LINES.c.id, LINES.c.action, SUBJECTS.c.subject)
                .join(SUBJECTS, SUBJECTS.c.line == LINES.c.id)
                .where(LINES.c.id > known.until, LINES.c.action.in_([RESTRICTED, LIFTED]))
                .order_by(LINES.c.id)
            )
            people, line = set(known.people), known.line
            for row in connection.execute(query):
                line = row.id
                if row.subject is not None:
                    (people.add if row.action == RESTRICTED else people.discard)(row.subject)
        return Restrictions(frozenset(people), line, tip.number)

    def files_that_left(self) -> pl.DataFrame:
        """The line of each file that left, oldest first, with the columns of `FILES`.

        Raises:
            RegisterError: the register cannot be read.
        """
        columns = [(SUBJECTS if name in SUBJECTS.c else LINES).c[name] for name in FILES]
        query = (
            sa.select(*columns)
            .select_from(LINES.outerjoin(SUBJECTS, SUBJECTS.c.line == LINES.c.id))
            .where(LINES.c.action.in_(["file", "tables"]))
            .order_by(LINES.c.id)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query)
            return pl.DataFrame([tuple(row) for row in rows], schema=FILES, orient="row")

    def has_traces(self, traces: Traces) -> bool:
        """Whether it has anything of a person or a crime.

        Raises:
            RegisterError: it cannot be read.
        """
        with self._database.reading(at_one_moment=True) as connection:
            return has_traces(connection, traces)

    def references(self) -> set[str]:
        """Every reference of a person or a crime that it names by itself, and other texts.

        Raises:
            RegisterError: it cannot be read.
        """
        with self._database.reading(at_one_moment=True) as connection:
            return references(connection)

    def remove(self, viewer: Viewer, traces: Traces, subject: str, *, version: int) -> Removal:
        """Remove a person or a crime from the log, the lists and the links, all or nothing.

        `purge` after it leaves no byte of them in the database.

        Args:
            viewer: who erases.
            traces: of whom or what.
            subject: of the line that says so: the authority and the reason, and nobody's name.
            version: of the data.

        Raises:
            RegisterError: it cannot be written.
        """
        why = VersionLine("erase", subject, version)
        with self._logging() as (connection, heads, reach):
            removal, tip = remove(connection, heads, viewer, traces, why)
            reach(tip)
        return removal

    def purge(self) -> None:
        """Leave nothing in the database of what was removed from it.

        Raises:
            RegisterError: it is in use by others, or may not be written again.
        """
        self._database.purge([table.name for table in CHANGED])

    @contextmanager
    def _logging(self) -> Iterator[tuple[sa.Connection, Heads, Callable[[Tip], None]]]:
        """Write to the log; its head follows the last line that is reached, once all is kept."""
        heads, reached = self._database.heads, list[Tip]()

        def following() -> AbstractContextManager[None]:
            return heads.following(reached[-1]) if reached else nullcontext()

        with self._database.writing(following) as connection:
            yield connection, heads, reached.append
