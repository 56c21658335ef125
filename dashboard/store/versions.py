"""The versions of an offence file: what brought each, and when it was known."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl

from dashboard.store import schema
from dashboard.store.facts import Facts
from dashboard.store.history import History
from dashboard.store.reading import Reader


class Versions:
    """What a store knows of the versions of its file.

    Attributes:
        facts: facts about all of it.
    """

    facts: Facts
    _history: History
    _loaded: Reader

    @property
    def version(self) -> int:
        """The data version."""
        return self.facts.version

    def version_known_on(self, day: date) -> int:
        """The last version that was known on a day.

        Raises:
            StoreError: nothing was known on it.
        """
        return self._history.version_known_on(day)

    @property
    def known_on(self) -> date:
        """The day on which this version was known."""
        return self._history.known_on(self.version)

    @property
    def known_since(self) -> date:
        """The day on which the first version was known: nothing can be asked as known before."""
        return self._history.known_on(min(self._history.withdraws))

    def brought(self) -> list[tuple[int, str]]:
        """Every version of the file with the name of what brought it, in order."""
        rows = self._loaded.frame("select version, file from versions order by version").rows()
        return [(int(version), str(file)) for version, file in rows]

    def withdrawals(self) -> frozenset[int]:
        """The versions of the file that withdraw another."""
        return frozenset(v for v, target in self._history.withdraws.items() if target is not None)

    def choice_versions(self) -> frozenset[int]:
        """The versions of the file that chose what an offence stands for."""
        if self._loaded.edition < schema.CHOICES_SINCE:
            return frozenset()
        rows = self._loaded.frame("select version from offence_choices").rows()
        return frozenset(int(version) for (version,) in rows)

    def loads_with_people(self) -> list[tuple[int, str, datetime]]:
        """The loads in force that may name people: version, file and when it was loaded (UTC)."""
        return self._history.loads_with_people(self.version)

    def versions(self) -> pl.DataFrame:
        """Every load and withdrawal: `version`, `known_on`, `loaded_at` (UTC), `file`, and counts.

        A withdrawal has its `reason`; a withdrawn version has the version that withdrew it in
        `withdrawn_by`. `warnings` are those of the file, as JSON; null where there were none.
        """
        return self._history.table_at(self.version)
