"""A register on PostgreSQL: for several servers of one force."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

import sqlalchemy as sa

from dashboard.errors import RegisterError
from dashboard.register.head import Heads
from dashboard.register.migrations import EDITION, bring_up, edition_of
from dashboard.register.replacing import put_back
from dashboard.register.requests import Requests
from dashboard.register.server_trouble import trouble_of_server
from dashboard.register.trouble import Trouble

#: Seconds that a writer waits for another, and that a connection may take.
PATIENCE: Final = 10
#: The number of our lock, which whoever writes to the register holds ("harmdesk" in ASCII, cut).
LOCK: Final = 0x6861726D6465


class ServerDatabase(Requests):
    """The register in a database of PostgreSQL.

    Attributes:
        url: its address.
        heads: of its log, in the data folder.
        engine: SQLAlchemy's; it keeps a few connections and tries each before it is used.
        openings: how often a register was found: 1, and 1 more for each that replaced it.
    """

    several_write_at_once: Final = True

    def __init__(self, url: str, heads: Heads) -> None:
        """Set up; nothing is connected yet.

        Raises:
            RegisterError: the program's part for PostgreSQL is not installed.
        """
        super().__init__(heads)
        self.url = sa.make_url(url)
        self._lock = Lock()
        try:
            self.engine = sa.create_engine(
                self.url, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE}
            )
        except ModuleNotFoundError as error:
            raise RegisterError(
                f"The register {self.name} needs the package {error.name}; install Harmdesk with "
                f"its extra: pip install 'harmdesk[postgresql]'."
            ) from error

    @property
    def name(self) -> str:
        """Its address without the password."""
        return self.url.render_as_string(hide_password=True)

    def purge(self, tables: Collection[str]) -> None:
        """Leave nothing in tables of what was deleted from them.

        The server's own write-ahead log, replicas and backups are out of reach: whoever runs the
        server lets them expire.

        Args:
            tables: that something was deleted from.

        Raises:
            RegisterError: the account may not write them again, or others kept them in use.
        """
        with self._refusing("written anew"), self._connected() as connection:
            own = connection.execution_options(isolation_level="AUTOCOMMIT")
            own.exec_driver_sql(f"set lock_timeout = '{PATIENCE}s'")
            for table in tables:
                own.exec_driver_sql(f"vacuum full {table}")
            own.exec_driver_sql("set lock_timeout = default")

    def open(self) -> None:
        """Make sure that the register is there, and make it in a database that is empty.

        Raises:
            RegisterError: it cannot be opened.
        """
        try:
            super().open()
        except RegisterError:
            self.engine.dispose()
            raise

    def put_back(self) -> None:
        """Bring back a register that was moved aside; nothing where none was.

        Raises:
            RegisterError: the database cannot be written to.
        """
        with self._refusing("written to"), self.engine.begin() as connection:
            self._begin(connection)
            put_back(connection)

    @contextmanager
    def _connected(self, *, at_one_moment: bool = False) -> Iterator[sa.Connection]:
        with self.engine.connect() as connection:
            if edition_of(connection) != EDITION:
                connection.rollback()
                self._take_up(connection)
            connection.rollback()
            with self._lock:
                self.openings = self.openings or 1
            if at_one_moment:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    def _take_up(self, connection: sa.Connection) -> None:
        """Make or upgrade a register that was not seen before."""
        self._begin(connection)
        if bring_up(connection, self.name):
            self.heads.begin()
        connection.commit()
        with self._lock:
            self.openings += 1

    def _begin(self, connection: sa.Connection) -> None:
        """Wait for the lock for writing, which is let go with the transaction."""
        connection.exec_driver_sql(f"set local lock_timeout = '{PATIENCE}s'")
        # On the disk before anything relies on it, whatever the server is set to.
        connection.exec_driver_sql("set local synchronous_commit = on")
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))

    def _trouble(self, error: Exception) -> Trouble:
        return trouble_of_server(error)
