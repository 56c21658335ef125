"""Makes the tables of a register, and upgrades one of an earlier edition, with Alembic.

What is new in each edition stands in a file of `editions`. A register of SQLite has its edition as
`PRAGMA user_version` as well, where it was before there was Alembic; up to edition 1 the tables
were made where they were missing, and the edition was 0.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from dashboard.errors import RegisterError
from dashboard.register.tables import EDITIONS, METADATA

#: The edition of the registers that this program makes; each has its file in `FOLDER`.
EDITION: Final = 6
#: The first edition whose log is chained and has a head.
FIRST_CHAINED: Final = 4
#: How the names of our tables begin that were moved aside for others, as `replacing` has it.
ASIDE: Final = "replaced_"
FOLDER: Final = Path(__file__).parent / "editions"


def edition_of(connection: sa.Connection) -> int:
    """The edition of a register; 0 for an early one, and where there is none yet."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("pragma user_version").scalar_one())
    # Not `to_regclass`, which may not know yet what another program has just made.
    there = "select 1 from pg_catalog.pg_class where relname = %s and pg_table_is_visible(oid)"
    if connection.exec_driver_sql(there, (EDITIONS.name,)).first() is None:
        return 0
    return int(connection.execute(sa.select(EDITIONS.c.version_num)).scalar_one_or_none() or 0)


def bring_up(connection: sa.Connection, name: str) -> bool:
    """Make the register's tables or upgrade them, inside a transaction that is already open.

    Args:
        connection: to the register; it holds the lock for writing, so that of two programs that
            open it at once the second finds nothing left to do.
        name: the register's path or address, for a message.

    Returns:
        whether its log is chained from now on, and was not before.

    Raises:
        RegisterError: the register is newer than this program, or is not a register.
    """
    edition = edition_of(connection)
    if edition > EDITION:
        raise RegisterError(
            f"The register {name} was made by a newer Harmdesk (edition {edition}, ours "
            f"{EDITION}), and nothing is shown without a log; open it with that one, or update "
            f"this one."
        )
    if not edition and not _has_tables(connection, name):
        METADATA.create_all(connection, checkfirst=False)
        _mark(connection, EDITION)
    elif edition < EDITION:
        upgrade(connection, before=edition, to=EDITION)
    return edition < FIRST_CHAINED


def upgrade(connection: sa.Connection, *, before: int, to: int) -> None:
    """Carry out the steps from one edition to another."""
    from alembic.config import Config  # noqa: PLC0415 - only where there is something to upgrade
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415 - the same
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - the same

    _mark(connection, before)
    scripts = ScriptDirectory(str(FOLDER), version_locations=[str(FOLDER)])

    def steps(heads: Any, _: object) -> Any:  # noqa: ANN401 - as Alembic calls it
        return scripts._upgrade_revs(str(to), heads)  # noqa: SLF001 - as its own command does

    with EnvironmentContext(Config(), scripts, fn=steps, destination_rev=str(to)) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    _mark(connection, to)


def _mark(connection: sa.Connection, edition: int) -> None:
    """Note the edition, where Alembic looks for it and where earlier programs do."""
    EDITIONS.create(connection, checkfirst=True)
    connection.execute(sa.delete(EDITIONS))
    if edition:
        connection.execute(sa.insert(EDITIONS).values(version_num=str(edition)))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"pragma user_version = {edition}")


def _has_tables(connection: sa.Connection, name: str) -> bool:
    """Whether a database without an edition is an early register with a log; else it is empty.

    On PostgreSQL there was none without an edition.

    Raises:
        RegisterError: it is another program's.
    """
    aside = {f"{ASIDE}{table}" for table in METADATA.tables}
    names = set(sa.inspect(connection).get_table_names()) - {EDITIONS.name} - aside
    early = connection.dialect.name == "sqlite" and "access_log" in names
    if names and not early:
        raise RegisterError(
            f"At {name} is a database of another program and not a register, and nothing is shown "
            f"without a log; move it away, or restore the register from a backup."
        )
    return bool(names)
