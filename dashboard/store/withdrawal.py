"""Withdraws a load: its rows are removed, the rows it replaced return, later loads stay.

A withdrawal is a version of its own, and can be withdrawn like a load. The valid rows of an
allegation (a crime and a suspect), or of a month of counts, are always those of the latest load
about it that is not withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb

from dashboard.errors import StoreError
from dashboard.store import files, known, schema, settlement
from dashboard.store.building import Numbers, build, new_identity

#: Letters that a reason may have.
LONGEST_REASON: Final = 500
#: The shape in the line of a withdrawal.
SHAPE: Final = "withdrawal"

#: The tables a withdrawal changes, and the columns that name the rows replaced together.
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "allegations": ("crime", "suspect"),
    "counts": ("batch",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The result of a withdrawal, in rows of allegations or counts.

    Attributes:
        version: the current version.
        removed: rows that were valid and are no longer.
        restored: rows that are valid again.
        kept_later: rows of the load that a later load had replaced, and that stay replaced.
    """

    version: int
    removed: int
    restored: int
    kept_later: int


def withdraw(
    directory: Path, version: int, *, reason: str, keep: int = files.KEPT, floor: int = 0
) -> Withdrawn:
    """Withdraw a version's load, or undo a withdrawal, in a version of its own.

    Args:
        directory: the data folder.
        version: the load, or the withdrawal.
        reason: why, for whoever asks later.
        keep: how many files are kept of those whose versions the new one holds.
        floor: the highest version number known to be used before, for example from the register.

    Raises:
        StoreError: there is no such version, it is the first, it is withdrawn already, there is
            no reason, or the new file cannot be written; the record is as it was.
    """
    if files.current(directory) is None:
        raise StoreError(
            f"There is no data in {directory} yet, so that there is no load to withdraw; run "
            f"`harmdesk load FILE` first."
        )
    change = withdrawing(version, reason)
    return build(directory, change, what=f"withdrawal of version {version}", keep=keep, floor=floor)


def withdrawing(
    version: int, reason: str
) -> Callable[[duckdb.DuckDBPyConnection, Numbers], Withdrawn]:
    """The change that withdraws a version.

    Raises:
        StoreError: the reason is empty or too long.
    """
    why = checked_reason(reason)
    return lambda connection, numbers: _withdraw(connection, numbers, version, why)


def checked_reason(reason: str) -> str:
    """A reason without the blanks around it, on one line.

    Raises:
        StoreError: it is empty or too long.
    """
    why = " ".join("".join(x if x.isprintable() else " " for x in reason).split())
    if not why:
        raise StoreError("A withdrawal needs a reason, for whoever asks later; give one in words.")
    if len(why) > LONGEST_REASON:
        raise StoreError(
            f"The reason has {len(why):,} letters, and at most {LONGEST_REASON} are kept; say it "
            f"in fewer."
        )
    return why


def active_loads(withdraws: Mapping[int, int | None]) -> frozenset[int]:
    """The loads in force: those that are not withdrawn by a withdrawal that is itself in force.

    Args:
        withdraws: for every version which one it withdraws; None for a load.
    """
    withdrawn: set[int] = set()
    for version in sorted(withdraws, reverse=True):  # what withdraws a version is later than it
        target = withdraws[version]
        if target is not None and version not in withdrawn:
            withdrawn.add(target)
    return frozenset(v for v, target in withdraws.items() if target is None and v not in withdrawn)


def withdrawn_by(withdraws: Mapping[int, int | None]) -> dict[int, int]:
    """For every version that is withdrawn, load or withdrawal, the latest one that withdraws it."""
    found: dict[int, int] = {}
    for version in sorted(withdraws, reverse=True):
        target = withdraws[version]
        if target is not None and version not in found:
            found.setdefault(target, version)
    return found


def read_withdraws(connection: duckdb.DuckDBPyConnection) -> dict[int, int | None]:
    """For every version which one it withdraws; None for a load."""
    rows = connection.execute("select version, withdraws from versions").fetchall()
    return {int(version): target for version, target in rows}


def _withdraw(
    connection: duckdb.DuckDBPyConnection, numbers: Numbers, version: int, reason: str
) -> Withdrawn:
    withdraws = read_withdraws(connection)
    _check(withdraws, version)
    root = version
    while (target := withdraws[root]) is not None:  # the load that it finally concerns
        root = target
    loads = sorted(active_loads(withdraws | {numbers.coming: version}))
    counted = [
        _settle(connection, table, key, numbers.coming, root=root, loads=loads)
        for table, key in TABLES.items()
    ]
    removed, restored, kept_later = (sum(column) for column in zip(*counted, strict=True))
    connection.execute(
        schema.INSERT_VERSION,
        {
            "version": numbers.coming,
            "at": datetime.now(UTC).replace(tzinfo=None),  # the column is UTC
            "file": f"withdrawal of version {version}",
            "sha256": "",
            "synthetic": False,
            "read": restored,
            "accepted": restored,
            "rejected": 0,
            "duplicates": 0,
            "superseded": removed,
            "shape": SHAPE,
            "identity": new_identity(),
            "withdraws": version,
            "reason": reason,
            "warnings": None,
            "known_on": known.known_on(connection, None),
        },
    )
    return Withdrawn(
        version=numbers.coming, removed=removed, restored=restored, kept_later=kept_later
    )


def _check(withdraws: Mapping[int, int | None], version: int) -> None:
    if version not in withdraws:
        raise StoreError(
            f"The record has no version {version:,} to withdraw; it has "
            f"{in_ranges(withdraws)}, as the page Data quality lists them."
        )
    if version == min(withdraws):
        raise StoreError(
            f"Version {version:,} is the first and cannot be withdrawn, since nothing was there "
            f"before it; load the data anew into an empty folder instead."
        )
    if version in (taken := withdrawn_by(withdraws)):
        raise StoreError(
            f"Version {version:,} is withdrawn already, by version {taken[version]:,}; withdraw "
            f"that one to have it back."
        )


def _settle(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    key: tuple[str, ...],
    coming: int,
    *,
    root: int,
    loads: list[int],
) -> tuple[int, int, int]:
    """Make the latest of some loads valid for everything that one load was about.

    Returns:
        rows removed, rows restored, and rows of the load that a later one keeps replaced.
    """
    values = {"root": root, "coming": coming, "loads": loads}
    for statement in settlement.settling(table, key):
        used = {name: value for name, value in values.items() if f"${name}" in statement}
        connection.execute(statement, used)
    row = connection.execute(settlement.settled(table, key), {"coming": coming, "root": root})
    removed, restored, kept_later = row.fetchall()[0]
    return int(removed), int(restored), int(kept_later)


def in_ranges(versions: Mapping[int, object] | list[int]) -> str:
    """Version numbers in words, with consecutive numbers as a range: 1 to 3 and 7."""
    spans: list[list[int]] = []
    for version in sorted(versions):
        if spans and version == spans[-1][1] + 1:
            spans[-1][1] = version
        else:
            spans.append([version, version])
    words = [f"{a:,}" if a == b else f"{a:,} to {b:,}" for a, b in spans]
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
