"""A register on PostgreSQL that another takes the place of, until it is sure that it stays there.

The old tables are renamed, and the new ones made next to them; then the old ones go, or come back.
"""

from __future__ import annotations

import sqlalchemy as sa

from dashboard.register.migrations import ASIDE, bring_up
from dashboard.register.tables import METADATA


def set_aside(connection: sa.Connection, name: str) -> None:
    """Move a register out of the way and make an empty one, inside a transaction.

    Args:
        connection: to the database; nobody else writes to it.
        name: of the database, for a message.

    Raises:
        RegisterError: the new one cannot be made.
    """
    for table in METADATA.sorted_tables:
        connection.exec_driver_sql(f"alter table {table.name} rename to {ASIDE}{table.name}")
        for index in _indexes(table):
            connection.exec_driver_sql(f"alter index {index} rename to {ASIDE}{index}")
    bring_up(connection, name)


def put_back(connection: sa.Connection) -> None:
    """Bring back the register that was moved away, if there is one, inside a transaction."""
    for name in _moved(connection):
        connection.exec_driver_sql(f"drop table if exists {name}")
        connection.exec_driver_sql(f"alter table {ASIDE}{name} rename to {name}")
        for index in _indexes(METADATA.tables[name]):
            connection.exec_driver_sql(f"alter index {ASIDE}{index} rename to {index}")


def let_go(connection: sa.Connection) -> None:
    """Remove the register that was moved away, for good."""
    for name in _moved(connection):
        connection.exec_driver_sql(f"drop table {ASIDE}{name}")


def _indexes(table: sa.Table) -> list[str]:
    """The indexes of a table that have names of ours, which no two tables may share."""
    return sorted(str(index.name) for index in table.indexes)


def _moved(connection: sa.Connection) -> list[str]:
    there = set(sa.inspect(connection).get_table_names())
    return [name for name in METADATA.tables if f"{ASIDE}{name}" in there]
