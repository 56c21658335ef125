"""The versions of an offence file: which load made each one, and which were withdrawn."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime
from typing import Final

import polars as pl

from dashboard.errors import StoreError
from dashboard.store import files, schema
from dashboard.store.reading import Reader
from dashboard.store.withdrawal import active_loads, in_ranges, withdrawn_by

#: For this process alone, so that nobody can learn a file's identity from what a browser is sent.
SALT: Final = secrets.token_bytes(16)


class History:
    """Every version of an offence file.

    Attributes:
        withdraws: for every version which one it withdraws; None for a load.
        last: the current version.
    """

    def __init__(self, reader: Reader) -> None:
        """Read which versions there are.

        Raises:
            StoreError: there is none.
            duckdb.Error: the file cannot be read.
        """
        self._reader = reader
        self.withdraws = self._read_withdraws()
        self.last = max(self.withdraws)

    def check(self, version: int) -> None:
        """Make sure that the record knows itself as of a version.

        Raises:
            StoreError: it has no such version.
        """
        if version not in self.withdraws:
            raise StoreError(
                f"The data has no version {version:,}: it is at version {self.last:,}, and "
                f"knows itself as of {in_ranges(self.withdraws)}.{self._elsewhere(version)}"
            )

    def _elsewhere(self, version: int) -> str:
        """What is known about a version that the record does not have."""
        if version > self.last or version < 1:
            return ""
        left = f" It was left behind when the pointer {files.POINTER} was put back"
        file = files.path_of(self._reader.file.parent, version)
        return f"{left}; {file.name} still has it." if file.is_file() else f"{left}."

    def loads_at(self, version: int) -> list[int]:
        """The loads in force at a version, in order."""
        return sorted(active_loads(self._known_at(version)))

    def table_at(self, version: int) -> pl.DataFrame:
        """The table of `Store.versions` as of a version."""
        shape = "shape" if self._reader.edition >= schema.COUNTS_SINCE else "'allegations' as shape"
        why = "reason" if self._reader.edition >= schema.IDENTITY_SINCE else "null::text as reason"
        kept = self._reader.edition >= schema.WARNINGS_SINCE
        warnings = "warnings" if kept else "null::text as warnings"
        known_on = f"{self._known_on} as known_on"
        frame = self._reader.frame(
            f"select version, {known_on}, loaded_at, file, {shape}, rows_read, accepted, rejected,"
            f" duplicates, superseded, {why}, {warnings} from versions where version <= $version"
            " order by version",
            {"version": version},
        )
        taken = withdrawn_by(self._known_at(version))
        by = pl.Series("withdrawn_by", [taken.get(n) for n in frame["version"]], pl.Int32)
        return frame.with_columns(by)

    def loads_with_people(self, version: int) -> list[tuple[int, str, datetime]]:
        """The loads in force at a version that may name people: version, file and when (UTC)."""
        people = ""
        if self._reader.edition >= schema.COUNTS_SINCE:
            people = " and coalesce(shape, '') not in ('counts', 'choice')"
        rows = self._reader.rows(
            "select version, file, loaded_at from versions where list_contains($loads, version)"
            f"{people} order by version",
            {"loads": self.loads_at(version)},
        )
        return [(int(number), str(file), at) for number, file, at in rows]

    def version_known_on(self, day: date) -> int:
        """The last version that was known on a day.

        Raises:
            StoreError: nothing was known on it.
        """
        found = self._reader.rows(
            f"select max(version) filter ({self._known_on} <= $day), min({self._known_on})"
            " from versions",
            {"day": day},
        )
        version, first = found[0]
        if version is None:
            raise StoreError(
                f"Nothing was known on {day}: the record begins with what was known on {first}; "
                f"choose that date or a later one."
            )
        return int(version)

    def known_on(self, version: int) -> date:
        """The day on which a version was known."""
        query = f"select {self._known_on} from versions where version = $version"
        found: date = self._reader.rows(query, {"version": version})[0][0]
        return found

    @property
    def _known_on(self) -> str:
        newer = self._reader.edition >= schema.KNOWN_ON_SINCE
        return schema.KNOWN_ON if newer else schema.LOADED_ON

    def identity_of(self, version: int) -> str:
        """What identifies this version within this process."""
        kept = None
        if self._reader.edition >= schema.IDENTITY_SINCE:
            query = "select identity from versions where version = $version"
            kept = self._reader.rows(query, {"version": version})[0][0]
        if kept is None:  # a file of an earlier edition, which is identified by its bytes
            kept = f"{files.sha256_of(self._reader.file)}:{version}"
        return hashlib.blake2b(kept.encode(), key=SALT, digest_size=8).hexdigest()

    def _read_withdraws(self) -> dict[int, int | None]:
        """For every version which one it withdraws; None for a load."""
        target = "withdraws" if self._reader.edition >= schema.IDENTITY_SINCE else "null"
        rows = self._reader.rows(f"select version, {target} from versions")
        if not rows:
            file = self._reader.file
            raise StoreError(
                f"The offence file {file} holds no version: it is damaged. Restore it from a "
                f"backup, or see {files.mending(file.parent)}."
            )
        return {int(version): withdraws for version, withdraws in rows}

    def _known_at(self, version: int) -> dict[int, int | None]:
        return {v: target for v, target in self.withdraws.items() if v <= version}
