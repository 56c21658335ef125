"""One request to a register, whatever database it is in: a connection, and what is refused."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import ClassVar

import sqlalchemy as sa

from dashboard.errors import RegisterError
from dashboard.register.head import Heads
from dashboard.register.kept import Kept
from dashboard.register.trouble import Trouble


class Requests(ABC):
    """What reads from a register and writes to it.

    Attributes:
        heads: of its log.
        engine: SQLAlchemy's.
        openings: how many registers were opened: 1, and 1 more for each that replaced it.
    """

    #: What may go wrong with a database of this kind.
    failures: ClassVar[tuple[type[Exception], ...]] = (OSError, sa.exc.DBAPIError)

    engine: sa.Engine

    def __init__(self, heads: Heads) -> None:
        """Set up; nothing is opened yet."""
        self.heads = heads
        self.openings = 0
        self._kept = Kept()

    @property
    @abstractmethod
    def name(self) -> str:
        """What it is called in a message."""

    @contextmanager
    def reading(self, *, at_one_moment: bool = False) -> Iterator[sa.Connection]:
        """A connection for reading.

        Args:
            at_one_moment: whether all queries see the register as the first one does; otherwise
                each sees it as it is then.

        Raises:
            RegisterError: the register cannot be read.
        """
        with (
            self._refusing("read"),
            self._connected(at_one_moment=at_one_moment) as connection,
        ):
            yield connection

    @contextmanager
    def writing(
        self, around: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> Iterator[sa.Connection]:
        """A connection that holds the lock for writing; all of its changes are made, or none.

        Args:
            around: inside which the changes become final; others may write again before its
                end.

        Raises:
            RegisterError: the register cannot be written to; nothing was.
        """
        with (
            self._refusing("written to"),
            self._kept.connection(self._connected()) as connection,
        ):
            self._begin(connection)
            yield connection
            with around():
                self._commit(connection)

    def kept_open(self) -> AbstractContextManager[None]:
        """While it is entered, what this thread writes goes through one connection."""
        return self._kept.open()

    def open(self) -> None:
        """Make sure that the register is there, and make it where there is none.

        Raises:
            RegisterError: it cannot be opened.
        """
        with self._refusing("opened"), self._connected():
            pass

    @contextmanager
    def _refusing(self, verb: str) -> Iterator[None]:
        """Refuse in one sentence, where something goes wrong with the database.

        Args:
            verb: what cannot be done to the register then, such as `read`.
        """
        try:
            yield
        except self.failures as error:
            trouble = self._trouble(error)
            raise RegisterError(
                f"The register {self.name} cannot be {verb}: {trouble.what}; nothing is shown "
                f"without a log. {trouble.remedy}",
                what=trouble.what,
            ) from error

    @abstractmethod
    def _connected(self, *, at_one_moment: bool = False) -> AbstractContextManager[sa.Connection]:
        """A connection to a register of this edition."""

    @abstractmethod
    def _begin(self, connection: sa.Connection) -> None:
        """Wait for the lock for writing."""

    def _commit(self, connection: sa.Connection) -> None:
        connection.commit()

    @abstractmethod
    def _trouble(self, error: Exception) -> Trouble:
        """What is wrong, and what to do about it."""
