"""Several users log at the same moment: one writes for all who wait.

A line is on the disk before anything is shown, and a disk takes as long for twenty lines as for
one. So whoever comes while another writes waits, and all who wait are written in one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Final

from dashboard.errors import RegisterError
from dashboard.register.log import Entry

#: Transactions after which whoever writes for all lets somebody else do it.
TURN: Final = 8
#: Seconds in which those who were served may come back, where several had something to log.
GATHERING: Final = 0.001


@dataclass(slots=True)
class _Waiting:
    """An entry that is not written yet, and what became of it.

    Attributes:
        entry: what is to be written.
        leads: whether its user is to write for all who wait.
        woken: set once it is written or its user leads.
        error: why it was not written.
    """

    entry: Entry
    leads: bool = False
    woken: Event = field(default_factory=Event)
    error: BaseException | None = None


class Turns:
    """The users of one program who have something to log."""

    def __init__(
        self,
        write: Callable[[Sequence[Entry]], None],
        kept_open: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """Begin without anybody who waits.

        Args:
            write: writes entries: all of them, or none and an error.
            kept_open: while it is entered, what is written goes through one connection.
        """
        self._write = write
        self._kept_open = kept_open
        self._waiting: list[_Waiting] = []
        self._lock = Lock()
        self._is_led = False

    def write(self, entry: Entry) -> None:
        """Write an entry, together with those of whoever waits; return once it is on the disk.

        Raises:
            RegisterError: it cannot be written; nothing of it was.
        """
        mine = _Waiting(entry)
        with self._lock:
            self._waiting.append(mine)
            mine.leads, self._is_led = not self._is_led, True
        if not mine.leads:
            mine.woken.wait()
        if mine.leads:
            self._lead()
        if mine.error is not None:
            raise _own(mine.error)

    def _lead(self) -> None:
        """Write for everybody who waits, until nobody does or it is another's turn."""
        leads = True
        try:
            with self._kept_open():
                for _ in range(TURN):
                    with self._lock:
                        everybody, self._waiting = self._waiting, []
                        self._is_led = leads = bool(everybody)
                    if not everybody:
                        return
                    self._write_for(everybody)
                    if len(everybody) > 1:
                        time.sleep(GATHERING)
        finally:
            if leads:
                self._let_another_lead()

    def _let_another_lead(self) -> None:
        """Wake the first who waits, to write for all; nobody is left to wait for ever."""
        with self._lock:
            self._is_led = bool(self._waiting)
            if self._waiting:
                self._waiting[0].leads = True
                self._waiting[0].woken.set()

    def _write_for(self, everybody: Sequence[_Waiting]) -> None:
        """Write what several have to log; an error is everybody's."""
        error: BaseException | None = None
        try:
            self._write([waiting.entry for waiting in everybody])
        except BaseException as trouble:  # noqa: BLE001 - each raises it again
            error = trouble
        for waiting in everybody:
            waiting.error = error
            waiting.woken.set()


def _own(error: BaseException) -> BaseException:
    """An error that one thread can raise while others raise the same."""
    if not isinstance(error, RegisterError):
        return error
    own = RegisterError(str(error), what=error.what)
    own.__cause__ = error
    return own
