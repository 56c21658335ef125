"""The register's file: opened for each thing that is asked of it, and closed again.

Nothing is held open in between. So a register that was put back is taken up at once, the file
alone is the whole register whenever nobody is writing, and no other program is kept waiting.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from dashboard.errors import RegisterError
from dashboard.register import leftovers
from dashboard.register.migrations import EDITION, bring_up, edition_of
from dashboard.register.trouble import is_busy, trouble_with

#: Seconds that a line waits for another program's.
PATIENCE = 10.0
#: Seconds after which the log of the program says what is waited for.
SLOW: Final = 1.0
#: Seconds between two tries of a writer that has only begun to wait.
PAUSE: Final = 0.01
#: How much more often a writer tries for each second that it has waited.
KEENNESS: Final = 20

logger = logging.getLogger("harmdesk")


class Database:
    """The register's file.

    Attributes:
        file: where it is.
        engine: SQLAlchemy's.
        journal: how SQLite keeps it whole: `wal`, or `delete` where that cannot work.
        openings: how often a file was taken up: 1, and 1 more for each that was put in its place.
    """

    def __init__(self, file: Path) -> None:
        """Open nothing yet."""
        self.file = file.absolute()  # a name such as `sqlite:x` or `~` is no instruction
        self.journal = ""
        self.openings = 0
        self._seen: leftovers.Mark | None = None
        self.engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(self.file)),
            poolclass=sa.NullPool,
            connect_args={"isolation_level": None, "timeout": PATIENCE},
        )

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection; what it is asked stands by itself.

        Raises:
            RegisterError: the register cannot be read.
        """
        try:
            with self._connected() as connection:
                yield connection
        except (OSError, sa.exc.DBAPIError) as error:
            raise self._refusal("read", error) from error

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection that holds the right to write: all of what is done with it, or nothing.

        Raises:
            RegisterError: the register cannot be written to; nothing was.
        """
        try:
            with self._connected() as connection:
                self._begin(connection)
                yield connection
                # It marks the transaction in the file's header, by which `leftovers` knows it.
                connection.exec_driver_sql(f"pragma user_version = {EDITION}")
                connection.commit()
        except (OSError, sa.exc.DBAPIError) as error:
            raise self._refusal("written to", error) from error

    def open(self) -> None:
        """Take the file up; it is made if it is not there.

        Raises:
            RegisterError: it cannot be opened.
        """
        try:
            with self._connected():
                pass
        except (OSError, sa.exc.DBAPIError) as error:
            raise self._refusal("opened", error) from error

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        if self._seen is not None and not self.file.exists():
            logger.warning(
                "The register %s is gone, and a new one is begun; if it was removed by mistake, "
                "put it back from a backup, and it is taken up at once.",
                self.file,
            )
        self._seen = leftovers.set_aside(self.file, seen=self._seen)
        with self.engine.connect() as connection:
            if edition_of(connection) != EDITION or self.journal != _journal(connection):
                self._take_up(connection)
            yield connection

    def _take_up(self, connection: sa.Connection) -> None:
        """Make a file that was not seen before one of this edition."""
        journal = _keep_in_wal(connection)
        self._begin(connection)
        bring_up(connection, str(self.file))
        connection.commit()
        self.journal = journal
        self.openings += 1
        if journal != "wal":
            logger.warning(
                "The register %s is on a disk where several programs cannot write at once without "
                "waiting long (a network share?); put the data folder on a disk of this machine.",
                self.file,
            )

    def _begin(self, connection: sa.Connection) -> None:
        """Wait for the right to write; whoever has waited longer asks more often."""
        start = time.monotonic()
        warned = False
        connection.exec_driver_sql("pragma busy_timeout = 0")  # its own waits are not fair
        while True:
            try:
                connection.exec_driver_sql("begin immediate")
                break
            except sa.exc.OperationalError as error:
                waited = time.monotonic() - start
                if not is_busy(error) or waited > PATIENCE:
                    raise
            if waited > SLOW and not warned:
                warned = True
                logger.warning("Waiting for another program that writes to %s.", self.file)
            pause = PAUSE / (1 + KEENNESS * waited)
            time.sleep(random.uniform(0, pause))  # noqa: S311 - spreads the writers; no secret
        connection.exec_driver_sql(f"pragma busy_timeout = {int(PATIENCE * 1000)}")

    def _refusal(self, verb: str, error: Exception) -> RegisterError:
        trouble = trouble_with(error, self.file)
        return RegisterError(
            f"The register {self.file} cannot be {verb}: {trouble.what}; nothing is shown without "
            f"a log. {trouble.remedy}",
            what=trouble.what,
        )


def _journal(connection: sa.Connection) -> str:
    return str(connection.exec_driver_sql("pragma journal_mode").scalar_one())


def _keep_in_wal(connection: sa.Connection) -> str:
    """Let readers and a writer work side by side, where the disk can; how it is kept now.

    What was written is on the disk before anything rests on it, in either way.
    """
    connection.exec_driver_sql("pragma synchronous = full")
    return str(connection.exec_driver_sql("pragma journal_mode = wal").scalar_one())
