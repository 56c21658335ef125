"""What the command line shows: tables for people, JSON for scripts."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from rich.console import Console
from rich.table import Table

from dashboard.errors import IntakeError
from harm.days import spoken

if TYPE_CHECKING:
    from dashboard.services.forces import Forces


@contextmanager
def working(what: str, *, quiet: bool) -> Iterator[None]:
    """Say what is being done for as long as it takes, to a person at a terminal."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield
        return
    with console.status(f"{what}…"):
        yield


def own_index(path: Path) -> pl.DataFrame:
    """The table of a user's own index, all text.

    Raises:
        IntakeError: the file cannot be read as CSV.
    """
    try:
        return pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise IntakeError(
            f"The index {path} cannot be read as CSV; it needs the columns code, title and days."
        ) from error


def plain(text: str) -> str:
    """Text that a terminal shows and never obeys."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def show_address(url: str, *, json: bool) -> None:
    """Where the dashboard is."""
    if json:
        answer(url=url)
        return
    sys.stdout.write(f"Harmdesk is at {url} (Ctrl+C stops it).\n")
    sys.stdout.flush()


def answer(**keys: object) -> None:
    """One JSON object on standard output, and nothing else.

    In a record of several forces whatever has a reference of its own has its force as well.
    """
    if _names_anything(keys) and (forces := _record[-1]() if _record else None):
        keys = of_force(keys, forces)
    sys.stdout.write(jsonlib.dumps(keys, ensure_ascii=False) + "\n")
    sys.stdout.flush()


#: How the forces of the record that a command is about are found; None: they are not several.
_record: list[Callable[[], Forces | None]] = []
#: The keys of a person's and a crime's own reference.
PERSON: Final = "suspect_id"
CRIME: Final = "crime_ref"


def know_forces(find: Callable[[], Forces | None]) -> None:
    """Let answers say of which force a reference is.

    Args:
        find: the forces of the record; None where it has one alone.
    """
    _record[:] = [find]


def _names_anything(value: object) -> bool:
    if isinstance(value, dict):
        return not {PERSON, CRIME}.isdisjoint(value) or any(map(_names_anything, value.values()))
    return isinstance(value, list | tuple) and any(map(_names_anything, value))


def of_force(keys: dict[str, object], forces: Forces) -> dict[str, object]:
    """An object in which each that has a reference has its force, and the reference without it.

    The force is that of the crime where an object has one. A person known to another force, by a
    link, keeps that force's name before the reference; so do references that stand alone.
    """
    whole = {name: _of_force(each, forces) for name, each in keys.items()}
    whose = [text for key in (CRIME, PERSON) if isinstance(text := whole.get(key), str)]
    if not whose:
        return whole
    force = forces.of(whose[0])[0]
    answered: dict[str, object] = {}
    for name, each in whole.items():
        answered[name] = each
        if name in {PERSON, CRIME}:
            if isinstance(each, str) and forces.of(each)[0] == force:
                answered[name] = forces.of(each)[1]
            answered.setdefault("force", force)
    return answered


def _of_force(value: object, forces: Forces) -> object:
    if isinstance(value, list | tuple):
        return [_of_force(each, forces) for each in value]
    return of_force(value, forces) if isinstance(value, dict) else value


def people_table(people: pl.DataFrame, last: str, cell: Callable[[Any], str]) -> Table:
    """People with their places, as a terminal shows them.

    Args:
        people: a row for each, as `TABLE`.
        last: the heading of the last column.
        cell: what stands there, of a row.
    """
    rows = Table("#", "Suspect", "Days", "Allegations", "Victims", last)
    for column in (0, 2, 3, 4):
        rows.columns[column].justify = "right"
    for row in people.iter_rows(named=True):
        rows.add_row(
            f"{row['position']:,}",
            plain(row["suspect_id"]),
            spoken(row["tenths"]),
            f"{row['allegations']:,}",
            f"{row['victims']:,}",
            cell(row),
        )
    return rows
