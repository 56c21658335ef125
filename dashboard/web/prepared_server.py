"""A server that makes ready what pages show first, as soon as it answers."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import socket
from collections.abc import Iterator
from threading import Event, Thread

import uvicorn

from dashboard.services.preparation import prepare_pages
from dashboard.web import parts
from dashboard.web.kit.session import the_workspace


class PreparedServer(uvicorn.Server):
    """A server that works ahead while it serves, in steps, and stops between two of them."""

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
            if self._stopping.is_set():
                return
        # What is here now stays: Python need not look through it for what can go, and so finds the
        # leavings of a page sooner, and in no time.
        gc.freeze()


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
