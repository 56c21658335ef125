"""Upgrades a register of an earlier edition to this edition, by steps that are data.

The edition of a register is its `PRAGMA user_version`. Up to edition 1 the tables were made where
they were missing, and the edition was 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from dashboard.errors import RegisterError


@dataclass(frozen=True, slots=True)
class Step:
    """A step that upgrades a register by one edition.

    Attributes:
        edition: the edition that it has afterwards.
        why: what is new in it.
        statements: the SQL to execute, in order.
    """

    edition: int
    why: str
    statements: tuple[str, ...]


STEPS: Final = (
    Step(
        1,
        "The log, the links, the choices for headings and the frozen lists.",
        (
            """create table if not exists access_log (
                id integer not null primary key, at datetime not null, who text not null,
                role text not null, action text not null, subject text not null,
                version integer not null)""",
            """create table if not exists links (
                token text not null primary key, suspect_id text not null unique)""",
            """create table if not exists mappings (
                headings text not null primary key, mapping text not null,
                at datetime not null, who text not null)""",
            """create table if not exists frozen_lists (
                name text not null primary key, at datetime not null, who text not null,
                role text not null, as_of date not null, rules_id text not null,
                rules text not null, "index" text not null, index_edition text not null,
                index_sha256 text not null, index_table text, version integer not null,
                program text not null, listed integer not null, assessed integer not null,
                sha256 text not null, content blob not null, edition integer not null)""",
        ),
    ),
    Step(
        2,
        "Which data versions have their line in the log; a load of several files left its lines "
        "at the last of its versions, so that every version up to a line's counts as logged.",
        (
            "create table logged_versions (version integer not null primary key)",
            """insert into logged_versions
                with recursive counted (version) as (
                    select 1 union all select version + 1 from counted
                    where version < (select max(version) from access_log where action = 'load'))
                select version from counted
                where version <= (select max(version) from access_log where action = 'load')""",
        ),
    ),
    Step(
        3,
        "What each user chose for themselves, such as their own borough.",
        (
            """create table settings (
                who text not null, name text not null, value text, at datetime not null,
                primary key (who, name))""",
        ),
    ),
)
#: The edition of the registers that this program makes.
EDITION: Final = STEPS[-1].edition


def edition_of(connection: sa.Connection) -> int:
    """The edition of a register."""
    return int(connection.exec_driver_sql("pragma user_version").scalar_one())


def bring_up(connection: sa.Connection, file: str) -> None:
    """Carry out the steps that a register lacks, inside a transaction that is already open.

    Args:
        connection: to the register; it holds the lock for writing, so that of two programs that
            open it at once the second finds nothing left to do.
        file: the register's path, for a message.

    Raises:
        RegisterError: the register is newer than this program, or is not a register.
    """
    edition = edition_of(connection)
    if edition > EDITION:
        raise RegisterError(
            f"The register {file} was made by a newer Harmdesk (edition {edition}, ours "
            f"{EDITION}), and nothing is shown without a log; open it with that one, or update "
            f"this one."
        )
    if not edition:
        _check_ours(connection, file)
    for step in STEPS:
        if step.edition > edition:
            for statement in step.statements:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"pragma user_version = {step.edition}")


def _check_ours(connection: sa.Connection, file: str) -> None:
    """Check that a database without an edition is empty, or is an early register with a log."""
    names = set(connection.exec_driver_sql("select name from sqlite_master").scalars())
    if names and "access_log" not in names:
        raise RegisterError(
            f"The file {file} is a database of another program and not a register, and nothing is "
            f"shown without a log; move it away, or restore the register from a backup."
        )
