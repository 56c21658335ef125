"""Which data folders are held open by a dashboard, so that none is replaced under its readers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # Windows, where it cannot be known
    fcntl = None  # type: ignore[assignment]

#: Every dashboard on a folder holds it together with others; the system lets go of it for whoever
#: is killed.
LOCK: Final = "serving.lock"
MODE: Final = 0o600


@contextmanager
def held_open(directory: Path) -> Iterator[None]:
    """Show that a dashboard serves a folder, for as long as this is open."""
    if fcntl is None:
        yield
        return
    lock = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT, MODE)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield
    finally:
        os.close(lock)  # and so let go


def is_held_open(directory: Path) -> bool:
    """Whether a dashboard serves a folder from this machine; False where it cannot be known."""
    if fcntl is None or not (directory / LOCK).exists():
        return False
    lock = os.open(directory / LOCK, os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
