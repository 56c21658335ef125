"""Removes a person or a crime from every version of the record, in every file of a folder.

Each offence file is written again without them and put in its place in one step: it is the one
change for which a file is replaced. Its versions get other identities, so that no answer that was
kept of the old file is given for the new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

import duckdb

from dashboard.errors import StoreError
from dashboard.store import disk, files
from dashboard.store.building import OFFLINE, first_line, new_identity
from dashboard.store.forces import other_forces
from dashboard.store.inside import kept_inside
from dashboard.store.opening import open_file
from dashboard.store.reading import unreadable
from dashboard.store.writer import only_writer

#: What a reference is of: somebody (suspect or victim), or a crime.
Removable = Literal["person", "crime"]

#: The numbers of whoever or whatever goes, in the file that is read.
_GONE: Final[dict[Removable, str]] = {
    "person": "select person from record.people where list_contains($gone, upper(reference))",
    "crime": "select crime from record.crimes where list_contains($gone, upper(reference))",
}
#: Which allegations stay, and how a victim stands in them.
_LEFT: Final[dict[Removable, str]] = {
    "person": f"""
        select * replace (case when victim in ({_GONE["person"]}) then null else victim end
            as victim)
        from record.allegations
        where suspect is null or suspect not in ({_GONE["person"]})""",
    "crime": f"select * from record.allegations where crime not in ({_GONE['crime']})",
}
#: Of the numbered texts those that an allegation still has.
_NAMED: Final = "select suspect from allegations union select victim from allegations"
_NUMBERED: Final = {
    "people": f"where person in ({_NAMED})",
    "person_forces": f"where person in ({_NAMED})",
    "suspects": "where suspect in (select suspect from allegations)",
    "crimes": "where crime in (select crime from allegations)",
    "crime_forces": "where crime in (select crime from allegations)",
}
#: Tables whose texts somebody wrote, or which a file had: each is read for what must go.
_WRITTEN: Final = ("versions", "offences", "offence_choices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the files of a folder hold of a person or a crime.

    Attributes:
        references: as they are spelt, in any case.
        names: every name that a person was recorded with.
        births: every date of birth that they were recorded with.
        allegations: how many of them (a crime and a suspect) the newest file holds.
        forces: the other forces of the record, whose names stand before their references.
    """

    references: frozenset[str]
    names: frozenset[str] = frozenset()
    births: frozenset[date] = frozenset()
    allegations: int = 0
    forces: frozenset[str] = frozenset()


def held_of(directory: Path, reference: str, kind: Removable, *, memory: str) -> Held:
    """What every file of a folder holds of a person or a crime; nothing where nobody has it.

    Args:
        directory: the data folder.
        reference: in any case.
        kind: what it is of.
        memory: as much as the reading may take.

    Raises:
        StoreError: a file cannot be read; nothing can be removed from it, and so from none.
    """
    references: set[str] = set()
    names: set[str] = set()
    births: set[date] = set()
    forces: set[str] = set()
    allegations = 0
    for file in files.offence_files(directory):
        try:
            connection, _ = open_file(file, memory=memory)
            try:
                found = _held(connection, reference, kind)
            finally:
                connection.close()
        except duckdb.Error as error:
            raise unreadable(file, error) from error
        references |= found.references
        names |= found.names
        births |= found.births
        forces |= found.forces
        allegations = found.allegations
    return Held(
        references=frozenset(references),
        names=frozenset(names),
        births=frozenset(births),
        allegations=allegations,
        forces=frozenset(forces),
    )


def _held(connection: duckdb.DuckDBPyConnection, reference: str, kind: Removable) -> Held:
    table, number = ("people", "person") if kind == "person" else ("crimes", "crime")
    column = "suspect" if kind == "person" else "crime"
    values = {"gone": reference.upper()}
    spelt = connection.execute(
        f"select reference from {table} where upper(reference) = $gone",
        values,
    ).fetchall()
    rows = connection.execute(
        f"select crime, suspect, suspect_name, suspect_born from allegations where {column} in"
        f" (select {number} from {table} where upper(reference) = $gone)",
        values,
    ).fetchall()
    person = rows if kind == "person" else []
    return Held(
        references=frozenset(text for (text,) in spelt),
        names=frozenset(name for _, _, name, _ in person if name is not None),
        births=frozenset(born for _, _, _, born in person if born is not None),
        allegations=len({(crime, suspect) for crime, suspect, _, _ in rows}),
        forces=other_forces(connection),
    )


def references_held(directory: Path, *, memory: str) -> dict[Removable, set[str]]:
    """The references of all people and of all crimes that any file of a folder holds.

    Raises:
        StoreError: a file cannot be read.
    """
    found: dict[Removable, set[str]] = {"person": set(), "crime": set()}
    for file in files.offence_files(directory):
        try:
            connection, _ = open_file(file, memory=memory)
            try:
                for kind, table in (("person", "people"), ("crime", "crimes")):
                    rows = connection.execute(f"select reference from {table}").fetchall()
                    found["person" if kind == "person" else "crime"] |= {text for (text,) in rows}
            finally:
                connection.close()
        except duckdb.Error as error:
            raise unreadable(file, error) from error
    return found


def remove_from_files(
    directory: Path,
    held: Held,
    kind: Removable,
    *,
    redacted: Callable[[str], str],
    memory: str,
) -> int:
    """Write every offence file of a folder again without a person or a crime.

    A file that has nothing of them stays as it is, so that doing it again does what was left.

    Args:
        directory: the data folder.
        held: what goes.
        kind: what it is.
        redacted: a text without mentions of it.
        memory: as much as the writing may take.

    Returns:
        how many files were written again.

    Raises:
        StoreError: a load is running, or a file cannot be read or written; those that were
            written stay so.
    """
    written = 0
    with only_writer(directory):
        try:
            disk.remove_unfinished(directory)
            for file in files.offence_files(directory):
                if _has_any(file, held, kind, redacted, memory):
                    _write_anew(directory, file, held, kind, redacted, memory)
                    written += 1
            _remove_spilt(directory)
        except (OSError, duckdb.Error) as error:
            raise StoreError(
                f"The erasure stopped, and is not done: {first_line(error)} Mend that; it is "
                f"taken up when the folder is next opened."
            ) from error
    return written


def _has_any(
    file: Path, held: Held, kind: Removable, redacted: Callable[[str], str], memory: str
) -> bool:
    """Whether a file has something of what goes."""
    connection, _ = open_file(file, memory=memory)
    try:
        table = "people" if kind == "person" else "crimes"
        known = connection.execute(
            f"select count(*) from {table} where list_contains($gone, upper(reference))",
            {"gone": _upper(held)},
        ).fetchall()[0][0]
        return bool(known) or any(
            _without(row, redacted) != row
            for name in _tables(connection, "")
            if name in _WRITTEN
            for row in connection.execute(f"from {name}").fetchall()
        )
    finally:
        connection.close()


def _write_anew(
    directory: Path,
    file: Path,
    held: Held,
    kind: Removable,
    redacted: Callable[[str], str],
    memory: str,
) -> None:
    part = directory.absolute() / files.PART
    config = OFFLINE | {"memory_limit": memory} | kept_inside(part)
    connection = duckdb.connect(str(part), config=config)
    try:
        own = connection.execute("select current_database()").fetchall()[0][0]
        path = str(file.absolute()).replace("'", "''")
        connection.execute(f"attach '{path}' as record (read_only)")
        connection.execute(f'copy from database record to "{own}" (schema)')
        connection.execute(f"insert into allegations {_LEFT[kind]}", {"gone": _upper(held)})
        for table in _tables(connection, "record"):
            _fill(connection, table, redacted)
        connection.execute("detach record")
        connection.execute("checkpoint")
    finally:
        connection.close()
    files.replace(part, file)


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, redacted: Callable[[str], str]
) -> None:
    """Copy a table but for what goes."""
    if table == "allegations":
        return
    if table not in _WRITTEN:
        which = _NUMBERED.get(table, "")
        connection.execute(f"insert into {table} select * from record.{table} {which}")
        return
    cursor = connection.execute(f"from record.{table}")
    names = [column[0] for column in cursor.description or []]
    rows = [_without(row, redacted) for row in cursor.fetchall()]
    if table == "versions" and "identity" in names:
        at = names.index("identity")
        rows = [(*row[:at], row[at] and new_identity(), *row[at + 1 :]) for row in rows]
    if table == "offences":  # two wordings must not become one
        before = connection.execute("from record.offences").fetchall()
        rows = [
            row if row == old else (*row[:2], f"{row[2]} ({row[0]})")
            for row, old in zip(rows, before, strict=True)
        ]
    if rows:
        marks = ", ".join("?" for _ in names)
        connection.executemany(f"insert into {table} values ({marks})", rows)


def _without(row: tuple[object, ...], redacted: Callable[[str], str]) -> tuple[object, ...]:
    """A row with what goes taken out of its texts."""
    return tuple(redacted(cell) if isinstance(cell, str) else cell for cell in row)


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """The tables of an attached database; empty: of the one that is open."""
    which = "database_name = $name" if database else "not internal"
    rows = connection.execute(
        f"select table_name from duckdb_tables() where {which} order by table_name",
        {"name": database} if database else {},
    ).fetchall()
    return [name for (name,) in rows]


def _upper(held: Held) -> list[str]:
    return sorted({reference.upper() for reference in held.references})


def _remove_spilt(directory: Path) -> None:
    """Remove what a reader that was killed may have left next to a file."""
    for pattern in ("offences-*.duckdb.tmp/*", "offences-*.duckdb.wal"):
        for leftover in filter(Path.is_file, directory.glob(pattern)):
            leftover.unlink(missing_ok=True)
