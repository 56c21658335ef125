"""Files on their way out: made when their button is clicked, logged when their bytes leave.

Streamlit keeps the files of all sessions in one store and sweeps it whenever any session's page
has run, so a file could be gone before its reader had it. Here a file waits under a token that
only its reader's page knows, until it is fetched once or nobody came for it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

#: Seconds that a file waits for its reader's browser, which fetches it at once.
PATIENCE: Final = 120
#: How many files wait at most; the one that waited longest goes first.
MOST_WAITING: Final = 200
#: 256 random bits: a token cannot be guessed.
TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that waits for its reader's browser.

    Attributes:
        hand_over: writes the line of the log, and only then gives the bytes.
        name: what the file is called at the reader's.
        mime: what kind of file it is.
    """

    hand_over: Callable[[], bytes]
    name: str
    mime: str


class Gate:
    """Where files wait; safe to use from many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing waits yet; the clock tells how long a file has waited, in seconds."""
        self._clock = clock
        self._lock = Lock()
        self._waiting: dict[str, tuple[float, Parcel]] = {}

    def keep(self, parcel: Parcel) -> str:
        """Let a file wait; the token that it is fetched by, once."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._lock:
            self._sweep()
            while len(self._waiting) >= MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
            self._waiting[token] = (self._clock(), parcel)
        return token

    def take(self, token: str) -> Parcel | None:
        """The file behind a token, which is then used up; None where nothing waits under it."""
        with self._lock:
            self._sweep()
            waiting = self._waiting.pop(token, None)
        return None if waiting is None else waiting[1]

    def _sweep(self) -> None:
        """Let go of what nobody came for; the lock is held."""
        oldest = self._clock() - PATIENCE
        for token in [token for token, (since, _) in self._waiting.items() if since < oldest]:
            del self._waiting[token]


#: The one gate of this server, which its pages and its route share.
GATE: Final = Gate()
