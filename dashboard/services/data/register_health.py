"""The health of the register of a data folder, and whether it fits the record there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Final, Literal

from dashboard.errors import RegisterError
from dashboard.services.logbook import open_register
from dashboard.settings import Settings
from dashboard.store.health import OffenceFile
from dashboard.store.writer import is_being_written

REGISTER: Final = "register.sqlite"

#: What mends a problem, if anything does.
Remedy = Literal["pointer", "forward", "leftovers"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong.

    Attributes:
        text: what, and what to do about it.
        remedy: what `mend` does about it; None where somebody has to.
        serious: whether the record cannot be relied on until something is done.
    """

    text: str
    remedy: Remedy | None = None
    serious: bool = True


def look_at_register(settings: Settings, found: list[OffenceFile]) -> list[Problem]:
    """What is wrong with the register, or with its fit to the record; it is not changed.

    Args:
        settings: of the folder.
        found: its offence files.
    """
    if settings.register_url is not None:
        return _with_server(settings)
    register = settings.data / REGISTER
    if not register.exists():
        lost = "there is data, and so there was a log; put the register back from a backup"
        missing = Problem(f"The register {register} is missing: {lost}.", serious=False)
        return [missing] if found else []
    # Without a write-ahead log next to it nobody has it open, and reading it leaves no file behind.
    how = "mode=ro" if register.with_name(f"{REGISTER}-wal").exists() else "mode=ro&immutable=1"
    address = f"{register.absolute().as_uri()}?{how}"
    try:
        with closing(sqlite3.connect(address, uri=True)) as opened:
            words = [str(line[0]) for line in opened.execute("pragma quick_check(1)")]
            logged = _logged_versions(opened)
    except sqlite3.Error as error:
        words = [str(error)]
    if words == ["ok"]:
        return _with_pair(settings, found, logged)
    return [
        Problem(f"The register {register} is damaged ({words[0][:80]}); restore it from a backup.")
    ]


def _logged_versions(opened: sqlite3.Connection) -> set[int]:
    """The versions of the record that the log knows of; none where it is an early one."""
    try:
        return {int(row[0]) for row in opened.execute("select version from logged_versions")}
    except sqlite3.OperationalError:
        return set()


def _with_pair(settings: Settings, found: list[OffenceFile], logged: set[int]) -> list[Problem]:
    """What is wrong where the record and the register are not of one moment."""
    pointed = next((file for file in found if file.pointed and file.sound), None)
    if pointed is None or not logged or is_being_written(settings.data):
        return []
    unknown = set(pointed.versions) - logged
    if unknown:
        return [
            Problem(
                f"The register is older than the record: no line of the log knows of version "
                f"{min(unknown):,}. If one of them was put back from a backup, restore both from "
                f"one backup; if a load was killed, its line is written at the next opening.",
                serious=False,
            )
        ]
    highest = max(file.version for file in found)
    if max(logged) > highest:
        return [
            Problem(
                f"The record is older than the register: the log knows of version "
                f"{max(logged):,}, and the newest file is of {highest:,}. Restore both from one "
                f"backup, or put the newer file back.",
                serious=False,
            )
        ]
    return []


def _with_server(settings: Settings) -> list[Problem]:
    """What is wrong with a register on PostgreSQL: whether it answers at all."""
    try:
        open_register(settings).all_frozen()
    except RegisterError as error:
        return [Problem(str(error))]
    return []
