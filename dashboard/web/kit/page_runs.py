"""Which pages are being made at this moment, so that work ahead can let readers go first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final


class PageRuns:
    """How many pages are being made in this process, and when the last one was done."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """No page was made yet.

        Args:
            clock: seconds, of any beginning, that never go back.
        """
        self._clock = clock
        self._lock = Lock()
        self._running = 0
        self._ended: float | None = None

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count a page while it is being made, however that ends."""
        with self._lock:
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
                self._ended = self._clock()

    def quiet_in(self, seconds: float) -> float:
        """How long until no page was made for so many seconds, if none begins meanwhile.

        Args:
            seconds: for which a browser still draws what it was sent.

        Returns:
            0 where that is so now.
        """
        with self._lock:
            if self._running:
                return seconds
            if self._ended is None:
                return 0.0
            return max(0.0, seconds - (self._clock() - self._ended))


#: Those of this process: every session's pages are made in it.
PAGE_RUNS: Final = PageRuns()
