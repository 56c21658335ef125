"""Which data versions have their line in the log.

A load of several files left its lines at the last of its versions, so that every version up to a
line's counts as logged.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision: Final = "2"
down_revision: Final = "1"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Make the table, and fill it from the log."""
    op.execute("create table logged_versions (version integer not null primary key)")
    op.execute(
        """insert into logged_versions
            with recursive counted (version) as (
                select 1 union all select version + 1 from counted
                where version < (select max(version) from access_log where action = 'load'))
            select version from counted
            where version <= (select max(version) from access_log where action = 'load')"""
    )
