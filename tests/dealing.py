"""How the tests of a run are dealt out to its workers: by file, and a whole room at a time.

What tests of a file share is then built once, by one worker; and so is what is costly in a room:
the server and the browser that answer all of `tests/browser`, and the pages that `tests/app` opens.
Rooms come in the order in which they are collected, the longest first, so that at the end there are
many small files and no worker is left alone with a long one.
"""

from __future__ import annotations

from typing import Final
from zlib import crc32

from xdist.scheduler import LoadScopeScheduling

#: What takes longest of the tests of `harm`, in a file or two: it goes first, so that no worker
#: is left alone with it.
FIRST: Final = "tests/unit/harm/stability/settling/"
#: Rooms whose tests share what is costly.
ROOMS: Final = ("tests/app/", "tests/browser/")
#: So many workers share one such room; where there are more, it is divided.
WORKERS: Final = 2


def dealt(test: str, workers: int) -> str:
    """The name of what a test goes to one worker with: its file, or its part of a room.

    Args:
        test: as pytest calls it.
        workers: how many there are.
    """
    file = test.split("::", 1)[0]
    parts = max(1, workers // WORKERS)
    room = next((room for room in ROOMS if file.startswith(room)), None)
    return file if room is None else f"{room}{crc32(file.encode()) % parts}"


class Dealing(LoadScopeScheduling):  # type: ignore[misc] # of a package without types
    """Deals out by `dealt`."""

    def _split_scope(self, nodeid: str) -> str:
        return dealt(nodeid, self.numnodes)
