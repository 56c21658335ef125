"""A server that makes ready what pages show first, as soon as it answers."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import socket
import time
from collections.abc import Iterator
from threading import Event, Thread
from typing import Final

import uvicorn

from dashboard.services.preparation import prepare_pages
from dashboard.web import parts
from dashboard.web.kit.page_runs import PAGE_RUNS
from dashboard.web.kit.session import the_workspace

#: Seconds after a page in which its browser, which may be on this machine, still draws it.
DRAWING: Final = 0.7
#: The most seconds that one step waits for readers: they may click for as long as they like, and
#: what is worked out ahead serves them.
PATIENCE: Final = 5.0


class PreparedServer(uvicorn.Server):
    """A server that works ahead while it serves, in steps, and stops between two of them.

    Between two steps it lets readers go first: a page that is asked for waits for one step at most.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        """Begin nothing yet."""
        super().__init__(config)
        self._stopping = Event()
        self._work = Thread(target=self._prepare, name="preparation")

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer first, and then begin to prepare."""
        await super().startup(sockets)
        if self.started:
            self._work.start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, once the step that runs is done."""
        self._stopping.set()
        await super().shutdown(sockets)

    def _prepare(self) -> None:
        for _ in _steps():
            if self._stops_in(DRAWING):
                return
        # What is here now stays: Python need not look through it for what can go, and so finds the
        # leavings of a page sooner, and in no time.
        gc.freeze()

    def _stops_in(self, quiet: float) -> bool:
        """Wait until no page was made for so many seconds; whether the server stops instead."""
        late = time.monotonic() + PATIENCE
        while (left := PAGE_RUNS.quiet_in(quiet)) and time.monotonic() < late:
            if self._stopping.wait(left):
                return True
        return self._stopping.is_set()


def _steps() -> Iterator[None]:
    """The code of pages, which the first page would wait for, and then what they show.

    Where a setting says so, the second is left to whoever asks first.
    """
    for module in pkgutil.iter_modules(parts.__path__):
        importlib.import_module(f"{parts.__name__}.{module.name}")
        yield
    workspace = the_workspace()
    if workspace.settings.prepare == "on":
        yield from prepare_pages(workspace)
