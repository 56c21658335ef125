"""The register's file: opened for each request, and closed again.

Nothing is held open in between. So a register that was restored is used at once, the file alone is
the whole register whenever nobody is writing, and no other program is kept waiting.
"""

from __future__ import annotations

import logging
import random
import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar, Final, cast

import sqlalchemy as sa

from dashboard.errors import RegisterError
from dashboard.register import journal, leftovers
from dashboard.register.head import Heads
from dashboard.register.migrations import EDITION, bring_up, edition_of
from dashboard.register.requests import Requests
from dashboard.register.trouble import Trouble, is_busy, trouble_with

#: Seconds that a writer waits for another program.
PATIENCE = 10.0
#: Seconds after which the program's log reports the wait.
SLOW: Final = 1.0
#: Seconds between two tries of a writer that has just begun to wait.
PAUSE: Final = 0.02
#: The same for one that has waited long; less would take processor time from whoever writes.
LEAST_PAUSE: Final = 0.002
#: By how much a writer tries more often for each second that it has waited.
KEENNESS: Final = 50

logger = logging.getLogger("harmdesk")


class Database(Requests):
    """The register's file.

    Attributes:
        file: where it is.
        heads: of its log.
        engine: SQLAlchemy's.
        journal: how SQLite keeps it whole: `wal`, or `delete` where that cannot work.
        openings: how many files were opened: 1, and 1 more for each that replaced it.
    """

    failures: ClassVar = (OSError, sqlite3.Error, sa.exc.DBAPIError)

    def __init__(self, file: Path, heads: Heads) -> None:
        """Set up; no file is opened yet."""
        super().__init__(heads)
        self.file = file.absolute()  # a name such as `sqlite:x` or `~` has no special meaning
        self.journal = ""
        self._seen: leftovers.Mark | None = None
        self.engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(self.file)),
            poolclass=sa.NullPool,
            creator=lambda: journal.connect(self.file, patience=PATIENCE),
        )

    @property
    def name(self) -> str:
        """Its path."""
        return str(self.file)

    @property
    def several_write_at_once(self) -> bool:
        """Whether several programs can write without waiting long; not so on a network share."""
        return self.journal == journal.WAL

    def purge(self, tables: Collection[str]) -> None:
        """Leave nothing in the file of what was deleted from it.

        The file is written again, and its write-ahead log is emptied.

        Args:
            tables: that something was deleted from; here all of them are written again.

        Raises:
            RegisterError: others kept using it for so long that this was not possible.
        """
        del tables
        with self._refusing("written anew"), self._connected() as connection:
            driver = cast("sqlite3.Connection", connection.connection.driver_connection)
            driver.execute(f"pragma busy_timeout = {int(PATIENCE * 1000)}")
            driver.execute("pragma temp_store = memory")  # nothing of it in another folder
            driver.execute("vacuum")
            driver.execute(f"pragma user_version = {EDITION}")
            busy = driver.execute("pragma wal_checkpoint(truncate)").fetchall()[0][0]
        if busy:
            raise RegisterError(
                f"The register {self.file} is in use and could not be written anew, so that bytes "
                f"of what was erased may be left in it; stop the dashboard and open the folder "
                f"again.",
                what="it is in use",
            )

    @contextmanager
    def _connected(self, *, at_one_moment: bool = False) -> Iterator[sa.Connection]:
        if self._seen is not None and not self.file.exists():
            logger.warning(
                "The register %s is gone, and a new one is begun; if it was removed by mistake, "
                "put it back from a backup, and it is taken up at once.",
                self.file,
            )
        self._seen = leftovers.set_aside(self.file, seen=self._seen)
        with self.engine.connect() as connection:
            try:
                known = edition_of(connection) == EDITION and self.journal == _journal(connection)
            except sa.exc.DBAPIError as error:
                self._leave_wal(error)
                known = False
            if not known:
                self._take_up(connection)
            if at_one_moment:
                connection.exec_driver_sql("begin")
            yield connection

    def _take_up(self, connection: sa.Connection) -> None:
        """Upgrade a file that was not seen before to this edition."""
        if _journal(connection) != journal.WAL and journal.can_use_wal(self.file.parent):
            self._use_wal(connection)
        self._begin(connection)
        if bring_up(connection, str(self.file)):
            self.heads.begin()
        connection.commit()
        self.journal = _journal(connection)
        self.openings += 1
        if self.journal != journal.WAL:
            logger.warning(
                "The register %s is where several programs cannot write side by side (a network "
                "share?), and each waits longer for the others; put the data folder on a disk of "
                "this machine.",
                self.file,
            )

    def _use_wal(self, connection: sa.Connection) -> None:
        """Switch to the write-ahead log, unless others keep using the file."""
        with suppress(sa.exc.OperationalError):  # the next opening tries again
            connection.exec_driver_sql(f"pragma journal_mode = {journal.WAL}")

    def _leave_wal(self, error: sa.exc.DBAPIError) -> None:
        """Give up the write-ahead log if that is what is wrong: a register put on a share.

        Raises:
            sa.exc.DBAPIError: the error that was given; something else is wrong.
        """
        if is_busy(error) or not self.file.is_file() or journal.can_use_wal(self.file.parent):
            raise error
        try:
            journal.leave_wal(self.file, patience=PATIENCE)
        except sqlite3.Error:
            raise error from None

    def _begin(self, connection: sa.Connection) -> None:
        """Wait for the lock for writing; whoever has waited longer tries more often."""
        start = time.monotonic()
        warned = False
        driver = cast("sqlite3.Connection", connection.connection.driver_connection)
        driver.execute("pragma synchronous = full")  # on the disk before anything relies on it
        driver.execute("pragma busy_timeout = 0")  # its own waits are not fair
        while not _try_to_begin(driver):
            waited = time.monotonic() - start
            if waited > PATIENCE:
                driver.execute("begin immediate")  # the last try, which raises SQLite's error
            if waited > SLOW and not warned:
                warned = True
                logger.warning("Waiting for another program that writes to %s.", self.file)
            longest = max(LEAST_PAUSE, PAUSE / (1 + KEENNESS * waited))
            time.sleep(random.uniform(LEAST_PAUSE / 2, longest))  # noqa: S311 - spreads the writers
        driver.execute(f"pragma busy_timeout = {int(PATIENCE * 1000)}")

    def _commit(self, connection: sa.Connection) -> None:
        # It marks the transaction in the file's header, by which `leftovers` knows it.
        connection.exec_driver_sql(f"pragma user_version = {EDITION}")
        connection.commit()

    def _trouble(self, error: Exception) -> Trouble:
        return trouble_with(error, self.file)


def _journal(connection: sa.Connection) -> str:
    return str(connection.exec_driver_sql("pragma journal_mode").scalar_one())


def _try_to_begin(driver: sqlite3.Connection) -> bool:
    """Begin to write, unless another program is writing, and return whether this succeeded."""
    try:
        driver.execute("begin immediate")
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise
        return False
    return True
