"""References of people: suspects and victims have one series, since one person can be both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


class PersonReferences:
    """Unused random references such as N1234567, which reveal nothing about when or who."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def next(self) -> str:
        """A reference that nobody has yet."""
        while True:
            ref = f"N{1_000_000 + int(self._rng.random() * 9_000_000)}"
            if ref not in self._used:
                self._used.add(ref)
                return ref
