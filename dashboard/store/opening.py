"""Opens an offence file for reading, locked down, and makes sure that it is the present file."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Final

import duckdb

from dashboard.store import files
from dashboard.store.building import OFFLINE, lock
from dashboard.store.inside import kept_inside

#: The reader can reach nothing outside its file, and these settings cannot be changed.
LOCKED: Final[dict[str, str | bool | int | float | list[str]]] = {
    "enable_external_access": "false",
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
#: How often to try again when a file is replaced while it is being opened.
TRIES: Final = 5

#: Which file each path held when this process first opened it: the engine shares an open database
#: by its path, even where another file has taken its place since.
_first_seen: dict[Path, files.Signature] = {}
_lock: Final = Lock()


def open_file(
    file: Path, *, memory: str
) -> tuple[duckdb.DuckDBPyConnection, files.Signature | None]:
    """A locked connection to the file as it is now, and what distinguishes it from another.

    Raises:
        duckdb.Error: it cannot be read, or is no database.
    """
    for _ in range(TRIES):
        try:
            before = files.signature(file)
        except OSError:
            break
        connection = _open(file, before, memory)
        try:
            if files.signature(file) == before:
                return connection, before
        except OSError:
            pass  # it was removed in the meantime: the next try reports it
        connection.close()
    return _shared(file, memory), None


def _open(file: Path, seen: files.Signature, memory: str) -> duckdb.DuckDBPyConnection:
    with _lock:
        first = _first_seen.setdefault(file.absolute(), seen)
    return _shared(file, memory) if first == seen else _apart(file, memory)


def _shared(file: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """A locked database that reads a file; a second reader of the same file shares it."""
    path, inside = str(file.absolute()), kept_inside(file)
    if not inside:  # everything at once
        config = LOCKED | {"memory_limit": memory}
        return duckdb.connect(path, read_only=True, config=config)
    # Once locked, it can neither look for its log elsewhere nor be given another folder.
    config = OFFLINE | {"memory_limit": memory, "temp_directory": inside["temp_directory"]}
    connection = duckdb.connect(path, read_only=True, config=config)
    if not connection.execute("select current_setting('lock_configuration')").fetchall()[0][0]:
        lock(connection)
    return connection


def _apart(file: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """The same tables in a database of their own, which nobody has open under this path."""
    connection = duckdb.connect(
        ":memory:",
        config=OFFLINE | {"memory_limit": memory, "temp_directory": f"{file.absolute()}.tmp"},
    )
    try:
        path = str(file.absolute()).replace("'", "''")
        connection.execute(f"attach '{path}' as record (read_only)")
        tables = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'record'"
        ).fetchall()
        for (table,) in tables:
            name = table.replace('"', '""')
            connection.execute(f'create view "{name}" as from record."{name}"')
        lock(connection)
    except duckdb.Error:
        connection.close()
        raise
    return connection
