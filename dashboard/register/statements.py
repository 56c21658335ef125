"""Statements that each database words in its own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa


def insert_rows(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows, each with every column of the table.

    The statement and how values are written are worked out once for a database, which for the many
    short transactions of a log is a good part of the time.
    """
    statement, columns, by_place = _insertion(connection.dialect, table)
    values = [
        {name: row[name] if write is None else write(row[name]) for name, write in columns}
        for row in rows
    ]
    connection.exec_driver_sql(
        statement, [tuple(row.values()) for row in values] if by_place else values
    )


@lru_cache(maxsize=64)
def _insertion(
    dialect: sa.Dialect, table: sa.Table
) -> tuple[str, list[tuple[str, Callable[[Any], Any] | None]], bool]:
    """The statement, each column in its order with how a value is written, and if by place."""
    compiled = sa.insert(table).compile(dialect=dialect)
    columns: list[tuple[str, Callable[[Any], Any] | None]] = [
        (column.name, column.type.dialect_impl(dialect).bind_processor(dialect))
        for column in table.columns
    ]
    return str(compiled), columns, bool(compiled.positional)


def insert_missing(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key is there, and return whether it was inserted."""
    statement = _insert(connection, table).values(row).on_conflict_do_nothing()
    (key,) = table.primary_key
    return connection.execute(statement.returning(key)).first() is not None


def insert_or_replace(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> None:
    """Insert a row; one with its key takes the row's values."""
    key = [column.name for column in table.primary_key]
    values = {name: value for name, value in row.items() if name not in key}
    statement = _insert(connection, table).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=values))


def _insert(connection: sa.Connection, table: sa.Table) -> Any:  # noqa: ANN401 - two of a kind
    """An insert in the dialect of the database."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - each where it is used

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - the same

    return postgresql.insert(table)
