"""How many lines of the log twenty readers write, against plain inserts that are as durable.

The readers are first those of one server, as they usually are, and then twenty programs of one
reader each.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from functools import cache
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier as BarrierOfPrograms
from pathlib import Path
from threading import Barrier
from typing import Final

import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.register import Register
from tests import postgresql

WRITERS: Final = 20
#: Seconds that each of the two ways is measured.
SECONDS: Final = 10
PATIENCE: Final = 60
#: What the writers of this program wait for before they begin, so that all begin together.
START: Final[list[Barrier | BarrierOfPrograms]] = []
#: A line without its chain, its subject's salt and its head.
INSERT: Final = (
    "insert into plain (at, who, role, action, subject, version) values"
    " (current_timestamp, 'a writer', 'analyst', 'list', 'a list', 1)"
)
TABLE: Final = (
    "create table plain (at timestamp, who text, role text, action text, subject text, "
    "version integer)"
)


def print_register(_: Path) -> None:
    """Print the lines a second of both, on each database that there is."""
    with tempfile.TemporaryDirectory() as folder:
        _print("SQLite", Path(folder), None)
    binaries = postgresql.programs()
    if binaries is None:
        print("There is no PostgreSQL here, so that the register on it is not measured.")
        return
    with postgresql.running(binaries, durable=True) as url, tempfile.TemporaryDirectory() as folder:
        _print("PostgreSQL", Path(folder), url)


def _print(name: str, folder: Path, url: str | None) -> None:
    register = of_folder(folder, url)
    if url is None:
        with closing(sqlite3.connect(folder / "plain.sqlite")) as connection:
            connection.execute("pragma journal_mode = wal")
            connection.execute(TABLE)
    else:
        with register._engine.begin() as connection_to_server:
            connection_to_server.execute(sa.text(TABLE))
    for readers, pool_of in (("readers of one server", _threads), ("programs", _programs)):
        plain = _rate(pool_of, write_plain, folder, url)
        lines = _rate(pool_of, write_lines, folder, url)
        found = register.verify()
        print(
            f"The log on {name}, {WRITERS} {readers} that write at once: {lines:,.0f} lines a "
            f"second, beside {plain:,.0f} plain inserts as durable ({lines / plain:.0%}); "
            f"{found.lines:,} lines, {'sound' if found.fault is None else 'NOT SOUND'}"
        )
    register._engine.dispose()


def _threads() -> Executor:
    take_barrier(Barrier(WRITERS))
    return ThreadPoolExecutor(WRITERS)


def _programs() -> Executor:
    context = get_context("spawn")
    return ProcessPoolExecutor(
        WRITERS,
        mp_context=context,
        initializer=take_barrier,
        initargs=(context.Barrier(WRITERS),),
    )


def _rate(
    pool_of: Callable[[], Executor],
    write: Callable[[Path, str | None], int],
    folder: Path,
    url: str | None,
) -> float:
    """How many lines a second all writers write together; all begin at the same moment."""
    of_folder(folder, url)
    with pool_of() as pool:
        return sum(pool.map(write, [folder] * WRITERS, [url] * WRITERS)) / SECONDS


@cache
def of_folder(folder: Path, url: str | None) -> Register:
    """The register of a folder: one for all readers of a server."""
    return Register.open(folder, url=url)


def take_barrier(together: Barrier | BarrierOfPrograms) -> None:
    """Keep what the writers wait for before they begin."""
    START[:] = [together]


def write_plain(folder: Path, url: str | None) -> int:
    """Insert rows for some seconds, each on the disk before the next; how many."""
    if url is not None:
        engine = sa.create_engine(url, poolclass=sa.NullPool)
        with engine.connect() as connection:

            def insert_there() -> None:
                connection.exec_driver_sql(INSERT)
                connection.commit()

            number = _repeat(insert_there)
        engine.dispose()
        return number
    with closing(
        sqlite3.connect(folder / "plain.sqlite", timeout=PATIENCE, isolation_level=None)
    ) as file:
        file.execute("pragma synchronous = full")
        return _repeat(lambda: file.execute(INSERT))


def write_lines(folder: Path, url: str | None) -> int:
    """Write lines of the log for some seconds; how many."""
    register, viewer = of_folder(folder, url), Viewer("a writer")
    return _repeat(lambda: register.note(viewer, "list", "a list", version=1))


def _repeat(act: Callable[[], object]) -> int:
    START[0].wait()  # until all writers run
    end, number = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        act()
        number += 1
    return number
