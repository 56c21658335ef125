"""Until when somebody decided to keep a load or a list: lines of the log, which vouch for it."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import Final

import sqlalchemy as sa

from dashboard.register.tables import LINES

#: The word of such a line, and how its seal begins.
KEPT: Final = "keep"


def keep_seal(name: str, until: date) -> str:
    """What the line of a decision vouches for: until when, and what."""
    return f"{KEPT} {until.isoformat()} {name}"


class Decisions:
    """The latest decision on each thing; a log that only grew is read on from where it ended."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._lock = Lock()
        self._openings, self._last, self._found = 0, 0, dict[str, date]()

    def read(self, connection: sa.Connection, openings: int) -> dict[str, date]:
        """Until when each thing is kept, by its name.

        Args:
            connection: to the register.
            openings: how many registers were opened; another one is read from its beginning.
        """
        with self._lock:
            last = connection.execute(sa.select(sa.func.max(LINES.c.id))).scalar_one() or 0
            if openings != self._openings or last < self._last:
                self._openings, self._last, self._found = openings, 0, {}
            new = (LINES.c.id > self._last) & (LINES.c.id <= last) & (LINES.c.action == KEPT)
            query = sa.select(LINES.c.seal).where(new).order_by(LINES.c.id)
            for seal in connection.execute(query).scalars():
                _, until, name = seal.split(" ", 2)
                self._found[name] = date.fromisoformat(until)
            self._last = last
            return dict(self._found)
