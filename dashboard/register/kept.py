"""One connection for several requests of a thread that follow each other at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import local

import sqlalchemy as sa


class Kept(local):
    """The connection that a thread keeps for a while; each thread has its own."""

    _stack: ExitStack | None = None
    _connection: sa.Connection | None = None

    @contextmanager
    def open(self) -> Iterator[None]:
        """Keep the connection that is opened next, and close it at the end."""
        with ExitStack() as stack:
            self._stack = stack
            try:
                yield
            finally:
                self._stack = self._connection = None

    @contextmanager
    def connection(self, opened: AbstractContextManager[sa.Connection]) -> Iterator[sa.Connection]:
        """The connection that is kept, or one for this request.

        Args:
            opened: opens one, and closes it at its end.
        """
        stack = self._stack
        if stack is None:
            with opened as connection:
                yield connection
            return
        if self._connection is None:
            self._connection = stack.enter_context(opened)
        try:
            yield self._connection
            self._connection.rollback()  # what was only read since
        except BaseException:
            self._connection = None
            stack.close()
            raise
